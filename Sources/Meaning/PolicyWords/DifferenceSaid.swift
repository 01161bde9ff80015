package import Policy
import Portfolio
package import Scopes
package import Speech

/// How two files of one kind differ, in sentences, part by part.
package struct DifferenceSaid: Sendable {
  /// What was found of one part.
  package struct Part: Sendable {
    /// The key of the part.
    package let key: String
    /// What it is about.
    package let title: Wording
    /// Whether anything in it is written otherwise; order of keys, comments and blanks are nothing.
    package let isChanged: Bool
    /// Of rules: whether a case can be treated otherwise; nil where it cannot be told, and for what is no rule.
    package let hasEffect: Bool?
    /// What is different, whole sentences; empty where nothing is.
    package let sentences: [Wording]
    /// Rule by rule, those that are different; of lists of rules only.
    package let rules: [Rule]
  }

  /// One rule that is different.
  package struct Rule: Sendable {
    /// What was found.
    package let pair: RulePair
    /// The same in words.
    package let sentence: Wording
    /// A case that shows it; nil where none can.
    package let witness: MadeCase?
  }

  /// Every part in the order of the file, the unchanged ones, too.
  package let parts: [Part]

  /// Parts in which something is different.
  package var changed: [Part] { parts.filter(\.isChanged) }

  /// Of two agency files.
  package init(_ old: AgencyPolicy, _ new: AgencyPolicy) {
    parts = Self.values(AgencySaid.sections(old), AgencySaid.sections(new))
  }

  /// Of two policies, whose amounts are in the currency of `tongue`.
  package init(_ difference: PolicyDifference, _ tongue: Tongue) {
    let (old, new) = (difference.old, difference.new)
    var (before, after) = (PolicySaid.sections(old, tongue), PolicySaid.sections(new, tongue))
    for (index, section) in before.enumerated() where section.key == "classify" {
      before[index] = SaidSection(section.key, section.title, PolicySaid.allConstants(old))
      after[index] = SaidSection(section.key, section.title, PolicySaid.allConstants(new))
    }
    parts = Self.values(before, after).map { part in
      if part.key == "covers" { return Self.covers(part, difference, tongue) }
      if part.key == "never" { return Self.never(part, difference, tongue) }
      if part.key == "tests" { return Self.tests(part, difference) }
      guard let section = RuleSection(rawValue: part.key), let list = difference[section] else { return part }
      return Self.list(part, list, difference, tongue)
    }
  }

  /// Sections of values: a line of the same key that reads otherwise has changed.
  private static func values(_ old: [SaidSection], _ new: [SaidSection]) -> [Part] {
    new.map { section in
      let before = old.first { $0.key == section.key }?.lines ?? []
      func isRest(_ line: SaidLine) -> Bool { line.key.hasSuffix(".rest") }
      var sentences: [Wording] = []
      for line in section.lines where !isRest(line) {
        let was = before.first { $0.key == line.key }
        if was?.text == line.text { continue }
        sentences.append(
          was.map { Wording("Before: \($0.text.en) Now: \(line.text.en)", "原为：\($0.text.zh)现为：\(line.text.zh)") }
            ?? Wording("New: \(line.text.en)", "新增：\(line.text.zh)"))
      }
      for line in before where !isRest(line) && !section.lines.contains(where: { $0.key == line.key }) {
        sentences.append(Wording("No longer: \(line.text.en)", "不再有：\(line.text.zh)"))
      }
      return Part(
        key: section.key, title: section.title, isChanged: !sentences.isEmpty, hasEffect: nil, sentences: sentences, rules: [])
    }
  }

  private static func covers(_ part: Part, _ difference: PolicyDifference, _ tongue: Tongue) -> Part {
    guard difference.old.covers != difference.new.covers else { return part }
    var sentences = part.sentences
    if let verdict = difference.covers {
      sentences.append(RelationWords.covers(verdict, tongue))
    } else {
      sentences.append(RelationWords.undecided)
    }
    return Part(
      key: part.key, title: part.title, isChanged: true, hasEffect: difference.covers.map { $0.relation != .equal }, sentences: sentences,
      rules: [])
  }

  /// Every rule counts, whatever its place: who is kept away is told by whom, not by rule.
  private static func never(_ part: Part, _ difference: PolicyDifference, _ tongue: Tongue) -> Part {
    guard difference.old.never != difference.new.never else { return part }
    let same = Wording("Written otherwise, and nobody is kept from other cases.", "写法不同，但没有人因此不得分到其他案件。")
    let found = difference.never.map { tongue.said($0) }
    let isKnown = difference.never.allSatisfy { $0.verdict != nil }
    return Part(
      key: part.key, title: part.title, isChanged: true, hasEffect: isKnown ? !found.isEmpty : nil,
      sentences: part.sentences + (found.isEmpty ? [same] : found), rules: [])
  }

  private static func tests(_ part: Part, _ difference: PolicyDifference) -> Part {
    guard difference.old.tests != difference.new.tests else { return part }
    let others = Wording("The tests are others; they decide nothing about cases.", "测试有变化；测试不影响案件。")
    return Part(
      key: part.key, title: part.title, isChanged: true, hasEffect: false, sentences: part.sentences + [others], rules: [])
  }

  private static func list(_ part: Part, _ list: RuleListDifference, _ difference: PolicyDifference, _ tongue: Tongue) -> Part {
    let words = RelationWords(list: list, difference: difference, tongue: tongue)
    let rules = list.pairs.filter(\.isChanged).map { Rule(pair: $0, sentence: words.sentence($0), witness: words.witness($0)) }
    return Part(
      key: part.key, title: part.title, isChanged: !list.isSame, hasEffect: list.isSame ? nil : list.hasEffect,
      sentences: list.isSame ? [] : words.summary, rules: rules)
  }
}
