package import Portfolio
import Schema

/// What a daemon keeps in memory of an agency to deal single arrivals: everything a night reads except the cases.
package struct LiveDesk: Sendable {
  /// People, their days and the names; no cases.
  package var frozen: Frozen
  /// Effort in seconds and open cases of everybody as the last night saw them before it dealt, by position.
  package var effortBefore: [Int64]
  /// Open cases likewise; both are 0 for somebody whom that night did not know.
  package var casesBefore: [Int64]
  /// Sum and number of the versions in force: another sum, another policy.
  package var policyMark: Int64
  /// Numbers of the cases whose figure this look took although it is many times the last one (`Doubts.factor`). Of each
  /// pass over the rows at most `NamedRows.kept` are named.
  package var doubtful: [String] = []
  /// Dictionary ids of names already met.
  var names: [NameKey: Int32] = [:]

  struct NameKey: Hashable, Sendable {
    var table: NameTable
    var name: String
  }
}

/// People's loads as they stand at this moment, in the desk's order.
package struct LiveLoads: Sendable {
  /// Revision of the collector: moves when a file changes his row or his hours.
  package var rev: [Int32] = []
  /// Open cases he holds.
  package var openCases: [Int64] = []
  /// Outstanding of these, in minor units of the agency's currency.
  package var openAmount: [Int64] = []
  /// Cases ever given to him; when it has grown by the time of booking, what he was to get stays in the pool.
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
  /// Verdicts, decisions and accounts; every decision is about a case in the pool.
  package var outcome: Outcome
  /// Made of what `Night.day` gives for the desk's snapshot.
  package init(_ outcome: Outcome) { self.outcome = outcome }
}
