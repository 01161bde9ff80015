import Policy
import Portfolio
import Workload

/// How every case and everybody stands before anything is dealt. Made once by `Night.standing`; the night, the scores shown to people and
/// the examination of moves by hand all read the same.
struct Standing {
  let snapshot: Snapshot
  let policies: PolicySet
  let rules: Night.Rules
  /// nil where no policy asks for a debtor's other cases.
  let debtors: DebtorCounts?
  let coverage: Coverage
  let reading: Reading
  let movement: MovementPass
  let gone: Gone
  let desks: Desks
  /// Of `desks`; other numbers where somebody asks what more room would have done.
  var loads: CollectorLoads

  init(
    _ snapshot: Snapshot, _ policies: PolicySet, _ rules: Night.Rules, _ debtors: DebtorCounts?, _ coverage: Coverage, _ reading: Reading,
    _ movement: MovementPass, _ gone: Gone, _ desks: Desks
  ) {
    (self.snapshot, self.policies, self.rules, self.debtors) = (snapshot, policies, rules, debtors)
    (self.coverage, self.reading, self.movement, self.gone, self.desks) = (coverage, reading, movement, gone, desks)
    loads = desks.loads
  }

  /// What conditions of rules may ask about a case.
  func facts(_ i: Int) -> CaseFacts { reading.facts(i, coverage) }

  /// Seconds of work a week that a case takes, by its class.
  func effort(_ i: Int) -> Int64 { policies.agency.workload.effortSeconds[Int(reading.verdicts[i].caseClass.rawValue)] }
}
