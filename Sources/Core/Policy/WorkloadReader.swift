import Portfolio
import Speech
import Workload
import YAML

/// Reads the `workload` part of an agency file.
struct WorkloadReader {
  let money: Money
  let warnings: Problems

  func read(_ reader: ValueReader) -> WorkloadSettings? {
    reader.mapping { keys in
      var settings = WorkloadSettings()
      settings.effortSeconds = keys.required("effort").or(settings.effortSeconds, effort)
      if let time = keys.optional("time").mapping({ keys in
        (
          keys.optional("after_call").or(Int(settings.wrapUpSeconds)) { $0.seconds(in: 0...3600) },
          keys.optional("message").or(Int(settings.secondsPerMessage)) { $0.seconds(in: 0...3600) },
          keys.optional("other").or(Int(settings.secondsPerOther)) { $0.seconds(in: 0...36_000) }
        )
      }) {
        (settings.wrapUpSeconds, settings.secondsPerMessage, settings.secondsPerOther) = (Int64(time.0), Int64(time.1), Int64(time.2))
      }
      keys.optional("saturation").mapping { keys -> Void? in
        settings.windowScheduledHours = Int64(keys.optional("window").or(Int(settings.windowScheduledHours)) { $0.hours(in: 1...2000) })
        settings.shrinkHours = Int64(keys.optional("shrink").or(Int(settings.shrinkHours)) { $0.hours(in: 0...2000) })
        settings.mode = keys.optional("mode").or(settings.mode) { $0.choice() }
        settings.betaPermille = Int64(keys.optional("beta").or(Int(settings.betaPermille)) { $0.milli(in: 0...10_000) })
        return nil
      }
      settings.limits = keys.required("limits").or(settings.limits, limits)
      settings.ramp = keys.optional("ramp").or([], ramp)
      settings.horizonWorkingDays = keys.optional("horizon").or(settings.horizonWorkingDays) { $0.workingDays(in: 1...20) }
      settings.fullDayMinutes = Int64(
        keys.optional("full_day").or(Int(settings.fullDayMinutes) * 60) { $0.seconds(in: 3600...57_600) } / 60)
      return settings
    }
  }

  /// All five classes, by raw value.
  private func effort(_ reader: ValueReader) -> [Int64]? {
    reader.mapping { keys in
      CaseClass.allCases.map { Int64(keys.required($0.word).seconds(in: 0...36_000) ?? 0) }
    }
  }

  private func limits(_ reader: ValueReader) -> WorkLimits? {
    reader.mapping { keys in
      var limits = WorkLimits()
      limits.cases = keys.required("portfolio").or(limits.cases, portfolio)
      limits.amount = keys.optional("amount").orOff(nil) { $0.amount(money) } ?? 0
      if let perDay = keys.required("new_per_day").mapping({ keys in
        (keys.required("usual").int(in: 0...100_000) ?? 0, keys.required("batch_day").int(in: 0...100_000) ?? 0)
      }) {
        (limits.newPerDay, limits.newPerBatchDay) = perDay
        if perDay.1 < perDay.0 {
          warnings.add(
            at: keys.optional("new_per_day").position,
            Wording(
              "fewer new cases on a batch day (\(perDay.1)) than on a usual one (\(perDay.0))",
              "批次日的新案件数（\(perDay.1)）少于平日（\(perDay.0)）"))
        }
      }
      // Who reads 30..80 as “up to 30 at first” is surprised on the first morning.
      let (lower, upper) = (limits.cases.lowerBound, limits.cases.upperBound)
      let first = min(limits.newPerDay, max(lower, (upper + 1) / 2))
      if first > lower {
        warnings.add(
          at: keys.optional("portfolio").position,
          Wording(
            "\(lower)..\(upper) lets somebody with nothing in hand take \(first) cases in one night: one night fills up to \(lower), "
              + "or half of what is left to \(upper)",
            "按 \(lower)..\(upper)，手上没有案件的人一夜可得 \(first) 件：一夜补到 \(lower) 件，或补到距 \(upper) 件余量的一半"),
          hint: Wording(
            "write \((upper + 1) / 2)..\(upper) if that is meant; a smaller new_per_day: { usual: \(max(1, lower)) } makes it fewer a night",
            "若正是此意，请写 \((upper + 1) / 2)..\(upper)；要一夜少分，请把 new_per_day 改小：{ usual: \(max(1, lower)) }"))
      }
      return limits
    }
  }

  private func portfolio(_ reader: ValueReader) -> ClosedRange<Int>? {
    reader.parse(Wording("two numbers from 0 to 100000, such as 80..400", "0 到 100000 之间的两个数，如 80..400")) { (text) throws(Rejection) in
      guard
        let range = try Quantity.range(text, in: 0...100_000, exact: false, number: { (scanner: inout TextScanner) in scanner.number() })
      else { return nil }
      guard !text.contains("<"), !text.contains(">"), range.upperBound > 0 else { return nil }
      return range
    }
  }

  private func ramp(_ reader: ValueReader) -> [RampStep]? {
    var seen: Set<Int> = []
    return reader.list { item in
      item.mapping { keys in
        let month = keys.required("month").int(in: 1...24) ?? 1
        if !seen.insert(month).inserted {
          keys.optional("month").problem(Wording("names month \(month) a second time", "重复写了第 \(month) 个月"))
        }
        let size = keys.required("size").permille() ?? 1000
        let classes = keys.optional("classes").or(nil) { reader in
          reader.distinct { $0.choice(among: ConditionReader.classWords) }.map(Set.init)
        }
        return RampStep(month: month, permille: Int64(size), classes: classes)
      }
    }
  }
}
