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

/// When an amount is far from what is owed: most often the wrong unit, yuan taken for fen.
package enum Doubts {
  /// An amount of so many times what is owed, or more, is doubtful.
  package static let factor = 10
}

/// Rows of a file of which something is to be said, by their lines.
package struct NamedRows: Sendable, Equatable {
  /// How many lines are kept by number.
  package static let kept = 20
  /// How many rows.
  package private(set) var count = 0
  /// Lines of the first ones, ascending within a chunk.
  package private(set) var lines: [Int] = []

  /// None yet.
  package init() {}

  mutating func add(_ more: [Int], of number: Int) {
    count += number
    lines += more.prefix(max(0, Self.kept - lines.count))
  }

  mutating func add(_ more: [Int]) { add(more.sorted(), of: more.count) }
}

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
  /// Of those names the code on record that differs in leading zeros, width or capitals only.
  package var meantAgents: [Wording: String] = [:]
  /// Of the changed: attempts that were on record from another source and are this one's now, by the name of the other.
  package var takenOver: [String: Int] = [:]
  /// Regions that rows write otherwise than they are on record, with the number of rows.
  package var otherSpellings: [Spelling: Int] = [:]
  /// Amounts of `Doubts.factor` times what is owed and more; they are taken.
  package var doubts = NamedRows()
  /// Payments and promises of more than is owed, and less than `Doubts.factor` times as much; they are taken.
  package var aboveDebt = NamedRows()
  /// Rows of payments, promises, conversations and attempts in whose place a later row of the same id was taken, which says something else.
  package var superseded = NamedRows()
  /// New and changed payments of a day to come: they lower nothing before it.
  package var ahead = NamedRows()
  /// Case rows that give a day to come for what has been: the first day overdue, the day entrusted; they are taken.
  package var datedAhead = NamedRows()
  /// New and changed payments of the day of their case's figure or before: the figure has them, and they lower nothing.
  package var inFigure = NamedRows()
  /// Those of them that are of the very day of the figure.
  package var onFigureDay = 0
  /// Attempts that were on record under another name: read before with other columns, with ids or without. They count once.
  package var reread = 0
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
    for rows in [\ApplyReport.doubts, \.aboveDebt, \.superseded, \.ahead, \.datedAhead, \.inFigure] {
      total[keyPath: rows].add(part[keyPath: rows].lines, of: part[keyPath: rows].count)
    }
    total.onFigureDay += part.onFigureDay
    total.reread += part.reread
    total.meantAgents.merge(part.meantAgents) { first, _ in first }
    total.reversedBeyondPaid = Array(Set(total.reversedBeyondPaid + part.reversedBeyondPaid)).sorted()
    total.rejects += part.rejects
  }
}
