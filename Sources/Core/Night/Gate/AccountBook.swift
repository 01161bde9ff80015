import Policy
import Portfolio

/// Which running account each request counts in, and what everybody was given of it since the month began.
struct AccountBook {
  /// What an account is about, by positions; policies and rules by number.
  struct Key: Hashable {
    var policy: Int16
    var route: Int16
    var client: Int32 = -1
    var batch: Int32 = -1
    var stage: Int32 = -1
    var band: Int16 = -1

    /// The whole of the route.
    var whole: Key { Key(policy: policy, route: route) }

    func named(_ policies: PolicySet) -> AccountKey {
      let policy = policies.policies[Int(policy)]
      return AccountKey(policy: policy.name, rule: policy.routes[Int(route)].rule, client: client, batch: batch, stage: stage, band: band)
    }
  }
  /// In order of first request.
  private(set) var keys: [Key] = []
  /// By request: position in `keys`.
  private(set) var accountOf: [Int32] = []
  private let month: MonthAccounts
  /// By policy and rule: their numbers, for the names in the snapshot.
  private var numbers: [Names: Key] = [:]

  private struct Names: Hashable {
    var policy: String
    var rule: String
  }

  init(_ requests: [Requests.Request], _ standing: Standing) {
    month = standing.snapshot.month
    var positions: [Key: Int32] = [:]
    accountOf.reserveCapacity(requests.count)
    for request in requests {
      let key = Self.key(request.policy, request.route, request.caseIndex, standing)
      if let known = positions[key] {
        accountOf.append(known)
      } else {
        positions[key] = Int32(keys.count)
        accountOf.append(Int32(keys.count))
        keys.append(key)
      }
    }
    for (p, policy) in standing.policies.policies.enumerated() {
      for (r, route) in policy.routes.enumerated() {
        numbers[Names(policy: policy.name, rule: route.rule)] = Key(policy: Int16(p), route: Int16(r))
      }
    }
  }

  /// What a case counts in when it goes by this route.
  static func key(_ policy: Int16, _ route: Int16, _ index: CaseIndex, _ standing: Standing) -> Key {
    let fair = standing.policies.policies[Int(policy)].fair
    var key = Key(policy: policy, route: route)
    guard !fair.by.isEmpty else { return key }
    let i = index.position
    if fair.by.contains(.client) { key.client = standing.snapshot.cases.client[i] }
    if fair.by.contains(.batch) { key.batch = standing.snapshot.cases.batch[i] }
    if fair.by.contains(.stage) { key.stage = standing.snapshot.cases.stage[i] }
    if fair.by.contains(.amountBand) {
      key.band = Int16(clamping: fair.amountBands.reduce(0) { $0 + (standing.coverage.amount[i] >= $1 ? 1 : 0) })
    }
    return key
  }

  /// Calls `body` with each entry of the month under the key of its account, for rules that still exist.
  func forEachBefore(_ body: (Key, AccountEntry) -> Void) {
    let keys = month.keys.map { stored -> Key? in
      guard var key = numbers[Names(policy: stored.policy, rule: stored.rule)] else { return nil }
      (key.client, key.batch, key.stage, key.band) = (stored.client, stored.batch, stored.stage, stored.band)
      return key
    }
    for entry in month.entries where entry.collector != .none {
      if let key = keys[Int(entry.account)] { body(key, entry) }
    }
  }

  /// The accounts by name, for those who write down what was given.
  func named(_ policies: PolicySet) -> [AccountKey] {
    keys.map { $0.named(policies) }
  }
}
