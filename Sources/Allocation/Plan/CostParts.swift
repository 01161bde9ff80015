/// One unit's cost by component, in cost units.
package struct CostParts: Hashable, Sendable {
  package var load: Int64 = 0
  package var fairness: Int64 = 0
  package var quota: Int64 = 0
  package var match: Int64 = 0
  package var move: Int64 = 0
  package init() {}
  package var sum: Int64 { load + fairness + quota + match + move }
}
