/// A ledger laid open: what units cost, read without copies and checks. Good only within `Ledger.open`.
///
/// The marginal cost of a unit at a receiver is written here and nowhere else: whoever decides by it, with or without prices on places, for a
/// night or a single arrival, calls `cost` (`PriceColumns` has the same sum column by column, for everybody at once). All numbers are raw
/// integers on the ledger's scales: effort and values have lost the low digits that `Ranges` drops, results are cost units.
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

  /// What the unit, which is nowhere now, would add to the objective at the receiver.
  @inline(__always) func cost(_ probe: Probe, at r: Int) -> Int64 {
    cost(probe, at: r, quotas: quotaCost(probe, at: r), AtTheMargin())
  }

  /// The quotas' part of it.
  @inline(__always) func quotaCost(_ probe: Probe, at r: Int) -> Int64 {
    let team = Int(seats[r].team)
    return team < 0 ? 0 : quotaCost(probe, team: team)
  }
  @inline(__always) func quotaCost(_ probe: Probe, team: Int) -> Int64 {
    var sum: Int64 = 0
    for i in probe.quota {
      let entry = quota[i]
      sum &+= quotas[Int(entry.account) &* teams &+ team].cost(adding: entry.raw >> quotaDigits)
    }
    return sum
  }

  /// The same where the quotas' part is known, and where parts of it may count for more than they are at the margin.
  @inline(__always) func cost(_ probe: Probe, at r: Int, quotas: Int64, _ appraisal: some Appraisal) -> Int64 {
    var sum = appraisal.load(seats[r].cost(adding: probe.effort), at: r)
    for i in probe.fairness {
      let entry = fairness[i]
      let k = Int(entry.account) &* seats.count &+ r
      sum &+= appraisal.account(cells[k].cost(adding: entry.raw >> cellDigits), entry, at: k)
    }
    for i in probe.match {
      let entry = match[i]
      sum &+= MatchTable.cost(entry.raw, loss[Int(entry.account) &* seats.count &+ r])
    }
    sum &+= quotas
    if probe.current >= 0, probe.current != Int32(truncatingIfNeeded: r) { sum &+= moveCost }
    return sum
  }

  /// The marginal cost with prices on places, overbooking allowed.
  @inline(__always) func pricedCost(_ probe: Probe, at r: Int) -> Int64 { pricedCost(probe, at: r, quotas: quotaCost(probe, at: r)) }

  /// The same where the quotas' part is known.
  @inline(__always) func pricedCost(_ probe: Probe, at r: Int, quotas: Int64) -> Int64 {
    let seat = seats[r]
    var sum = cost(probe, at: r, quotas: quotas, AtTheMargin())
    sum &+= PlacePrice.cases(probe.cases, next: seat.nextPlace(caseStiffness), rise: caseStiffness &* probe.cases)
    if seat.amountLeft != .max {
      sum &+= PlacePrice.amount(probe.scaled, next: seat.nextAmount(amountStiffness), rise: amountStiffness &* probe.scaled)
    }
    return sum
  }

  /// `Ledger.hasRoom`.
  @inline(__always) func hasRoom(_ probe: Probe, at r: Int) -> Bool {
    seats[r].casesLeft >= probe.places && seats[r].amountLeft >= probe.amount
  }
}

/// What the parts of a marginal cost count for.
protocol Appraisal {
  /// What the unit's effort counts for at a receiver, in cost units, when at the margin it costs `cost`.
  func load(_ cost: Int64, at receiver: Int) -> Int64
  /// The same of what it adds to a fairness account (position in `Ledger.cells`).
  func account(_ cost: Int64, _ entry: Entry, at position: Int) -> Int64
}

/// Everything counts for what it costs at the margin.
struct AtTheMargin: Appraisal {
  @inline(__always) func load(_ cost: Int64, at receiver: Int) -> Int64 { cost }
  @inline(__always) func account(_ cost: Int64, _ entry: Entry, at position: Int) -> Int64 { cost }
}

extension Ledger {
  /// What the unit, which is nowhere now, would add to the objective at the receiver: `OpenLedger.cost`, for who asks once.
  @inline(__always) func cost(_ u: Int, at r: Int) -> Int64 {
    let probe = Probe(u, self)
    return open { $0.cost(probe, at: r) }
  }

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
