import Allocation
import Speech

/// collectors.csv and teams.csv.
struct People {
  private(set) var quotaPPM: [Int64] = []
  private var team: [Int32] = []
  private var mask: [UInt64] = []
  private var live: [Bool] = []
  private var load0: [Effort] = []
  private var capacity: [Effort] = []
  private var caseRoom: [Int32] = []
  private var amountRoom: [Amount] = []
  private var rates: [[Int64]] = []
  private let effortClasses: Int
  var count: Int { team.count }

  init(_ directory: String, _ policy: InstancePolicy) throws(ExchangeError) {
    effortClasses = policy.effort.count
    try readTeams(directory + "/teams.csv")
    try readCollectors(directory + "/collectors.csv", policy)
  }

  private mutating func readTeams(_ path: String) throws(ExchangeError) {
    var table = try NumberTable(path, columns: ["team_id", "quota_ppm"])
    var row = [Int64](repeating: 0, count: 2)
    while try table.next(&row, [.whole, .whole]) {
      guard row[0] == quotaPPM.count, (0...1_000_000).contains(row[1]) else {
        throw table.problem(Wording("teams 0, 1, 2 … with a quota in millionths", "依次为 0、1、2……的小组，配额以百万分之一计"))
      }
      quotaPPM.append(row[1])
    }
  }

  private mutating func readCollectors(_ path: String, _ policy: InstancePolicy) throws(ExchangeError) {
    let kinds = InstancePolicy.portfolioKinds
    let first = ["collector_id", "team_id", "attr_mask", "fte", "cap_cases", "cap_amount_cents", "saturation"]
    let columns = first + kinds.map { "n_" + $0 } + (0..<effortClasses).map { "rho_pm_\($0)" }
    var table = try NumberTable(path, columns: columns)
    let forms: [NumberTable.Kind] = columns.map { $0 == "attr_mask" ? .mask : $0 == "fte" || $0 == "saturation" ? .millionths : .whole }
    let weights = kinds.map { fixed(policy.loadWeights[$0] ?? 0) }
    let (perFTE, discount) = (fixed(policy.capacityPerFTE, 1000), fixed(policy.saturationDiscount, 1e6))
    let (limit, fair) = (fixed(policy.saturationMax, 1e6), fixed(policy.fairWeight, 1e6))
    var row = [Int64](repeating: 0, count: columns.count)
    rates = [[Int64]](repeating: [], count: effortClasses)
    while try table.next(&row, forms) {
      guard row[0] == count, quotaPPM.indices.contains(Int(row[1])) else {
        throw table.problem(Wording("collectors 0, 1, 2 … of a known team", "依次为 0、1、2……的催收员，所属小组须已知"))
      }
      guard (0...10_000_000).contains(row[3]), (0...1_000_000).contains(row[6]), (0...10_000_000).contains(row[4]), row[5] >= 0,
        row[7...].allSatisfy({ (0...10_000_000).contains($0) })
      else { throw table.problem(Wording("values in range", "范围之内的值")) }
      team.append(Int32(row[1]))
      mask.append(UInt64(bitPattern: row[2]))
      live.append(row[6] <= limit && row[4] > 0)
      load0.append(Effort(kinds.indices.reduce(0) { $0 + weights[$1] * row[7 + $1] }))
      // 1024 · W / w_fair, in one rounding.
      let scaled = Int128(perFTE) * Int128(row[3]) * (1_000_000_000_000 - Int128(discount) * Int128(row[6])) * 1024
      capacity.append(Effort(max(1, Int64(clamping: (scaled / Int128(fair) + 500_000_000_000_000) / 1_000_000_000_000_000))))
      caseRoom.append(Int32(row[4]))
      amountRoom.append(row[5] == 0 ? .unlimited : Amount(row[5]))
      for k in 0..<effortClasses { rates[k].append(row[7 + kinds.count + k]) }
    }
  }

  func receivers() -> Receivers {
    var receivers = Receivers()
    for c in 0..<count {
      receivers.append(
        load0: load0[c], capacity: capacity[c], caseRoom: live[c] ? caseRoom[c] : 0, amountRoom: amountRoom[c], team: team[c],
        key: Tie.hash(UInt64(c) &+ 0xC011_EC70))
    }
    return receivers
  }

  func eligible(_ required: UInt64) -> [Int32] { (0..<Int32(count)).filter { live[Int($0)] && mask[Int($0)] & required == required } }

  /// β: the team's quota of the whole value, by capacity among those of the team who get cases.
  func amountCell(totalValue: AccountValue, _ policy: InstancePolicy) -> FairnessCell {
    var capacityOfTeam = [Int128](repeating: 0, count: quotaPPM.count)
    for c in 0..<count where live[c] { capacityOfTeam[Int(team[c])] += Int128(capacity[c].rawValue) }
    let target = (0..<count).map { c -> AccountValue in
      guard live[c] else { return .zero }
      let t = Int(team[c])
      let share = Int128(totalValue.rawValue) * Int128(quotaPPM[t]) * Int128(capacity[c].rawValue) / (1_000_000 * capacityOfTeam[t])
      return max(.oneCase, AccountValue(Int64(clamping: share)))
    }
    let zeros = [AccountValue](repeating: .zero, count: count)
    return FairnessCell(before: zeros, target: target, weight: SolverInstance.cost(policy.amountWeight))
  }

  func quota(cases: Int, _ policy: InstancePolicy) -> Quota {
    if policy.objective == .levels {
      let none = [AccountValue](repeating: .zero, count: quotaPPM.count)
      return Quota(before: none, sharePPM: quotaPPM, tolerancePPM: policy.quotaTolerancePPM ?? 0)
    }
    return Quota(
      target: quotaPPM.map { AccountValue(AccountValue.cases(Int64(cases)).rawValue * $0 / 1_000_000) },
      weight: max(1, SolverInstance.cost(policy.quotaWeight)))
  }

  /// w_util · (ρ* − ρ), per 1/1024 of the amount unit.
  func match(_ policy: InstancePolicy) -> MatchTable {
    let perPermille = policy.utilisationWeight / 1000 * Double(SolverInstance.costScale) / 1024 * 65536
    let loss = rates.flatMap { row -> [Int32] in
      let best = row.max() ?? 0
      return row.map { Int32(clamping: fixed(Double(best - $0), perPermille)) }
    }
    return MatchTable(loss: loss, classes: effortClasses)
  }
}

/// Ties go by a hash, never by position alone.
enum Tie {
  static func hash(_ id: UInt64) -> UInt64 {
    var z = id &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
