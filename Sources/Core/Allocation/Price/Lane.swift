/// One lane's ledger and lists. Only one thread at a time works on it.
final class Lane: @unchecked Sendable {
  struct Move {
    let unit: Int32
    let to: Int32
  }
  var ledger: Ledger
  private var shortlists: Shortlists
  /// Since the lanes last told each other.
  private(set) var moves: [Move] = []

  init(_ ledger: Ledger, _ shortlists: Shortlists) { (self.ledger, self.shortlists) = (ledger, shortlists) }

  func begin(stiffness: Int64) {
    ledger.stiffen(stiffness)
    shortlists.renew()
  }

  /// What it has moved since it last told the others.
  func tell() -> [Move] {
    let told = moves
    moves = []
    return told
  }

  /// What the others have told.
  func follow(_ told: [[Move]], but own: Int) {
    for (lane, moves) in told.enumerated() where lane != own { Self.follow(moves, &ledger, &shortlists) }
  }

  private static func follow(_ moves: [Move], _ ledger: inout Ledger, _ shortlists: inout Shortlists) {
    for move in moves {
      let u = Int(move.unit)
      let from = Int(ledger.place[u])
      if from >= 0 {
        ledger.remove(u)
        shortlists.changed(from, ledger)
      }
      if move.to >= 0 {
        ledger.add(u, to: Int(move.to))
        shortlists.changed(Int(move.to), ledger)
      }
    }
  }

  func respond(_ blocks: ArraySlice<Blocks.Block>) {
    shortlists.renewLists()
    Self.respond(blocks, &ledger, &shortlists, &moves)
  }

  private static func respond(
    _ blocks: ArraySlice<Blocks.Block>, _ ledger: inout Ledger, _ shortlists: inout Shortlists, _ moves: inout [Move]
  ) {
    var teams = TeamCosts(ledger.teams)
    for (k, block) in blocks.enumerated() {
      let list = shortlists.range(Int(block.type), ledger)
      if k % 16 == 0 { teams.renew() }
      for u in block.range {
        let here = ledger.place[u]
        // Who has no place where that has no price is out of the game.
        if here < 0, !ledger.isPriced { continue }
        if here >= 0 { ledger.remove(u) }
        teams.read(u, ledger)
        let choice = best(u, ledger, shortlists, list, here, teams)
        if choice.receiver >= 0 { ledger.add(u, to: Int(choice.receiver)) }
        if choice.receiver == here { continue }
        if here >= 0 { shortlists.changed(Int(here), ledger) }
        if choice.receiver >= 0 { shortlists.changed(Int(choice.receiver), ledger) }
        moves.append(Move(unit: Int32(truncatingIfNeeded: u), to: choice.receiver))
      }
    }
  }

  /// What a unit costs each team's quotas: for a while the same for all that have the same share in them.
  private struct TeamCosts {
    private(set) var costs: [Int64]
    private var only: Entry?

    /// The first entry is for those without team.
    init(_ teams: Int) { costs = [Int64](repeating: 0, count: teams + 1) }
    mutating func renew() { only = nil }
    mutating func read(_ u: Int, _ ledger: borrowing Ledger) {
      let quota = ledger.units.quota.range(u)
      let own = quota.count == 1 ? ledger.units.quota.values[quota.lowerBound] : nil
      if let own, own == only { return }
      only = own
      let probe = Probe(u, ledger)
      ledger.open { open in for t in 1..<max(1, costs.count) { costs[t] = open.quotaCost(probe, team: t - 1) } }
    }
  }

  /// The cheapest place at priced places, −1 when leaving the unit out is cheaper.
  @inline(__always)
  private static func best(
    _ u: Int, _ ledger: borrowing Ledger, _ shortlists: borrowing Shortlists, _ list: Range<Int>, _ here: Int32,
    _ teams: borrowing TeamCosts
  ) -> Choice {
    var choice = Choice()
    if ledger.isPriced { choice.cost = ledger.units.penalty[u].rawValue }
    let probe = Probe(u, ledger)
    let excludes = !ledger.units.exclusions.range(u).isEmpty
    func cost(_ open: OpenLedger, _ teams: UnsafeBufferPointer<Int64>, _ r: Int32) -> Int64 {
      open.pricedCost(probe, at: Int(r), quotas: teams[Int(open.seats[Int(r)].team &+ 1)])
    }
    ledger.open { open in
      teams.costs.withUnsafeBufferPointer { teams in
        for i in list {
          let r = shortlists[i]
          let cost = cost(open, teams, r)
          if cost > choice.cost || (excludes && ledger.isExcluded(u, r)) { continue }
          choice.offer(r, cost, probe.key, open.seats[Int(r)].key)
        }
        if here >= 0, choice.receiver != here {
          choice.offer(here, cost(open, teams, here), probe.key, open.seats[Int(here)].key)
        }
      }
    }
    return choice
  }
}
