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
      let booked = Int128(start) + ((Int128(asked) * mean) >> Int128(32 + dropped))
      let wanted = (((booked * Int128(reciprocal)) >> 24) * mean) >> Int128(15 + dropped)
      let slope = (((Int128(reciprocal) * mean) >> 24) * mean) >> Int128(15 + 2 * dropped)
      let answer = (((slope * Int128(spread)) >> 30) * steepness) / Int128(temperature)
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
