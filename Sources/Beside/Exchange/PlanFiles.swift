package import Allocation
import Speech

/// Plans and prices of the exchange format: assignment.csv and prices.csv.
package struct PlanFiles: Sendable {
  let directory: String
  /// - Parameter directory: made by `write` if it is not there; its parent must be.
  package init(_ directory: String) { self.directory = directory }

  /// What is written into the directory.
  package static let names = ["assignment.csv", "prices.csv", "cell_prices.csv"]

  /// Writes assignment.csv: case_id, collector_id (−1 = unassigned). Makes the directory if it is not there.
  package func write(_ receiver: [Int32], of instance: SolverInstance) throws(ExchangeError) {
    try ByteFile.makeDirectory(directory)
    var bytes: [UInt8] = Array("case_id,collector_id\n".utf8)
    bytes.reserveCapacity(instance.unitOfCase.count * 14)
    for (i, unit) in instance.unitOfCase.enumerated() {
      Decimal.append(Int64(i), to: &bytes)
      bytes.append(UInt8(ascii: ","))
      Decimal.append(Int64(receiver[Int(unit)]), to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    try ByteFile.write(bytes, to: directory + "/assignment.csv")
  }

  /// Writes prices.csv: kind (collector | team), id, p, b, gamma, delta in the format's units; a team's tau stands in column p. Where the instance
  /// has cells, b is 0, and cell_prices.csv says it: cell_id, collector_id, b_cases, b_amount, where one is not 0.
  package func write(_ prices: Prices, of instance: SolverInstance) throws(ExchangeError) {
    var bytes: [UInt8] = Array("kind,id,p,b,gamma,delta\n".utf8)
    // A price of 2^-24 solver units per 1/1024 → 2^-34 of the format's unit; places are in 2^-20, amounts per cent.
    for c in 0..<instance.collectors {
      bytes += Array("collector,".utf8)
      Decimal.append(Int64(c), to: &bytes)
      for part in [prices.effort[c].rawValue, instance.cells.isEmpty ? prices.account[c].rawValue : 0] {
        Decimal.append(Int128(part), digits: 34, to: &bytes)
      }
      Decimal.append(Int128(prices.place[c].rawValue), digits: 20, to: &bytes)
      Decimal.append(Int128(prices.amount[c].rawValue) * Int128(instance.amountUnit), digits: 44, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    for t in 0..<instance.teams {
      bytes += Array("team,".utf8)
      Decimal.append(Int64(t), to: &bytes)
      Decimal.append(t < prices.teams ? Int128(prices.quota[t].rawValue) : 0, digits: 34, to: &bytes)
      bytes += Array(",0,0,0\n".utf8)
    }
    try ByteFile.write(bytes, to: directory + "/prices.csv")
    if !instance.cells.isEmpty { try writeCells(prices, of: instance) }
  }

  private func writeCells(_ prices: Prices, of instance: SolverInstance) throws(ExchangeError) {
    var bytes: [UInt8] = Array("cell_id,collector_id,b_cases,b_amount\n".utf8)
    for (cell, accounts) in instance.cells.enumerated() {
      for c in 0..<instance.collectors {
        let parts = [accounts.cases, accounts.amount].map { $0 < 0 ? 0 : prices.account[Int($0) * instance.collectors + c].rawValue }
        if parts == [0, 0] { continue }
        Decimal.append(Int64(cell), to: &bytes)
        bytes.append(UInt8(ascii: ","))
        Decimal.append(Int64(c), to: &bytes)
        for part in parts { Decimal.append(Int128(part), digits: 34, to: &bytes) }
        bytes.append(UInt8(ascii: "\n"))
      }
    }
    try ByteFile.write(bytes, to: directory + "/cell_prices.csv")
  }

  private func readCells(_ prices: inout Prices, of instance: SolverInstance) throws(ExchangeError) {
    var table = try NumberTable(directory + "/cell_prices.csv", columns: ["cell_id", "collector_id", "b_cases", "b_amount"])
    var row = [Int64](repeating: 0, count: 4)
    while try table.next(&row, [.whole, .whole, .binary34, .binary34]) {
      guard instance.cells.indices.contains(Int(row[0])), (0..<instance.collectors).contains(Int(row[1])) else {
        throw table.problem(Wording("a cell and a collector of the instance", "该实例的账户格和催收员"))
      }
      let accounts = instance.cells[Int(row[0])]
      for (account, price) in [(accounts.cases, row[2]), (accounts.amount, row[3])] where account >= 0 {
        prices.account[Int(account) * instance.collectors + Int(row[1])] = Price(price)
      }
    }
  }

  /// The plan of a directory, by case.
  package func assignment() throws(ExchangeError) -> [Int32] {
    var table = try NumberTable(directory + "/assignment.csv", columns: ["case_id", "collector_id"])
    var plan: [Int32] = []
    var row: [Int64] = [0, 0]
    while try table.next(&row, [.whole, .whole]) {
      guard row[0] == plan.count, (-1...Int64(Int32.max)).contains(row[1]) else {
        throw table.problem(Wording("cases 0, 1, 2 … with a collector or −1", "依次为 0、1、2……的案件，各有催收员或 −1"))
      }
      plan.append(Int32(row[1]))
    }
    return plan
  }

  /// The prices of a directory, for the receivers of `instance`.
  package func prices(of instance: SolverInstance) throws(ExchangeError) -> Prices {
    let accounts = instance.cells.isEmpty ? 1 : instance.cells.reduce(0) { $0 + ($1.cases < 0 ? 0 : 1) + ($1.amount < 0 ? 0 : 1) }
    var prices = Prices(receivers: instance.collectors, cells: accounts, quotas: 1, teams: instance.teams)
    if !instance.cells.isEmpty { try readCells(&prices, of: instance) }
    var table = try NumberTable(directory + "/prices.csv", columns: ["kind", "id", "p", "b", "gamma", "delta"])
    var row = [Int64](repeating: 0, count: 6)
    // Decimals come in 2^-34, which the writer's precision covers.
    while try table.next(&row, [.word, .whole, .binary34, .binary34, .binary34, .binary34]) {
      let id = Int(row[1])
      if row[0] == Int64(UInt8(ascii: "c")), (0..<instance.collectors).contains(id) {
        prices.effort[id] = Price(row[2])
        if instance.cells.isEmpty { prices.account[id] = Price(row[3]) }
        prices.place[id] = Cost(max(0, row[4] >> 14))
        prices.amount[id] = Price(max(0, Int64(clamping: (Int128(row[5]) << 10) / Int128(instance.amountUnit))))
      } else if row[0] == Int64(UInt8(ascii: "t")), (0..<instance.teams).contains(id) {
        prices.quota[id] = Price(row[2])
      } else {
        throw table.problem(Wording("collector or team with an id of the instance", "类型 collector 或 team，编号须属于该实例"))
      }
    }
    return prices
  }
}

/// Numbers as bytes.
package enum Decimal {
  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    if rest < 10 {
      bytes.append(48 + UInt8(rest))
      return
    }
    let start = bytes.count
    while rest > 0 {
      bytes.append(48 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// A comma and value / 2^digits with twelve decimals, rounded down in magnitude.
  static func append(_ value: Int128, digits: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    bytes += Array(text(value, digits: digits, decimals: 12).utf8)
  }

  /// value / 2^digits with so many decimals.
  package static func text(_ value: Int128, digits: Int, decimals: Int) -> String {
    let magnitude = value.magnitude
    var fraction = UInt64(0)
    var rest = magnitude & ((UInt128(1) << UInt128(digits)) - 1)
    for _ in 0..<decimals {
      rest *= 10
      fraction = fraction * 10 + UInt64(rest >> UInt128(digits))
      rest &= (UInt128(1) << UInt128(digits)) - 1
    }
    let tail = String(fraction)
    return (value < 0 ? "-" : "") + String(magnitude >> UInt128(digits)) + "." + String(repeating: "0", count: decimals - tail.count) + tail
  }
}
