/// Everything the solver may know, as numbers: who can take what, what it costs, and what is fair. Immutable once validated.
package struct Instance: Sendable {
  /// Who can get units.
  package let receivers: Receivers
  /// A row per signature: the receivers whom a unit of that signature may go to, ascending.
  package let signatures: Rows<Int32>
  /// What is to be placed. The solver reorders its copy; columns never change.
  package internal(set) var units: Units
  /// Running accounts in which receivers have shares; `Entry.account` of `Units.fairness` is a position here.
  package let cells: [FairnessCell]
  /// Running accounts in which teams have shares; for `Units.quota`.
  package let quotas: [Quota]
  /// Losses by class and receiver; for `Units.match`.
  package let match: MatchTable
  /// What leaving a unit out means.
  package let objective: Objective

  /// Checks lengths, positions and ranges; throws the first that is wrong, with its position and what was expected. `signatures` rows may be empty; each must be strictly ascending.
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
