/// Raises the bound: prices follow what units would ask for at them. Crowds of like units ask softly, for every receiver the more the
/// cheaper he is, which makes the dual smooth; as the temperature falls the soft answer becomes the hard one.
///
/// A step moves every price by the difference of demand and supply over the two curvatures, the account's own and the demand's (the row sum
/// of the Hessian's absolute values, which keeps steps in all prices at once from overshooting), and carries on some of the step before.
/// Where the steps lead is only a matter of quality: any prices give a valid bound, and `Bound` computes it exactly.
struct Ascent {
  let crowds: Crowds
  let opening: Ledger
  var threads: Int
  /// By node: the price of a mean quantity in 2^-8 cost units, and the last step.
  private(set) var price: [Int64]
  private var change: [Int64]
  /// Signatures without receivers who have no room at all.
  let signatures: Rows<Int32>
  let lists: Lists

  /// - Parameters:
  ///   - prices: where to start.
  ///   - counts: by unit, whether it asks at all.
  init(_ prices: Prices, _ opening: Ledger, _ types: UnitTypes, counts: [Bool], threads: Int) {
    crowds = Crowds(opening, types, counts: counts) { prices.place[$0] > .zero }
    self.opening = opening
    self.threads = threads
    signatures = Rows((0..<opening.signatures.count).map { s in opening.signatures[s].filter { opening.seats[Int($0)].casesLeft > 0 } })
    lists = Lists(crowds: crowds.crowds.values.count, receivers: crowds.receivers)
    price = [Int64](repeating: 0, count: crowds.nodes)
    change = price
    for node in price.indices { price[node] = start(node, prices) }
  }

  /// Step `k`, from 0, at a temperature in cost units, 1 or more. The first lists the cheapest receivers of every crowd, each
  /// other those of an eighth of the profiles: all at once they would all move together.
  ///
  /// - Parameter holds: whether places keep their prices: while everybody still asks everywhere, none seems short.
  mutating func step(_ k: Int, temperature: Int64, holds: Bool) {
    rank(max(1, temperature), k)
    let demand = ask(max(1, temperature))
    let limits = crowds.receivers..<3 * crowds.receivers
    for node in price.indices where !holds || !limits.contains(node) {
      var step = wish(node, demand.asked[node], demand.spread[node], max(1, temperature) << 8)
      // Momentum, until the wish turns round.
      if (change[node] < 0) == (step < 0) { step += change[node] / 16 * 14 }
      let next = max(
        limits.contains(node) ? 0 : -Self.highest, min(Self.highest, price[node] + max(-Self.highest, min(Self.highest, step))))
      (change[node], price[node]) = (next - price[node], next)
    }
    if !opening.isPriced { level(demand.asked) }
  }

  /// Shifts the prices of one account, or of effort, by the same everywhere, half the way to where as much is supplied as is asked for.
  ///
  /// When all of them rise alike nobody asks elsewhere; steps of single prices are small for the sake of those who would, and take hundreds to move
  /// what stands wrong everywhere. On a night units have to be placed: what all of them ask of an account is known.
  private mutating func level(_ asked: [Int64]) {
    let n = crowds.receivers
    guard n > 0 else { return }
    for kind in 0..<crowds.quotaBase / n where kind == 0 || kind > 2 {
      let nodes = kind * n..<(kind + 1) * n
      // In 2^-20 of the mean: what is asked for beyond what is supplied, and what a price higher by one would supply, in 2^-40.
      var (missing, answer) = (Int128(0), Int128(0))
      var moves: [Int] = []
      for node in nodes {
        guard case .account(let start, let reciprocal, let dropped) = supply(node), reciprocal > 0 else { continue }
        moves.append(node)
        let least = marginal(Int128(start), node, reciprocal, dropped)
        // Below its start an account supplies nothing, whatever the price.
        guard asked[node] > 0 || Int128(price[node]) > least else { continue }
        let slope = max(1, slope(node, reciprocal, dropped))
        missing += ((wanted(node, asked[node], start, reciprocal, dropped) - max(least, Int128(price[node]))) << 20) / slope
        answer += (Int128(1) << 40) / slope
      }
      guard answer > 0 else { continue }
      let shift = Int64(clamping: min(Int128(Self.highest), max(-Int128(Self.highest), (missing << 20) / answer / 2)))
      for node in moves { price[node] = max(-Self.highest, min(Self.highest, price[node] + shift)) }
    }
  }

