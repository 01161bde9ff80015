/// An emergency stop that holds: what a report says of it.
package struct StopFigure: Sendable, Equatable {
  /// Its number, by which it is confirmed and lifted.
  package var number: Int
  /// `client`, `debtor` or `policy`.
  package var what: String
  /// Name of the client or policy; number of a case of the debtor.
  package var subject: String
  /// Who set it.
  package var by: String
  /// Why, in his words.
  package var reason: String
  /// Nobody confirmed it for a day.
  package var isOverdue: Bool
  /// As the register has it.
  package init(number: Int, what: String, subject: String, by: String, reason: String, isOverdue: Bool) {
    (self.number, self.what, self.subject, self.by, self.reason, self.isOverdue) = (number, what, subject, by, reason, isOverdue)
  }
}
