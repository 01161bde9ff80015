/// Raises the bound: prices follow what units would ask for at them. Crowds of like units ask softly, for every receiver the more the
/// cheaper he is, which makes the dual smooth; as the temperature falls the soft answer becomes the hard one.
///
/// A step moves every price by the difference of demand and supply over the two curvatures, the account's own and the demand's (the row sum
/// of the Hessian's absolute values, which keeps steps in all prices at once from overshooting), and carries on some of the step before.
/// Where the steps lead is only a matter of quality: any prices give a valid bound, and `Bound` computes it exactly.
struct Ascent {
  let crowds: Crowds
  private let opening: Ledger
  private let threads: Int
  /// By node: the price of a mean quantity in 2^-8 cost units, and the last step.
  private var price: [Int64]
  private var change: [Int64]
  /// Signatures without receivers who have no room at all.
  private let signatures: Rows<Int32>
  private let lists: Lists

  /// What is asked for at each node, in 2^-32 of the mean, and how fast that falls as prices rise, in 2^-30.
  private struct Demand: Sendable {
    var asked: [Int64]
    var spread: [Int64]
    /// What a unit of the profile would pay at everybody, and at those listed for a crowd.
    var all: [Int64]
    var lines: [Int64]
    /// By team: one crowd's weight there.
    var team: [Int64]
    init(nodes: Int, receivers: Int, teams: Int) {
      all = [Int64](repeating: 0, count: receivers)
      team = [Int64](repeating: 0, count: teams)
      asked = [Int64](repeating: 0, count: nodes)
      (spread, lines) = (asked, [Int64](repeating: 0, count: Lists.length))
    }
  }

  /// - Parameters:
  ///   - prices: where to start.
  ///   - counts: by unit, whether it asks at all.
  init(_ prices: Prices, _ opening: Ledger, _ types: UnitTypes, counts: [Bool], threads: Int) {
    crowds = Crowds(opening, types, counts: counts) { prices.place[$0] > 0 }
    self.opening = opening
    self.threads = threads
    signatures = Rows((0..<opening.signatures.count).map { s in opening.signatures[s].filter { opening.seats[Int($0)].casesLeft > 0 } })
    lists = Lists(crowds: crowds.crowds.values.count)
    price = [Int64](repeating: 0, count: crowds.nodes)
    change = price
    for node in price.indices { price[node] = start(node, prices) }
  }

  /// Step `k`, from 0, at a temperature in cost units, 1 or more. The first lists the cheapest receivers of every crowd, each
  /// other those of an eighth of the profiles: all at once they would all move together.
  mutating func step(_ k: Int, temperature: Int64) {
    rank(max(1, temperature), k)
    let demand = ask(max(1, temperature))
    for node in price.indices {
      var step = wish(node, demand.asked[node], demand.spread[node], max(1, temperature) << 8)
      // Momentum, until the wish turns round.
      if (change[node] < 0) == (step < 0) { step += change[node] * 14 / 16 }
      let moved = price[node] + step
      let isLimit = (crowds.receivers..<3 * crowds.receivers).contains(node)
      let next = isLimit ? max(0, moved) : moved
      (change[node], price[node]) = (next - price[node], next)
    }
  }

  /// Binary digits by which a soft answer's weight counts as loose whatever it is.
  static let firm: Int64 = 5
  // MARK: Demand

  /// Lists for every crowd who could be asked by it: the cheapest, as far as the temperature reaches.
  private func rank(_ temperature: Int64, _ step: Int) {
    let (crowds, price, signatures, opening, lists) = (crowds, price, signatures, opening, lists)
    _ = Parallel.gather(parts: crowds.profiles, threads: threads) {
      Ranking(receivers: crowds.receivers)
    } _: { ranking, profile in
      guard step == 0 || profile % 8 == step % 8 else { return }
      Self.lines(profile, crowds, price, opening, &ranking.lines)
      for i in crowds.crowds.range(profile) {
        let range = signatures.range(Int(crowds.crowds.values[i].signature))
        signatures.values.withUnsafeBufferPointer { ranking.list(i, UnsafeBufferPointer(rebasing: $0[range]), lists, temperature << 8) }
      }
    }
  }

