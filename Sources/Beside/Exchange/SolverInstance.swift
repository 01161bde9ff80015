package import Allocation
import Speech

/// An instance of the exchange format, as the solver sees it, and the way back from its units to the cases of the file.
///
/// Costs are in 2^-20 of the format's unit, effort and capacity in 1/1024, amounts in cents against limits and in 1/1024 of the amount unit
/// in accounts: everything the solver decides with is an integer.
package struct SolverInstance {
  /// As read, or nothing after `handOver`.
  package private(set) var instance: Instance
  /// By case: its unit.
  package let unitOfCase: [Int32]
  /// How many collectors: receiver `c` is the collector of id `c`.
  package let collectors: Int
  /// How many teams.
  package let teams: Int
  /// By cell: its accounts of numbers and amounts, −1 where it has none; empty where the amount of everything is one account.
  let cells: [(cases: Int32, amount: Int32)]
  /// Cents of the amount unit.
  package let amountUnit: Int64

  /// Cost units per unit of the format's objective.
  package static let costScale: Int64 = 1 << 20

  /// What so much of the format's objective is, rounded to a cost unit.
  static func cost(_ value: Double) -> Cost { Cost(fixed(value, Double(costScale))) }

  /// Reads policy.json, teams.csv, collectors.csv, cases.csv and exclusions.csv of a directory, and cells.csv and shares.csv where it has cells. `current` says by case who holds it, −1
  /// nobody; empty for none.
  package init(directory: String, current: [Int32] = []) throws(ExchangeError) {
    let policy = try InstancePolicy.read(directory + "/policy.json")
    let people = try People(directory, policy)
    let accounts = (policy.cells ?? 0) > 0 ? try CellAccounts(directory, policy, collectors: people.count) : nil
    let cases = try Cases(directory, policy, cells: accounts?.count ?? 0)
    let exclusions = try Exclusions(directory, cases: cases.count, collectors: people.count)
    guard current.isEmpty || current.count == cases.count else {
      throw ExchangeError(
        .malformed,
        Wording(
          "\(directory): \(cases.count) cases; expected as many as the given plan has, \(current.count)",
          "\(directory): 有 \(cases.count) 件案件；应与所给方案的件数相同，为 \(current.count) 件"))
    }
    var builder = UnitBuilder(cases)
    let units = builder.units(cases, policy, exclusions, accounts, current)
    unitOfCase = builder.unitOfCase
    collectors = people.count
    teams = people.quotaPPM.count
    cells = accounts?.counted ?? []
    amountUnit = policy.amountUnitCents
    do {
      instance = try Instance(
        receivers: people.receivers(), signatures: builder.masks.map { people.eligible($0) }, units: units,
        cells: accounts?.cells ?? [people.amountCell(totalValue: builder.totalValue, policy)],
        quotas: policy.hasQuotas ? [people.quota(cases: cases.count, policy)] : [],
        match: policy.utilisationWeight > 0 ? people.match(policy) : MatchTable(),
        objective: policy.objective == .levels ? .levels : .priced)
    } catch {
      throw ExchangeError(.malformed, Wording("\(directory): \(error)", "\(directory): 实例不成立：\(error)"))
    }
  }

  /// The instance, for the solver to use up; none is left here.
  package mutating func handOver() -> Instance {
    let given = instance
    instance = .nothing
    return given
  }
}
