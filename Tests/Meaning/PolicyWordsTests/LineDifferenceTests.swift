import PolicyWords
import Testing

@Suite struct LineDifferenceTests {
  private func lines(_ old: String, _ new: String) -> [String] { LineDifference(old, new).lines.map(\.written) }

  @Test func theSameTextHasNoLines() {
    #expect(lines("a\nb\n", "a\nb\n") == [])
    #expect(lines("", "") == [])
  }

  @Test func aChangedLineStandsAmongThreeOthersOnEitherSide() {
    let old = (1...9).map { "\($0)" }.joined(separator: "\n")
    #expect(
      lines(old, old.split(separator: "\n").map { $0 == "5" ? "five" : String($0) }.joined(separator: "\n")) == [
        "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8",
      ])
  }

  @Test func distantChangesAreTwoPlacesAndNearOnesAreOne() {
    let old = (1...30).map { "\($0)" }
    func changed(_ lines: Int...) -> String { old.map { lines.contains(Int($0) ?? 0) ? "x" : $0 }.joined(separator: "\n") }
    let text = old.joined(separator: "\n")
    #expect(lines(text, changed(2, 20)).count { $0.hasPrefix("@@") } == 2)
    #expect(lines(text, changed(2, 8)).count { $0.hasPrefix("@@") } == 1)
  }

  @Test func whatIsAddedToNothingBeginsAtItsFirstLine() {
    #expect(lines("", "a\nb") == ["@@ -0,0 +1,2 @@", "+a", "+b"])
    #expect(lines("a\nb", "") == ["@@ -1,2 +0,0 @@", "-a", "-b"])
  }
}
