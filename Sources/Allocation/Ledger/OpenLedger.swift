/// A ledger laid open: what units cost, read without copies and checks. Good only within `Ledger.open`.
struct OpenLedger {
  let seats: UnsafeBufferPointer<Ledger.Seat>
  let cells: UnsafeBufferPointer<Ledger.Account>
  let loss: UnsafeBufferPointer<Int32>
  let quotas: UnsafeBufferPointer<Ledger.TeamAccount>
  let fairness: UnsafeBufferPointer<Entry>
  let match: UnsafeBufferPointer<Entry>
  let quota: UnsafeBufferPointer<Entry>
  let teams: Int
  let cellDigits: Int64
  let quotaDigits: Int64
  let moveCost: Int64
  let caseStiffness: Int64
  let amountStiffness: Int64

  /// `Ledger.cost`.
  @inline(__always) func cost(_ probe: Probe, at r: Int) -> Int64 { cost(probe, at: r, quotas: quotaCost(probe, at: r)) }

  @inline(__always) private func quotaCost(_ probe: Probe, at r: Int) -> Int64 {
    let team = Int(seats[r].team)
    if team < 0 { return 0 }
    var sum: Int64 = 0
    for i in probe.quota {
      let entry = quota[i]
      let account = quotas[Int(entry.account) &* teams &+ team]
      sum &+= account.cost(account.deviation &+ entry.value >> quotaDigits) &- account.cost(account.deviation)
    }
    return sum
  }

  /// The same where the quotas' part is known.
  @inline(__always) private func cost(_ probe: Probe, at r: Int, quotas: Int64) -> Int64 {
    let seat = seats[r]
    var sum = Fixed.product(probe.effort &* (2 &* seat.load &+ probe.effort), seat.reciprocal)
    for i in probe.fairness {
      let entry = fairness[i]
      let value = entry.value >> cellDigits
      let account = cells[Int(entry.account) &* seats.count &+ r]
      sum &+= Fixed.product(value &* (2 &* account.deviation &+ value), account.reciprocal)
    }
    for i in probe.match {
      let entry = match[i]
      sum &+= (entry.value &* Int64(loss[Int(entry.account) &* seats.count &+ r])) >> MatchTable.shift
    }
    sum &+= quotas
    if probe.current >= 0, probe.current != Int32(truncatingIfNeeded: r) { sum &+= moveCost }
    return sum
  }

  /// `Ledger.pricedCost`.
  @inline(__always) func pricedCost(_ probe: Probe, at r: Int) -> Int64 { pricedCost(probe, at: r, quotas: quotaCost(probe, at: r)) }

  /// The same where the quotas' part is known.
  @inline(__always) func pricedCost(_ probe: Probe, at r: Int, quotas: Int64) -> Int64 {
    let seat = seats[r]
    let left = Int64(seat.casesLeft)
    let low = max(0, seat.casePrice &- caseStiffness &* left)
    let high = max(0, seat.casePrice &+ caseStiffness &* (probe.cases &- left))
    var sum = cost(probe, at: r, quotas: quotas) &+ probe.cases &* (low &+ high) / 2
    if seat.amountLeft != .max { sum &+= Ledger.amountPart(probe.scaled, seat, amountStiffness) }
    return sum
  }

  /// `Ledger.hasRoom`.
  @inline(__always) func hasRoom(_ probe: Probe, at r: Int) -> Bool {
    seats[r].casesLeft >= probe.places && seats[r].amountLeft >= probe.amount
  }
}

extension Ledger {
  @inline(__always) func open<Result>(_ body: (OpenLedger) -> Result) -> Result {
    seats.withUnsafeBufferPointer { seats in
      cells.withUnsafeBufferPointer { cells in
        loss.withUnsafeBufferPointer { loss in
          quotas.withUnsafeBufferPointer { quotas in
            units.fairness.values.withUnsafeBufferPointer { fairness in
              units.match.values.withUnsafeBufferPointer { match in
                units.quota.values.withUnsafeBufferPointer { quota in
                  body(
                    OpenLedger(
                      seats: seats, cells: cells, loss: loss, quotas: quotas, fairness: fairness, match: match, quota: quota, teams: teams,
                      cellDigits: ranges.cellDigits, quotaDigits: ranges.quotaDigits, moveCost: moveCost, caseStiffness: caseStiffness,
                      amountStiffness: amountStiffness))
                }
              }
            }
          }
        }
      }
    }
  }
}
