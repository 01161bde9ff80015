import Logging
import TestRandom
import Testing

@testable import Telemetry
@testable import Terminal
@testable import Wire

@Suite struct TerminalTests {
  @Test func tablesAlignByDisplayWidthWithChineseNames() {
    let table = Table(
      [.init("code"), .init("name"), .init("cases", .right)],
      rows: [["C001", "张三", "7"], ["C002", "欧阳小明", "120"], ["C003", "Li", "15"], ["C004", "", ""]])
    let lines = table.render().split(separator: "\n").map(String.init)
    #expect(lines == ["code  name      cases", "C001  张三          7", "C002  欧阳小明    120", "C003  Li           15", "C004"])
    // The last column ends in the same place on every line that has one.
    #expect(Set(lines.dropLast().map(DisplayWidth.of)) == [21])
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("中文", 4), ("ｆｕｌｌ", 8), ("e\u{301}", 1), ("あ", 2), ("한", 2), ("a\u{200B}b", 2), ("（）", 4), ("·…", 2), ("𠮷", 2),
  ])
  func widthOf(_ text: String, _ columns: Int) { #expect(DisplayWidth.of(text) == columns) }

  @Test func fittingNeverExceedsTheColumns() {
    var random = SplitMix64(seed: 3)
    let alphabet = Array("ab 中文かな\u{301}é…ｆ")
    for _ in 0..<2000 {
      let text = String((0..<Int(random.next() % 20)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
      let columns = Int(random.next() % 15) + 1
      let fitted = DisplayWidth.fit(text, columns)
      #expect(DisplayWidth.of(fitted) <= columns)
      if DisplayWidth.of(text) <= columns { #expect(fitted == text) } else { #expect(fitted.hasSuffix("…")) }
    }
  }

  @Test func jsonQuotesEverythingThatNeedsIt() {
    let json: JSON = ["a\"\\\n\t\r\u{1}中": [1, true, nil, "x", [:]], "empty": []]
    #expect(json.text == #"{"a\"\\\n\t\r\u0001中":[1,true,null,"x",{}],"empty":[]}"#)
  }

  @Test func logLinesStayOneLineAndCarryTheirPriority() throws {
    let pipe = try Pipe()
    var handler = LineLogHandler(label: "t", level: .trace, journal: true, output: Output(descriptor: pipe.writing))
    handler[metadataKey: "b"] = "2"
    handler.log(event: .init(level: .error, message: "first\nsecond", metadata: ["a": "x\ny"], source: "", file: "", function: "", line: 1))
    handler.log(event: .init(level: .info, message: "fine", metadata: nil, source: "", file: "", function: "", line: 1))
    #expect(pipe.finish() == "<3>first ↵ second a=x ↵ y b=2\n<6>fine b=2\n")
  }
}
