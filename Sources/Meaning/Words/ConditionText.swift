package import Portfolio
package import Speech

/// A condition of a policy as people say it.
package enum ConditionText {
  /// Every part that must hold, in the order of the file's keys; `currency`: that of its amounts.
  package static func words(_ condition: Condition, _ currency: Currency) -> Wording {
    let parts = [
      named(Wording("client", "委托方"), condition.clients), named(Wording("batch", "批次"), condition.batches),
      named(Wording("product", "产品"), condition.products), named(Wording("stage", "阶段"), condition.stages),
      named(Wording("region", "地区"), condition.regions),
      condition.outstanding.map {
        range($0, Wording("outstanding ", "欠款"), .none, 0...(.max)) { NumberText.amount($0, currency) + " \(currency)" }
      },
      condition.daysPastDue.map {
        range(Int64($0.lowerBound)...Int64($0.upperBound), .none, Wording(" days past due", "天逾期"), 0...36_500) { NumberText.count($0) }
      },
      condition.hand.map {
        range(Int64($0.lowerBound)...Int64($0.upperBound), Wording("hand ", "手别"), .none, 0...1000) { NumberText.count($0) }
      },
      condition.daysEntrusted.map {
        range(Int64($0.lowerBound)...Int64($0.upperBound), Wording("entrusted ", "委托"), Wording(" days ago", "天"), 0...36_500) {
          NumberText.count($0)
        }
      },
      condition.debtorCases.map {
        range(Int64($0.lowerBound)...Int64($0.upperBound), Wording("open cases of the debtor: ", "债务人在案"), Wording("", "件"), 1...100_000) {
          NumberText.count($0)
        }
      },
      condition.debtorClients.map {
        range(
          Int64($0.lowerBound)...Int64($0.upperBound), Wording("clients of the debtor's cases: ", "债务人的案件属"), Wording("", "个委托方"),
          1...100_000
        ) {
          NumberText.count($0)
        }
      },
      condition.segments.map { either(Wording("segment ", "客群"), $0.map { Wording(same: $0.name) }) },
      condition.classes.map { classes in
        either(Wording("class ", "类别为"), CaseClass.allCases.filter(classes.contains).map(Words.caseClass))
      },
      condition.flags.map { flags in
        either(Wording("flagged ", "标记为"), CaseFlags.words.filter { flags.contains($0.flag) }.compactMap { Words.flag($0.flag) })
      },
      condition.promise.map { $0 == .open ? Wording("an open promise", "有未到期承诺") : Wording("a broken promise", "有失约承诺") },
      condition.plan.map { _ in Wording("a running instalment plan", "分期方案履行中") },
      condition.paidWithin.map {
        Wording("paid within \($0) \($0 == 1 ? "day" : "days")", "\($0)天内有还款")
      },
    ].compactMap { $0 }
    return parts.isEmpty ? Wording("every case", "全部案件") : parts.joined(by: Wording(", ", "，"))
  }

  private static func named(_ what: Wording, _ patterns: [String]?) -> Wording? {
    patterns.map { either(Wording(what.en + " ", what.zh), $0.map { Wording(same: $0) }) }
  }

  private static func either(_ head: Wording, _ words: [Wording]) -> Wording { head + words.joined(by: Wording(" or ", "或")) }

  /// `all`: the widest range the file can say; an end that is its end is left out.
  private static func range(
    _ range: ClosedRange<Int64>, _ head: Wording, _ tail: Wording, _ all: ClosedRange<Int64>, _ text: (Int64) -> String
  ) -> Wording {
    let (low, high) = (text(range.lowerBound), text(range.upperBound))
    if range.lowerBound == range.upperBound { return head + low + tail }
    if range.upperBound >= all.upperBound { return head + Wording("\(low) or more", "不低于\(low)") + tail }
    if range.lowerBound <= all.lowerBound { return head + Wording("at most \(high)", "不超过\(high)") + tail }
    return head + Wording("\(low) to \(high)", "\(low)至\(high)") + tail
  }
}
