package import Archive
package import Portfolio
package import Postgres

/// An enum whose raw value stands in a column, for the text of statements: `kind = \(stored: DecisionKind.held)`. Trusted text: raw values
/// are the program's own.
package protocol StoredMeaning: RawRepresentable {}

extension StoredMeaning where RawValue: FixedWidthInteger {
  /// The raw value in digits, as SQL has it.
  package var literal: String { String(rawValue) }
}

extension Sequence where Element: StoredMeaning, Element.RawValue: FixedWidthInteger {
  /// For `IN (…)`.
  package var literals: String { map(\.literal).joined(separator: ", ") }
}

extension SQL.StringInterpolation {
  /// A meaning as it stands in its column; part of the text, not a parameter.
  package mutating func appendInterpolation<Meaning: StoredMeaning>(stored meaning: Meaning) where Meaning.RawValue: FixedWidthInteger {
    appendInterpolation(raw: meaning.literal)
  }

  /// Several, for `IN (…)`.
  package mutating func appendInterpolation<Meaning: StoredMeaning>(stored meanings: [Meaning]) where Meaning.RawValue: FixedWidthInteger {
    appendInterpolation(raw: meanings.literals)
  }
}

extension CaseStatus: StoredMeaning {}
extension CloseReason: StoredMeaning {}
extension DecisionKind: StoredMeaning {}
extension ExplanationArchive.Part: StoredMeaning {}
extension FlowKind: StoredMeaning {}
extension HoldKind: StoredMeaning {}
extension Party: StoredMeaning {}
extension ReasonCode: StoredMeaning {}

extension DecisionKind {
  /// Somebody gets the case.
  package static let given: [DecisionKind] = [.assigned, .moved]
  /// A collector loses the case.
  package static let taken: [DecisionKind] = [.moved, .recalled]
  /// Kinds up to this one change who holds the case: `kind <= …`.
  package static let lastChange = DecisionKind.recalled
}

extension FlowKind {
  /// A case came in.
  package static let arrivals: [FlowKind] = [.entrusted, .reopened]
  /// Flows of the pool, and of the people, wherever the case lay; and those that belong to the side where it lay.
  package static let ofPool: [FlowKind] = [.entrusted, .reopened, .assigned, .recalled]
  /// Flows of the people; `.moved` changes no stock and is kept for information.
  package static let ofPeople: [FlowKind] = [.assigned, .recalled, .moved]
  /// Flows of the side where the case lay.
  package static let ofEither: [FlowKind] = [.closed, .revalued]
}
