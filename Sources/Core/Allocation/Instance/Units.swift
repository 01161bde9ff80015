/// What is to be placed: single cases, or cases that go together. Columns of equal length.
package struct Units: Sendable {
  /// Position in `Instance.signatures`: who may take the unit, exclusions apart.
  package private(set) var signature: [Int32] = []
  /// Cases in the unit, 1 or more.
  package private(set) var cases: [Int32] = []
  /// 0…2^40, all together too.
  package private(set) var effort: [Effort] = []
  /// Amount against `Receivers.amountRoom`, 0 or more.
  package private(set) var amount: [Amount] = []
  /// 0 is placed first; no unit of a later priority takes a place that one of an earlier could have. Unused where penalties are priced.
  package private(set) var priority: [Int32] = []
  /// Cost of leaving the unit out, 0…2^50, where the instance prices penalties (`Objective.priced`); else unused.
  package private(set) var penalty: [Cost] = []
  /// Receiver that holds the unit now, −1 for none: every other costs `AllocationSettings.moveCost` more.
  package private(set) var current: [Int32] = []
  /// Tie hash, from run and id.
  package private(set) var key: [UInt64] = []
  /// Receivers of the signature who must not get the unit, ascending.
  package private(set) var exclusions = Rows<Int32>()
  /// What the unit counts for in `Instance.cells`.
  package private(set) var fairness = Rows<Entry>()
  /// What it counts for in `Instance.quotas`.
  package private(set) var quota = Rows<Entry>()
  /// What the unit is worth by class of `Instance.match`.
  package private(set) var match = Rows<Entry>()

  /// Nothing to place yet.
  package init() {}
  /// How many units.
  package var count: Int { signature.count }

  /// Adds a unit. `exclusions` in any order, repeats allowed; at most one entry per account.
  package mutating func append(
    signature: Int32, cases: Int32 = 1, effort: Effort, amount: Amount = 0, priority: Int32 = 0, penalty: Cost = 0, current: Int32 = -1,
    key: UInt64, exclusions: [Int32] = [], fairness: [Entry] = [], quota: [Entry] = [], match: [Entry] = []
  ) {
    self.signature.append(signature)
    self.cases.append(cases)
    self.effort.append(effort)
    self.amount.append(amount)
    self.priority.append(priority)
    self.penalty.append(penalty)
    self.current.append(current)
    self.key.append(key)
    self.exclusions.append(exclusions.count > 1 ? exclusions.sorted() : exclusions)
    self.fairness.append(fairness)
    self.quota.append(quota)
    self.match.append(match)
  }

  /// All columns at once, for a million units. Lengths are checked by `Instance`; `exclusions` rows must ascend.
  package init(
    signature: [Int32], cases: [Int32], effort: [Effort], amount: [Amount], priority: [Int32], penalty: [Cost], current: [Int32],
    key: [UInt64], exclusions: Rows<Int32>, fairness: Rows<Entry>, quota: Rows<Entry>, match: Rows<Entry>
  ) {
    self.signature = signature
    self.cases = cases
    self.effort = effort
    self.amount = amount
    self.priority = priority
    self.penalty = penalty
    self.current = current
    self.key = key
    self.exclusions = exclusions
    self.fairness = fairness
    self.quota = quota
    self.match = match
  }

  /// Puts the units in another order: unit `i` is what `order[i]` was.
  mutating func reorder(_ order: [Int32]) {
    signature = Self.ordered(signature, order)
    cases = Self.ordered(cases, order)
    effort = Self.ordered(effort, order)
    amount = Self.ordered(amount, order)
    priority = Self.ordered(priority, order)
    penalty = Self.ordered(penalty, order)
    current = Self.ordered(current, order)
    key = Self.ordered(key, order)
    exclusions = exclusions.ordered(by: order)
    fairness = fairness.ordered(by: order)
    quota = quota.ordered(by: order)
    match = match.ordered(by: order)
  }

  private static func ordered<Value>(_ column: [Value], _ order: [Int32]) -> [Value] { order.map { column[Int($0)] } }
}
