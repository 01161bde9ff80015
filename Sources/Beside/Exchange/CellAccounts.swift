import Allocation
import Speech

/// cells.csv and shares.csv: running accounts as a night has them, of the number and the amount of new cases, for a route as a whole and for
/// each of its parts.
struct CellAccounts {
  /// By cell: the cell it is a part of, −1 for none.
  private var parent: [Int32] = []
  /// By cell: positions of its accounts in `cells`, −1 where it has none.
  private(set) var counted: [(cases: Int32, amount: Int32)] = []
  /// Two for a cell that weighs both, in the order of cells.
  private(set) var cells: [FairnessCell] = []
  var count: Int { parent.count }

  init(_ directory: String, _ policy: InstancePolicy, collectors: Int) throws(ExchangeError) {
    var table = try NumberTable(directory + "/cells.csv", columns: ["cell_id", "parent_id", "w_cases", "w_amount"])
    let zeros = [AccountValue](repeating: .zero, count: collectors)
    let nobody = [Int64](repeating: 0, count: collectors)
    var row = [Int64](repeating: 0, count: 4)
    while try table.next(&row, [.whole, .whole, .millionths, .millionths]) {
      // One level: a part has no parts of its own.
      guard row[0] == parent.count, row[1] == -1 || parent.indices.contains(Int(row[1])) && parent[Int(row[1])] < 0,
        (0...1_000_000_000_000).contains(row[2]), (0...1_000_000_000_000).contains(row[3])
      else {
        throw table.problem(
          Wording(
            "cells 0, 1, 2 …, each with −1 or an earlier cell that has no parent, and weights of 0 to a million",
            "依次为 0、1、2……的账户格，上级为 −1 或更早的无上级的格，权重 0 至一百万"))
      }
      parent.append(Int32(row[1]))
      var positions: [Int32] = []
      for weight in row[2...] {
        guard weight > 0 else {
          positions.append(-1)
          continue
        }
        positions.append(Int32(cells.count))
        let cost = Int64(clamping: Int128(weight) * Int128(SolverInstance.costScale) / 1_000_000)
        cells.append(FairnessCell(before: zeros, share: nobody, weight: Cost(max(1, min(Instance.largestValue, cost)))))
      }
      counted.append((positions[0], positions[1]))
    }
    try readShares(directory + "/shares.csv", policy, collectors)
  }

  private mutating func readShares(_ path: String, _ policy: InstancePolicy, _ collectors: Int) throws(ExchangeError) {
    var table = try NumberTable(path, columns: ["cell_id", "collector_id", "share", "cases_before", "amount_before_cents"])
    var row = [Int64](repeating: 0, count: 5)
    while try table.next(&row, [.whole, .whole, .whole, .whole, .whole]) {
      guard parent.indices.contains(Int(row[0])), (0..<Int64(collectors)).contains(row[1]), row[2...].allSatisfy({ $0 >= 0 }),
        row[2] <= Instance.largestValue, row[3] <= 1_000_000_000
      else {
        throw table.problem(Wording("a known cell, a known collector, and numbers of 0 or more", "已知的账户格和催收员，以及不小于 0 的数"))
      }
      let (cell, c) = (counted[Int(row[0])], Int(row[1]))
      for (account, before) in [
        (cell.cases, AccountValue.cases(row[3])), (cell.amount, AmountScale.uncapped(Amount(row[4]), mean: Amount(policy.amountUnitCents))),
      ] where account >= 0 {
        cells[Int(account)].share[c] = row[2]
        cells[Int(account)].before[c] = min(AccountValue(Instance.largestValue), before)
      }
    }
  }

  /// What a case of the cell with such a value counts for: in the whole first, numbers before amounts.
  private func entries(_ cell: Int32, _ value: AccountValue) -> [Entry] {
    let levels = parent[Int(cell)] < 0 ? [cell] : [parent[Int(cell)], cell]
    let numbers = levels.map { Entry(account: counted[Int($0)].cases, value: .oneCase) }
    let amounts = levels.map { Entry(account: counted[Int($0)].amount, value: value) }
    return (numbers + amounts).filter { $0.account >= 0 }
  }

  /// By unit: what its cases count for together.
  ///
  /// - Parameters:
  ///   - cell: by case.
  ///   - value: by case.
  func entries(units: Int, unitOfCase: [Int32], cell: [Int32], value: (Int) -> AccountValue) -> Rows<Entry> {
    var starts = [Int](repeating: 0, count: units + 1)
    for u in unitOfCase { starts[Int(u) + 1] += 1 }
    for u in 0..<units { starts[u + 1] += starts[u] }
    var (fill, members) = (starts, [Int32](repeating: 0, count: unitOfCase.count))
    for (i, u) in unitOfCase.enumerated() {
      members[fill[Int(u)]] = Int32(i)
      fill[Int(u)] += 1
    }
    var rows = Rows<Entry>()
    rows.reserve(rows: units, values: 4 * unitOfCase.count)
    for u in 0..<units {
      var row: [Entry] = []
      for i in members[starts[u]..<starts[u + 1]] {
        for entry in entries(cell[Int(i)], value(Int(i))) {
          if let known = row.firstIndex(where: { $0.account == entry.account }) {
            row[known].value += entry.value
          } else {
            row.append(entry)
          }
        }
      }
      rows.append(row)
    }
    return rows
  }
}
