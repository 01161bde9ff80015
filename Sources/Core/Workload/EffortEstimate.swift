package import Portfolio

/// What a case of each class has cost a week by the agency's own log: the counters say how often cases were called and written to, the
/// collectors' days how long a call takes. Shown beside the manager's values, used for nothing else.
package enum EffortEstimate {
  /// Days looked back.
  package static let days = 28

  /// Seconds a week by `CaseClass.rawValue`; nil for a class of which nobody has held a case for at least a week's worth of days together,
  /// or where the log has no call to measure by.
  /// - Parameter classes: tonight's class of every case of the snapshot.
  package static func secondsPerWeek(_ snapshot: Snapshot, classes: [CaseClass], settings: WorkloadSettings) -> [Int64?] {
    let from = snapshot.slot - days
    let call = secondsPerCall(snapshot, from: from, settings)
    var (seconds, heldDays) = (
      [Int64](repeating: 0, count: CaseClass.allCases.count), [Int64](repeating: 0, count: CaseClass.allCases.count)
    )
    for i in snapshot.cases.indices where snapshot.cases.holder[i] != .none && snapshot.cases.heldSince[i].isKnown {
      let since = max(from, snapshot.cases.heldSince[i])
      guard since < snapshot.slot else { continue }
      let kind = Int(classes[i].rawValue)
      heldDays[kind] += Int64(snapshot.slot - since)
      ContactCounters.forEach(snapshot.contacts[i]) { cell in
        guard cell.day >= since, cell.day < snapshot.slot, Int(cell.code) < snapshot.contactCodes.count, cell.code >= 0 else { return }
        let code = snapshot.contactCodes[Int(cell.code)]
        guard !code.automatic else { return }
        let each: Int64
        switch code.channel {
        case .phone: each = call ?? 0
        case .sms, .im, .email: each = settings.secondsPerMessage
        case .letter, .visit, .tracing: each = settings.secondsPerOther
        }
        seconds[kind] += Int64(cell.count) * each
      }
    }
    return CaseClass.allCases.map { kind in
      let k = Int(kind.rawValue)
      return call == nil || heldDays[k] < 7 ? nil : seconds[k] * 7 / heldDays[k]
    }
  }

  /// Talk time and wrap-up of a call, over everybody's days.
  private static func secondsPerCall(_ snapshot: Snapshot, from: Day, _ settings: WorkloadSettings) -> Int64? {
    var (talk, calls) = (Int64(0), Int64(0))
    for day in snapshot.collectors.days.values where day.day >= from && day.day < snapshot.slot {
      talk += Int64(day.talkSeconds)
      calls += Int64(day.calls)
    }
    return calls > 0 ? talk / calls + settings.wrapUpSeconds : nil
  }
}
