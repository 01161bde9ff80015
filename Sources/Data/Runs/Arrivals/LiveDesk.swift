package import Portfolio
import Schema

/// What a daemon keeps in memory of an agency to deal single arrivals: everything a night reads except the cases.
package struct LiveDesk: Sendable {
  /// People, their days and the names; no cases.
  package var frozen: Frozen
  /// Effort in seconds and open cases of everybody as the last night saw them before it dealt, by position.
  package var effortBefore: [Int64]
  package var casesBefore: [Int64]
  /// Sum and number of the versions in force: another sum, another policy.
  package var policyMark: Int64
  /// Dictionary ids of names already met.
  var names: [NameKey: Int32] = [:]

  struct NameKey: Hashable, Sendable {
    var table: NameTable
    var name: String
  }
}

/// People's loads as they stand at this moment, in the desk's order.
package struct LiveLoads: Sendable {
  package var rev: [Int32] = []
  package var openCases: [Int64] = []
  package var openAmount: [Int64] = []
  package var givenCases: [Int64] = []
}

/// How a look at the inbox ended.
package enum LiveResult: Sendable, Equatable {
  /// Nothing is in the inbox.
  case empty
  /// A run is under way: arrivals wait for its publish.
  case busy
  /// People, policies or the day are not those of the desk any more: read it anew.
  case stale
  /// So many rows were taken in, and so many of the cases were dealt.
  case dealt(taken: Int, assigned: Int)
}

/// What `decide` of a look gives back: decisions about the snapshot's cases, in order of case, with the accounts they count in.
package struct LiveDecisions: Sendable {
  package var outcome: Outcome
  package init(_ outcome: Outcome) { self.outcome = outcome }
}
