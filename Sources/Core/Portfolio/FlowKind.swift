/// How a case or its amount came, went or changed: the kinds of the ledger's flows. Raw values are stored.
package enum FlowKind: Int16, CaseIterable, Sendable {
  case entrusted = 1, reopened = 2, assigned = 3, recalled = 4, moved = 5, closed = 6, revalued = 7
}
