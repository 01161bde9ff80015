import Speech

/// Why a value does not fit its column. The reason never quotes the value: the reject does, masked where needed.
package struct Unfit: Error {
  var reason: Wording
  /// The column at fault; nil when the row as a whole is.
  var cell: Cell?

  init(_ reason: Wording, in cell: Cell? = nil) {
    self.reason = reason
    self.cell = cell
  }

  func at(_ cell: Cell) -> Unfit { Unfit(reason, in: self.cell ?? cell) }
}
