/// Everything the solver may know, as numbers: who can take what, what it costs, and what is fair. Immutable once validated.
package struct Instance: Sendable {
  package let receivers: Receivers
  /// A row per signature: the receivers whom a unit of that signature may go to, ascending.
  package let signatures: Rows<Int32>
  package let units: Units
  package let cells: [FairnessCell]
  package let quotas: [Quota]

  /// Checks lengths, positions and ranges. `signatures` rows may be empty; each must be strictly ascending.
  package init(
    receivers: Receivers, signatures: [[Int32]], units: Units, cells: [FairnessCell] = [], quotas: [Quota] = []
  ) throws(InstanceError) {
    self.receivers = receivers
    self.signatures = Rows(signatures)
    self.units = units
    self.cells = cells
    self.quotas = quotas
    try validate()
  }
}

/// Those who can get units, as columns of equal length.
package struct Receivers: Sendable {
  /// Seconds of effort held before tonight (or the score times capacity, in the published mode), 0 or more.
  package var load0: [Int64] = []
  /// Seconds of working time that load is priced against; values below 1 count as 1.
  package var capacity: [Int64] = []
  /// New cases the receiver may still get; 0 = none.
  package var caseRoom: [Int32] = []
  /// Amount the receiver may still get, in the unit of `Units.amount`; `.max` without limit.
  package var amountRoom: [Int64] = []
  /// Team, from 0; −1 for none.
  package var team: [Int32] = []
  /// Breaks ties between receivers of equal cost, together with the unit's key. Derive it from run and id.
  package var key: [UInt64] = []

  package init() {}
  package var count: Int { load0.count }
  package mutating func append(load0: Int64, capacity: Int64, caseRoom: Int32, amountRoom: Int64 = .max, team: Int32 = -1, key: UInt64) {
    self.load0.append(load0)
    self.capacity.append(capacity)
    self.caseRoom.append(caseRoom)
    self.amountRoom.append(amountRoom)
    self.team.append(team)
    self.key.append(key)
  }
}

/// What one unit adds to an account: `value` 1024 for a case, or its amount in 1/1024 of the mean (`AmountScale`).
package struct Entry: Hashable, Sendable {
  /// Position in `Instance.cells` or in `Instance.quotas`.
  package var account: Int32
  package var value: Int64
  package init(account: Int32, value: Int64) {
    self.account = account
    self.value = value
  }
  /// The value of one case.
  package static let oneCase: Int64 = 1024
}

/// What is to be placed: single cases, or cases that go together. Columns of equal length.
package struct Units: Sendable {
  package private(set) var signature: [Int32] = []
  /// Cases in the unit, 1 or more.
  package private(set) var cases: [Int32] = []
  /// Seconds of effort, 0 or more.
  package private(set) var effort: [Int64] = []
  /// Amount against `Receivers.amountRoom`, 0 or more.
  package private(set) var amount: [Int64] = []
  /// 0 is placed first; no unit of a later priority takes a place that one of an earlier could have.
  package private(set) var priority: [Int32] = []
  /// Receiver that holds the unit now, −1 for none: every other costs `AllocationSettings.moveCost` more.
  package private(set) var current: [Int32] = []
  /// Tie hash, from run and id.
  package private(set) var key: [UInt64] = []
  /// Receivers of the signature who must not get the unit, ascending.
  package private(set) var exclusions = Rows<Int32>()
  package private(set) var fairness = Rows<Entry>()
  package private(set) var quota = Rows<Entry>()

  package init() {}
  package var count: Int { signature.count }

  /// Adds a unit. `exclusions` in any order, repeats allowed; at most one entry per account.
  package mutating func append(
    signature: Int32, cases: Int32 = 1, effort: Int64, amount: Int64 = 0, priority: Int32 = 0, current: Int32 = -1, key: UInt64,
    exclusions: [Int32] = [], fairness: [Entry] = [], quota: [Entry] = []
  ) {
    self.signature.append(signature)
    self.cases.append(cases)
    self.effort.append(effort)
    self.amount.append(amount)
    self.priority.append(priority)
    self.current.append(current)
    self.key.append(key)
    self.exclusions.append(exclusions.count > 1 ? exclusions.sorted() : exclusions)
    self.fairness.append(fairness)
    self.quota.append(quota)
  }
}

/// A running account in which receivers shall get shares: new cases or new amount of one client, batch, stage and band in the period.
package struct FairnessCell: Sendable {
  /// What each receiver got in the period before tonight, in the unit of `Entry.value`, 0 or more.
  package var before: [Int64]
  /// Share each receiver should have, in any common unit (scheduled hours), 0 or more. All 0 switches the cell off.
  package var share: [Int64]
  /// Cost of missing a target, in cost units: (B − β)² / (2β) in cases, times this. See `AllocationSettings.weight`.
  package var weight: Int64
  package init(before: [Int64], share: [Int64], weight: Int64) {
    self.before = before
    self.share = share
    self.weight = weight
  }
}

/// Shares of teams in a period. Kept before fairness, after the number of cases placed.
package struct Quota: Sendable {
  /// By team: what it got before tonight, in the unit of `Entry.value`, 0 or more.
  package var before: [Int64]
  /// By team: share in millionths of the total. Teams beyond the array, and receivers without team, are outside. All 0 switches it off.
  package var sharePPM: [Int64]
  /// Deviation from the target that costs nothing, in millionths of the target.
  package var tolerancePPM: Int64
  package init(before: [Int64], sharePPM: [Int64], tolerancePPM: Int64 = 0) {
    self.before = before
    self.sharePPM = sharePPM
    self.tolerancePPM = tolerancePPM
  }
}
