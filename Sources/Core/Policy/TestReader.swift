import Movement
import Portfolio
import Speech
import YAML

/// Reads `tests:` of a policy file.
struct TestReader {
  let money: Money
  /// The policy that the same file describes, as far as it is read.
  let policy: CasePolicy

  func read(_ reader: ValueReader) -> [PolicyTest] {
    reader.or([]) { reader in
      reader.list { item in
        item.mapping { keys in
          let given = keys.required("case").mapping(given) ?? TestCase()
          let expect = keys.required("expect").mapping(expect) ?? []
          return PolicyTest(given: given, expect: expect)
        }
      }
    }
  }

  private func given(_ keys: MappingReader) -> TestCase {
    var given = TestCase()
    given.client = keys.optional("client").name()
    given.batch = keys.optional("batch").name()
    given.product = keys.optional("product").name()
    given.stage = keys.optional("stage").name()
    given.region = keys.optional("region").name()
    given.outstanding = keys.optional("outstanding").amount(money)
    given.daysPastDue = keys.optional("days_past_due").int(in: 0...36_500)
    given.daysEntrusted = keys.optional("days_entrusted").int(in: 0...36_500)
    given.debtorCases = keys.optional("debtor_cases").or(1) { $0.int(in: 1...100_000) }
    given.debtorClients = keys.optional("debtor_clients").or(1) { $0.int(in: 1...100_000) }
    given.hand = keys.optional("hand").int(in: 0...1000)
    given.caseClass = keys.optional("class").or(.unknown) { $0.choice(among: ConditionReader.classWords) }
    let flags = keys.optional("flag").distinct { $0.choice(among: CaseFlags.words.map { ($0.word, $0.flag) }) } ?? []
    given.flags = flags.reduce(into: []) { $0.formUnion($1) }
    given.promise = keys.optional("promise").choice()
    given.dueDaysAgo = keys.optional("due").ago(.workingDays, in: 1...1000)
    if given.dueDaysAgo != nil, given.promise == nil {
      keys.optional("due").problem(
        Wording("is the due day of no promise", "没有对应的承诺"),
        expectation: Wording("“promise: open” or “promise: broken” beside it", "同时写“promise: open”或“promise: broken”"))
    }
    given.planRunning = keys.optional("plan").choice(of: Condition.PlanState.self) != nil
    given.missedInstalments = keys.optional("missed").or(0) { $0.count(of: "instalments", in: 0...100) }
    given.paidDaysAgo = keys.optional("paid").ago(.days, in: 1...3650)
    given.heldWorkingDays = keys.optional("held").workingDays(in: 0...3650)
    return given
  }

  private func expect(_ keys: MappingReader) -> [PolicyTest.Expectation] {
    var found: [PolicyTest.Expectation] = []
    if let covered = keys.optional("covered").bool() { found.append(.covered(covered)) }
    let names = policy.segments.map { ($0.name, $0.name) }
    if let segments = keys.optional("segment").distinct({
      $0.choice(among: names, what: Wording("a name under “segments”", "“segments”下的名称"), areNames: true)
    }) {
      found.append(.segments(segments))
    }
    if let stop = ruled(keys.optional("stop"), policy.movement.stop.count) { found.append(.stop(stop)) }
    if let stay = ruled(keys.optional("stay"), policy.movement.stay.count) { found.append(.stay(stay)) }
    if let recall: PolicyTest.Recall = keys.optional("recall").choice() { found.append(.recall(recall)) }
    let rules: [(word: String, value: String?)] = policy.routes.map { ($0.rule, $0.rule) } + [("none", nil)]
    if let route = keys.optional("route").choice(
      among: rules, what: Wording("a rule of “route”, or none", "“route”里的规则，或 none"), areNames: true)
    {
      found.append(.route(route))
    }
    if let hours = keys.optional("first_contact").hours(in: 1...2160) { found.append(.firstContact(hours)) }
    if let priority = keys.optional("priority").int(in: 1...9) { found.append(.priority(priority)) }
    if keys.isEmpty {
      keys.problem(
        Wording("is empty", "为空"), expectation: Wording("what must come of the case, such as { stop: yes }", "案件应有的结果，如 { stop: yes }"))
    }
    return found
  }

  /// `yes`, `no` or `rule 2`.
  private func ruled(_ reader: ValueReader, _ count: Int) -> PolicyTest.Ruled? {
    guard reader.isPresent else { return nil }
    return reader.parse(Wording("yes, no or the place of a rule, such as rule 1", "yes、no，或规则的序号，如 rule 1")) { (text) throws(Rejection) in
      switch text.lowercased() {
      case "yes", "true", "on": return .yes
      case "no", "false", "off": return .no
      default: break
      }
      var scanner = TextScanner(text)
      guard scanner.take("rule"), let number = scanner.number(), scanner.isAtEnd else { return nil }
      guard number >= 1, number <= count else {
        throw Rejection(Wording("names rule \(number) of \(count)", "写了第 \(number) 条规则，而共有 \(count) 条"))
      }
      return .rule(number)
    }
  }
}

extension ValueReader {
  /// `5 days ago`, `2 working days ago`.
  fileprivate func ago(_ unit: TimeUnit, in range: ClosedRange<Int>) -> Int? {
    let (low, high, word) = (range.lowerBound, range.upperBound, unit.words[0])
    return parse(Wording("\(low) to \(high) \(word) ago, such as 5 \(word) ago", "\(low) 到 \(high) \(word) ago，如 5 \(word) ago")) {
      (text) throws(Rejection) in
      guard text.hasSuffix(" ago") else { throw Rejection(hint: Wording("write “\(text) ago”", "请写“\(text) ago”")) }
      guard let (count, _) = try Quantity.time(String(text.dropLast(4)), units: [unit]) else { return nil }
      return range.contains(count) ? count : nil
    }
  }
}
