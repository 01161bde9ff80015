package import Portfolio
package import Schema

/// A policy of a run, in the order of the PolicySet: what `decision.policy` and `decision.route` point to.
package struct RunPolicy: Sendable, Hashable {
  /// Name of the policy.
  package var name: String
  /// Version in force when the run read it, from 1.
  package var version: Int
  /// SHA-256 of the text.
  package var digest: [UInt8]
  /// The rules of its routes, in order.
  package var routes: [String]
  /// The stamp of a policy that was read; the publish refuses a plan when the version is no longer in force.
  package init(name: String, version: Int, digest: [UInt8], routes: [String]) {
    self.name = name
    self.version = version
    self.digest = digest
    self.routes = routes
  }
}

/// What a night decided, ready to be staged.
package struct RunPlan: Sendable {
  /// The run under which it is staged; it has begun and is not published.
  package var run: RunID
  /// What it may publish once.
  package var key: RunKey
  /// What it was decided from; the indices of `outcome` point into its snapshot.
  package var frozen: Frozen
  /// Verdicts, decisions and the figures behind them.
  package var outcome: Outcome
  /// In the order of the PolicySet.
  package var policies: [RunPolicy]
  /// Version of the agency file.
  package var agencyVersion: Int
  /// Figures of what the night was decided on, for comparison with other nights; by name.
  package var inputs: [(name: String, value: Int64)] = []
  /// Made when a run has decided; its `inputs` are added before it is staged.
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
  /// Cases that went from the pool to a collector.
  package var assigned = 0
  /// Cases that went from one collector to another.
  package var moved = 0
  /// Cases that went back to the pool.
  package var recalled = 0
  /// Not flows: decisions that a case stays where it is.
  package var held = 0
  /// Not flows either: cases that nobody could take.
  package var unassigned = 0
  /// Planned moves left out: the receiver's place was taken, the case or one of its group changed.
  package var placeTaken = 0
  /// The case changed after the freeze, or somebody held its row at the publish.
  package var caseChanged = 0
  /// Another case of the debtor's group was left out, and a group goes whole or not at all.
  package var groupChanged = 0
  /// Cases that had a class before and got another.
  package var classChanged = 0
  /// Nothing won, nothing lost.
  package init() {}
  /// Planned moves that were left out, for whatever reason.
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
  /// An emergency stop, by its number, was made after the plan and holds: nothing was published.
  case stopped(by: Int)
}
