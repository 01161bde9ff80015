import Classification
import Policy
import Portfolio

/// What each case is like: its deeds and its class, read by the settings of the policy that covers it.
struct Reading {
  private(set) var verdicts: [Verdict] = []
  private(set) var deeds: [Deeds] = []

  init(_ snapshot: Snapshot, _ policies: PolicySet, _ coverage: Coverage) {
    let shipped = ClassificationSettings()
    let classifiers = policies.policies.map { Classifier($0.classification, snapshot) }
    let fallback = Classifier(shipped, snapshot)
    verdicts.reserveCapacity(snapshot.cases.count)
    deeds.reserveCapacity(snapshot.cases.count)
    for i in snapshot.cases.indices {
      let policy = Int(coverage.policy[i])
      let grace = policy < 0 ? shipped.promiseGraceDays : policies.policies[policy].classification.promiseGraceDays
      let deed = DeedReader.deeds(of: CaseIndex(i), in: snapshot, graceDays: grace)
      deeds.append(deed)
      verdicts.append((policy < 0 ? fallback : classifiers[policy]).verdict(CaseIndex(i), snapshot, deed))
    }
  }

  func facts(_ i: Int, _ coverage: Coverage) -> CaseFacts { CaseFacts(verdict: verdicts[i], deeds: deeds[i], amount: coverage.amount[i]) }
}
