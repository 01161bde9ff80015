import FoundationEssentials

/// Weights and constants of an instance, from policy.json.
struct InstancePolicy: Decodable {
  var effort: [Double]
  var load_weights: [String: Double]
  var capacity_per_fte: Double
  var saturation_discount: Double
  var saturation_max: Double
  var w_fair: Double
  var w_amount: Double
  var w_util: Double
  var w_quota: Double
  var unassigned_penalty: Double
  var priority_step: Double
  var amount_unit_cents: Int64
  var amount_winsor_units: Double

  static let portfolioKinds = ["abnormal", "normal", "cooperative", "uncooperative"]

  static func read(_ path: String) throws(ExchangeError) -> InstancePolicy {
    let bytes = try ByteFile.read(path)
    let policy: InstancePolicy
    do {
      policy = try JSONDecoder().decode(InstancePolicy.self, from: Data(bytes))
    } catch {
      throw ExchangeError(.malformed, "\(path): not a policy of an instance (\(error)); expected the keys of docs/allocation.md")
    }
    try policy.check(path)
    return policy
  }

  private func check(_ path: String) throws(ExchangeError) {
    let weights = [capacity_per_fte, saturation_discount, saturation_max, w_amount, w_util, w_quota, unassigned_penalty, priority_step]
    guard effort.count >= 1, effort.count <= 64, (effort + weights + load_weights.values).allSatisfy({ $0 >= 0 && $0 <= 1e6 }), w_fair > 0,
      amount_unit_cents > 0, amount_winsor_units > 0, amount_winsor_units <= 1e4
    else { throw ExchangeError(.malformed, "\(path): a value is out of range; expected numbers from 0 to a million, w_fair and units above 0") }
  }
}

/// Decimal constants as integers in 1/1024.
func fixed(_ value: Double, _ scale: Double = 1024) -> Int64 { Int64((value * scale).rounded()) }
