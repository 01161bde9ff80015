/// One row of a file of moves by hand.
package struct MoveRow: Sendable, Hashable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The case to be moved.
  package var key: CaseKey
  /// Code of the collector who is to have the case; nil where the action needs none or the command line names one.
  package var to: String?
  /// Last day of a pin.
  package var until: Day?
  /// Number of the other case of a swap.
  package var other: String?
  /// Made by Intake; which of the parts an action needs is checked when it is examined.
  package init(line: Int, key: CaseKey, to: String? = nil, until: Day? = nil, other: String? = nil) {
    self.line = line
    self.key = key
    self.to = to
    self.until = until
    self.other = other
  }
}
