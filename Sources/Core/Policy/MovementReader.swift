import Movement
import Portfolio
import Speech
import YAML

/// Reads the parts of a policy that move cases or keep them: `stay`, `stop`, `recall`, `not_back_to`, `not_dealt_before_return`.
struct MovementReader {
  let conditions: ConditionReader

  /// Whatever the file does not say is off: a rule nobody wrote is a rule nobody approved.
  func read(_ keys: MappingReader) -> MovementSettings {
    var settings = MovementSettings()
    settings.stay = keys.required("stay").list(stay) ?? []
    settings.stop = keys.required("stop").list(stop) ?? []
    settings.recall = keys.required("recall").mapping(recall) ?? RecallSettings()
    settings.notBackTo = keys.optional("not_back_to").orOff(nil, notBackTo)
    settings.minimumDaysBeforeReturn = keys.optional("not_dealt_before_return").or(0) { $0.days(in: 0...365) }
    return settings
  }

  private func stay(_ reader: ValueReader) -> StayRule? {
    reader.mapping { keys in
      let when = keys.required("when").or(.always, conditions.when)
      let until = keys.optional("until").or(.always, Self.until)
      let parts = reader.node?["when"]
      switch until {
      case .missedInstalments where parts?["plan"] == nil:
        keys.optional("until").problem(
          Wording("counts instalments", "按期数计算"), expectation: Wording("“plan: running” in “when”", "“when”里有“plan: running”"))
      case .workingDaysAfterDue where parts?["promise"] == nil:
        keys.optional("until").problem(
          Wording("counts from a promise's due day", "从承诺到期日起算"),
          expectation: Wording("“promise: open” or “promise: broken” in “when”", "“when”里有“promise: open”或“promise: broken”"))
      default: break
      }
      return StayRule(when: when, until: until)
    }
  }

  private static func until(_ reader: ValueReader) -> StayUntil? {
    let expectation = Wording(
      "“always”, “2 missed instalments” or “3 working days after due”", "“always”、“2 missed instalments”或“3 working days after due”")
    return reader.parse(expectation) { (text) throws(Rejection) in
      if text == "always" { return .always }
      var scanner = TextScanner(text)
      guard let count = scanner.number() else { return nil }
      let rest = scanner.rest()
      switch rest {
      case "missed instalments", "missed instalment": return (1...100).contains(count) ? .missedInstalments(count) : nil
      case "working days after due", "working day after due": return (0...100).contains(count) ? .workingDaysAfterDue(count) : nil
      default: throw Rejection(hint: Suggestion.hint(for: rest, among: ["missed instalments", "working days after due"]))
      }
    }
  }

  private func stop(_ reader: ValueReader) -> StopRule? {
    reader.mapping { keys in
      StopRule(
        when: keys.required("when").or(.always, conditions.when),
        ownerKeeps: keys.required("owner").or(true) { $0.choice(among: [("keeps", true), ("leaves", false)]) },
        countsAsLoad: keys.required("counts_as_load").bool() ?? false)
    }
  }

  private func recall(_ keys: MappingReader) -> RecallSettings? {
    var recall = RecallSettings()
    recall.forcedAfterWorkingDays = keys.optional("forced").orOff(nil) { $0.workingDays(in: 1...1000) }
    recall.noFollowUpWorkingDays = keys.optional("early").orOff(nil, Self.early)
    recall.rotate = keys.optional("rotate").orOff(nil, Self.rotations) ?? []
    recall.blackoutLastWorkingDaysOfMonth = keys.optional("not_in").orOff(nil, Self.blackout) ?? 0
    recall.whenRetentionExpired = keys.optional("retention_expired").or(recall.whenRetentionExpired) { $0.bool() }
    recall.whenHolderLeft = keys.optional("holder_left").or(recall.whenHolderLeft) { $0.bool() }
    recall.whenNotAuthorised = keys.optional("not_authorised").or(recall.whenNotAuthorised) { $0.bool() }
    return recall
  }

  private static func early(_ reader: ValueReader) -> Int? {
    let expectation = Wording("“5 working days without follow-up”, 1 to 1000 days", "“5 working days without follow-up”，1 到 1000 天")
    return reader.parse(expectation) { (text) throws(Rejection) in
      guard let count = try phrase(text, before: "", ["working days without follow-up", "working day without follow-up"]) else {
        return nil
      }
      return (1...1000).contains(count) ? count : nil
    }
  }

  private static func blackout(_ reader: ValueReader) -> Int? {
    reader.parse(Wording("“last 3 working days of month”, 1 to 20 days", "“last 3 working days of month”，1 到 20 天")) {
      (text) throws(Rejection) in
      guard let count = try phrase(text, before: "last", ["working days of month", "working day of month"]) else { return nil }
      return (1...20).contains(count) ? count : nil
    }
  }

  /// The number in `before N after`.
  private static func phrase(_ text: String, before: String, _ after: [String]) throws(Rejection) -> Int? {
    var scanner = TextScanner(text)
    if !before.isEmpty, !scanner.take(before) { return nil }
    guard let count = scanner.number() else { return nil }
    let rest = scanner.rest()
    guard after.contains(rest) else { throw Rejection(hint: Suggestion.hint(for: rest, among: after)) }
    return count
  }

  /// One rotation or a list; a class at most once.
  private static func rotations(_ reader: ValueReader) -> [Rotation]? {
    var seen: Set<CaseClass> = []
    let groups: [[Rotation]]? = reader.oneOrMore { item in
      item.mapping { keys in
        let classes = keys.required("class").distinct { $0.choice(among: ConditionReader.classWords) } ?? []
        let days = keys.required("after").workingDays(in: 1...1000) ?? 1
        for caseClass in classes where !seen.insert(caseClass).inserted {
          keys.optional("class").problem(
            Wording("names “\(caseClass.word)”, which an earlier rotation names too", "写了“\(caseClass.word)”，而前面的轮换已写过"))
        }
        return classes.map { Rotation(caseClass: $0, afterWorkingDays: days) }
      }
    }
    return groups.map { $0.flatMap { $0 } }
  }

  private func notBackTo(_ reader: ValueReader) -> NotBackTo? {
    reader.mapping { keys in
      NotBackTo(
        holders: keys.required("holders").int(in: 1...50) ?? 1,
        days: keys.required("for").days(in: 1...3650) ?? 1)
    }
  }
}
