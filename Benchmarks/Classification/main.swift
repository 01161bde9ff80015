import Classification
import Glibc
import Policy
import Portfolio

// Measures what docs/classification.md states, in seconds of processor. Run it with Benchmarks/Classification/run.

struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

func file(_ path: String) -> [UInt8] {
  guard let handle = fopen(path, "r") else { fatalError("cannot open \(path)") }
  defer { fclose(handle) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, handle)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func number(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((value * scale).rounded())
  guard digits > 0 else { return String(scaled) }
  let rest = String(scaled % Int(scale) + Int(scale)).dropFirst()
  return "\(scaled / Int(scale)).\(rest)"
}

/// How often a word stands in the first bytes of a text, by memchr and memcmp.
func occurrences(of word: [UInt8], in text: [UInt8], upTo end: Int) -> Int {
  text.withUnsafeBytes { text in
    guard let base = text.baseAddress else { return 0 }
    var (found, place) = (0, 0)
    while place <= end - word.count {
      guard let hit = memchr(base + place, Int32(word[0]), end - word.count + 1 - place) else { break }
      if memcmp(hit, word, word.count) == 0 { found += 1 }
      place = base.distance(to: UnsafeRawPointer(hit)) + 1
    }
    return found
  }
}

/// The words of a lexicon file, cut out of it as crudely as a list is: what stands between the marks of YAML.
func keywords(of yaml: String) -> [String] {
  var words: Set<String> = []
  var isPhrases = false
  for line in yaml.split(separator: "\n") {
    if !line.hasPrefix(" ") { isPhrases = line.hasPrefix("phrases") || line.hasPrefix("sets") || line.hasPrefix("words") }
    guard isPhrases else { continue }
    let values = line.firstIndex(of: ":").map { line[$0...] } ?? line
    for word in values.split(whereSeparator: { ":[],{}…^$\"' ".contains($0) }) where word.utf8.count > 2 {
      words.insert(String(word))
    }
  }
  return words.sorted()
}

/// The same class as the shipped profile gives, by dictionaries and sorting: unpacks, forgets, groups, takes the heaviest two, adds up.
func naiveIsAbnormal(_ bytes: ArraySlice<UInt8>, _ codes: [ContactCode], _ slot: Day, _ settings: ClassificationSettings) -> Bool {
  let cells = (ContactCounters.unpack(bytes) ?? []).filter { $0.day < slot }
  let last = cells.filter { codes[Int($0.code)].outcome == .connected }.map(\.day).max() ?? .none
  if last.isKnown, slot - last <= settings.quietDays ?? 0 { return false }
  struct Key: Hashable { var day: Day, point: UInt8 }
  var weights: [Key: [Int]] = [:]
  var sent: [Key: Int] = [:]
  for cell in cells where cell.day > last {
    let key = Key(day: cell.day, point: cell.point)
    for _ in 0..<cell.count {
      if codes[Int(cell.code)].channel == .sms {
        sent[key, default: 0] += 1
      } else if codes[Int(cell.code)].outcome != .connected {
        weights[key, default: []].append(settings.weights[codes[Int(cell.code)].outcome])
      }
    }
  }
  let most = settings.countsPerDay ?? 0
  let calls = weights.values.reduce(0) { $0 + min($1.count, most) }
  let messages = sent.values.reduce(0) { $0 + min($1, most) }
  let recent = sent.filter { $0.key.day >= slot - settings.recentDays }.values.reduce(0) { $0 + min($1, most) }
  if calls > settings.abnormalAbove ?? 0 { return true }
  if calls > settings.suspectAbove ?? 0, messages > settings.otherChannelsAbove { return true }
  var sums: [UInt8: Int] = [:]
  for (key, list) in weights { sums[key.point, default: 0] += list.sorted(by: >).prefix(most).reduce(0, +) }
  let x = (sums.values.filter { $0 > 0 }.min() ?? 0) + settings.messageWeight * messages + settings.recentMessageWeight * recent
  return x * (1_000 - settings.threshold) >= settings.halfway * settings.threshold
}

/// Judges every other text of a pool, round and round; gives how many are cooperative.
@concurrent func judged(_ count: Int, from start: Int, _ pool: [String], _ judge: ToneJudge) async -> Int {
  (0..<count).count { judge.judge(pool[($0 &* 2 + start) % pool.count], language: "zh").tone == .cooperative }
}

/// Seconds of processor that this process has used: unlike the wall clock it does not count other people's work.
func processor() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds of processor for one call of `body`.
func measured<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
  let started = processor()
  let result = try body()
  return (result, processor() - started)
}

