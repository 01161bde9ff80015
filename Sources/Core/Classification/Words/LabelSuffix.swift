/// What may stand between a label and its colon: a number, a time, a name, “said”. Anything else makes it no label: 客服备注： and “Agent notes:” begin
/// a summary.
struct LabelSuffix {
  /// The first byte behind it.
  private(set) var end: Int
  /// Whether it holds a time of day.
  private(set) var hasTime = false
  /// Digits and single letters, without punctuation.
  private(set) var number: [UInt8] = []

  private static let verbs = ["说", "說", "称", "稱", "问", "問", "答", "道", "回答", "回复", "回覆", "表示", "回应"].map { Array($0.utf8) }
  private static let titles = ["先生", "女士", "小姐", "经理", "經理", "主管", "老师", "老師", "同学"].map { Array($0.utf8) }
  private static let englishVerbs = ["says", "said", "asks", "asked", "replies", "replied", "answers", "answered", "states", "stated"]
  private static let notNames = [
    "note", "notes", "comment", "comments", "remark", "remarks", "id", "name", "code", "call", "result", "summary", "status", "no",
    "number",
    "disposition", "details", "info", "email", "phone", "action",
  ]
  private static let notNamesInChinese = ["备注", "備註", "记录", "結果", "结果", "情况", "情況", "方式", "时间", "类型", "编号", "姓名", "意见", "反馈", "电话", "状态"]
    .map { Array($0.utf8) }

  /// nil = the word goes on as another.
  init?(_ text: UnsafeBufferPointer<UInt8>, from start: Int, isNumberOnly: Bool) {
    end = start
    let isLatin = start > 0 && text[start - 1] < 0x80
    readNumber(text, isNumberOnly: isNumberOnly)
    guard !isNumberOnly else { return }
    readRemark(text)
    if isLatin { readLatinName(text) } else { readName(text) }
    // An English label ends where its word does.
    if end == start, isLatin, end < text.count, Folding.isWordByte(text[end]) { return nil }
  }

  /// 001, #2, -1, 号, and a date or a time.
  private mutating func readNumber(_ text: UnsafeBufferPointer<UInt8>, isNumberOnly: Bool) {
    var (place, last, digits, colons) = (end, end, 0, 0)
    var own: [UInt8] = []
    while place < text.count {
      let byte = text[place]
      switch byte {
      case 48...57:
        digits += 1
        own.append(byte)
        last = place + 1
      case UInt8(ascii: ":")
      where digits > 0 && (48...57).contains(SpeakerLabels.at(text, place + 1)) && (48...57).contains(text[place - 1]):
        colons += 1
      case UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), 0x20: break
      default:
        // Speaker A, 说话人B.
        if isNumberOnly, digits == 0, Folding.isWordByte(byte), !Folding.isWordByte(SpeakerLabels.at(text, place + 1)) {
          number = [Folding.lower(byte)]
          end = place + 1
        }
        place = text.count
      }
      place += 1
    }
    guard digits > 0 else { return }
    (end, number, hasTime) = (last, colons > 0 ? [] : own, colons > 0)
    // 号 (E5 8F B7)
    if SpeakerLabels.at(text, end) == 0xE5, SpeakerLabels.at(text, end + 1) == 0x8F, SpeakerLabels.at(text, end + 2) == 0xB7 { end += 3 }
  }

  /// (John), （本人）
  private mutating func readRemark(_ text: UnsafeBufferPointer<UInt8>) {
    var place = end
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard place < text.count, let bracket = SpeakerLabels.bracket(text, place), bracket.isRound else { return }
    place += bracket.length
    let limit = min(text.count, place + 40)
    while place < limit {
      if let close = SpeakerLabels.closing(text, place, of: bracket) {
        end = place + close
        return
      }
      place += 1
    }
  }

  /// “Agent John Smith:”, “Customer said:”. Names are written with capitals.
  private mutating func readLatinName(_ text: UnsafeBufferPointer<UInt8>) {
    var place = end
    for _ in 0..<2 {
      var start = place
      while start < text.count, text[start] == 0x20 || text[start] == UInt8(ascii: "-") || text[start] == UInt8(ascii: "_") { start += 1 }
      var stop = start
      while stop < text.count, Folding.isWordByte(text[stop]), stop - start < 20 { stop += 1 }
      guard stop > start, start > place else { break }
      let word = String(decoding: text[start..<stop].map(Folding.lower), as: UTF8.self)
      let isName = (65...90).contains(text[start]) && !Self.notNames.contains(word)
      guard isName || Self.englishVerbs.contains(word) else { return }
      place = stop
    }
    if SpeakerLabels.at(text, place) == UInt8(ascii: ":") || SpeakerLabels.at(text, place) == 0xEF
      || SpeakerLabels.at(text, place) == UInt8(ascii: "]")
    {
      end = place
    }
  }

  /// 客服小王：, 客服-张三：, 客户李先生：, 客户说：
  private mutating func readName(_ text: UnsafeBufferPointer<UInt8>) {
    var start = end
    while start < text.count, [0x20, UInt8(ascii: "-"), UInt8(ascii: "_")].contains(text[start]) { start += 1 }
    let isApart = start > end
    var stop = start
    // Up to five characters of Chinese (E4…E9).
    while stop + 2 < text.count, (0xE4...0xE9).contains(text[stop]), stop - start < 15 { stop += 3 }
    guard stop > start else { return }
    let word = Array(text[start..<stop])
    func ends(_ words: [[UInt8]]) -> Bool { words.contains { word.count >= $0.count && Array(word.suffix($0.count)) == $0 } }
    let isSmall = word.starts(with: Array("小".utf8)) && word.count <= 9
    if Self.verbs.contains(word) || ends(Self.titles) || isSmall || (isApart && word.count <= 12 && !ends(Self.notNamesInChinese)) {
      // Only where the label ends behind it; else it is what was said.
      var next = stop
      while next < text.count, text[next] == 0x20 { next += 1 }
      let mark = (SpeakerLabels.at(text, next), SpeakerLabels.at(text, next + 1), SpeakerLabels.at(text, next + 2))
      switch mark {
      case (UInt8(ascii: ":"), _, _), (0xEF, 0xBC, 0x9A), (UInt8(ascii: "]"), _, _), (0xE3, 0x80, 0x91), (0xEF, 0xBC, 0xBD): end = stop
      default: break
      }
    }
  }
}
