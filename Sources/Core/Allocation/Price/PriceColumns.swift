/// What seats ask, in columns: good for pricing one unit at everybody.
struct PriceColumns: Sendable {
  /// The load, and what its growth is multiplied by: reciprocals stand 16 digits higher here, so that the upper half of a product is the cost.
  private var load: [Int64]
  private var reciprocal: [Int64]
  /// By cell and receiver.
  private var ofCell: [Int64] = []
  /// What a place, and 1/1024 of the mean amount, would cost if none more were taken; below 0 as far as there is room.
  private var place: [Int64]
  private var amount: [Int64]
  private var team: [Int32]
  /// What the unit last priced would cost, by receiver.
  private(set) var costs: [Int64]
  /// Teams' part of it; 0 for who has no team.
  private var ofTeam: [Int64]
  /// Receivers priced together, so that their costs stay near.
  private static let chunk = 1024

  init(receivers: Int, teams: Int) {
    load = [Int64](repeating: 0, count: receivers)
    (reciprocal, place, amount, costs) = (load, load, load, load)
    team = [Int32](repeating: 0, count: receivers)
    ofTeam = [Int64](repeating: 0, count: teams + 1)
  }

  mutating func read(_ ledger: borrowing Ledger) {
    for r in load.indices { read(r, ledger) }
    if ofCell.isEmpty { ofCell = ledger.cells.map { Self.raised($0.reciprocal) } }
  }

  /// Beyond 2^47 lists may miss somebody.
  private static func raised(_ reciprocal: Int64) -> Int64 { min(reciprocal, 1 << 47 - 1) << 16 }

  /// One receiver's.
  @inline(__always) mutating func read(_ r: Int, _ ledger: borrowing Ledger) {
    let seat = ledger.seats[r]
    (load[r], reciprocal[r]) = (seat.load, Self.raised(seat.reciprocal))
    place[r] = seat.nextPlace(ledger.caseStiffness)
    amount[r] = seat.nextAmount(ledger.amountStiffness)
    team[r] = seat.team &+ 1
  }

  /// Prices one unit, the moving of it apart, at everybody: `OpenLedger.pricedCost` as things were when read.
  mutating func price(_ u: Int, _ ledger: borrowing Ledger) {
    let probe = Probe(u, ledger, moves: false)
    ledger.open { open in for t in 1..<max(1, ofTeam.count) { ofTeam[t] = open.quotaCost(probe, team: t - 1) } }
    var out: [Int64] = []
    swap(&out, &costs)
    for start in stride(from: 0, to: out.count, by: Self.chunk) { price(probe, ledger, start..<min(out.count, start + Self.chunk), &out) }
    swap(&out, &costs)
  }

  private func price(_ probe: Probe, _ ledger: borrowing Ledger, _ range: Range<Int>, _ out: inout [Int64]) {
    let count = out.count
    let (effort, cases, size) = (probe.effort, probe.cases, probe.scaled)
    let (dearerPlace, dearerAmount) = (ledger.caseStiffness &* cases, ledger.amountStiffness &* size)
    out.withUnsafeMutableBufferPointer { costs in
      open { columns in
        for r in range {
          var cost = Fixed.upperHalf(Fixed.growth(of: columns.load[r], by: effort), columns.reciprocal[r])
          cost &+= columns.ofTeam[Int(columns.team[r])]
          // Without branches: which seats are full follows no pattern.
          cost &+= PlacePrice.cases(cases, next: columns.place[r], rise: dearerPlace)
          cost &+= PlacePrice.amount(size, next: columns.amount[r], rise: dearerAmount)
          costs[r] = cost
        }
      }
      for i in probe.fairness {
        let entry = ledger.units.fairness.values[i]
        let value = entry.raw >> ledger.ranges.cellDigits
        let base = Int(entry.account) &* count
        ledger.cells.withUnsafeBufferPointer { cells in
          ofCell.withUnsafeBufferPointer { reciprocals in
            for r in range {
              costs[r] &+= Fixed.upperHalf(Fixed.growth(of: cells[base &+ r].deviation, by: value), reciprocals[base &+ r])
            }
          }
        }
      }
      for i in probe.match {
        let entry = ledger.units.match.values[i]
        let (base, value) = (Int(entry.account) &* count, entry.raw)
        ledger.loss.withUnsafeBufferPointer { loss in
          for r in range { costs[r] &+= MatchTable.cost(value, loss[base &+ r]) }
        }
      }
    }
  }

  /// The columns without checks of bounds.
  private struct Open {
    let load: UnsafeBufferPointer<Int64>
    let reciprocal: UnsafeBufferPointer<Int64>
    let place: UnsafeBufferPointer<Int64>
    let amount: UnsafeBufferPointer<Int64>
    let team: UnsafeBufferPointer<Int32>
    let ofTeam: UnsafeBufferPointer<Int64>
  }

  @inline(__always) private func open(_ body: (Open) -> Void) {
    load.withUnsafeBufferPointer { load in
      reciprocal.withUnsafeBufferPointer { reciprocal in
        place.withUnsafeBufferPointer { place in
          amount.withUnsafeBufferPointer { amount in
            team.withUnsafeBufferPointer { team in
              ofTeam.withUnsafeBufferPointer { ofTeam in
                body(Open(load: load, reciprocal: reciprocal, place: place, amount: amount, team: team, ofTeam: ofTeam))
              }
            }
          }
        }
      }
    }
  }
}
