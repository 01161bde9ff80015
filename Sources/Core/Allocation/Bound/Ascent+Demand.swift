/// What crowds ask for at the ascent's prices.
extension Ascent {
  /// What is asked for at each node, in 2^-32 of the mean, and how fast that falls as prices rise, in 2^-30.
  struct Demand: Sendable {
    var asked: [Int64]
    var spread: [Int64]
    /// What a unit of the profile would pay at everybody, and at those listed for a crowd.
    var all: [Int64]
    var lines: [Int64]
    /// By team: one crowd's weight there.
    var team: [Int64]
    init(nodes: Int, receivers: Int, teams: Int, list: Int) {
      all = [Int64](repeating: 0, count: receivers)
      team = [Int64](repeating: 0, count: teams)
      asked = [Int64](repeating: 0, count: nodes)
      (spread, lines) = (asked, [Int64](repeating: 0, count: list))
    }
  }

  /// Binary digits by which a soft answer's weight counts as loose whatever it is.
  static let firm: Int64 = 5

  /// Lists for every crowd who could be asked by it: the cheapest, as far as the temperature reaches.
  func rank(_ temperature: Int64, _ step: Int) {
    let (crowds, price, signatures, opening, lists) = (crowds, price, signatures, opening, lists)
    _ = gather {
      Ranking(receivers: crowds.receivers)
    } _: { ranking, profiles in
      Self.rank(profiles, step, crowds, price, signatures, opening, lists, temperature << 8, &ranking)
    }
  }

  /// Takes all profiles, each thread some at a time: handing the structures over costs more than asking a small one.
  private func gather<State: Sendable>(
    _ state: @escaping @Sendable () -> State, _ take: @escaping @Sendable (inout State, Range<Int>) -> Void
  ) -> [State] {
    let profiles = crowds.profiles
    let some = max(1, min(64, profiles / (8 * max(1, threads))))
    return Parallel.gather(parts: (profiles + some - 1) / some, threads: threads, state) { state, k in
      take(&state, k * some..<min(profiles, (k + 1) * some))
    }
  }

  private static func rank(
    _ profiles: Range<Int>, _ step: Int, _ crowds: Crowds, _ price: [Int64], _ signatures: Rows<Int32>, _ opening: Ledger, _ lists: Lists,
    _ temperature: Int64, _ ranking: inout Ranking
  ) {
    for profile in profiles where step == 0 || profile % 8 == step % 8 {
      lines(profile, crowds, price, opening, &ranking.lines)
      for i in crowds.crowds.range(profile) {
        let range = signatures.range(Int(crowds.crowds.values[i].signature))
        signatures.values.withUnsafeBufferPointer { ranking.list(i, UnsafeBufferPointer(rebasing: $0[range]), lists, temperature) }
      }
    }
  }

  func ask(_ temperature: Int64) -> Demand {
    let (crowds, price, opening, lists) = (crowds, price, opening, lists)
    let nodes = crowds.nodes
    let states = gather {
      Demand(nodes: nodes, receivers: crowds.receivers, teams: crowds.teams, list: lists.length)
    } _: { demand, profiles in
      Self.ask(profiles, crowds, price, opening, lists, temperature << 8, &demand)
    }
    var demand = states[0]
    for other in states.dropFirst() {
      for node in demand.asked.indices {
        demand.asked[node] &+= other.asked[node]
        demand.spread[node] &+= other.spread[node]
      }
    }
    return demand
  }

  private static func ask(
    _ profiles: Range<Int>, _ crowds: Crowds, _ price: [Int64], _ opening: Ledger, _ lists: Lists, _ temperature: Int64,
    _ demand: inout Demand
  ) {
    let soft = SoftMinimum(temperature)
    for profile in profiles {
      let range = crowds.crowds.range(profile)
      // Few crowds look at few receivers: only those are priced.
      let isShared = range.count * lists.length > crowds.receivers
      if isShared { lines(profile, crowds, price, opening, &demand.all) }
      let asking = Asking(profile, crowds, temperature, soft, isPriced: opening.isPriced)
      for i in range {
        if !isShared { lines(profile, crowds, price, opening, lists, i, &demand.all) }
        asking.ask(i, crowds, opening, lists, &demand)
      }
    }
  }

  /// What a unit of the profile would pay at everybody.
  private static func lines(_ profile: Int, _ crowds: Crowds, _ price: [Int64], _ opening: Ledger, _ lines: inout [Int64]) {
    let count = crowds.receivers
    for r in 0..<count { lines[r] = 0 }
    for i in crowds.terms.range(profile) {
      let term = crowds.terms.values[i]
      for r in 0..<count { lines[r] &+= (term.quantity &* price[term.base &+ r]) >> Crowds.digits }
    }
    for i in crowds.match.range(profile) {
      let entry = crowds.match.values[i]
      let base = Int(entry.account) * count
      for r in 0..<count { lines[r] &+= (entry.raw &* Int64(opening.loss[base &+ r])) >> (MatchTable.shift - 8) }
    }
    for i in crowds.quotas.range(profile) {
      let term = crowds.quotas.values[i]
      for r in 0..<count where opening.seats[r].team >= 0 {
        lines[r] &+= (term.quantity &* price[term.base &+ Int(opening.seats[r].team)]) >> Crowds.digits
      }
    }
  }

