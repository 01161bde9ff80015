package import Policy
package import Portfolio

/// The method, from what is known at the freeze to who works what. Pure: the run, the dry run, arrivals by day, the simulation and the
/// replay all come here, and the same snapshot under the same policies gives the same outcome on any machine.
package enum Night {
  /// Decides one night. Throws `NightError` when snapshot and policies do not fit together; no state is touched either way.
  /// A run that was decided before is decided again by its own rules.
  package static func decide(_ snapshot: Snapshot, _ policies: PolicySet, rules: Rules = .current) throws(NightError) -> Outcome {
    Outcome(try answer(snapshot, policies, rules))
  }

  /// The whole method: how things stand, what is offered to whom, who takes what.
  static func answer(_ snapshot: Snapshot, _ policies: PolicySet, _ rules: Rules = .current, byDay: Bool = false) throws(NightError)
    -> Answer
  {
    try check(snapshot)
    let standing = standing(snapshot, policies, rules, byDay: byDay)
    // Who may take what, and what is settled before anything is weighed: pins, and cases that follow their debtor's other case.
    let offer = Offer(standing)
    // Who takes what.
    return try Answer(offer, standing)
  }

  /// How every case and everybody stands before anything is dealt. By day nothing is taken from anybody, not even from those who are gone.
  static func standing(_ frozen: Snapshot, _ written: PolicySet, _ rules: Rules = .current, byDay: Bool = false) -> Standing {
    let policies = rules.readsOneNameForAll ? written.naming(frozen) : written
    // How many cases a debtor has, where a condition asks.
    let debtors = policies.asksDebtor ? DebtorCounts(frozen) : nil
    // Whose rules hold for each case, and what it is worth in the base currency.
    let coverage = Coverage(frozen, policies, debtors)
    // What people stopped at once is held, whatever follows.
    let snapshot = stopping(frozen, policies, coverage)
    // S11, S12, S21–S24: how hard each case is, by its contacts, words and deeds.
    let reading = Reading(snapshot, policies, coverage)
    // Which cases stay, come back, must not be dealt, or wait for somebody.
    let gone = Gone(snapshot, takes: rules.takesFromWhoIsGone && !byDay)
    let movement = MovementPass(snapshot, policies, coverage, reading, debtors, gone: gone, rules)
    // S13, S14: how full each collector's working time is, and what room is left.
    let desks = WorkloadPass.desks(snapshot, policies, coverage, reading, movement, rules)
    return Standing(snapshot, policies, rules, debtors, coverage, reading, movement, gone, desks)
  }

  /// What a reader must have got right before anything is decided.
  static func check(_ snapshot: Snapshot) throws(NightError) {
    if let column = snapshot.columnOfOtherLength {
      throw NightError(
        "the snapshot's column \(column) differs in length; expected \(snapshot.cases.count) cases, \(snapshot.collectors.count) collectors"
      )
    }
    guard snapshot.skills.count <= 64 else { throw NightError("\(snapshot.skills.count) skills; expected at most 64") }
  }
}

/// A snapshot that cannot be decided: a fault of the reader, never of the data people enter.
package struct NightError: Error, Equatable, CustomStringConvertible {
  /// What does not fit, and what was expected.
  package let description: String
  /// `description` is for people who debug a reader; it holds no data of debtors.
  package init(_ description: String) { self.description = description }
}