  /// What a mean quantity costs at the margin of an account where so much is booked, in 2^-8 cost units.
  private func marginal(_ booked: Int128, _ node: Int, _ reciprocal: Int64, _ dropped: Int64) -> Int128 {
    (((booked * Int128(reciprocal)) >> 24) * Int128(crowds.means[crowds.kind(node)])) >> Int128(15 + dropped)
  }

  /// The same where so much is asked for.
  private func wanted(_ node: Int, _ asked: Int64, _ start: Int64, _ reciprocal: Int64, _ dropped: Int64) -> Int128 {
    marginal(
      Int128(start) + ((Int128(asked) * Int128(crowds.means[crowds.kind(node)])) >> Int128(32 + dropped)), node, reciprocal, dropped)
  }

  /// By how much it rises with a mean quantity more.
  private func slope(_ node: Int, _ reciprocal: Int64, _ dropped: Int64) -> Int128 {
    let mean = Int128(crowds.means[crowds.kind(node)])
    return (((Int128(reciprocal) * mean) >> 24) * mean) >> Int128(15 + 2 * dropped)
  }

  /// No price is higher; dearer than leaving out whatever is left out is no use.
  private static let highest: Int64 = 1 << 54

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
    case 2: return seat.amountLeft == .max ? .none : .limit(opening.amountUnit.scaled(seat.amountLeft))
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
      let wanted = wanted(node, asked, start, reciprocal, dropped)
      let answer = (((slope(node, reciprocal, dropped) * Int128(spread)) >> 30) * steepness) / Int128(temperature)
      return Int64(
        clamping: max(-Int128(temperature), min(Int128(temperature), ((wanted - Int128(price[node])) << 15) / ((1 << 16) + answer))))
    case .limit(let room):
      let over = Int128(asked) - (Int128(room) << 32) / mean
      let step = ((over >> 2) * Int128(temperature) << 15) / (steepness * Int128(max(1 << 24, spread)))
      return Int64(clamping: max(-Int128(temperature), min(2 * Int128(temperature), step)))
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
      case -1: prices.quota[node - crowds.quotaBase] = Price(value)
      case 0: prices.effort[node] = Price(value)
      case 1: prices.place[node - n] = Cost(max(0, (price[node] / Int64(mean)) >> 8))
      case 2: prices.amount[node - 2 * n] = Price(max(0, Int64(clamping: opening.amountUnit.pricePerAmount(Int128(value)))))
      default: prices.account[node - 3 * n] = Price(value)
      }
    }
    return prices
  }

  private func start(_ node: Int, _ prices: Prices) -> Int64 { max(-Self.highest, min(Self.highest, exactStart(node, prices))) }

  private func exactStart(_ node: Int, _ prices: Prices) -> Int64 {
    let (n, mean) = (crowds.receivers, Int128(crowds.means[crowds.kind(node)]))
    switch node < crowds.quotaBase ? node / n : -1 {
    case -1: return Int64(clamping: (Int128(prices.quota[node - crowds.quotaBase].rawValue) * mean) >> 16)
    case 0: return Int64(clamping: (Int128(prices.effort[node].rawValue) * mean) >> 16)
    case 1: return Int64(clamping: (Int128(prices.place[node - n].rawValue) * mean) << 8)
    case 2: return Int64(clamping: (opening.amountUnit.pricePerScaled(Int128(prices.amount[node - 2 * n].rawValue)) * mean) >> 16)
    default: return Int64(clamping: (Int128(prices.account[node - 3 * n].rawValue) * mean) >> 16)
    }
  }
}
