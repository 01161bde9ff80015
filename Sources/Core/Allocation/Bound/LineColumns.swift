/// The values in which the units of a group differ. All a unit pays beside the group's common part is a sum of values times prices of the
/// receiver: a line in as many numbers as differ. A night's units of one cell differ in the amount alone, which counts in two accounts.
struct LineColumns {
  /// Where the price of a value stands: at a position and the receiver's, or the amounts'.
  enum Source: Equatable {
    case account(Int)
    case match(Int)
    case amount
  }
  /// What is the same for all units of the group.
  private(set) var common: [(source: Source, value: Int64)] = []
  /// By varying column: what it counts for, and the term it is the same as in every unit.
  private(set) var sources: [(source: Source, term: Int)] = []
  /// Numbers in which units differ.
  private(set) var terms = 0
  /// By unit of the group and term.
  private(set) var values: [Int64] = []

  /// - Parameters:
  ///   - members: units with the same accounts.
  ///   - isLimited: whether anybody's price of amounts is above 0.
  init(_ members: [Int32], _ lines: PricedLines, isLimited: Bool) {
    let (ledger, receivers) = (lines.ledger, lines.open.seats.count)
    let units = ledger.units
    var columns: [(source: Source, values: [Int64])] = []
    for (k, i) in units.fairness.range(Int(members[0])).enumerated() {
      let source = Source.account(Int(lines.open.fairness[i].account) &* receivers)
      columns.append((source, members.map { lines.open.fairness[units.fairness.range(Int($0)).lowerBound &+ k].raw }))
    }
    for u in members {
      for i in units.match.range(Int(u)) {
        let source = Source.match(Int(lines.open.match[i].account) &* receivers)
        if columns.contains(where: { $0.source == source }) { continue }
        columns.append((source, members.map { Self.value(of: lines.open.match[i].account, Int($0), lines) }))
      }
    }
    if isLimited { columns.append((.amount, members.map { units.amount[Int($0)].rawValue })) }
    var kinds: [[Int64]] = []
    for (source, column) in columns {
      if column.allSatisfy({ $0 == column[0] }) {
        if column[0] != 0 { common.append((source, column[0])) }
      } else if let term = kinds.firstIndex(of: column) {
        sources.append((source, term))
      } else {
        sources.append((source, kinds.count))
        kinds.append(column)
      }
    }
    terms = kinds.count
    values = [Int64](repeating: 0, count: terms * members.count)
    for (t, column) in kinds.enumerated() { for (i, value) in column.enumerated() { values[i * terms + t] = value } }
  }

  private static func value(of matchClass: Int32, _ u: Int, _ lines: PricedLines) -> Int64 {
    for i in lines.ledger.units.match.range(u) where lines.open.match[i].account == matchClass { return lines.open.match[i].raw }
    return 0
  }
}
