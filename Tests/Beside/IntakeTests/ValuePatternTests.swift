import Testing

@testable import Intake

@Suite struct ValuePatternTests {
  @Test(arguments: [
    ("Local/*;1", "Local/138@out-1;1", true), ("Local/*;1", "local/138@out-1;1", true), ("Local/*;1", "Local/138@out-1;2", false),
    ("*#.#", "1731000000.12", true), ("*#.#", "pbx-1731000000.12", true), ("*#.#", "K7", false), ("*#.#", "1731000000.", false),
    ("", "", true), ("", "x", false), ("*", "", true), ("#", "12", true), ("#", "1a", false), ("a*b*c", "aXXbYYc", true),
    ("a*b*c", "aXXbYY", false),
    ("#", "１２", true),
  ])
  func starsAndDigitsMatch(_ pattern: String, _ value: String, _ matches: Bool) {
    #expect(ValuePattern(pattern).matches(value) == matches)
  }

  @Test("many stars over a long text end in time that grows with their product")
  func manyStarsEnd() {
    #expect(!ValuePattern(String(repeating: "*a", count: 40) + "b").matches(String(repeating: "a", count: 20_000)))
  }

  @Test("in codes a hash is a hash")
  func codes() { #expect(ValuePattern("*#1", digits: false).matches("x#1") && !ValuePattern("*#1", digits: false).matches("x21")) }
}
