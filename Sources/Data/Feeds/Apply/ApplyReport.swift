package import Portfolio
package import Speech

/// What became of the rows of one or more chunks. `inserted + changed + unchanged + rejects.count` is the number of rows given.
package struct ApplyReport: Sendable {
  /// Not known before.
  package var inserted = 0
  /// Known, and something new was said.
  package var changed = 0
  /// Known as it is.
  package var unchanged = 0
  /// Of the inserted: attempts that name no case.
  package var withoutCase = 0
  /// Rows that found their case by its contract, since no case has the number that they name.
  package var byContract = 0
  /// Attempts and conversations that name somebody nobody is called: they count for their case and are nobody's work. By name as it may be shown.
  package var unknownAgents: [Wording: Int] = [:]
  /// Rows the database refused, in order of line; files hold other rejects that never come here.
  package var rejects: [Reject] = []

  /// Nothing applied yet.
  package init() {}

  /// Adds a chunk's counts, and its rejects behind those before.
  package static func += (total: inout ApplyReport, part: ApplyReport) {
    total.inserted += part.inserted
    total.changed += part.changed
    total.unchanged += part.unchanged
    total.withoutCase += part.withoutCase
    total.byContract += part.byContract
    total.unknownAgents.merge(part.unknownAgents, uniquingKeysWith: +)
    total.rejects += part.rejects
  }
}
