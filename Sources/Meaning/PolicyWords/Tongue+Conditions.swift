package import Portfolio
package import Speech
import Words

extension Tongue {
  /// What a condition asks, as a clause behind “if” and before “时”; nil when it asks for nothing.
  package func clause(_ condition: Condition) -> Wording? {
    let parts = parts(condition)
    return parts.isEmpty ? nil : parts.joined(by: Wording(" and ", "，且"))
  }

  private func parts(_ condition: Condition) -> [Wording] {
    var parts: [Wording] = []
    func names(_ patterns: [String]?, _ what: Wording) {
      guard let patterns else { return }
      let any = Wording("there is any \(what.en)", "有任意\(what.zh)")
      parts.append(patterns == ["*"] ? any : Wording("the \(what.en) is ", "\(what.zh)为") + Self.or(names: patterns))
    }
    names(condition.clients, Wording("client", "委托方"))
    names(condition.batches, Wording("batch", "批次"))
    names(condition.products, Wording("product", "产品"))
    names(condition.stages, Wording("stage", "阶段"))
    names(condition.regions, Wording("region", "地区"))
    if let range = condition.outstanding { parts.append(outstanding(range)) }
    if let range = condition.daysPastDue {
      let (low, high) = (range.lowerBound, range.upperBound)
      parts.append(
        high >= 36_500
          ? Wording("the case is \(Self.count(low, "day")) past due or more", "逾期至少 \(low) 天")
          : low == high
            ? Wording("the case is exactly \(Self.count(low, "day")) past due", "逾期正好 \(low) 天")
            : Wording("the case is \(low) to \(Self.count(high, "day")) past due", "逾期 \(low) 到 \(high) 天"))
    }
    if let range = condition.daysEntrusted {
      let (low, high) = (range.lowerBound, range.upperBound)
      parts.append(
        high >= 36_500
          ? Wording("the case was entrusted \(Self.count(low, "day")) ago or more", "委托至少 \(low) 天")
          : low == high
            ? Wording("the case was entrusted exactly \(Self.count(low, "day")) ago", "委托正好 \(low) 天")
            : Wording("the case was entrusted \(low) to \(Self.count(high, "day")) ago", "委托 \(low) 到 \(high) 天"))
    }
    if let range = condition.hand {
      let (low, high) = (range.lowerBound, range.upperBound)
      parts.append(
        high >= 1000
          ? Wording("the case is in hand \(low) or later", "手别不低于 \(low)")
          : low == high
            ? Wording("the case is in hand \(low)", "手别为 \(low)") : Wording("the case is in hand \(low) to \(high)", "手别为 \(low) 到 \(high)")
      )
    }
    if let range = condition.debtorCases { parts.append(debtor(range, "open case", Wording("the debtor has ", "债务人在案"), " 件")) }
    if let range = condition.debtorClients {
      parts.append(debtor(range, "client", Wording("the debtor's open cases belong to ", "债务人的在案案件属于"), " 个委托方"))
    }
    if let segments = condition.segments {
      let names = Self.or(names: segments.map(\.name))
      parts.append(Wording("the case is in segment \(names.en)", "属于客群\(names.zh)"))
    }
    if let classes = condition.classes { parts.append(Wording("the class is ", "类别为") + Self.classes(classes)) }
    if let flags = condition.flags {
      let words = Self.or(Self.flags(flags))
      parts.append(Wording("the case is flagged \(words.en)", "带有\(words.zh)标记"))
    }
    switch condition.promise {
    case .open: parts.append(Wording("a promise is open", "有未到期的还款承诺"))
    case .broken: parts.append(Wording("a promise was broken since the last payment", "上次还款以来有失约"))
    case nil: break
    }
    switch condition.plan {
    case .running: parts.append(Wording("an instalment plan runs", "有分期在履行"))
    case nil: break
    }
    if let days = condition.paidWithin {
      parts.append(Wording("a payment came within \(Self.count(days, "day"))", "\(days) 天内有还款"))
    }
    return parts
  }

  private func debtor(_ range: ClosedRange<Int>, _ noun: String, _ head: Wording, _ unit: String) -> Wording {
    let (low, high) = (range.lowerBound, range.upperBound)
    if high >= 100_000 { return head + Wording("\(Self.count(low, noun)) or more", "至少 \(low)\(unit)") }
    if low == high { return head + Wording("exactly \(Self.count(low, noun))", "正好 \(low)\(unit)") }
    return head + Wording("\(low) to \(Self.count(high, noun))", " \(low) 到 \(high)\(unit)")
  }

  private func outstanding(_ range: ClosedRange<Int64>) -> Wording {
    let low = amount(range.lowerBound)
    if range.upperBound == .max { return Wording("\(low) or more is outstanding", "欠款不低于 \(low)") }
    let high = amount(range.upperBound)
    return range.lowerBound == range.upperBound
      ? Wording("exactly \(low) is outstanding", "欠款正好为 \(low)") : Wording("\(low) to \(high) is outstanding", "欠款为 \(low) 到 \(high)")
  }
}
