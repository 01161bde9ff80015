package import Policy
package import Portfolio
import Workload

extension Night {
  /// Deals the cases that came by day: the method of the night over the same kind of snapshot, with nothing taken from anybody. Of the
  /// outcome's decisions are left those about cases in `arrived` (database ids) and older cases of the pool that found a place after all;
  /// every other
  /// case stays where it is. Throws as `decide`, and decides an earlier run again by its own rules.
  package static func day(_ snapshot: Snapshot, _ policies: PolicySet, arrived: Set<Int64>, rules: Rules = .current) throws(NightError)
    -> Outcome
  {
    let answer = try answer(Arrivals.takingNothing(snapshot, rules), Arrivals.takingNothing(policies, rules), rules, byDay: true)
    return Arrivals.keeping(arrived, of: Outcome(answer), snapshot)
  }

  /// The snapshot with cases of the pool held that wait for the next night whatever comes by day: what somebody has just taken back is not dealt again
  /// because something else came in. What is kept of the run, so that it is decided again alike.
  package static func leaving(_ takenBack: Set<Int64>, in snapshot: Snapshot) -> Snapshot {
    guard !takenBack.isEmpty else { return snapshot }
    var left = snapshot
    for i in snapshot.cases.indices where snapshot.cases.holder[i] == .none && takenBack.contains(snapshot.cases.id[i]) {
      (left.cases.hold[i], left.cases.holdUntil[i]) = (.other, .never)
    }
    return left
  }

  /// The same for single cases within seconds of their coming: a snapshot of nothing but these cases, beside what everybody holds at the
  /// moment, in the order of its collectors. Throws as `decide`.
  package static func day(_ snapshot: Snapshot, _ policies: PolicySet, present: [PresentLoad]) throws(NightError) -> Outcome {
    // What came since the night's figures counts as unknown cases do.
    let unknown = policies.agency.workload.effortSeconds.first ?? 0
    var snapshot = snapshot
    for (c, load) in present.enumerated() {
      let since = max(0, load.cases - load.casesBefore)
      snapshot.collectors.heldElsewhere.append(
        .init(cases: load.cases, amount: load.amount, effortSeconds: load.effortBefore + since * unknown))
      snapshot.collectors.newToday[c] += Int32(clamping: load.given)
    }
    var outcome = try day(snapshot, policies, arrived: Set(snapshot.cases.id))
    // Nothing but what came was looked at: of the others nobody knows here.
    outcome.earlier = nil
    return outcome
  }
}

/// What one person holds at the moment, and what the last night knew of it.
package struct PresentLoad: Sendable, Equatable {
  /// Open cases as the night saw them before it dealt.
  package var casesBefore: Int64
  /// The effort of these cases, seconds a week.
  package var effortBefore: Int64
  /// Open cases now.
  package var cases: Int64
  /// Base minor units open now.
  package var amount: Int64
  /// New cases given since the snapshot's `newToday` was read.
  package var given: Int64

  /// Everything is 0 or more; an amount may be negative.
  package init(casesBefore: Int64, effortBefore: Int64, cases: Int64, amount: Int64, given: Int64) {
    self.casesBefore = casesBefore
    self.effortBefore = effortBefore
    self.cases = cases
    self.amount = amount
    self.given = given
  }
}
