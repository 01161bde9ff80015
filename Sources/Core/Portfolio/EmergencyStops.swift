/// Whom the stops that people set at once are about. Not kept with a snapshot: what they come to is, in `CaseColumns.hold`.
package struct EmergencyStops: Sendable, Equatable {
  /// Names of clients.
  package var clients: Set<String> = []
  /// Database ids of debtors.
  package var debtors: Set<Int64> = []
  /// Database ids of cases without a known debtor.
  package var cases: Set<Int64> = []
  /// Names of policies: every case that one of them covers.
  package var policies: Set<String> = []

  /// Nobody is stopped.
  package init() {}

  /// Whether nobody is.
  package var isEmpty: Bool { clients.isEmpty && debtors.isEmpty && cases.isEmpty && policies.isEmpty }
}
