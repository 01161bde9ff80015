import Portfolio
import Testing

@testable import Identity

@Suite struct ContactPointReaderTests {
  private static let others: Set = ["母亲", "同事", "配偶"]
  private static func reader(_ home: Country) -> ContactPointReader { ContactPointReader(home) { others.contains($0) } }

  private func points(_ text: String, _ home: Country = .cn) -> [String] {
    Self.reader(home).read(text).points.map { String($0.dropFirst("point:".count)) }
  }

  @Test(
    "all usual writings of one number give one reference",
    arguments: [
      (
        Country.cn, "13800000004",
        [
          "13800000004", "138 0000 0004", "138-0000-0004", "+86 138 0000 0004", "008613800000004", "8613800000004",
          "013800000004", "+86-138-0000-0004", "１３８００００００04", "13800000004(本人)", "本人13800000004", "手机:13800000004", "(+86)13800000004",
        ]
      ),
      (
        .cn, "01087654331",
        ["010-87654331", "(010)87654331", "+86 10 8765 4331", "861087654331", "00861087654331", "+86 (0)10 87654331", "1087654331"]
      ),
      (.cn, "057187654330", ["0571-87654330", "+8657187654330", "+86-571-87654330", "57187654330", "0571 87654330", "0571/87654330"]),
      (
        .cn, "02112345678;801",
        ["021-12345678转801", "021-12345678-801", "02112345678 ext. 801", "+86 21 12345678 分机801", "021-12345678x801", "021-12345678#801"]
      ),
      (.cn, "4006123456", ["400-612-3456", "4006123456"]),
      (.cn, "+12125551234", ["+1 212 555 1234", "001-212-555-1234", "+1 (212) 555-1234"]),
      (.us, "+12125551234", ["(212) 555-1234", "212-555-1234", "1-212-555-1234", "+1 212 555 1234", "12125551234", "212.555.1234"]),
      (.us, "+8613800000004", ["+86 138 0000 0004", "011 86 138 0000 0004"]),
      (.us, "+12125551234;7", ["(212) 555-1234 x7", "212-555-1234 ext 7"]),
      (.hk, "+85291234567", ["9123 4567", "+852 9123 4567", "85291234567", "0085291234567"]),
      (.in, "+919812345678", ["98123 45678", "098123 45678", "+91 98123 45678", "919812345678"]),
      (.gb, "+447911123456", ["07911 123456", "+44 7911 123456", "+44 (0)7911 123456", "00447911123456"]),
      (.tw, "+886912345678", ["0912-345-678", "+886 912 345 678"]),
      (.sg, "+6591234567", ["9123 4567", "+65 9123 4567", "6591234567"]),
    ])
  func oneNumberInItsWritings(_ home: Country, _ kept: String, _ writings: [String]) {
    for text in writings { #expect(points(text, home) == [kept], "\(text)") }
  }

  @Test("numbers of different people stay apart")
  func differentNumbers() {
    // 13800000004 is a mobile number of China and, behind +1, one of Ohio.
    #expect(points("13800000004") != points("+1 380 000 0004"))
    #expect(points("13800000004") != points("+1 380 222 0004"))
    #expect(points("95588") == points("+86 95588"))
    #expect(points("13800000004", .us) != points("+86 13800000004", .us))
    #expect(points("021-12345678") != points("021-12345678转801"))
    #expect(points("021-12345678转801") != points("021-12345678转802"))
    #expect(points("9123 4567", .hk) != points("9123 4567", .sg))
    #expect(points("010-87654331") != points("021-87654331"))
  }

  @Test("a cell with two numbers gives both; blanks within one number do not part it")
  func severalInACell() {
    #expect(points("13800000017 13800000027") == ["13800000017", "13800000027"])
    #expect(points("13800000017/13800000027") == ["13800000017", "13800000027"])
    #expect(points("13800000017;010-87654331、13800000017") == ["13800000017", "01087654331"])
    #expect(points("138 0000 0004") == ["13800000004"])
    #expect(points("+1 212 555 1234") == ["+12125551234"])
  }

  @Test("masked numbers, fillers and somebody else's numbers reach nobody, and are counted by their kind")
  func unusable() {
    func left(_ text: String, _ home: Country = .cn) -> [UnusableNumber] {
      let read = Self.reader(home).read(text)
      #expect(read.points.isEmpty, "\(text)")
      return read.unusable
    }
    for text in ["138****0618", "138••••0618", "138XXXX0618"] { #expect(left(text) == [.masked], "\(text)") }
    for text in ["00000000000", "0", "11111111111", "+8600000000000", "12345678901", "13800138000", "000-0000-0000"] {
      #expect(left(text) == [.placeholder], "\(text)")
    }
    #expect(left("(000) 000-0000", .us) == [.placeholder])
    for text in ["13800000015(母亲)", "13800000015（同事）", "配偶13800000015"] { #expect(left(text) == [.someoneElses], "\(text)") }
    let both = Self.reader(.cn).read("138****0618;13800000004")
    #expect(both.points == ["point:13800000004"] && both.unusable == [.masked])
  }

  @Test("what is no telephone number is kept as it is written, in lower case")
  func otherPoints() {
    #expect(points("Wang.Fang@Example.com") == ["wang.fang@example.com"])
    #expect(points("wxid_8a7") == ["wxid_8a7"])
    #expect(points("95588") == ["95588"])
    #expect(points("87654331") == ["87654331"])
  }
}
