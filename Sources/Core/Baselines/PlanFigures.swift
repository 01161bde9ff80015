package import Allocation
import Portfolio

/// How a plan looks from outside, counted from nothing but the instance and who got what: the same for every planner.
package struct PlanFigures: Sendable, Equatable {
  /// Smallest, largest and Gini coefficient (`Gini`, in per mille) over the people who could get something.
  package struct Evenness: Sendable, Equatable {
    /// In the unit of the figure; 0 for nobody.
    package var least: Int64
    /// In the unit of the figure; 0 for nobody.
    package var most: Int64
    /// 0…1000.
    package var giniPermille: Int64
  }
  /// `allot`, or the name of a baseline.
  package var planner: String
  /// Cases placed; of a night, those that go from the pool to somebody, as its decisions count them.
  package var assigned: Int64
  /// Cases left out; of a night, those of the pool that nobody gets.
  package var unassigned: Int64
  /// Of a night: cases that were to leave their holder and stay with him, for nobody else gets them.
  package var putOff: Int64 = 0
  /// What tonight's load adds to Σ L² / 2W (`PlanBooks`); lower is better, as in all costs.
  package var loadCost: Cost
  /// What the misses of fairness targets cost.
  package var fairnessCost: Cost
  /// What quotas miss beyond their tolerance, at the given weight.
  package var quotaCost: Cost
  /// What plans of the same quotas and unassigned cases are compared by: load and fairness.
  package var objective: Cost { Cost(Int64(clamping: [loadCost, fairnessCost].exactSum)) }
  /// New cases.
  package var cases: Evenness
  /// New amount, in minor units of the base currency.
  package var amount: Evenness
  /// Effort in hand after the night against working time, in per mille.
  package var load: Evenness
  /// The largest miss of a person's share of the month's new cases or amount.
  package var largestMiss: AccountValue
  /// The largest miss of a team's quota beyond its tolerance, in millionths of the target.
  package var quotaMissPPM: Int64
  /// Units placed elsewhere than where they are; of a night, cases that go from one person to another.
  package var moves: Int
  /// Units whose first choice was full or excluded; 0 for planners that look before they choose.
  package var stopped: Int
  /// Units another receiver got than in allot's plan.
  package var differing: Int

  /// - Parameters:
  ///   - planner: its name.
  ///   - receiver: by unit, −1 for nobody.
  ///   - stopped: `Dealt.stopped`.
  ///   - quotaWeight: the cost of a quota's (T − β)² / (2β) in cases.
  ///   - reference: allot's plan.
  package init(
    _ planner: String, _ instance: Instance, _ receiver: [Int32], stopped: Int = 0, quotaWeight: Cost, reference: [Int32]
  ) {
    self.planner = planner
    self.stopped = stopped
    let units = instance.units
    let n = instance.receivers.count
    let books = PlanBooks(instance, receiver)
    var newAmount = [Int64](repeating: 0, count: n)
    (assigned, unassigned, moves, differing) = (0, 0, 0, 0)
    for u in 0..<units.count {
      if receiver[u] != reference[u] { differing += 1 }
      guard receiver[u] >= 0 else {
        unassigned += Int64(units.cases[u])
        continue
      }
      let r = Int(receiver[u])
      assigned += Int64(units.cases[u])
      if units.current[u] >= 0, units.current[u] != receiver[u] { moves += 1 }
      newAmount[r] = newAmount[r].saturating(units.amount[u].rawValue)
    }
    (loadCost, fairnessCost, quotaCost) = (books.loadCost, books.fairnessCost, books.quotaCost(weight: quotaWeight))
    (largestMiss, quotaMissPPM) = (books.largestMiss, books.largestQuotaMissPPM)
    let people = (0..<n).filter { instance.receivers.caseRoom[$0] > 0 }
    cases = Evenness(people.map { Int64(instance.receivers.caseRoom[$0]) - Int64(books.casesLeft[$0]) })
    amount = Evenness(people.map { newAmount[$0] })
    load = Evenness(
      people.map { PerMille.of(books.load[$0].rawValue, max(1, instance.receivers.capacity[$0].rawValue)) })
  }
}

extension PlanFigures.Evenness {
  /// All 0 for nobody; negative values count as 0.
  init(_ values: [Int64]) {
    let sorted = values.sorted()
    least = sorted.first ?? 0
    most = sorted.last ?? 0
    giniPermille = Int64(Gini.permille(sorted: sorted))
  }
}

extension Int64 {
  fileprivate func saturating(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
