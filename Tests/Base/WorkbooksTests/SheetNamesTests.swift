import Testing

@testable import Workbooks

@Suite struct SheetNamesTests {
  @Test(arguments: [
    ("Cases", "Cases"), ("a/b\\c:d*e?f[g]", "a b c d e f g"), ("'quoted'", "quoted"), ("", "Sheet"), (" ' ", "Sheet"),
    ("History", "History (2)"), (String(repeating: "x", count: 40), String(repeating: "x", count: 31)),
    (String(repeating: "案", count: 31), String(repeating: "案", count: 31)),
    (String(repeating: "😀", count: 20), String(repeating: "😀", count: 15)),
    ("a\u{0}b\nc\u{FFFF}", "a b c"),
  ]) func namesAreMadeLegal(wanted: String, legal: String) {
    var names = SheetNames()
    #expect(names.legal(wanted) == legal)
  }

  @Test func noNameIsThereTwiceByAnyCapitals() {
    var names = SheetNames()
    let made = ["Team", "team", "TEAM", String(repeating: "n", count: 31), String(repeating: "N", count: 35)].map { names.legal($0) }
    #expect(made == ["Team", "team (2)", "TEAM (3)", String(repeating: "n", count: 31), String(repeating: "N", count: 27) + " (2)"])
    #expect(Set(made.map { $0.lowercased() }).count == made.count && made.allSatisfy { $0.utf16.count <= 31 })
  }
}
