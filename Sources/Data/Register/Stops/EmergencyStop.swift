package import Portfolio

/// A stop that one person set at once: nothing of the client, the debtor or the policy is dealt, recalled or moved until two people lift it.
package struct EmergencyStop: Sendable, Hashable {
  /// Whom it is about. Raw values are stored.
  package enum What: String, CaseIterable, Sendable { case client, debtor, policy }

  /// From 1, per agency.
  package var number: Int
  /// Whom it is about.
  package var what: What
  /// Name of the client or the policy; number of the case by which the debtor was named.
  package var subject: String
  /// In the words of whoever set it.
  package var reason: String
  /// Who set it.
  package var by: String
  /// When, by the database's clock.
  package var at: Instant
  /// Who confirmed it; nil: nobody has.
  package var confirmedBy: String?
  /// When it was confirmed.
  package var confirmedAt: Instant?
  /// Who asked for it to be lifted, as the first of two; nil: nobody has.
  package var liftAskedBy: String?
  /// Why it may be lifted.
  package var liftReason: String?
  /// The second who lifted it; nil while it holds.
  package var liftedBy: String?
  /// When it was lifted.
  package var liftedAt: Instant?
  /// Nobody has confirmed it for a day: it holds all the same, and shows red.
  package var isOverdue: Bool
}
