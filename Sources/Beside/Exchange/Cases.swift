import Allocation
import Speech

/// cases.csv.
struct Cases {
  private(set) var cents: [Int64] = []
  private(set) var caseClass: [UInt8] = []
  private(set) var priority: [UInt8] = []
  /// Position in `masks`.
  private(set) var signature: [Int32] = []
  private(set) var group: [Int32] = []
  private(set) var masks: [UInt64] = []
  /// Where the instance has cells.
  private(set) var cell: [Int32] = []
  var count: Int { cents.count }

  init(_ directory: String, _ policy: InstancePolicy, cells: Int) throws(ExchangeError) {
    let columns = ["case_id", "amount_cents", "cls", "req_mask", "priority", "group_id"] + (cells > 0 ? ["cell_id"] : [])
    let forms = columns.map { $0 == "req_mask" ? NumberTable.Kind.mask : .whole }
    var table = try NumberTable(directory + "/cases.csv", columns: columns)
    let rows = table.capacity
    cents.reserveCapacity(rows)
    caseClass.reserveCapacity(rows)
    priority.reserveCapacity(rows)
    signature.reserveCapacity(rows)
    group.reserveCapacity(rows)
    var known: [UInt64: Int32] = [:]
    var row = [Int64](repeating: 0, count: columns.count)
    while try table.next(&row, forms) {
      guard row[0] == count else { throw table.problem(Wording("cases 0, 1, 2 … in this order", "依次为 0、1、2……的案件")) }
      guard (0...1_000_000_000_000).contains(row[1]), (0..<Int64(policy.effort.count)).contains(row[2]), (0...15).contains(row[4]),
        (-1...1_000_000_000).contains(row[5]), cells == 0 || (0..<Int64(cells)).contains(row[columns.count - 1])
      else {
        throw table.problem(
          Wording(
            "an amount of 0 to 10^12, a known class, a priority of 0 to 15, a group of −1 or more\(cells > 0 ? " and a known cell" : "")",
            "金额 0 至 10^12、已知的类别、优先级 0 至 15、组号不小于 −1\(cells > 0 ? "、已知的账户格" : "")"))
      }
      cents.append(row[1])
      caseClass.append(UInt8(row[2]))
      priority.append(UInt8(row[4]))
      group.append(Int32(row[5]))
      if cells > 0 { cell.append(Int32(row[columns.count - 1])) }
      let mask = UInt64(bitPattern: row[3])
      if let index = known[mask] {
        signature.append(index)
      } else {
        known[mask] = Int32(masks.count)
        signature.append(Int32(masks.count))
        masks.append(mask)
      }
    }
  }
}

/// exclusions.csv, by case.
struct Exclusions {
  let rows: Rows<Int32>

  init(_ directory: String, cases: Int, collectors: Int) throws(ExchangeError) {
    var table = try NumberTable(directory + "/exclusions.csv", columns: ["case_id", "collector_id"])
    var pairs: [UInt64] = []
    var row = [Int64](repeating: 0, count: 2)
    while try table.next(&row, [.whole, .whole]) {
      guard (0..<Int64(cases)).contains(row[0]), (0..<Int64(collectors)).contains(row[1]) else {
        throw table.problem(Wording("a known case and a known collector", "已知的案件和已知的催收员"))
      }
      pairs.append(UInt64(row[0]) << 32 | UInt64(row[1]))
    }
    pairs.sort()
    var starts = [Int32](repeating: 0, count: cases + 1)
    var values: [Int32] = []
    values.reserveCapacity(pairs.count)
    for pair in pairs {
      starts[Int(pair >> 32) + 1] += 1
      values.append(Int32(truncatingIfNeeded: pair & 0xFFFF_FFFF))
    }
    for i in 0..<cases { starts[i + 1] += starts[i] }
    rows = Rows(starts: starts, values: values)
  }
}