let clock = ContinuousClock()
/// What to measure: scan, talk, cases; all without a second argument.
let wanted = CommandLine.arguments.count > 2 ? [CommandLine.arguments[2]] : ["scan", "talk", "cases"]
let policies = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "policies"
var random = SplitMix(state: 7)

// 1. Keyword scan: 2,000 Chinese keywords, the same text for both ways.
if wanted.contains("scan") {
  let common = Array(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经还钱款期息账单卡银号明天月底今晚处理联系电话问题协商减免困难工资公司家里朋友投诉法院起诉律师".unicodeScalars)
  var keywords: Set<String> = []
  while keywords.count < 2_000 {
    var word = String.UnicodeScalarView()
    for _ in 0..<(2 + random.below(3)) { word.append(common[random.below(common.count)]) }
    keywords.insert(String(word))
  }
  let words = keywords.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  var source = Lexicon.Source(language: "yue")
  source.phrases = try words.map { (KeywordGroup.promise, try Phrase($0)) }
  let lexicon = try Lexicon(source)
  var text: [UInt8] = []
  while text.count < 64 << 20 {
    if random.below(40) == 0 {
      text += Array(words[random.below(words.count)].utf8)
    } else {
      // Han characters by a falling frequency, as in talk.
      let rank = random.below(1 + random.below(2_500))
      let scalar = rank < common.count ? common[rank] : Unicode.Scalar(UInt32(0x4E00 + rank)) ?? "的"
      text += Array(String(Character(scalar)).utf8)
    }
  }
  var best = Double.infinity
  var found = 0
  for _ in 0..<5 {
    let started = (wall: clock.now, processor: processor())
    found = text.withUnsafeBufferPointer { lexicon.occurrences(in: $0) }
    best = min(best, processor() - started.processor)
  }
  let part = 1 << 20
  let raw = words.map { Array($0.utf8) }
  let started = (wall: clock.now, processor: processor())
  let naive = raw.reduce(0) { $0 + occurrences(of: $1, in: text, upTo: part) }
  let naiveTime = processor() - started.processor
  let same = text[..<part].withUnsafeBufferPointer { lexicon.occurrences(in: $0) }
  precondition(naive == same, "the automaton found \(same) keywords, the naive scan \(naive)")
  let speed = Double(text.count) / best / 1e6
  let naiveSpeed = Double(part) / naiveTime / 1e6
  print("keyword scan: \(words.count) keywords, \(text.count >> 20) MiB, \(found) found: \(number(speed, 0)) MB/s, best of 5")
  print(
    "naive scan (memchr and memcmp per keyword): \(number(naiveSpeed, 2)) MB/s on the first MiB, the same \(naive) found: ratio \(number(speed / naiveSpeed, 0))"
  )
}

// 2. Conversations of about 90 bytes with the shipped lexicons and model, two threads.
if wanted.contains("talk") {
  random = SplitMix(state: 8)
  let lexicons = try ["zh", "en"].map { try LexiconFile.parse(file("\(policies)/lexicons/\($0).yaml"), file: $0).lexicon }
  let model = try ToneModelFile.parse(file("\(policies)/tone/own-sentences.yaml"), file: "model").model
  let sentences = String(decoding: file("\(policies)/tone/sentences.csv"), as: UTF8.self).split(separator: "\n").dropFirst()
    .filter { $0.hasPrefix("zh-") }.compactMap { $0.split(separator: ",").last.map(String.init) }
  let pool = (0..<20_000).map { _ in
    var text = ""
    while text.utf8.count < 80 { text += (text.isEmpty ? "" : "，") + sentences[random.below(sentences.count)] }
    return text
  }
  let mean = pool.reduce(0) { $0 + $1.utf8.count } / pool.count
  // What the automaton saves: every word of the shipped lexicons looked for by itself, in as many of the texts as take a while.
  let words = ["zh", "en"].flatMap { keywords(of: String(decoding: file("\(policies)/lexicons/\($0).yaml"), as: UTF8.self)) }
    .map { Array($0.utf8) }
  let few = pool.prefix(2_000).map { Array($0.utf8) }
  let naive = measured { few.reduce(0) { sum, text in sum + words.reduce(0) { $0 + occurrences(of: $1, in: text, upTo: text.count) } } }
  let naiveTime = naive.seconds / Double(few.count)
  print(
    "naive search (each of \(words.count) words by itself): \(number(naiveTime * 1e6, 1)) µs a conversation, \(naive.result) found in \(few.count)"
  )
  for recogniser in [ToneJudge.Recogniser.keywords, .model, .both] {
    let judge = ToneJudge(lexicons, model: recogniser == .keywords ? nil : model, recogniser: recogniser)
    let started = (wall: clock.now, processor: processor())
    async let even = judged(500_000, from: 0, pool, judge)
    async let odd = judged(500_000, from: 1, pool, judge)
    let counts = await even + odd
    let time = processor() - started.processor
    let wall = seconds(clock.now - started.wall)
    let times = "\(number(time / 2, 2)) s of each processor, \(number(wall, 2)) s on the clock"
    print(
      "1,000,000 conversations of \(mean) bytes by \(recogniser.rawValue), 2 threads: \(times) (\(counts) cooperative), "
        + "ratio to the naive search \(number(naiveTime * 1e6 / time, 0))")
  }
}

// 3. Classes of cases from packed counters.
for (name, calls) in wanted.contains("cases") ? [("usual (12 cells)", 12), ("dense (60 cells)", 60)] : [] {
  random = SplitMix(state: 9)
  let outcomes: [ContactOutcome] = [.noAnswer, .busy, .poweredOff, .hungUp, .outOfCoverage, .rejected, .suspended, .invalidNumber]
  var snapshot = Snapshot(agency: 1, agencyCode: "bench", slot: Day(9_800), asOf: Instant(rawValue: 0), seed: 1)
  snapshot.contactCodes =
    outcomes.map { ContactCode(channel: .phone, outcome: $0) } + [
      ContactCode(channel: .sms, outcome: .delivered), ContactCode(channel: .phone, outcome: .connected),
    ]
  let cases = 200_000
  var packed: [[UInt8]] = []
  for _ in 0..<cases {
    let cells = (0..<calls).map { _ in
      ContactCount(
        day: Day(Int32(9_800 - 1 - random.below(90))), point: UInt8(random.below(3)),
        code: Int32(random.below(40) == 0 ? 9 : random.below(9)),
        count: Int32(1 + random.below(2)))
    }
    packed.append(ContactCounters.pack(cells))
  }
  snapshot.contacts = Ragged(packed)
  snapshot.conversations = Ragged([[ConversationFact]](repeating: [], count: cases))
  snapshot.payments = Ragged([[PaymentFact]](repeating: [], count: cases))
  snapshot.promises = Ragged([[PromiseFact]](repeating: [], count: cases))
  let classifier = Classifier(ClassificationSettings(), snapshot)
  var best = Double.infinity
  var abnormal = 0
  for _ in 0..<5 {
    abnormal = 0
    let started = (wall: clock.now, processor: processor())
    for index in 0..<cases where classifier.verdict(CaseIndex(index), snapshot, Deeds()).caseClass == .abnormal { abnormal += 1 }
    best = min(best, processor() - started.processor)
  }
  let bytes = packed.reduce(0) { $0 + $1.count } / cases
  let some = 20_000
  let naive = measured {
    (0..<some).count { naiveIsAbnormal(snapshot.contacts[$0], snapshot.contactCodes, snapshot.slot, ClassificationSettings()) }
  }
  let same = (0..<some).count { classifier.verdict(CaseIndex($0), snapshot, Deeds()).caseClass == .abnormal }
  precondition(naive.result == same, "the naive way finds \(naive.result) abnormal, the classifier \(same)")
  let naiveTime = naive.seconds / Double(some)
  print(
    "verdict, \(name), \(bytes) bytes a case: \(number(best / Double(cases) * 1e9, 0)) ns a case, one thread, best of 5 (\(abnormal) of \(cases) abnormal); "
      + "dictionaries and sorting, the same classes: \(number(naiveTime * 1e9, 0)) ns, ratio \(number(naiveTime / best * Double(cases), 0))"
  )
}