  /// What every receiver would cost a profile, and the cheapest of a row.
  private struct Ranking: Sendable {
    var lines: [Int64]
    private var near: [(line: Int64, receiver: Int32)]

    init(receivers: Int) {
      lines = [Int64](repeating: 0, count: receivers)
      near = [(line: Int64, receiver: Int32)](repeating: (0, 0), count: receivers)
    }

    /// Lists those within reach of the cheapest: where they are too many the cheaper part, and where that is still too many a sample.
    mutating func list(_ crowd: Int, _ row: UnsafeBufferPointer<Int32>, _ lists: Lists, _ temperature: Int64) {
      let length = Lists.length
      let seed = Fixed.mix(UInt64(crowd), UInt64(temperature))
      lines.withUnsafeBufferPointer { lines in
        near.withUnsafeMutableBufferPointer { near in
          // The cheapest of the last list is hardly dearer than the cheapest of all.
          var least = Int64.max
          for k in 0..<lists.count(crowd) { least = min(least, lines[lists.receiver(crowd, k)]) }
          if least == .max { for r in row { least = min(least, lines[Int(r)]) } }
          var (few, many) = (least &+ temperature &* 6, least &+ temperature &* 42)
          var count = 0
          for r in row {
            let line = lines[Int(r)]
            if line >= many { continue }
            near[count] = (line, r)
            count &+= 1
          }
          while count > length, many &- few > temperature / 2 {
            let middle = few &+ (many &- few) / 2
            var within = 0
            for k in 0..<count where near[k].line < middle { within &+= 1 }
            if within < length {
              few = middle
              continue
            }
            many = middle
            within = 0
            for k in 0..<count where near[k].line < middle {
              near[within] = near[k]
              within &+= 1
            }
            count = within
          }
          lists.set(crowd, near, count, seed)
        }
      }
    }
  }

  /// Receivers by crowd, in one block of memory that threads write to, each to its own crowds.
  private final class Lists: @unchecked Sendable {
    static let length = 48
    private let listed: UnsafeMutableBufferPointer<Int32>
    private let counts: UnsafeMutableBufferPointer<Int32>

    init(crowds: Int) {
      listed = .allocate(capacity: crowds * Self.length)
      counts = .allocate(capacity: crowds)
      counts.initialize(repeating: 0)
    }
    deinit {
      listed.deallocate()
      counts.deallocate()
    }
    /// All of them, or every so-manieth from somewhere on: other crowds list others.
    func set(_ crowd: Int, _ near: UnsafeMutableBufferPointer<(line: Int64, receiver: Int32)>, _ count: Int, _ seed: UInt64) {
      let few = min(Self.length, count)
      counts[crowd] = Int32(truncatingIfNeeded: few)
      let start = count > few ? Int(seed % UInt64(count)) : 0
      for i in 0..<few {
        let at = start &+ i &* count / max(1, few)
        listed[crowd &* Self.length &+ i] = near[at < count ? at : at &- count].receiver
      }
    }
    @inline(__always) func count(_ crowd: Int) -> Int { Int(counts[crowd]) }
    @inline(__always) func receiver(_ crowd: Int, _ i: Int) -> Int { Int(listed[crowd &* Self.length &+ i]) }
  }

