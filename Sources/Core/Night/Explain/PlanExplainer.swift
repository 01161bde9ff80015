import Allocation
import Portfolio

/// What every place in the finished plan cost, component by component, counted from the instance and the plan alone.
struct PlanExplainer {
  private let plan: Plan
  private let books: PlanBooks
  private var instance: Instance { books.instance }
  /// What each of the instance's cells shares out.
  private let shares: [Question.Sharing]
  private let quotaWeight: Cost
  /// By signature: receivers without a place left, the least loaded first.
  private var full: [[Int32]]
  private(set) var fared: [Explanations.Fared]

  /// Full colleagues compared for each unit: those whose time is least taken.
  private static let compared = 4

  /// `books`: those of the plan.
  /// `month`: what is told of the month; nil where only the accounts of the plan count, as by the first rules.
  init(_ books: PlanBooks, _ plan: Plan, shares: [Question.Sharing], quotaWeight: Cost, month: MonthCount?) {
    (self.books, self.plan, self.shares, self.quotaWeight) = (books, plan, shares, quotaWeight)
    let (instance, receivers) = (books.instance, books.instance.receivers)
    fared = [Explanations.Fared](repeating: .init(), count: receivers.count)
    if let month {
      for r in fared.indices { (fared[r].monthAfter, fared[r].monthShare) = (month.after[r], month.share[r]) }
    }
    for k in instance.cells.indices where month == nil && !shares[k].amounts && shares[k].isWhole {
      for r in 0..<receivers.count where instance.cells[k].share[r] > 0 {
        fared[r].monthAfter += (books.deviation[k][r] + books.target[k][r]).rawValue
        fared[r].monthShare += books.target[k][r].rawValue
      }
    }
    full = (0..<instance.signatures.count).map { s in
      let closed = instance.signatures[s].filter { books.casesLeft[Int($0)] <= 0 }
      // By load over capacity, by cross-multiplication.
      return Array(
        closed.sorted { a, b in
          let (left, right) = (
            Int128(books.load[Int(a)].rawValue) * Int128(max(1, receivers.capacity[Int(b)].rawValue)),
            Int128(books.load[Int(b)].rawValue) * Int128(max(1, receivers.capacity[Int(a)].rawValue))
          )
          return (left, a) < (right, b)
        }.prefix(Self.compared))
    }
  }

  /// What unit `u` costs at `r`: where it is, what its going would save; elsewhere, what its coming would add with all others in place.
  func cost(_ u: Int, at r: Int) -> Explanations.Cost {
    var (number, amount) = (Int64(0), Int64(0))
    let parts = books.cost(u, at: r, quotaWeight: quotaWeight) { cell, part in
      if shares[cell].amounts { amount &+= part.rawValue } else { number &+= part.rawValue }
    }
    var cost = Explanations.Cost()
    (cost.load, cost.number, cost.amount, cost.quota) = (parts.load.rawValue, number, amount, parts.quota.rawValue)
    return cost
  }

  private func isExcluded(_ u: Int, _ r: Int32) -> Bool { instance.units.exclusions[u].contains(r) }

  /// Explains a unit; `placement` comes with the counts.
  mutating func explain(_ u: Int, _ placement: inout Explanations.Placement) {
    let (units, why) = (instance.units, plan.why.indices.contains(u) ? plan.why[u] : UnitWhy(eligible: 0))
    placement.eligible = why.eligible
    placement.withRoom = why.withRoom
    guard plan.receiver[u] >= 0 else { return }
    let here = plan.receiver[u]
    placement.cost = cost(u, at: Int(here))
    fared[Int(here)].got += units.cases[u]
    if why.runnerUp >= 0 {
      placement.runnerUp = CollectorIndex(rawValue: why.runnerUp)
      placement.runnerUpCost = cost(u, at: Int(why.runnerUp))
      fared[Int(why.runnerUp)].second += units.cases[u]
    }
    var best = placement.cost.total
    for r in full[Int(units.signature[u])] where r != here && !isExcluded(u, r) {
      let there = cost(u, at: Int(r)).total
      guard there < best else { continue }
      best = there
      (placement.full, placement.fullCost) = (CollectorIndex(rawValue: r), there)
    }
    guard placement.full != .none else { return }
    let r = placement.full.position
    fared[r].missed += units.cases[u]
    fared[r].placeWorth = max(fared[r].placeWorth, placement.cost.total - best)
  }

  /// Counts for how many of tonight's cases each receiver was eligible.
  mutating func countEligible() {
    var bySignature = [Int32](repeating: 0, count: instance.signatures.count)
    for u in 0..<instance.units.count {
      bySignature[Int(instance.units.signature[u])] += instance.units.cases[u]
      var previous: Int32 = -1
      for r in instance.units.exclusions[u] where r != previous {
        previous = r
        if instance.signatures[Int(instance.units.signature[u])].holds(r) { fared[Int(r)].eligibleFor -= instance.units.cases[u] }
      }
    }
    for s in bySignature.indices where bySignature[s] > 0 {
      for r in instance.signatures[s] { fared[Int(r)].eligibleFor += bySignature[s] }
    }
  }
}

extension ArraySlice where Element == Int32 {
  /// Whether an ascending slice holds `value`.
  fileprivate func holds(_ value: Int32) -> Bool {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low] == value
  }
}
