package import Allocation
import Portfolio

/// How a plan looks from outside, counted from nothing but the instance and who got what: the same for every planner.
package struct PlanFigures: Sendable, Equatable {
  /// Smallest, largest and Gini coefficient (`Gini`, in per mille) over the people who could get something.
  package struct Evenness: Sendable, Equatable {
    package var least: Int64
    package var most: Int64
    package var giniPermille: Int64
  }
  /// `allot`, or the name of a baseline.
  package var planner: String
  package var assigned: Int64
  package var unassigned: Int64
  /// The objective, in cost units of 1/1024 second of effort, and its parts; lower is better. The quota part is what exceeds the tolerance.
  package var loadCost: Int64
  package var fairnessCost: Int64
  package var quotaCost: Int64
  package var objective: Int64 { Int64(clamping: Int128(loadCost) + Int128(fairnessCost)) }
  /// New cases, new amount (base minor units), and effort in hand after the night against working time (per mille).
  package var cases: Evenness
  package var amount: Evenness
  package var load: Evenness
  /// The largest miss of a person's share of the month's new cases, in 1/1024 case.
  package var largestMiss: Int64
  /// The largest miss of a team's quota beyond its tolerance, in millionths of the target.
  package var quotaMissPPM: Int64
  /// Units placed elsewhere than where they are.
  package var moves: Int
  /// Units whose first choice was full or excluded; 0 for planners that look before they choose.
  package var stopped: Int
  /// Units another receiver got than in allot's plan.
  package var differing: Int

  /// - Parameter reference: allot's plan.
  package init(
    _ planner: String, _ instance: Instance, _ receiver: [Int32], stopped: Int = 0, quotaWeight: Int64, reference: [Int32]
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
      newAmount[r] = newAmount[r].saturating(units.amount[u])
    }
    (loadCost, fairnessCost, quotaCost) = (books.loadCost, books.fairnessCost, books.quotaCost(weight: quotaWeight))
    (largestMiss, quotaMissPPM) = (books.largestMiss, books.largestQuotaMissPPM)
    let people = (0..<n).filter { instance.receivers.caseRoom[$0] > 0 }
    cases = Evenness(people.map { Int64(instance.receivers.caseRoom[$0]) - Int64(books.casesLeft[$0]) })
    amount = Evenness(people.map { newAmount[$0] })
    load = Evenness(people.map { Int64(clamping: Int128(books.load[$0]) * 1000 / Int128(max(1, instance.receivers.capacity[$0]))) })
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
