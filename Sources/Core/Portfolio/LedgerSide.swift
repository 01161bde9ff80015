/// Where a case lies. Raw values are stored.
package enum LedgerSide: String, CaseIterable, Sendable {
  case pool, people
}
