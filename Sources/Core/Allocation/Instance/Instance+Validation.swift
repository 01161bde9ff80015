extension Instance {
  /// Highest effort, load and capacity in seconds, amount-scale values and weights: keeps every product within 128 bits.
  package static let largestValue: Int64 = 1 << 40
  /// Highest price of leaving a unit out.
  package static let largestPenalty: Int64 = 1 << 50
  /// Highest number of receivers, units and signatures.
  package static let largestCount = Int(Int32.max) / 2

  func validate() throws(InstanceError) {
    try checkReceivers()
    try checkSignatures()
    try checkUnits()
    try checkAccounts()
  }

  private func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(InstanceError) {
    if !condition { throw InstanceError(message()) }
  }

  private func checkReceivers() throws(InstanceError) {
    let n = receivers.count
    let columns = [
      receivers.capacity.count, receivers.caseRoom.count, receivers.amountRoom.count, receivers.team.count, receivers.key.count,
    ]
    try require(columns.allSatisfy { $0 == n } && n <= Self.largestCount, "receiver columns differ in length; expected \(n) values each")
    for r in 0..<n {
      try require(
        (0...Self.largestValue).contains(receivers.load0[r].rawValue), "receiver \(r): load out of range; expected 0…2^40 seconds")
      try require(
        receivers.capacity[r].rawValue <= Self.largestValue, "receiver \(r): capacity out of range; expected at most 2^40 seconds")
      try require(receivers.caseRoom[r] >= 0 && receivers.amountRoom[r] >= .zero, "receiver \(r): negative room; expected 0 or more")
      try require(receivers.team[r] >= -1, "receiver \(r): team out of range; expected −1 or a position")
    }
  }

  private func checkSignatures() throws(InstanceError) {
    for s in 0..<signatures.count {
      var previous: Int32 = -1
      for r in signatures[s] {
        try require(r > previous && r < receivers.count, "signature \(s): receivers must be ascending positions below \(receivers.count)")
        previous = r
      }
    }
  }

  private func checkUnits() throws(InstanceError) {
    let n = units.count
    let columns = [
      units.cases.count, units.effort.count, units.amount.count, units.priority.count, units.penalty.count, units.current.count,
      units.key.count, units.exclusions.count, units.fairness.count, units.quota.count, units.match.count,
    ]
    try require(columns.allSatisfy { $0 == n } && n <= Self.largestCount, "unit columns differ in length; expected \(n) values each")
    var effort: Int64 = 0
    for u in 0..<units.count {
      try require(
        units.signature[u] >= 0 && units.signature[u] < signatures.count, "unit \(u): no such signature; expected 0..<\(signatures.count)")
      try require(units.cases[u] >= 1, "unit \(u): \(units.cases[u]) cases; expected 1 or more")
      try require((0...Self.largestValue).contains(units.effort[u].rawValue), "unit \(u): effort out of range; expected 0…2^40 seconds")
      try require(units.amount[u] >= .zero, "unit \(u): negative amount; expected 0 or more")
      try require(
        units.current[u] >= -1 && units.current[u] < receivers.count, "unit \(u): holder out of range; expected −1..<\(receivers.count)")
      effort += units.effort[u].rawValue
      try require(effort <= Self.largestValue, "unit \(u): total effort above 2^40 seconds")
      try require((0...Self.largestPenalty).contains(units.penalty[u].rawValue), "unit \(u): penalty out of range; expected 0…2^50")
      for i in units.fairness.range(u) { try check(units.fairness.values[i], cells.count, "fairness", u) }
      for i in units.quota.range(u) { try check(units.quota.values[i], quotas.count, "quota", u) }
      for i in units.match.range(u) { try check(units.match.values[i], match.classes, "match", u) }
    }
  }

  private func check(_ entry: Entry, _ accounts: Int, _ kind: String, _ u: Int) throws(InstanceError) {
    try require(
      entry.account >= 0 && entry.account < accounts && (0...(1 << 30)).contains(entry.raw),
      "unit \(u): \(kind) entry out of range; expected an account in 0..<\(accounts) and a value in 0…2^30")
  }

  private func checkAccounts() throws(InstanceError) {
    for (k, cell) in cells.enumerated() {
      let given = cell.target.isEmpty ? cell.share : cell.target.map(\.rawValue)
      try require(
        cell.before.count == receivers.count && given.count == receivers.count,
        "fairness cell \(k): expected \(receivers.count) values of before and share")
      try require(
        (cell.before.map(\.rawValue) + given + [cell.weight.rawValue]).allSatisfy { (0...Self.largestValue).contains($0) },
        "fairness cell \(k): value out of range; expected 0…2^40")
    }
    for (k, quota) in quotas.enumerated() {
      let given = quota.target.isEmpty ? quota.sharePPM.count : quota.target.count
      try require(quota.before.count == given, "quota \(k): expected as many before-values as shares")
      try require(
        (quota.before + quota.target).allSatisfy { (0...Self.largestValue).contains($0.rawValue) }
          && (0...Self.largestValue).contains(quota.weight.rawValue)
          && quota.sharePPM.allSatisfy { (0...1_000_000).contains($0) }
          && (0...1_000_000).contains(quota.tolerancePPM), "quota \(k): value out of range; expected shares in millionths")
    }
    try require(
      match.loss.count == match.classes * receivers.count && match.loss.allSatisfy { $0 >= 0 },
      "match: expected \(match.classes) rows of \(receivers.count) losses, 0 or more")
  }
}
