/// Finds a place for a unit whose receivers are all full: one of theirs moves on to a receiver with room, or in a chain of such moves.
/// Breadth first, each receiver once, so where units are alike it finds a way whenever there is one, and what it reached otherwise is the
/// group of receivers with too few places (the Hall set).
struct Ejection {
  private let caseRoom: [Int32]
  private var incoming: [Int32]
  private var visited: [Int32]
  private var stamp: Int32 = 0
  private var queue: [Int32] = []
  /// Receivers of a signature not looked at yet in this search, and the smallest unit that looked.
  private var rest: [[Int32]]
  private var restStamp: [Int32]
  private var smallest: [(cases: Int32, amount: Int64)]
  private struct Seal {
    var cases: Int32 = .max
    var amount: Int64 = .max
    var shortage: Int32 = -1
    func holds(_ cases: Int32, _ amount: Int64) -> Bool { shortage >= 0 && cases >= self.cases && amount >= self.amount }
  }
  /// By signature and by receiver: the unit size from which no place can be found there any more, and the shortage that says why. What a
  /// search in vain has reached stays out of reach: nothing that enters it finds a way out.
  private var closed: [Seal]
  private var sealed: [Seal]
  private(set) var shortages: [Shortage] = []
  /// By shortage: its receivers.
  private var reached: [[Int32]] = []

  init(_ instance: Instance) {
    caseRoom = instance.receivers.caseRoom
    incoming = [Int32](repeating: -1, count: caseRoom.count)
    visited = [Int32](repeating: 0, count: caseRoom.count)
    rest = [[Int32]](repeating: [], count: instance.signatures.count)
    restStamp = [Int32](repeating: 0, count: instance.signatures.count)
    smallest = [(Int32, Int64)](repeating: (0, 0), count: instance.signatures.count)
    closed = [Seal](repeating: Seal(), count: instance.signatures.count)
    sealed = [Seal](repeating: Seal(), count: caseRoom.count)
  }

  /// Places the unit, moving others, and returns nil; or returns the shortage that keeps it out, −1 when nobody is eligible.
  mutating func place(_ u: Int, _ ledger: inout Ledger) -> Int32? {
    let units = ledger.units
    let signature = Int(units.signature[u])
    if let known = closedTo(u, ledger) ?? sealedAround(u, ledger) { return known }
    stamp += 1
    queue.removeAll(keepingCapacity: true)
    if enter(u, ledger) != nil { return nil }
    var head = 0
    while head < queue.count {
      let r = Int(queue[head])
      head += 1
      let guest = Int(incoming[r])
      for member in ledger.members[r] {
        let x = Int(member)
        let seat = ledger.seats[r]
        guard seat.casesLeft + units.cases[x] >= units.cases[guest] else { continue }
        guard seat.amountLeft == .max || seat.amountLeft + units.amount[x].rawValue >= units.amount[guest].rawValue else { continue }
        if let free = enter(x, ledger) {
          shift(x, to: free, &ledger)
          return nil
        }
      }
    }
    if queue.isEmpty { return -1 }
    let shortage = record()
    for r in queue {
      let guest = Int(incoming[Int(r)])
      if units.cases[guest] <= sealed[Int(r)].cases, units.amount[guest].rawValue <= sealed[Int(r)].amount {
        sealed[Int(r)] = Seal(cases: units.cases[guest], amount: units.amount[guest].rawValue, shortage: shortage)
      }
    }
    if units.exclusions.range(u).isEmpty {
      closed[signature] = Seal(cases: units.cases[u], amount: units.amount[u].rawValue, shortage: shortage)
    }
    return shortage
  }

  /// The shortage that is known to keep the unit's whole signature out; nil when none is.
  func closedTo(_ u: Int, _ ledger: Ledger) -> Int32? {
    let seal = closed[Int(ledger.units.signature[u])]
    return seal.holds(ledger.units.cases[u], ledger.units.amount[u].rawValue) ? seal.shortage : nil
  }

  /// The shortage when everybody whom the unit may go to is out of reach, −1 when there is nobody; nil when one may be within.
  private func sealedAround(_ u: Int, _ ledger: Ledger) -> Int32? {
    let units = ledger.units
    var shortage: Int32 = -1
    for i in ledger.signatures.range(Int(units.signature[u])) {
      let r = ledger.signatures.values[i]
      if ledger.isExcluded(u, r) { continue }
      guard sealed[Int(r)].holds(units.cases[u], units.amount[u].rawValue) else { return nil }
      shortage = max(shortage, sealed[Int(r)].shortage)
    }
    return shortage
  }

  /// Looks at the receivers the unit may go to: returns one with room that is not on the way here, and queues the others.
  private mutating func enter(_ x: Int, _ ledger: Ledger) -> Int? {
    let units = ledger.units
    let s = Int(units.signature[x])
    if restStamp[s] != stamp || units.cases[x] < smallest[s].cases || units.amount[x].rawValue < smallest[s].amount {
      rest[s] = Array(ledger.signatures[s])
      smallest[s] =
        restStamp[s] == stamp
        ? (min(smallest[s].cases, units.cases[x]), min(smallest[s].amount, units.amount[x].rawValue))
        : (units.cases[x], units.amount[x].rawValue)
      restStamp[s] = stamp
    }
    var kept: [Int32] = []
    var free: Int?
    for r in rest[s] {
      if sealed[Int(r)].holds(units.cases[x], units.amount[x].rawValue) { continue }
      if free != nil || ledger.isExcluded(x, r) || ledger.place[x] == r {
        kept.append(r)
      } else if ledger.hasRoom(x, Int(r)), !isOnWay(Int(r), x, ledger) {
        free = Int(r)
      } else if visited[Int(r)] != stamp {
        visited[Int(r)] = stamp
        incoming[Int(r)] = Int32(x)
        queue.append(r)
      }
    }
    rest[s] = kept
    return free
  }

  private func isOnWay(_ r: Int, _ x: Int, _ ledger: Ledger) -> Bool {
    var at = ledger.place[x]
    while at >= 0 {
      if Int(at) == r { return true }
      at = ledger.place[Int(incoming[Int(at)])]
    }
    return false
  }

  /// Moves `x` to `free`, then whoever was to come to where `x` was, and so on back to the unit that had no place.
  private func shift(_ x: Int, to free: Int, _ ledger: inout Ledger) {
    var (unit, target) = (x, free)
    while true {
      let origin = ledger.place[unit]
      if origin >= 0 { ledger.remove(unit) }
      ledger.add(unit, to: target)
      guard origin >= 0 else { return }
      (unit, target) = (Int(incoming[Int(origin)]), Int(origin))
    }
  }

  private mutating func record() -> Int32 {
    let group = queue.sorted()
    if let known = reached.firstIndex(of: group) { return Int32(known) }
    reached.append(group)
    let places = group.reduce(Int64(0)) { $0 + Int64(caseRoom[Int($1)]) }
    shortages.append(Shortage(receivers: Int32(group.count), places: places, wanted: 0))
    return Int32(reached.count - 1)
  }

  /// The shortages with the cases that wanted their places: those that sit there and those left over.
  func finished(_ ledger: Ledger, shortageOf: [Int32]) -> [Shortage] {
    var finished = shortages
    for (k, group) in reached.enumerated() {
      for r in group { for u in ledger.members[Int(r)] { finished[k].wanted += Int64(ledger.units.cases[Int(u)]) } }
    }
    for (u, k) in shortageOf.enumerated() where k >= 0 { finished[Int(k)].wanted += Int64(ledger.units.cases[u]) }
    return finished
  }
}
