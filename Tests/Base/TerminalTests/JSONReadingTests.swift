import Testing
import Wire

/// What is read back is what was written, and what is no JSON is told with its place.
@Suite struct JSONReadingTests {
  @Test func whatWasWrittenIsReadBack() throws {
    let value: JSON = [
      "a": [1, -2, true, nil, "x\"\\\n\t李\u{1F600}\u{2028}"], "b": ["c": [], "d": .object([])], "e": .integer(.min),
    ]
    for text in [value.text, value.indented] { #expect(try JSON(reading: Array(text.utf8)) == value) }
  }

  @Test(arguments: [
    ("", 1), ("{", 2), ("[1,]", 4), ("{\"a\":1,\"a\":2}", 11), ("1.5", 1), ("01", 1), ("1e3", 1), ("99999999999999999999", 1), ("\"a", 3),
    ("\"\u{1}\"", 3),
    ("nul", 1), ("[1] 2", 5), ("\"\\u0000\"", 8), ("\"\\ud800\"", 8), ("\"\\x\"", 3),
  ])
  func whatIsNoneIsToldWithItsPlace(_ text: String, _ position: Int) {
    let fault = #expect(throws: JSON.Fault.self) { try JSON(reading: Array(text.utf8)) }
    #expect(fault?.position == position, "\(text): \(String(describing: fault))")
  }

  @Test func nobodyIsBroughtDownByBrackets() {
    #expect(throws: JSON.Fault.self) { try JSON(reading: Array(repeating: UInt8(ascii: "["), count: 100_000)) }
  }
}
