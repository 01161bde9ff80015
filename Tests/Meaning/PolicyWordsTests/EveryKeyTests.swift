import Policy
import PolicyWords
import Portfolio
import Speech
import TestLanguage
import Testing
import YAML

@Suite struct EveryKeyTests {
  private func said(_ sections: [SaidSection], _ language: Language) -> [String] { sections.flatMap { $0.lines.map { $0.text[language] } } }

  /// Two values that are read differently and said alike would be a change that nobody is told of.
  private func everyChangeIsSaid<Value: Equatable>(_ text: String, _ read: (String) throws -> Value, _ say: (Value) -> [SaidSection]) throws
  {
    let tree = try Tree(text)
    let usual = try read(text)
    let before = say(usual)
    let (english, chinese) = (said(before, .en), said(before, .zh))
    // Of tests it is only said how many there are, and that they are others.
    for (path, value) in tree.values where !path.isEmpty && path.first != .key("tests") {
      let changes: [Tree.Change] = (value.map { Tree.others($0).map { .text($0) } } ?? []) + [.removed]
      var isTried = false
      for change in changes {
        guard let other = try? read(tree.text(path, change)), other != usual else { continue }
        isTried = true
        let now = say(other)
        #expect(said(now, .en) != english, "\(path) \(change) is not said in English")
        #expect(said(now, .zh) != chinese, "\(path) \(change) is not said in Chinese")
      }
      #expect(isTried || value == nil || Self.isBound(path), "nothing else was found that may stand at \(path)")
    }
  }

  /// What has one word only, or cannot be changed without something else in the file: shares that add up, what other keys need.
  private static func isBound(_ path: [Tree.Step]) -> Bool {
    if case .key(let key) = path.last, ["period", "same", "plan", "currency"].contains(key) { return true }
    return path.dropLast().last == .key("teams") && path.first == .key("quotas") || path == [.key("fair"), .key("by"), .item(2)]
  }

  @Test func otherSharesOfTeamsAndAnotherCurrencyAreSaid() throws {
    let shares = try FullFiles.policy(FullFiles.policy.replacing("a: 60%, b: 40%", with: "a: 50%, b: 50%"))
    let usual = PolicySaid.sections(try FullFiles.policy(), Tongue(.cny))
    #expect(said(PolicySaid.sections(shares, Tongue(.cny)), .zh) != said(usual, .zh))
    let agency = FullFiles.agency.replacing("currency: CNY", with: "currency: EUR").replacing(" CNY", with: " EUR")
    #expect(said(AgencySaid.sections(try FullFiles.agency(agency)), .en).contains("Limits and fairness count in EUR."))
  }

  @Test func everyChangeOfAPolicyIsSaidInBothLanguages() throws {
    let tongue = Tongue(try FullFiles.agency().currency)
    try everyChangeIsSaid(FullFiles.policy, { try FullFiles.policy($0, isBound: false) }, { PolicySaid.sections($0, tongue) })
  }

  @Test func everyChangeOfAnAgencyFileIsSaidInBothLanguages() throws {
    try everyChangeIsSaid(FullFiles.agency, { try FullFiles.agency($0) }, { AgencySaid.sections($0) })
  }

  /// The readers themselves are asked what they know: an unknown key makes them tell.
  private func everyKeyStands(_ text: String, _ problems: (String) -> [Problem]) throws {
    let tree = try Tree(text)
    for (path, keys) in tree.mappings {
      let found = problems(tree.text(path, .unknownKey)).filter {
        $0.message.en.contains("zzz_unknown") && $0.message.en.contains("unknown key")
      }
      guard let known = found.first?.expectation?.en else { continue }
      if let count = known.split(separator: "(").last.flatMap({ Int($0.prefix { $0.isWholeNumber }) }) {
        #expect(keys.count == count, "\(path) has \(keys.count) of \(count) keys")
        continue
      }
      let words = known.split(whereSeparator: { "“”".contains($0) }).map(String.init)
      let accepted = Set(stride(from: 0, to: words.count, by: 2).map { words[$0] })
      let missing = accepted.subtracting(keys)
      #expect(missing.subtracting(Self.onlyElsewhere(path)).isEmpty, "\(path) lacks \(missing.sorted())")
    }
  }

  private static let conditionKeys: Set<String> = [
    "client", "batch", "product", "stage", "region", "outstanding", "days_past_due", "days_entrusted", "hand", "debtor_cases",
    "debtor_clients", "flag", "segment", "class", "promise", "plan", "paid",
  ]

  /// Keys that stand in another place of the full file, where the same mapping may have fewer.
  private static func onlyElsewhere(_ path: [Tree.Step]) -> Set<String> {
    switch path.last {
    case .item where path.first == .key("calendars"): []
    case .item where path.first == .key("report"):
      ["to", "role", "chat", "credential", "page", "by", "formats", "language", "at", "nothing_to_say"]
    case .item(let index) where index > 0 || path.first == .key("stop"):
      ["when", "until", "priority", "classes", "moved", "unchanged"]
    case .key("late"), .key("early"), .key("ours"): conditionKeys
    case .key("when") where path.first == .key("never"): conditionKeys
    case .key("when"), .key("to"):
      path.contains(.item(0)) && path.first != .key("stop") || path.first == .key("stop") && path.contains(.item(1))
        ? []
        : conditionKeys.union(["teams", "collectors", "licence", "languages", "skills"])
    case .item, .key, nil: path.isEmpty ? ["calendars"] : []
    }
  }

  @Test func theFullFilesHaveEveryKeyThatTheReadersAccept() throws {
    try everyKeyStands(FullFiles.agency) { text in
      do { _ = try FullFiles.agency(text) } catch let fault as PolicyFault { return fault.problems } catch {}
      return []
    }
    try everyKeyStands(FullFiles.policy) { text in
      do { _ = try FullFiles.policy(text) } catch let fault as PolicyFault { return fault.problems } catch {}
      return []
    }
  }

  @Test(arguments: ["retail-card.yaml", "consumer-loans-en.yaml", "published-method.yaml", "agency.yaml"])
  func whatIsSaidOfAShippedFileIsWholeInBothLanguages(_ name: String) throws {
    let agency = try FullFiles.agency(FullFiles.shipped("agency.yaml"))
    let sections =
      name == "agency.yaml"
      ? AgencySaid.sections(agency)
      : PolicySaid.sections(
        try PolicyFile.parsePolicy(Array(FullFiles.shipped(name).utf8), file: name, agency: agency), Tongue(agency.currency))
    for line in sections.flatMap(\.lines) {
      #expect(line.text.en.hasSuffix(".") && line.text.zh.hasSuffix("。"), "\(line.key): \(line.text)")
      #expect(line.text.zh.hasChinese && !line.text.en.contains("。"), "\(line.key)")
      #expect(!line.text.en.contains("  ") && !line.text.zh.contains("  "), "\(line.key): \(line.text)")
    }
    for language in Language.allCases {
      let text = sections.map { section in
        section.title[language] + "\n" + section.lines.map { "  \($0.text[language])\n" }.joined()
      }.joined(separator: "\n")
      try Golden.expect(text, "\(name.split(separator: ".")[0]).\(language.rawValue).txt")
    }
  }
}