  /// The same at those whom one crowd has listed.
  private static func lines(
    _ profile: Int, _ crowds: Crowds, _ price: [Int64], _ opening: Ledger, _ lists: Lists, _ crowd: Int, _ lines: inout [Int64]
  ) {
    let count = crowds.receivers
    let (terms, match, quotas) = (crowds.terms.range(profile), crowds.match.range(profile), crowds.quotas.range(profile))
    for k in 0..<lists.count(crowd) {
      let r = lists.receiver(crowd, k)
      var line: Int64 = 0
      for i in terms { line &+= (crowds.terms.values[i].quantity &* price[crowds.terms.values[i].base &+ r]) >> Crowds.digits }
      for i in match {
        let entry = crowds.match.values[i]
        line &+= (entry.raw &* Int64(opening.loss[Int(entry.account) &* count &+ r])) >> (MatchTable.shift - 8)
      }
      let team = Int(opening.seats[r].team)
      if team >= 0 {
        for i in quotas { line &+= (crowds.quotas.values[i].quantity &* price[crowds.quotas.values[i].base &+ team]) >> Crowds.digits }
      }
      lines[r] = line
    }
  }

  /// The soft demand of one profile's crowds. Holds no references.
  private struct Asking {
    let isPriced: Bool
    let temperature: Int64
    let soft: SoftMinimum
    let terms: Range<Int>
    let quotas: Range<Int>
    /// All quantities together.
    let sum: Int64

    init(_ profile: Int, _ crowds: Crowds, _ temperature: Int64, _ soft: SoftMinimum, isPriced: Bool) {
      (self.temperature, self.soft, self.isPriced) = (temperature, soft, isPriced)
      (terms, quotas) = (crowds.terms.range(profile), crowds.quotas.range(profile))
      var sum: Int64 = 0
      for i in terms { sum += crowds.terms.values[i].quantity }
      for i in quotas { sum += crowds.quotas.values[i].quantity }
      self.sum = sum
    }

    func ask(_ i: Int, _ crowds: Crowds, _ opening: Ledger, _ lists: Lists, _ demand: inout Demand) {
      let crowd = crowds.crowds.values[i]
      let count = lists.count(i)
      let out = isPriced ? crowd.penalty << 8 : Int64.max
      var least = out
      for k in 0..<count {
        demand.lines[k] = demand.all[lists.receiver(i, k)]
        least = min(least, demand.lines[k])
      }
      if least == .max { return }
      let reach = least &+ temperature &* 14
      var total: Int64 = out < reach ? soft.weight(out &- least) : 0
      for k in 0..<count {
        demand.lines[k] = demand.lines[k] < reach ? soft.weight(demand.lines[k] &- least) : 0
        total &+= demand.lines[k]
      }
      let share = (Int64(1) << 40) / max(1, total)
      for k in 0..<count where demand.lines[k] > 0 {
        // In 2^-20.
        let weight = (demand.lines[k] &* share) >> 20
        if weight == 0 { continue }
        let r = lists.receiver(i, k)
        let (some, loose) = (weight &* crowd.count, Self.loose(weight) &* crowd.count &* (sum >> 6))
        for t in terms {
          let term = crowds.terms.values[t]
          demand.asked[term.base &+ r] &+= some &* term.quantity
          demand.spread[term.base &+ r] &+= loose &* term.quantity
        }
        let team = Int(opening.seats[r].team)
        if team >= 0 { demand.team[team] &+= weight }
      }
      // What a team is asked for moves only as far as others take over.
      for team in demand.team.indices where demand.team[team] > 0 {
        let weight = min(1 << 20, demand.team[team])
        demand.team[team] = 0
        let loose = Self.loose(weight) &* crowd.count &* (sum >> 6)
        for t in quotas {
          let term = crowds.quotas.values[t]
          demand.asked[term.base &+ team] &+= weight &* crowd.count &* term.quantity
          demand.spread[term.base &+ team] &+= loose &* term.quantity
        }
      }
    }

    /// w (1 − w) in 2^-12, and some firmness where the soft answer is as good as hard: there the next answer may be another altogether.
    @inline(__always) private static func loose(_ weight: Int64) -> Int64 {
      (weight &* ((1 << 20) &- weight)) >> 28 &+ weight >> (8 + Ascent.firm)
    }
  }
}
