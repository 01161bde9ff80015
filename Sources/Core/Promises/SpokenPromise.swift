package import Portfolio

/// What a debtor promised, as far as his own words say it.
package struct SpokenPromise: Sendable, Equatable {
  /// What a promise names.
  package enum Kind: String, CaseIterable, Sendable {
    /// One day.
    case day
    /// Days from the first to the last, both counted.
    case range
    /// Money, but no day that can be kept in a diary: “when I have it”, “two thousand”, “perhaps on the 15th”.
    case condition
    /// No promise: a question, a denial, somebody else's words, a past event, an hour to be called back, or nothing of that sort.
    case none
  }

  /// What it names.
  package var kind: Kind
  /// First day; `.none` unless `kind` is `.day` or `.range`.
  package var from: Day
  /// Last day, never before `from`; the same for a `.day`.
  package var until: Day
  /// At least so much, in hundredths of what was named (fen, cents); nil: no least amount was said.
  package var least: Int64?
  /// At most so much, in hundredths; nil: no greatest amount was said.
  package var most: Int64?
  /// The words it hangs on, or those that say how much without a number (“half”); empty when there are none.
  package var condition: String

  /// No promise.
  package static let none = SpokenPromise(kind: .none, from: .none, until: .none, least: nil, most: nil, condition: "")

  /// What was read; `until` is not before `from`.
  package init(kind: Kind, from: Day, until: Day, least: Int64?, most: Int64?, condition: String) {
    self.kind = kind
    self.from = from
    self.until = until
    self.least = least
    self.most = most
    self.condition = condition
  }
}

/// All promises of one text.
package struct PromiseReading: Sendable, Equatable {
  /// In the order in which they were said; what was put right (“the 15th, no, the 16th”) is left out.
  package var all: [SpokenPromise]
  /// The one that counts: the first, or `.none`.
  package var first: SpokenPromise { all.first ?? .none }
  /// Made by `PromiseReader`.
  package init(all: [SpokenPromise]) { self.all = all }
}
