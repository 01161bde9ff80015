/// For each type of unit (same signature and accounts, similar effort and amounts) the cheapest open receivers (a place left at all).
/// While units are only added, costs only grow, so nobody outside a list can be cheaper than the first who was left out: a list is good
/// until its best passes that mark.
struct Shortlists {
  struct List {
    var receivers: [Int32] = []
    /// The cost of the cheapest open receiver that was left out, for the representative; `.max` if nobody was.
    var mark: Int64 = .max
    var representative: Int32 = -1
    /// The cheapest receivers that had no room for the representative, cheapest first.
    var full: [Int32] = []
  }
  struct Choice {
    var receiver: Int32 = -1
    var cost: Int64 = .max
    var tie: UInt64 = .max

    mutating func offer(_ r: Int32, _ cost: Int64, _ tie: UInt64) {
      if cost < self.cost || (cost == self.cost && tie < self.tie) { (receiver, self.cost, self.tie) = (r, cost, tie) }
    }
  }

  let length: Int
  /// By unit.
  let type: [Int32]
  private(set) var lists: [List]

  init(_ units: Units, _ settings: AllocationSettings) {
    length = max(2, settings.shortlist)
    var (type, count) = UnitTypes.number(units, coarseness: 0)
    // So fine types that each unit is its own would rank everybody for every unit.
    for coarseness in 1...2 where count > max(64, units.count / 16) { (type, count) = UnitTypes.number(units, coarseness: coarseness) }
    self.type = type
    lists = [List](repeating: List(), count: count)
  }

  /// Forgets a type's ranking.
  mutating func expire(_ type: Int) { lists[type].representative = -1 }
  mutating func expireAll() { for t in lists.indices { expire(t) } }

  /// The cheapest receiver with room for the unit, which is nowhere now; receiver −1 if there is none.
  mutating func best(_ u: Int, _ ledger: Ledger) -> Choice {
    let t = Int(type[u])
    if lists[t].representative >= 0 {
      let choice = listed(u, lists[t], ledger)
      if choice.receiver >= 0 {
        if lists[t].mark == .max || ledger.cost(Int(lists[t].representative), at: Int(choice.receiver)) <= lists[t].mark { return choice }
      }
    }
    guard ledger.anybodyHasRoom(u) else { return Choice() }
    rank(t, u, ledger)
    let choice = listed(u, lists[t], ledger)
    return choice.receiver >= 0 || lists[t].mark == .max ? choice : scanned(u, ledger)
  }

  /// The cheapest listed receiver with room for a unit that has a place to go back to, so that nobody need be found.
  mutating func better(_ u: Int, _ ledger: Ledger) -> Choice {
    let t = Int(type[u])
    if lists[t].representative >= 0 {
      let choice = listed(u, lists[t], ledger)
      if choice.receiver < 0 || lists[t].mark == .max { return choice }
      if ledger.cost(Int(lists[t].representative), at: Int(choice.receiver)) <= lists[t].mark { return choice }
    }
    rank(t, u, ledger)
    return listed(u, lists[t], ledger)
  }

  /// The cheapest of the type's list other than `but`, without ranking anew unless the list is missing or useless.
  mutating func second(_ u: Int, but: Int32, _ ledger: Ledger) -> Choice {
    let t = Int(type[u])
    if lists[t].representative < 0 { rank(t, u, ledger) }
    let choice = listed(u, lists[t], ledger, but: but)
    return choice.receiver >= 0 || lists[t].mark == .max ? choice : scanned(u, ledger, but: but)
  }

  private func listed(_ u: Int, _ list: List, _ ledger: Ledger, but: Int32 = -1) -> Choice {
    var choice = Choice()
    for r in list.receivers where r != but && ledger.hasRoom(u, Int(r)) && !ledger.isExcluded(u, r) {
      choice.offer(r, ledger.cost(u, at: Int(r)), Cost.mix(ledger.units.key[u], ledger.seats[Int(r)].key))
    }
    return choice
  }

