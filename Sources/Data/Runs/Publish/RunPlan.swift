package import Portfolio
package import Schema

/// A policy of a run, in the order of the PolicySet: what `decision.policy` and `decision.route` point to.
package struct RunPolicy: Sendable, Hashable {
  package var name: String
  package var version: Int
  /// SHA-256 of the text.
  package var digest: [UInt8]
  /// The rules of its routes, in order.
  package var routes: [String]
  package init(name: String, version: Int, digest: [UInt8], routes: [String]) {
    self.name = name
    self.version = version
    self.digest = digest
    self.routes = routes
  }
}

/// What a night decided, ready to be staged.
package struct RunPlan: Sendable {
  package var run: RunID
  package var key: RunKey
  package var frozen: Frozen
  package var outcome: Outcome
  package var policies: [RunPolicy]
  /// Version of the agency file.
  package var agencyVersion: Int
  /// Figures of what the night was decided on, for comparison with other nights; by name.
  package var inputs: [(name: String, value: Int64)] = []
  package init(run: RunID, key: RunKey, frozen: Frozen, outcome: Outcome, policies: [RunPolicy], agencyVersion: Int) {
    self.run = run
    self.key = key
    self.frozen = frozen
    self.outcome = outcome
    self.policies = policies
    self.agencyVersion = agencyVersion
  }
}

/// What a publish won and lost.
package struct Won: Sendable, Hashable {
  package var assigned = 0
  package var moved = 0
  package var recalled = 0
  /// Not flows: decisions that a case stays where it is.
  package var held = 0
  package var unassigned = 0
  /// Planned moves left out: the receiver's place was taken, the case or one of its group changed.
  package var placeTaken = 0
  package var caseChanged = 0
  package var groupChanged = 0
  /// Cases whose class is another than before.
  package var classChanged = 0
  package init() {}
  package var lost: Int { placeTaken + caseChanged + groupChanged }
}

/// How a publish ended.
package enum PublishResult: Sendable, Hashable {
  case published(Won)
  /// The run had been published before.
  case alreadyPublished
  /// Another attempt has taken the run's key over, or a person discarded the plan: nothing was published.
  case superseded
  /// The lease has passed to somebody else: nothing was published.
  case fenceLost
  /// The staged plan is no longer whole, after a crash of the server for instance: nothing was published.
  case stageLost
  /// A policy or the agency file that the plan was made with is no longer in force: nothing was published.
  case policyChanged
}
