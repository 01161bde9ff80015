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

let clock = ContinuousClock()
let policies = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "policies"
var random = SplitMix(state: 7)

// 1. Keyword scan: 2,000 Chinese keywords, the same text for both ways.
do {
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
  var naive = 0
  text.withUnsafeBytes { text in
    for word in raw {
      var place = 0
      while place <= part - word.count {
        guard let hit = memchr(text.baseAddress! + place, Int32(word[0]), part - word.count + 1 - place) else { break }
        if memcmp(hit, word, word.count) == 0 { naive += 1 }
        place = text.baseAddress!.distance(to: UnsafeRawPointer(hit)) + 1
      }
    }
  }
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
do {
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
  for recogniser in [ToneJudge.Recogniser.keywords, .model, .both] {
    let judge = ToneJudge(lexicons, model: recogniser == .keywords ? nil : model, recogniser: recogniser)
    let started = (wall: clock.now, processor: processor())
    async let even = judged(500_000, from: 0, pool, judge)
    async let odd = judged(500_000, from: 1, pool, judge)
    let counts = await even + odd
    let time = processor() - started.processor
    let wall = seconds(clock.now - started.wall)
    let times = "\(number(time / 2, 2)) s of each processor, \(number(wall, 2)) s on the clock"
    print("1,000,000 conversations of \(mean) bytes by \(recogniser.rawValue), 2 threads: \(times) (\(counts) cooperative)")
  }
}

// 3. Classes of cases from packed counters.
for (name, calls) in [("usual (12 cells)", 12), ("dense (60 cells)", 60)] {
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
  print(
    "verdict, \(name), \(bytes) bytes a case: \(number(best / Double(cases) * 1e9, 0)) ns a case, one thread, best of 5 (\(abnormal) of \(cases) abnormal)"
  )
}
