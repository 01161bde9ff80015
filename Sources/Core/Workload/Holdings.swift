import Portfolio

/// What every collector holds: all of it for the figures, what counts as load for effort and caps.
struct Holdings {
  var cases: [Int32]
  var amount: [Int64]
  var byClass: [Int32]
  /// Of these, the ones that count as load.
  var loadByClass: [Int32]
  var effort: [Int64]
  var loadCases: [Int64]
  var loadAmount: [Int64]

  init(_ snapshot: Snapshot, _ stock: Stock, _ effortSeconds: [Int64]) {
    let n = snapshot.collectors.count
    (cases, amount) = ([Int32](repeating: 0, count: n), [Int64](repeating: 0, count: n))
    byClass = [Int32](repeating: 0, count: n * CaseClass.allCases.count)
    loadByClass = byClass
    (effort, loadCases, loadAmount) = (amount, amount, amount)
    for (c, held) in snapshot.collectors.heldElsewhere.enumerated() {
      cases[c] = Int32(clamping: held.cases)
      (amount[c], effort[c], loadCases[c], loadAmount[c]) = (held.amount, held.effortSeconds, held.cases, held.amount)
    }
    for i in snapshot.cases.indices {
      let holder = snapshot.cases.holder[i]
      guard holder != .none else { continue }
      let c = holder.position
      let kind = Int(stock.classes[i].rawValue)
      cases[c] += 1
      amount[c] = adding(amount[c], stock.amounts[i])
      byClass[c * CaseClass.allCases.count + kind] += 1
      guard stock.countsAsLoad[i] else { continue }
      loadByClass[c * CaseClass.allCases.count + kind] += 1
      effort[c] += kind < effortSeconds.count ? max(0, effortSeconds[kind]) : 0
      loadCases[c] += 1
      loadAmount[c] = adding(loadAmount[c], stock.amounts[i])
    }
  }
}

/// Sum that stops at the ends of the range instead of trapping.
func adding(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? (b < 0 ? .min : .max) : sum
}
