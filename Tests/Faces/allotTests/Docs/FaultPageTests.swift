import Testing

/// The page of faults names the test that is red when a fault comes back: each of them is there.
@Suite struct FaultPageTests {
  @Test func everyTestThatThePageNamesIsThere() throws {
    let page = try Repository.text("docs/faults.md")
    // An extension of a suite stands in a file of its own.
    var declared: [String: Set<String>] = [:]
    for file in try Repository.files("Tests", ending: ".swift") {
      let text = try Repository.text(file)
      let suites = text.matches(of: /(?:struct|class|extension) (\w+)\b/).map { String($0.1) }
      let names = text.matches(of: /func (\w+)\(/).map { String($0.1) }
      for suite in suites { declared[suite, default: []].formUnion(names) }
    }
    let named = page.matches(of: /`(\w+)\.(\w+)`/).map { (suite: String($0.1), test: String($0.2)) }
    #expect(named.count > 90)
    for one in named { #expect(declared[one.suite]?.contains(one.test) == true, "\(one.suite).\(one.test)") }
    for script in page.matches(of: /`scripts\/([a-z-]+)`/) {
      #expect(throws: Never.self, "\(script.1)") { try Repository.text("scripts/\(script.1)") }
    }
    // Every fault has somebody who would tell.
    for row in page.split(separator: "\n") where row.hasPrefix("| ") && !row.hasPrefix("| fault |") && !row.hasPrefix("| --- ") {
      #expect(row.firstMatch(of: /`\w+\.\w+`/) != nil || row.contains("`scripts/"), "\(row)")
    }
  }
}
