package import Policy
package import Portfolio

extension Night {
  /// Examines moves without deciding anything: pure, like `decide`, and with the same parts. The snapshot must hold the cases, the other
  /// cases of their debtors and all cases of the people they go to; more changes nothing but the figures of others. Each case at most
  /// once.
  package static func examine(_ snapshot: Snapshot, _ policies: PolicySet, _ moves: [ProposedMove]) -> Examination {
    var examiner = Examiner(standing(snapshot, policies), moves)
    var result = Examination()
    result.findings = moves.map { examiner.findings($0) }
    result.accounts = moves.map { examiner.account($0) }
    result.effects = examiner.effects
    return result
  }
}
