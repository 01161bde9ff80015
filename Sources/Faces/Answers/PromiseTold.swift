import Portfolio
import Speech
import Views
import Wire

extension ShownPromise {
  /// What was promised, as it was said or entered, and what came in.
  func told(in currency: Currency) -> Wording {
    func money(_ minor: Int64) -> String { "\(Text.amount(minor, digits: currency.minorDigits)) \(currency)" }
    let due = from == dueOn ? Wording("due \(dueOn)", "\(dueOn) 到期") : Wording("\(from) to \(dueOn)", "\(from) 至 \(dueOn)")
    let sum: Wording
    switch (amount, most) {
    case (0, nil): sum = .none
    case (let least, let most?) where least == most: sum = Wording(", \(money(least))", "，\(money(least))")
    case (0, let most?): sum = Wording(", at most \(money(most))", "，至多 \(money(most))")
    case (let least, let most?): sum = Wording(", \(money(least)) to \(money(most))", "，\(money(least)) 至 \(money(most))")
    case (let least, nil):
      sum = isSpoken ? Wording(", at least \(money(least))", "，至少 \(money(least))") : Wording(", \(money(least))", "，\(money(least))")
    }
    let made = isSpoken ? Wording("heard on \(madeOn): ", "\(madeOn) 通话中所说：") : Wording("entered on \(madeOn): ", "\(madeOn) 登记：")
    let instalment = plan == 0 ? Wording.none : Wording(", instalment of plan \(plan)", "，分期方案 \(plan) 的一期")
    let came = Wording("; paid until then \(money(paid))", "；到期前已还 \(money(paid))")
    let unused = counts ? Wording.none : Wording(" (counts no more: entered or promised anew since)", "（不再计入：已另行登记或重新承诺）")
    return made + due + sum + instalment + came + unused
  }

  var json: JSON {
    .object([
      ("spoken", .bool(isSpoken)), ("made_on", .day(madeOn)), ("from", .day(from)), ("due_on", .day(dueOn)), ("amount", .integer(amount)),
      ("most", JSON(most)), ("plan", JSON(Int(plan))), ("paid", .integer(paid)), ("counts", .bool(counts)),
    ])
  }
}
