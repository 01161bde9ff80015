/// A text as its words are looked up: half width, small letters, simplified characters. A code point stays a code point.
enum Folding {
  static func fold(_ text: String) -> [UInt32] { text.unicodeScalars.map { fold($0.value) } }

  private static func fold(_ code: UInt32) -> UInt32 {
    switch code {
    case 0x41...0x5A: return code + 32
    case 0xFF10...0xFF19: return code - 0xFEE0
    case 0xFF21...0xFF3A: return code - 0xFEE0 + 32
    case 0xFF41...0xFF5A, 0xFF04, 0xFF0F, 0xFF0D, 0xFF0E: return code - 0xFEE0
    case 0x2019, 0x2018, 0x02BC: return 0x27
    case 0x2010...0x2013, 0xFF5E, 0x301C: return 0x2D
    case 0x4E00...0x9FFF: return simplified[code] ?? code
    default: return code
    }
  }

  /// Traditional characters of these words, and those numbers are written with on cheques.
  private static let simplified: [UInt32: UInt32] = {
    let pairs = """
      還还號号個个禮礼週周兩两萬万錢钱塊块發发資资後后過过這这轉转給给們们說说沒没會会為为處处銀银開开節节國国慶庆聖圣誕诞馬马現现時时點点鐘钟幾几\
      電电話话聯联繫系問问嗎吗麼么誰谁對对錯错應应該该準准備备億亿陰阴曆历臘腊陽阳勞劳動动端端結结償偿繳缴費费匯汇賬账帳账戶户拿拿從从開开始始壹一\
      貳二叁三參三肆四伍五陸六柒七捌八玖九拾十佰百仟千廿廿餘余來来間间內内裡里後后總总講讲許许讓让親亲爺爷媽妈爸爸兒儿東东師师變变難难雖虽種种幫帮領领當当訊讯單单業业網网將将
      """
    var table: [UInt32: UInt32] = [:]
    let scalars = pairs.unicodeScalars.filter { $0 != "\n" && $0 != " " }.map(\.value)
    for index in stride(from: 0, to: scalars.count - 1, by: 2) where scalars[index] != scalars[index + 1] {
      table[scalars[index]] = scalars[index + 1]
    }
    return table
  }()

  static func isHan(_ code: UInt32) -> Bool { (0x3400...0x9FFF).contains(code) || (0x20000...0x3FFFF).contains(code) }
  static func isLetter(_ code: UInt32) -> Bool { (0x61...0x7A).contains(code) }
  static func isDigit(_ code: UInt32) -> Bool { (0x30...0x39).contains(code) }
}
