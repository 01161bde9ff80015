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
  var count: Int { cents.count }

  init(_ directory: String, _ policy: InstancePolicy, collectors: Int) throws(ExchangeError) {
    var table = try NumberTable(
      directory + "/cases.csv", columns: ["case_id", "amount_cents", "cls", "req_mask", "priority", "group_id"])
    let rows = table.capacity
    cents.reserveCapacity(rows)
    caseClass.reserveCapacity(rows)
    priority.reserveCapacity(rows)
    signature.reserveCapacity(rows)
    group.reserveCapacity(rows)
    var known: [UInt64: Int32] = [:]
    var row = [Int64](repeating: 0, count: 6)
    while try table.next(&row, [.whole, .whole, .whole, .mask, .whole, .whole]) {
      guard row[0] == count else { throw table.problem(Wording("cases 0, 1, 2 … in this order", "依次为 0、1、2……的案件")) }
      guard (0...1_000_000_000_000).contains(row[1]), (0..<Int64(policy.effort.count)).contains(row[2]), (0...15).contains(row[4]),
        (-1...1_000_000_000).contains(row[5])
      else {
        throw table.problem(
          Wording(
            "an amount of 0 to 10^12, a known class, a priority of 0 to 15 and a group of −1 or more",
            "金额 0 至 10^12、已知的类别、优先级 0 至 15、组号不小于 −1"))
      }
      cents.append(row[1])
      caseClass.append(UInt8(row[2]))
      priority.append(UInt8(row[4]))
      group.append(Int32(row[5]))
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
