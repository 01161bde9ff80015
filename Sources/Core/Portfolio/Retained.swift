/// What may be removed after a time. Raw values are stored.
package enum Retained: String, CaseIterable, Sendable {
  /// Texts of conversations; the verdicts stay.
  case text
  /// Single contact attempts, by the day they came in; the counters stay, and the same attempt in a later file would count again.
  case attempt
  /// Unknown columns and contract numbers of closed cases, by the day of the client's last word.
  case extra
  /// Decisions of runs, by slot.
  case decision
  /// Sealed rows of the outbox.
  case outbox

  /// Whether the daemon may remove it by itself; the others need the owner of the database.
  package var isDaemons: Bool { self == .text || self == .attempt || self == .extra }
}
