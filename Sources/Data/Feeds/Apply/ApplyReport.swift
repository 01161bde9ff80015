package import Portfolio
package import Speech

/// A name as rows write it, and the one on record that means the same.
package struct Spelling: Sendable, Hashable, Comparable {
  /// As rows write it.
  package let written: String
  /// As it is read.
  package let read: String

  /// By what is written.
  package static func < (a: Spelling, b: Spelling) -> Bool { (a.written, a.read) < (b.written, b.read) }
}

/// Amounts that are far from what is owed: most often the wrong unit, yuan taken for fen.
package struct Doubts: Sendable {
  /// An amount of so many times what is owed, or more, is doubtful.
  package static let factor = 10
  /// How many lines are kept by number.
  package static let kept = 20
  /// How many amounts.
  package private(set) var count = 0
  /// Lines of the first ones, ascending within a chunk.
  package private(set) var lines: [Int] = []

  mutating func add(_ more: [Int], of number: Int) {
    count += number
    lines += more.prefix(max(0, Self.kept - lines.count))
  }
}

/// What became of the rows of one or more chunks. `inserted + changed + unchanged + rejects.count` is the number of rows given;
/// of a leave list the first three count days, not rows.
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
  /// Of the changed: attempts that were on record from another source and are this one's now, by the name of the other.
  package var takenOver: [String: Int] = [:]
  /// Regions that rows write otherwise than they are on record, with the number of rows.
  package var otherSpellings: [Spelling: Int] = [:]
  /// Amounts of `Doubts.factor` times what is owed and more; they are taken.
  package var doubts = Doubts()
  /// Numbers of cases whose reversals are larger than what was paid, in ascending order: nothing counts as paid there.
  package var reversedBeyondPaid: [String] = []
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
    total.takenOver.merge(part.takenOver) { $0 + $1 }
    total.otherSpellings.merge(part.otherSpellings) { $0 + $1 }
    total.doubts.add(part.doubts.lines, of: part.doubts.count)
    total.reversedBeyondPaid = Array(Set(total.reversedBeyondPaid + part.reversedBeyondPaid)).sorted()
    total.rejects += part.rejects
  }
}
