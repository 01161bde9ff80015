/// Improves a plan by single moves and, where the better receiver is full, by swaps. Each step lowers the objective, an integer, so it
/// ends; it ends early once a pass gains less than 1/256 of what the first one did.
enum Descent {
  /// A type's ranking is made anew after so many of its units.
  private static let freshFor = 64

  /// Up to so many units every swap partner is tried.
  private static let smallInstance = 1000

  /// Returns the number of passes made.
  static func improve(_ ledger: inout Ledger, _ shortlists: inout Shortlists, _ settings: AllocationSettings) -> Int {
    let order = byType(shortlists, ledger.units)
    var passes = 0
    var firstGain: Int64 = 0
    while passes < settings.passes {
      passes += 1
      var gained: Int64 = 0
      var sinceRanking = 0
      var previous: Int32 = -1
      shortlists.expireAll()
      for u in order where ledger.place[u] >= 0 {
        let type = shortlists.type[u]
        if type != previous || sinceRanking >= freshFor {
          shortlists.expire(Int(type))
          (previous, sinceRanking) = (type, 0)
        }
        sinceRanking += 1
        let gain = move(u, &ledger, &shortlists)
        gained += gain > 0 ? gain : swap(u, &ledger, shortlists, settings, pass: passes)
      }
      if passes == 1 { firstGain = gained }
      if gained <= firstGain / 256 { break }
    }
    return passes
  }

  /// Units of a type together, in the order of their hashes.
  private static func byType(_ shortlists: Shortlists, _ units: Units) -> [Int] {
    var starts = [Int](repeating: 0, count: shortlists.lists.count + 1)
    for type in shortlists.type { starts[Int(type) + 1] += 1 }
    for t in shortlists.lists.indices { starts[t + 1] += starts[t] }
    var order = [Int](repeating: 0, count: units.count)
    for u in 0..<units.count {
      let t = Int(shortlists.type[u])
      order[starts[t]] = u
      starts[t] += 1
    }
    return order
  }

  private static func move(_ u: Int, _ ledger: inout Ledger, _ shortlists: inout Shortlists) -> Int64 {
    let here = ledger.place[u]
    let cost = ledger.remove(u)
    let choice = shortlists.better(u, ledger)
    let better = choice.receiver >= 0 && choice.cost < cost
    ledger.add(u, to: better ? Int(choice.receiver) : Int(here))
    return better ? cost - choice.cost : 0
  }

  private static func swap(
    _ u: Int, _ ledger: inout Ledger, _ shortlists: Shortlists, _ settings: AllocationSettings, pass: Int
  ) -> Int64 {
    let a = ledger.place[u]
    var tries = ledger.units.count <= smallInstance ? Int.max : settings.swapTries
    for b in shortlists.lists[Int(shortlists.type[u])].full where b != a && !ledger.isExcluded(u, b) && !ledger.members[Int(b)].isEmpty {
      let cost = ledger.remove(u)
      let wish = ledger.cost(u, at: Int(b))
      ledger.add(u, to: Int(a))
      // The list is the cheapest first. Who leaves b makes it cheaper still, but rarely by more than u's whole cost there.
      if wish >= cost { break }
      let count = ledger.members[Int(b)].count
      let start = Int(Cost.mix(ledger.units.key[u], UInt64(pass)) % UInt64(count))
      for k in 0..<min(tries, count) {
        tries -= 1
        let x = Int(ledger.members[Int(b)][(start + k) % count])
        guard ledger.isEligible(x, a) else { continue }
        let gain = exchange(u, x, &ledger)
        if gain > 0 { return gain }
      }
    }
    return 0
  }

  /// Swaps the two units' places if both fit and the objective falls, and returns by how much; otherwise leaves everything as it was.
  private static func exchange(_ u: Int, _ x: Int, _ ledger: inout Ledger) -> Int64 {
    let (a, b) = (Int(ledger.place[u]), Int(ledger.place[x]))
    let before = ledger.remove(u) + ledger.remove(x)
    if ledger.hasRoom(u, b), ledger.hasRoom(x, a) {
      let first = ledger.cost(u, at: b)
      ledger.add(u, to: b)
      let second = ledger.cost(x, at: a)
      if first + second < before {
        ledger.add(x, to: a)
        return before - first - second
      }
      ledger.remove(u)
    }
    ledger.add(x, to: b)
    ledger.add(u, to: a)
    return 0
  }
}
