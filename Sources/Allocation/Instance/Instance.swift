/// Everything the solver may know, as numbers: who can take what, what it costs, and what is fair. Immutable once validated.
package struct Instance: Sendable {
  package let receivers: Receivers
  /// A row per signature: the receivers whom a unit of that signature may go to, ascending.
  package let signatures: Rows<Int32>
  package internal(set) var units: Units
  package let cells: [FairnessCell]
  package let quotas: [Quota]
  package let match: MatchTable
  package let objective: Objective

  /// Checks lengths, positions and ranges. `signatures` rows may be empty; each must be strictly ascending.
  package init(
    receivers: Receivers, signatures: [[Int32]], units: Units, cells: [FairnessCell] = [], quotas: [Quota] = [],
    match: MatchTable = MatchTable(), objective: Objective = .levels
  ) throws(InstanceError) {
    self.receivers = receivers
    self.signatures = Rows(signatures)
    self.units = units
    self.cells = cells
    self.quotas = quotas
    self.match = match
    self.objective = objective
    try validate()
  }

  private init() {
    (receivers, signatures, units, cells, quotas, match, objective) = (Receivers(), Rows([]), Units(), [], [], MatchTable(), .levels)
  }

  /// Nobody, and nothing to deal.
  package static let nothing = Instance()
}
