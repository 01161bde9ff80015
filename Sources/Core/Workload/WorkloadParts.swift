package import Portfolio

/// Where one person's saturation, score and room come from, part by part: what a team lead asks for.
package struct WorkloadParts: Sendable, Equatable {
  /// A cap and what is left of it.
  package struct Cap: Sendable, Equatable {
    /// Open cases, open amount, new cases of the day. Raw values appear in `--json`.
    package enum Kind: String, CaseIterable, Sendable { case cases, amount, newCases = "new_cases" }
    /// What is capped.
    package var kind: Kind
    /// Cases, or base minor units; `.max` without limit.
    package var limit: Int64
    /// Cases or base minor units of it used up; an amount may be negative where debtors are in credit.
    package var used: Int64
    /// 0 or more; `.max` without limit.
    package var left: Int64
    /// The person's own limit, not the agency's scaled by hours and ramp.
    package var isOwn: Bool
  }
  /// What one policy's cases in hand cost.
  package struct PolicyLoad: Sendable, Equatable {
    /// Position in the policies, −1 for cases no policy covers.
    package var policy: Int16
    /// By `CaseClass.rawValue`: cases that count as load.
    package var cases: [Int32]
    /// Seconds a week of these cases.
    package var effortSeconds: Int64
  }

  /// S13: minutes used and scheduled in the window.
  package var window: WorkWindow
  /// Used over scheduled, in per mille; nil without scheduled hours.
  package var ownSaturation: Int32?
  /// The same over the peers: the team, or the agency where the team has no hours.
  package var peersSaturation: Int32
  /// Shrunk to the peers' mean: what counts.
  package var saturation: Int32
  /// Scheduled seconds of the coming working days (the settings' horizon), leave taken off.
  package var comingSeconds: Int64
  /// Share of hours and caps of people in their first months, 0…1000; 1000 for all others.
  package var rampPermille: Int64
  /// Scheduled seconds of the coming working days after ramp: the denominator of S14.
  package var capacitySeconds: Int64
  /// Seconds that load is priced against: in the mode that discounts, less than `capacitySeconds` for whoever is busier than the peers.
  package var pricedSeconds: Int64
  /// First day from the slot on with scheduled time left; `.never` when none is known.
  package var nextPresent: Day
  /// By `CaseClass.rawValue`: cases that count as load.
  package var cases: [Int32]
  /// By `CaseClass.rawValue`: seconds a week that one case costs, by the agency file.
  package var effortPerCase: [Int64]
  /// Seconds a week of all cases that count: the numerator of S14.
  package var effortSeconds: Int64
  /// Cases in hand that burden nobody (stopped ones).
  package var notCounted: Int32
  /// The same by policy, those with cases only.
  package var policies: [PolicyLoad]
  /// S14's first term: effort over working time, in per mille.
  package var effortTerm: Int64
  /// β times saturation, in per mille.
  package var activityTerm: Int64
  /// S14 as published, in per mille; higher is fuller, at most 1,000,000,000 (holds work and has no time).
  package var score: Int64
  /// Open cases, open amount, new cases of the day, in this order.
  package var caps: [Cap]
  /// Open cases up to which one night may fill a person up at once: the lower end of the portfolio, by contract and ramp.
  package var taperFrom: Int64
  /// False on the day of a large file, which is dealt out as far as caps go.
  package var tapers: Bool
  /// New cases that one night brings at most at this stock, before the daily cap: with `h` in hand, the larger of `taperFrom` − h and half of what is left
  /// to the limit, rounded up; all that is left where nothing tapers.
  package var tapered: Int64
  /// New cases the person may still get, after every cap and the taper; 0 when `closedBy` says why.
  package var room: Int32
  /// Base minor units the person may still get; `.max` without limit.
  package var amountRoom: Int64
  /// Why the person gets nothing; `open` when he may.
  package var closedBy: CloseReason
  /// Bit `1 << CaseClass.rawValue`.
  package var allowedClasses: UInt8
}

extension Desks {
  /// Everybody's parts, in the order of the snapshot's collectors.
  /// - Parameter policyOf: position of the policy that covers each case of the snapshot, −1 for none.
  package func parts(policyOf: [Int16]) -> [WorkloadParts] {
    let kinds = CaseClass.allCases.count
    var byPolicy = [[WorkloadParts.PolicyLoad]](repeating: [], count: snapshot.collectors.count)
    for i in snapshot.cases.indices where stock.countsAsLoad[i] && snapshot.cases.holder[i] != .none {
      let (c, kind) = (snapshot.cases.holder[i].position, Int(stock.classes[i].rawValue))
      let at: Int
      if let known = byPolicy[c].firstIndex(where: { $0.policy == policyOf[i] }) {
        at = known
      } else {
        at = byPolicy[c].count
        byPolicy[c].append(WorkloadParts.PolicyLoad(policy: policyOf[i], cases: [Int32](repeating: 0, count: kinds), effortSeconds: 0))
      }
      byPolicy[c][at].cases[kind] += 1
      byPolicy[c][at].effortSeconds += kind < settings.effortSeconds.count ? max(0, settings.effortSeconds[kind]) : 0
    }
    return snapshot.collectors.indices.map { c in
      let desk = self[c]
      let cases = Array(held.loadByClass[c * kinds..<(c + 1) * kinds])
      return WorkloadParts(
        window: activity.windows[c],
        ownSaturation: activity.scheduled[c] > 0
          ? Int32(clamping: Int128(activity.used[c]) * 1000 / Int128(activity.scheduled[c])) : nil,
        peersSaturation: activity.peers[c], saturation: activity.saturation[c], comingSeconds: week.seconds[c],
        rampPermille: desk.ramp.permille, capacitySeconds: desk.capacitySeconds, pricedSeconds: desk.pricedSeconds,
        nextPresent: week.nextPresent[c], cases: cases,
        effortPerCase: (0..<kinds).map { $0 < settings.effortSeconds.count ? max(0, settings.effortSeconds[$0]) : 0 },
        effortSeconds: held.effort[c], notCounted: held.cases[c] - cases.reduce(0, +),
        policies: byPolicy[c].sorted { $0.policy < $1.policy },
        effortTerm: desk.effortTerm, activityTerm: desk.activityTerm, score: desk.score, caps: desk.caps(self, c),
        taperFrom: desk.room.taperFrom, tapers: desk.room.tapers, tapered: max(0, desk.room.tapered(held.loadCases[c])),
        room: desk.left.cases, amountRoom: desk.left.amount, closedBy: desk.closedBy,
        allowedClasses: desk.ramp.classes)
    }
  }
}

extension Desk {
  fileprivate func caps(_ desks: Desks, _ c: Int) -> [WorkloadParts.Cap] {
    let people = desks.snapshot.collectors
    func cap(_ kind: WorkloadParts.Cap.Kind, _ limit: Int64, _ used: Int64, _ isOwn: Bool) -> WorkloadParts.Cap {
      WorkloadParts.Cap(kind: kind, limit: limit, used: used, left: limit == .max ? .max : max(0, limit - max(0, used)), isOwn: isOwn)
    }
    return [
      cap(.cases, room.caseLimit, desks.held.loadCases[c], people.caseLimit[c] > 0),
      cap(.amount, room.amountLimit, desks.held.loadAmount[c], people.amountLimit[c] > 0),
      cap(.newCases, room.newLimit, room.newToday, false),
    ]
  }
}
