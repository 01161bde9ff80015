/// One reason why a plan waits for a person: what was measured, and the limit of the agency file that it passed. Stored with the run.
package struct TrippedBrake: Sendable, Hashable {
  /// Which brake. Raw values are stored, and are the keys below `brakes` of the agency file.
  package enum Kind: String, CaseIterable, Sendable {
    /// Cases that leave their holder, moved ones included.
    case recalled
    /// Cases that go from one collector to another.
    case moved
    /// Cases that should have been dealt and found nobody.
    case unassigned
    /// Cases that had a class before and get another one.
    case classChanged = "class_changed"
    /// A figure of the inputs is unlike those of the nights before.
    case inputs
    /// No night was published before: there is nothing to compare with.
    case firstNight = "first_night"
    /// A clause of a client's contract is not kept.
    case contract
  }
  /// Which brake.
  package var kind: Kind
  /// What was measured: cases; for inputs the figure itself (minor units where it is an amount); for a first night the cases it would deal; for a
  /// contract the cases given against it, or the people who would hold the client's cases.
  package var figure: Int64
  /// The open cases of the freeze, of which `figure` is a share; 0 for inputs.
  package var of: Int64
  /// The limit, in per mille of `of`, or beyond the range of the nights before; 0 for a first night.
  package var limitPermille: Int
  /// Name of the figure, as in `run.inputs`; for a contract the key of the clause, a colon and the client; else empty.
  package var input: String
  /// Range of that figure in the nights before; for a contract the months or people that the clause names; else 0.
  package var low: Int64
  /// Upper end of that range.
  package var high: Int64

  /// A share of the open cases, unless a figure of the inputs is named.
  package init(_ kind: Kind, figure: Int64, of: Int64 = 0, limitPermille: Int = 0, input: String = "", low: Int64 = 0, high: Int64 = 0) {
    self.kind = kind
    self.figure = figure
    self.of = of
    self.limitPermille = limitPermille
    self.input = input
    self.low = low
    self.high = high
  }

  /// The share measured, in per mille, rounded; nil where nothing is a share.
  package var permille: Int64? { of > 0 ? PerMille.of(figure, of) : nil }
}
