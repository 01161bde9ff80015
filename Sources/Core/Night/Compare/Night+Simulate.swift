package import Policy
package import Portfolio

extension Night {
  /// How the clocks of first contacts stand after a plan: cases of the pool that are dealt in time and late, and cases left over that no later night can
  /// keep in time, and that wait.
  package typealias FirstContacts = (inTime: Int, late: Int, missed: Int, waiting: Int)

  /// The same night as `decide`, and beside its outcome the clocks of first contacts. Throws as `decide`.
  package static func simulate(_ snapshot: Snapshot, _ policies: PolicySet, rules: Rules = .current) throws(NightError) -> (
    outcome: Outcome, contacts: FirstContacts
  ) {
    let answer = try answer(snapshot, policies, rules)
    return (Outcome(answer), contacts(answer))
  }

  private static func contacts(_ answer: Answer) -> FirstContacts {
    var contacts: FirstContacts = (0, 0, 0, 0)
    let (slot, loads) = (answer.standing.snapshot.slot, answer.standing.loads)
    for (position, request) in answer.offer.requests.requests.enumerated() where request.recall == nil {
      if let c = answer.receiver(position) {
        if max(loads.nextPresent[c], slot) <= request.due { contacts.inTime += 1 } else { contacts.late += 1 }
      } else if request.due <= slot {
        contacts.missed += 1
      } else {
        contacts.waiting += 1
      }
    }
    return contacts
  }
}
