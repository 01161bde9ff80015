import Speech
import YAML

/// Reads `approval` of an agency file.
enum ApprovalReader {
  private static let people = [("one person", 1), ("two people", 2), ("three people", 3)]

  static func read(_ reader: ValueReader) -> Approval? {
    reader.mapping { keys in
      let policies = keys.required("policies")
      let before = keys.problems.list.count
      let lines = policies.isSequence ? policies.list(atLeast: 1, line) : policies.choice(among: people).map { [Approval.Line(people: $0)] }
      // A line whose condition could not be read would seem to ask nothing.
      if policies.isSequence, let lines, keys.problems.list.count == before { check(lines, policies) }
      return Approval(
        policies: lines ?? [Approval.Line(people: 2)],
        movesAbove: keys.required("moves_above").orOff(nil) { $0.count(of: "cases", in: 0...1_000_000) })
    }
  }

  private static func line(_ reader: ValueReader) -> Approval.Line? {
    reader.mapping { keys in
      let moved = keys.optional("moved").or(nil, atMost)
      let unchanged = keys.optional("unchanged").distinct { $0.choice(among: PolicySection.allCases.map { ($0.rawValue, $0) }) } ?? []
      return keys.required("by").choice(among: people).map { Approval.Line(movedAtMost: moved, unchanged: unchanged, people: $0) }
    }
  }

  private static func atMost(_ reader: ValueReader) -> Int? {
    reader.parse(Wording("at most so many cases, such as <= 20 cases", "至多多少件，如 <= 20 cases")) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      let isLimit = scanner.take("<=")
      guard let count = scanner.number(), count <= 1_000_000 else { return nil }
      let noun = scanner.rest()
      guard isLimit, noun == "cases" || (noun == "case" && count == 1) else {
        throw Rejection(hint: Wording("write “<= \(count) cases”", "请写“<= \(count) cases”"))
      }
      return count
    }
  }

  /// Nothing may be left open, and nothing may stand where it never decides.
  private static func check(_ lines: [Approval.Line], _ reader: ValueReader) {
    guard let last = lines.last, let first = lines.firstIndex(where: \.asksNothing) else {
      return reader.problem(
        Wording("leaves changes without a rule", "有变更无规则可依"),
        expectation: Wording("a last line that asks nothing, such as { by: two people }", "最后一行不带条件，如 { by: two people }"))
    }
    if first < lines.count - 1 {
      reader.problem(
        Wording("has lines after line \(first + 1), which holds for every change", "第 \(first + 1) 行对所有变更都成立，其后的行不会用到"),
        hint: Wording("move that line to the end", "请把这一行移到最后"))
    }
    if let looser = lines.first(where: { $0.people > last.people }) {
      reader.problem(
        Wording(
          "asks more people (\(looser.people)) of some changes than of those it knows nothing about (\(last.people))",
          "对部分变更要求的人数（\(looser.people)）多于一无所知的变更（\(last.people)）"),
        hint: Wording("ask most people in the last line", "请让最后一行要求的人数最多"))
    }
  }
}
