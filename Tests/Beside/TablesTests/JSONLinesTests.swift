import Speech
import Testing

@testable import Tables

/// Lines of JSON laid down as a table.
@Suite struct JSONLinesTests {
  private static func table(_ text: String, pieces: Int = .max) -> (header: String, rows: String, lines: JSONLines) {
    var (lines, out) = (JSONLines(), [UInt8]())
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(pieces, bytes.count))
      lines.read(Array(bytes[start..<end]), into: &out)
      start = end
    }
    lines.finish(into: &out)
    return (String(decoding: lines.header, as: UTF8.self), String(decoding: out, as: UTF8.self), lines)
  }

  @Test func keysBecomeColumnsInTheOrderInWhichTheyCame() {
    let found = Self.table(#"{"b":1,"a":"x"}"# + "\n" + #"{ "a" : "y" , "c" : true, "b": null }"#)
    #expect(found.header == "b,a,c\n" && found.rows == "1,x\n,y,true\n" && found.lines.hasGrown)
  }

  @Test func textsComeOutAsTheyWereMeant() {
    let found = Self.table(#"{"a":"x,\"y\"\n\u674e\ud83d\ude00\\","b":-1.5e3,"c":"\b\f\u0009/"}"#)
    #expect(found.rows == "\"x,\"\"y\"\"\n李😀\\\",-1.5e3,  \t/\n")
  }

  @Test(arguments: [
    "x", "[1]", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":{}}"#, #"{"a":[1]}"#, #"{"a":1}}"#, #"{"a":"x}"#, #"{"a":"\u00"}"#, #"{"a":"\ud800"}"#,
    #"{"a":tru}"#, #"{"a":1,"a":2}"#, #"{"a":null,"a":2}"#,
  ])
  func whatIsNoFlatObjectIsAnEmptyLineAndTold(_ bad: String) {
    let found = Self.table("{\"a\":1}\n\(bad)\n{\"a\":2}\n")
    #expect(found.rows == "1\n\n2\n" && found.lines.unreadableCount == 1 && found.lines.unreadable.first?.line == 2)
  }

  @Test(arguments: [
    ("x", 1, "{ was"), (#"{"a":}"#, 6, "a text, a number"), (#"{"a" 1}"#, 6, "a colon"), (#"{"a":1 "b":2}"#, 8, "a comma or }"),
    (#"{"a":1} 2"#, 9, "the end of the line"), (#"{"a":1,"a":2}"#, 11, "no second value"), (#"{a:1}"#, 2, "the name of a column"),
    (#"{"a":"x}"#, 9, "the quotation mark"),
  ])
  func whatCannotBeReadSaysWhereAndWhatWasExpected(_ bad: (line: String, byte: Int, expected: String)) throws {
    let one = try #require(Self.table(bad.line).lines.unreadable.first)
    #expect(
      one.position == bad.byte && one.why.en.contains("at byte \(bad.byte) of the line") && one.why.en.contains(bad.expected),
      "\(one.why.en)")
    #expect(one.why.zh.contains("第 \(bad.byte) 字节") && one.why.en.contains(#"for example {"case_no""#))
  }

  @Test func aMarkBeforeTheFirstLineIsNoneOfIt() {
    let found = Self.table("\u{FEFF}{\"a\":1}\n")
    #expect(found.rows == "1\n" && found.lines.unreadableCount == 0)
  }

  @Test func piecesOfAnyLengthGiveTheSame() {
    let text = (1...40).map { #"{"n":\#($0),"t":"a,\#($0)\u0041","u":"李"}"# }.joined(separator: "\r\n") + "\nbad\n"
    let whole = Self.table(text)
    for pieces in [1, 2, 3, 7, 64] {
      let found = Self.table(text, pieces: pieces)
      #expect(found.rows == whole.rows && found.header == whole.header && found.lines.unreadable == whole.lines.unreadable)
    }
  }
}