  private func ask(_ temperature: Int64) -> Demand {
    let (crowds, price, opening, lists) = (crowds, price, opening, lists)
    let nodes = crowds.nodes
    let states = Parallel.gather(parts: crowds.profiles, threads: threads) {
      Demand(nodes: nodes, receivers: crowds.receivers, teams: crowds.teams)
    } _: { demand, profile in
      Self.lines(profile, crowds, price, opening, &demand.all)
      let asking = Asking(profile, crowds, opening, temperature << 8)
      for i in crowds.crowds.range(profile) { asking.ask(i, lists, &demand) }
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
      for r in 0..<count { lines[r] &+= (entry.value &* Int64(opening.loss[base &+ r])) >> (MatchTable.shift - 8) }
    }
    for i in crowds.quotas.range(profile) {
      let term = crowds.quotas.values[i]
      for r in 0..<count where opening.seats[r].team >= 0 {
        lines[r] &+= (term.quantity &* price[term.base &+ Int(opening.seats[r].team)]) >> Crowds.digits
      }
    }
  }

  /// The soft demand of one profile's crowds.
  private struct Asking {
    let crowds: Crowds
    let seats: [Ledger.Seat]
    let isPriced: Bool
    let temperature: Int64
    let soft: SoftMinimum
    let terms: [Crowds.Term]
    let quotas: [Crowds.Term]
    /// All quantities together.
    let sum: Int64

    init(_ profile: Int, _ crowds: Crowds, _ opening: Ledger, _ temperature: Int64) {
      (self.crowds, self.temperature) = (crowds, temperature)
      (seats, isPriced) = (opening.seats, opening.isPriced)
      soft = SoftMinimum(temperature)
      terms = Array(crowds.terms[profile])
      quotas = Array(crowds.quotas[profile])
      sum = terms.reduce(0) { $0 + $1.quantity } + quotas.reduce(0) { $0 + $1.quantity }
    }

