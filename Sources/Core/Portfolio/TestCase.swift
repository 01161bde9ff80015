/// What a test says of its case. Nothing said: a case of no client, batch, product, stage and region, of whose debtor nothing else is known, with one
/// unit of the base currency outstanding, unknown class, no flags, promises, plans and payments, in the pool.
package struct TestCase: Sendable, Equatable {
  /// Exact name of the client.
  package var client: String?
  /// Exact name.
  package var batch: String?
  /// Exact name.
  package var product: String?
  /// Exact name.
  package var stage: String?
  /// As rows write it.
  package var region: String?
  /// Base minor units.
  package var outstanding: Int64?
  /// 0…36,500.
  package var daysPastDue: Int?
  /// 0…36,500.
  package var daysEntrusted: Int?
  /// Open cases of its debtor, itself included. 1…100,000.
  package var debtorCases = 1
  /// Clients of these cases. 1…100,000.
  package var debtorClients = 1
  /// Holders so far, the present one included.
  package var hand: Int?
  /// As of tonight, and for as long as it has been held.
  package var caseClass = CaseClass.unknown
  /// Set and not lifted.
  package var flags: CaseFlags = []
  /// Open or broken; nil = none.
  package var promise: Condition.PromiseState?
  /// Working days from the promise's due day to tonight; nil = due tomorrow when open, ten working days ago when broken.
  package var dueDaysAgo: Int?
  /// Whether an instalment plan runs.
  package var planRunning = false
  /// Instalments missed of it.
  package var missedInstalments = 0
  /// Days since the last payment; nil = never paid.
  package var paidDaysAgo: Int?
  /// Working days with its holder, who has done nothing; nil = in the pool.
  package var heldWorkingDays: Int?

  /// Nothing said.
  package init() {}
}
