import FoundationEssentials
import Speech

/// Weights and constants of an instance, from policy.json.
struct InstancePolicy: Decodable {
  var effort: [Double]
  var loadWeights: [String: Double]
  var capacityPerFTE: Double
  var saturationDiscount: Double
  var saturationMax: Double
  var fairWeight: Double
  var amountWeight: Double
  var utilisationWeight: Double
  var quotaWeight: Double
  var unassignedPenalty: Double
  var priorityStep: Double
  var amountUnitCents: Int64
  var amountWinsorUnits: Double
  /// As a night has it, or everything at a price; the latter where the file says nothing.
  var objective: Aim?
  /// What a team may miss of its quota for nothing, where quotas go before everything below them.
  var quotaTolerancePPM: Int64?
  /// How many cells cells.csv has; nil or 0 where the amount of everything is one account.
  var cells: Int?

  enum Aim: String, Decodable { case priced, levels }

  private enum CodingKeys: String, CodingKey {
    case effort
    case loadWeights = "load_weights"
    case capacityPerFTE = "capacity_per_fte"
    case saturationDiscount = "saturation_discount"
    case saturationMax = "saturation_max"
    case fairWeight = "w_fair"
    case amountWeight = "w_amount"
    case utilisationWeight = "w_util"
    case quotaWeight = "w_quota"
    case unassignedPenalty = "unassigned_penalty"
    case priorityStep = "priority_step"
    case amountUnitCents = "amount_unit_cents"
    case amountWinsorUnits = "amount_winsor_units"
    case objective
    case quotaTolerancePPM = "quota_tolerance_ppm"
    case cells = "n_cells"
  }

  /// Whether an instance has quotas at all: at a price they always have one.
  var hasQuotas: Bool { objective != .levels || quotaWeight > 0 }

  static let portfolioKinds = ["abnormal", "normal", "cooperative", "uncooperative"]

  static func read(_ path: String) throws(ExchangeError) -> InstancePolicy {
    let bytes = try ByteFile.read(path)
    let policy: InstancePolicy
    do {
      policy = try JSONDecoder().decode(InstancePolicy.self, from: Data(bytes))
    } catch {
      let found = Self.words(for: error)
      throw ExchangeError(
        .malformed,
        Wording(
          "\(path): not a policy of an instance: \(found.en); expected the keys of docs/allocation.md",
          "\(path): 不是实例的策略：\(found.zh)；应有 docs/allocation.md 所列的键"))
    }
    try policy.check(path)
    return policy
  }

  private static func words(for error: any Error) -> Wording {
    func name(_ keys: [any CodingKey]) -> String { keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".") }
    return switch error as? DecodingError {
    case .keyNotFound(let key, _): Wording("“\(key.stringValue)” is missing", "缺少“\(key.stringValue)”")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? Wording("it is no JSON object", "不是 JSON 对象")
        : Wording("“\(name(context.codingPath))” is no value of the right kind", "“\(name(context.codingPath))”的值类型不对")
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      Wording("“\(name(context.codingPath))” is out of range", "“\(name(context.codingPath))”超出范围")
    default: Wording("it is no JSON", "不是 JSON")
    }
  }

  private func check(_ path: String) throws(ExchangeError) {
    let weights = [
      capacityPerFTE, saturationDiscount, saturationMax, amountWeight, utilisationWeight, quotaWeight, unassignedPenalty, priorityStep,
    ]
    guard effort.count >= 1, effort.count <= 64, (effort + weights + loadWeights.values).allSatisfy({ $0 >= 0 && $0 <= 1e6 }),
      fairWeight > 0,
      amountUnitCents > 0, amountWinsorUnits > 0, amountWinsorUnits <= 1e4, (0...1_000_000).contains(quotaTolerancePPM ?? 0)
    else {
      throw ExchangeError(
        .malformed,
        Wording(
          "\(path): a value is out of range; expected numbers from 0 to a million, w_fair and units above 0",
          "\(path): 有值超出范围；应为 0 至一百万的数，w_fair 和各单位大于 0"))
    }
  }
}

/// Decimal constants as integers in 1/1024.
func fixed(_ value: Double, _ scale: Double = 1024) -> Int64 { Int64((value * scale).rounded()) }