    func ask(_ i: Int, _ lists: Lists, _ demand: inout Demand) {
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
        for term in terms {
          demand.asked[term.base &+ r] &+= some &* term.quantity
          demand.spread[term.base &+ r] &+= loose &* term.quantity
        }
        let team = Int(seats[r].team)
        if team >= 0 { demand.team[team] &+= weight }
      }
      // What a team is asked for moves only as far as others take over.
      for team in demand.team.indices where demand.team[team] > 0 {
        let weight = min(1 << 20, demand.team[team])
        demand.team[team] = 0
        let loose = Self.loose(weight) &* crowd.count &* (sum >> 6)
        for term in quotas {
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

  // MARK: Supply

  /// An account whose cost is x² · reciprocal / 2^48 from `start` on, or a limit.
  private enum Supply {
    case account(start: Int64, reciprocal: Int64, dropped: Int64)
    case limit(Int64)
    case none
  }

  private func supply(_ node: Int) -> Supply {
    let (n, ranges) = (crowds.receivers, opening.ranges)
    if node >= crowds.quotaBase {
      let quota = opening.quotas[node - crowds.quotaBase]
      guard quota.weight == 1, quota.reciprocal > 0 else { return .none }
      return .account(start: quota.deviation, reciprocal: quota.reciprocal, dropped: ranges.quotaDigits)
    }
    let seat = opening.seats[node % n]
    guard seat.casesLeft > 0 else { return .none }
    switch node / n {
    case 0: return .account(start: seat.load, reciprocal: seat.reciprocal, dropped: ranges.loadDigits)
    case 1: return .limit(Int64(seat.casesLeft))
    case 2: return seat.amountLeft == .max ? .none : .limit(opening.scaledAmount(seat.amountLeft))
    default:
      let cell = opening.cells[node - 3 * n]
      return cell.reciprocal > 0 ? .account(start: cell.deviation, reciprocal: cell.reciprocal, dropped: ranges.cellDigits) : .none
    }
  }

  /// How far the price should move on its own.
  private func wish(_ node: Int, _ asked: Int64, _ spread: Int64, _ temperature: Int64) -> Int64 {
    let mean = Int128(crowds.means[crowds.kind(node)])
    // ln 2 in 2^-16: weights are powers of two.
    let steepness: Int128 = 45426
    switch supply(node) {
    case .none: return 0
    case .account(let start, let reciprocal, let dropped):
      let booked = Int128(start) + ((Int128(asked) * mean) >> Int128(32 + dropped))
      let wanted = (((booked * Int128(reciprocal)) >> 24) * mean) >> Int128(15 + dropped)
      let slope = (((Int128(reciprocal) * mean) >> 24) * mean) >> Int128(15 + 2 * dropped)
      let answer = (((slope * Int128(spread)) >> 30) * steepness) / Int128(temperature)
      return Int64(
        clamping: max(-Int128(temperature), min(Int128(temperature), ((wanted - Int128(price[node])) << 15) / ((1 << 16) + answer))))
    case .limit(let room):
      let over = Int128(asked) - (Int128(room) << 32) / mean
      let step = ((over >> 2) * Int128(temperature) << 15) / (steepness * Int128(max(1 << 24, spread)))
      return Int64(clamping: max(-Int128(max(temperature, price[node] / 16)), min(2 * Int128(temperature), step)))
    }
  }

  // MARK: Prices

  /// Prices per unit of each quantity.
  var prices: Prices {
    let n = crowds.receivers
    var prices = Prices(
      receivers: n, cells: opening.cells.count / max(1, n), quotas: opening.quotas.count / max(1, opening.teams), teams: opening.teams)
    for node in price.indices {
      let mean = Int128(crowds.means[crowds.kind(node)])
      let value = Int64(clamping: (Int128(price[node]) << 16) / mean)
      switch node < crowds.quotaBase ? node / n : -1 {
      case -1: prices.quota[node - crowds.quotaBase] = value
      case 0: prices.effort[node] = value
      case 1: prices.place[node - n] = max(0, (price[node] / Int64(mean)) >> 8)
      case 2: prices.amount[node - 2 * n] = max(0, Int64(clamping: (Int128(value) * Int128(opening.amountScale)) >> 48))
      default: prices.account[node - 3 * n] = value
      }
    }
    return prices
  }

  private func start(_ node: Int, _ prices: Prices) -> Int64 {
    let (n, mean) = (crowds.receivers, Int128(crowds.means[crowds.kind(node)]))
    switch node < crowds.quotaBase ? node / n : -1 {
    case -1: return Int64(clamping: (Int128(prices.quota[node - crowds.quotaBase]) * mean) >> 16)
    case 0: return Int64(clamping: (Int128(prices.effort[node]) * mean) >> 16)
    case 1: return Int64(clamping: (Int128(prices.place[node - n]) * mean) << 8)
    case 2: return Int64(clamping: ((Int128(prices.amount[node - 2 * n]) << 48) / Int128(max(1, opening.amountScale)) * mean) >> 16)
    default: return Int64(clamping: (Int128(prices.account[node - 3 * n]) * mean) >> 16)
    }
  }
}

/// 2^-x for the soft minimum, in integers.
struct SoftMinimum {
  /// 2^40 · 256 / temperature.
  private let scale: Int64

  init(_ temperature: Int64) { scale = (256 << 32) / max(1, temperature) }

  /// The weight of an excess over the least cost, 2^20 for none, halved with every temperature. `excess` is 0 to 16 temperatures.
  @inline(__always) func weight(_ excess: Int64) -> Int64 {
    let steps = Int((excess &* scale) >> 32)
    return Self.table[steps & 255] >> Int64(steps >> 8)
  }

  /// 2^(-i/256) in 2^-20.
  private static let table: [Int64] = {
    // 2^(-1/256): eight square roots of a half, in 2^-60.
    var root: UInt64 = 1 << 59
    for _ in 0..<8 { root = squareRoot(UInt128(root) << 60) }
    var values: [Int64] = []
    var power: UInt64 = 1 << 60
    for _ in 0..<256 {
      values.append(Int64(power >> 40))
      power = UInt64(truncatingIfNeeded: (UInt128(power) * UInt128(root)) >> 60)
    }
    return values
  }()

  private static func squareRoot(_ x: UInt128) -> UInt64 {
    var (low, high) = (UInt128(0), UInt128(1) << 62)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle * middle <= x { low = middle } else { high = middle - 1 }
    }
    return UInt64(low)
  }
}
