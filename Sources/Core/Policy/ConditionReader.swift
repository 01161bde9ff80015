import Portfolio
import Speech
import YAML

/// Reads the `when:` of a rule and the `covers:` of a policy.
struct ConditionReader {
  let money: Money

  /// A condition on anything; at least one part.
  func when(_ reader: ValueReader) -> Condition? {
    reader.mapping { keys in
      var condition = columns(keys)
      condition.classes = keys.optional("class").or(nil) { $0.distinct { $0.choice(among: Self.classWords) }.map(Set.init) }
      condition.promise = keys.optional("promise").choice()
      condition.plan = keys.optional("plan").choice()
      condition.paidWithin = keys.optional("paid").or(nil, Self.paidWithin)
      requireParts(keys, reader)
      return condition
    }
  }

  /// What a policy covers: only parts that are known before a case is classified.
  func covers(_ reader: ValueReader) -> Condition? {
    reader.mapping { keys in
      let condition = columns(keys)
      for key in ["class", "promise", "plan", "paid"] where reader.node?[key] != nil {
        keys.allow(key)
        keys.problems.add(
          at: keys.keyPosition(key) ?? keys.position,
          Wording("“\(keys.label).\(key)” is not known before a case is classified", "“\(keys.label).\(key)”在案件分类之前还不知道"),
          expectation: Wording("only what the case file says", "只用案件文件里有的内容"),
          hint: Wording(
            "use it in the “when” of a stay rule, a stop rule or a route", "请用在留任规则、停催规则或路由的“when”里"))
      }
      requireParts(keys, reader)
      return condition
    }
  }

  private func columns(_ keys: MappingReader) -> Condition {
    var condition = Condition()
    condition.clients = keys.optional("client").patterns()
    condition.batches = keys.optional("batch").patterns()
    condition.products = keys.optional("product").patterns()
    condition.stages = keys.optional("stage").patterns()
    condition.regions = keys.optional("region").patterns()
    condition.outstanding = keys.optional("outstanding").amountRange(money)
    condition.daysPastDue = keys.optional("days_past_due").intRange(in: 0...36_500)
    condition.hand = keys.optional("hand").intRange(in: 0...1000)
    let flags = keys.optional("flag").distinct { $0.choice(among: CaseFlags.words.map { ($0.word, $0.flag) }) }
    condition.flags = flags.map { $0.reduce(into: []) { all, flag in all.formUnion(flag) } }
    return condition
  }

  /// `{}` reads like nothing and would match everything.
  private func requireParts(_ keys: MappingReader, _ reader: ValueReader) {
    guard reader.node?.pairs?.isEmpty == true else { return }
    keys.problem(
      Wording("is empty", "为空"), expectation: Wording("at least one part, such as { client: cmb }", "至少一项，如 { client: cmb }"))
  }

  static func paidWithin(_ reader: ValueReader) -> Int? {
    reader.parse(Wording("“within” and a number of days, such as within 15 days", "“within”加天数，如 within 15 days")) {
      (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take("within") else { throw Rejection(hint: Wording("write “within \(text)”", "请写“within \(text)”")) }
      guard let count = scanner.number() else { return nil }
      _ = try Quantity.unit(scanner.rest(), [.days], count: count)
      return (1...3650).contains(count) ? count : nil
    }
  }

  static let classWords: [(word: String, value: CaseClass)] = CaseClass.allCases.map { ($0.word, $0) }
}
