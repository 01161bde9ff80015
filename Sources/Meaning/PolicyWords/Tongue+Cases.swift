import Portfolio
package import Scopes
package import Speech
import Words

extension Tongue {
  /// A case in words: what decides about it and nothing else. `a case with: client “cmb”, class abnormal`.
  package func told(_ made: MadeCase) -> Wording {
    if made.told.isEmpty { return Wording("any case", "任意案件") }
    let parts = made.told.map { part($0, made[$0], isOther: made.anyOther.contains($0)) }
    return Wording("a case with ", "这样的案件：") + parts.joined(by: Wording(", ", "，"))
  }

  /// The values of the told fields, for machines: names and numbers as the rules ask for them.
  package static func fields(_ made: MadeCase) -> [(field: String, value: String)] {
    made.told.map { (key($0), plain(made[$0])) }
  }

  private static func key(_ field: Field) -> String {
    switch field {
    case .client: "client"
    case .batch: "batch"
    case .product: "product"
    case .stage: "stage"
    case .region: "region"
    case .outstanding: "outstanding"
    case .daysPastDue: "days_past_due"
    case .daysEntrusted: "days_entrusted"
    case .hand: "hand"
    case .debtorCases: "debtor_cases"
    case .debtorClients: "debtor_clients"
    case .caseClass: "class"
    case .flags: "flag"
    case .openPromise: "promise_open"
    case .brokenPromise: "promise_broken"
    case .plan: "plan"
    case .paid: "paid"
    }
  }

  private static func plain(_ value: FieldValue) -> String {
    switch value {
    case .nothing: ""
    case .name(let name): name
    case .number(let number): String(number)
    case .caseClass(let value): value.word
    case .flags(let flags): flags.wordList.joined(separator: " ")
    }
  }

  private func part(_ field: Field, _ value: FieldValue, isOther: Bool) -> Wording {
    switch field {
    case .client: name(Wording("client", "委托方"), value, isOther)
    case .batch: name(Wording("batch", "批次"), value, isOther)
    case .product: name(Wording("product", "产品"), value, isOther)
    case .stage: name(Wording("stage", "阶段"), value, isOther)
    case .region: name(Wording("region", "地区"), value, isOther)
    case .outstanding: Wording("outstanding \(amount(number(value)))", "欠款 \(amount(number(value)))")
    case .daysPastDue:
      value == .nothing
        ? Wording("an unknown overdue day", "逾期日不详")
        : Wording("\(Self.count(number(value), "day")) past due", "逾期 \(NumberText.count(number(value))) 天")
    case .daysEntrusted:
      value == .nothing
        ? Wording("an unknown day of entrustment", "委托日不详")
        : Wording("entrusted \(Self.count(number(value), "day")) ago", "委托 \(NumberText.count(number(value))) 天")
    case .debtorCases:
      Wording(
        "\(Self.count(number(value), "open case")) of the debtor", "债务人在案 \(NumberText.count(number(value))) 件")
    case .debtorClients:
      Wording(
        "\(Self.count(number(value), "client")) of the debtor's cases", "债务人的案件属 \(NumberText.count(number(value))) 个委托方")
    case .hand: Wording("hand \(number(value))", "手别 \(number(value))")
    case .caseClass:
      {
        if case .caseClass(let value) = value { Wording("class ", "类别") + Words.caseClass(value) } else { .none }
      }()
    case .flags: flags(value)
    case .openPromise:
      value == .nothing
        ? Wording("no open promise", "没有未到期的承诺") : due(value, Wording("an open promise", "有还款承诺"))
    case .brokenPromise:
      value == .nothing
        ? Wording("no promise broken since the last payment", "上次还款以来没有失约")
        : due(value, Wording("a promise broken since the last payment", "上次还款以来有失约"))
    case .plan:
      value == .nothing
        ? Wording("no running plan", "没有在履行的分期")
        : number(value) == 0
          ? Wording("a running plan without missed instalments", "分期在履行，没有失约")
          : Wording(
            "a running plan with \(Self.count(number(value), "missed instalment"))", "分期在履行，失约 \(number(value)) 期")
    case .paid:
      value == .nothing
        ? Wording("no payment yet", "从未还款")
        : Wording("the latest payment \(Self.count(number(value), "day")) ago", "最近一次还款在 \(number(value)) 天前")
    }
  }

  private func number(_ value: FieldValue) -> Int64 { if case .number(let number) = value { number } else { 0 } }

  private func name(_ what: Wording, _ value: FieldValue, _ isOther: Bool) -> Wording {
    guard case .name(let name) = value else { return Wording("no \(what.en)", "没有\(what.zh)") }
    return isOther
      ? Wording("another \(what.en), such as “\(name)”", "其他\(what.zh)（如“\(name)”）")
      : Wording("\(what.en) “\(name)”", "\(what.zh)“\(name)”")
  }

  private func flags(_ value: FieldValue) -> Wording {
    guard case .flags(let flags) = value, !flags.isEmpty else { return Wording("none of these flags", "没有这些标记") }
    let words = Self.and(Self.flags(flags))
    return Wording("flagged \(words.en)", "带有\(words.zh)标记")
  }

  private func due(_ value: FieldValue, _ what: Wording) -> Wording {
    let passed = number(value)
    if passed < 0 { return what + Wording(" that is not past its due day", "，到期日未过") }
    return what
      + Wording(" whose due day is \(Self.count(passed, "working day")) past", "，到期日已过 \(passed) 个工作日")
  }
}