  private func scanned(_ u: Int, _ ledger: Ledger, but: Int32 = -1) -> Choice {
    var choice = Choice()
    for i in ledger.signatures.range(Int(ledger.units.signature[u])) {
      let r = ledger.signatures.values[i]
      guard r != but, ledger.hasRoom(u, Int(r)), !ledger.isExcluded(u, r) else { continue }
      choice.offer(r, ledger.cost(u, at: Int(r)), Cost.mix(ledger.units.key[u], ledger.seats[Int(r)].key))
    }
    return choice
  }

  /// Ranks everybody of the signature for the unit, which becomes its type's representative.
  private mutating func rank(_ t: Int, _ u: Int, _ ledger: Ledger) {
    var (open, full) = (Top(length), Top(Self.fullLength))
    let key = ledger.units.key[u]
    for i in ledger.signatures.range(Int(ledger.units.signature[u])) {
      let r = ledger.signatures.values[i]
      let choice = Choice(receiver: r, cost: ledger.cost(u, at: Int(r)), tie: Cost.mix(key, ledger.seats[Int(r)].key))
      if ledger.seats[Int(r)].casesLeft > 0 { open.offer(choice) }
      if !ledger.hasRoom(u, Int(r)) { full.offer(choice) }
    }
    lists[t] = List(
      receivers: open.choices.map(\.receiver), mark: open.mark, representative: Int32(u), full: full.choices.map(\.receiver))
  }

  private static let fullLength = 3

  /// The cheapest few of many, cheapest first, and the cost of the cheapest that did not get in.
  private struct Top {
    let length: Int
    var choices: [Choice] = []
    var mark = Int64.max

    init(_ length: Int) {
      self.length = length
      choices.reserveCapacity(length + 1)
    }

    mutating func offer(_ choice: Choice) {
      if choices.count == length, choice.cost > choices[length - 1].cost {
        mark = min(mark, choice.cost)
        return
      }
      var at = choices.count
      while at > 0, (choice.cost, choice.tie) < (choices[at - 1].cost, choices[at - 1].tie) { at -= 1 }
      choices.insert(choice, at: at)
      if choices.count > length { mark = min(mark, choices.removeLast().cost) }
    }
  }
}

/// Numbers units of one kind alike.
enum UnitTypes {
  private struct Kind: Hashable {
    var signature: Int32
    /// Accounts and rough sizes; a collision costs only a worse ranking.
    var shape: UInt64
  }

  /// - Parameter coarseness: 0 tells efforts apart by an eighth and values by a factor of 2, 1 by factors of 2 and 16, 2 not at all.
  static func number(_ units: Units, coarseness: Int) -> (type: [Int32], count: Int) {
    var numbers: [Kind: Int32] = [:]
    var type: [Int32] = []
    type.reserveCapacity(units.count)
    for u in 0..<units.count {
      var shape = UInt64(units.current[u] + 1)
      if coarseness < 2 { shape = Cost.mix(shape, UInt64(bucket(units.effort[u], fine: coarseness == 0))) }
      for i in units.fairness.range(u) {
        let entry = units.fairness.values[i]
        let size = coarseness == 2 ? 0 : (64 - entry.value.leadingZeroBitCount) / (coarseness == 0 ? 1 : 4)
        shape = Cost.mix(shape, UInt64(entry.account) << 8 | UInt64(size))
      }
      for i in units.quota.range(u) { shape = Cost.mix(shape, 1 << 40 | UInt64(units.quota.values[i].account)) }
      let next = Int32(numbers.count)
      let kind = Kind(signature: units.signature[u], shape: shape)
      if let known = numbers[kind] {
        type.append(known)
      } else {
        numbers[kind] = next
        type.append(next)
      }
    }
    return (type, numbers.count)
  }

  private static func bucket(_ effort: Int64, fine: Bool) -> Int {
    let bits = 64 - effort.leadingZeroBitCount
    guard fine, bits > 3 else { return fine ? Int(effort) : bits + 1024 }
    return bits << 3 | Int(effort >> Int64(bits - 4) & 7)
  }
}
