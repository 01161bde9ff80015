import Portfolio
import Speech
import YAML

/// Reads the `when:` of a rule and the `covers:` of a policy.
struct ConditionReader {
  let money: Money
  /// Named conditions of the same file.
  var segments = SegmentBook()

  /// A condition on anything; at least one part.
  func when(_ reader: ValueReader) -> Condition? {
    reader.mapping { keys in
      var condition = columns(keys)
      condition.classes = keys.optional("class").or(nil) { $0.distinct { $0.choice(among: Self.classWords) }.map(Set.init) }
      condition.promise = keys.optional("promise").choice()
      condition.plan = keys.optional("plan").choice()
      condition.paidWithin = keys.optional("paid").or(nil) { $0.within() }
      requireParts(keys)
      return condition
    }
  }

  /// The same, or the word `else`: everything that no rule before took.
  func whenOrElse(_ reader: ValueReader) -> Condition? { reader.either("else", means: .always, when) }

  /// What a policy covers: only parts that are known before a case is classified.
  func covers(_ reader: ValueReader) -> Condition? {
    reader.mapping { keys in
      let condition = columns(keys)
      for key in ["class", "promise", "plan", "paid"] where keys.keyPosition(key) != nil {
        keys.allow(key)
        keys.problems.add(
          at: keys.keyPosition(key) ?? keys.position,
          Wording("“\(keys.label).\(key)” is not known before a case is classified", "“\(keys.label).\(key)”在案件分类之前还不知道"),
          expectation: Wording("only what the case file says", "只用案件文件里有的内容"),
          hint: Wording(
            "use it in the “when” of a stay rule, a stop rule or a route", "请用在留任规则、停催规则或路由的“when”里"))
      }
      if condition.segments?.contains(where: { $0.when.needsFacts }) ?? false {
        keys.optional("segment").problem(
          Wording("names a segment that asks for class, promise, plan or payments", "所写的客群要看类别、承诺、分期或还款"),
          expectation: Wording("only what the case file says", "只用案件文件里有的内容"))
      }
      requireParts(keys)
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
    condition.daysEntrusted = keys.optional("days_entrusted").intRange(in: 0...36_500)
    condition.debtorCases = keys.optional("debtor_cases").intRange(in: 1...100_000)
    condition.debtorClients = keys.optional("debtor_clients").intRange(in: 1...100_000)
    condition.hand = keys.optional("hand").intRange(in: 0...1000)
    let flags = keys.optional("flag").distinct { $0.choice(among: CaseFlags.words.map { ($0.word, $0.flag) }) }
    condition.flags = flags.map { $0.reduce(into: []) { all, flag in all.formUnion(flag) } }
    condition.segments = keys.optional("segment").distinct { segments.segment($0, self) }
    return condition
  }

  /// `{}` reads like nothing and would match everything.
  private func requireParts(_ keys: MappingReader) {
    guard keys.isEmpty else { return }
    keys.problem(
      Wording("is empty", "为空"), expectation: Wording("at least one part, such as { client: cmb }", "至少一项，如 { client: cmb }"))
  }

  static let classWords: [(word: String, value: CaseClass)] = CaseClass.allCases.map { ($0.word, $0) }
}
