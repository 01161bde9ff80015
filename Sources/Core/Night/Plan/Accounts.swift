import Allocation
import Policy
import Portfolio

/// The month's running accounts of new cases and new amount, as the solver balances them: a fairness cell per account and measure (the
/// whole of a route, and each combination its policy tells apart), and a quota per policy.
struct Accounts {
  private struct Cell: Hashable {
    var key: AccountBook.Key
    var amounts: Bool
  }
  private(set) var cells: [FairnessCell] = []
  private(set) var quotas: [Quota] = []
  /// By cell: what it shares out.
  var shares: [Question.Sharing] {
    measures.indices.map { k in
      let (key, amounts) = (measures[k].key, measures[k].amounts)
      return Question.Sharing(amounts: amounts, isWhole: key == key.whole, policy: key.policy, route: key.route, within: within[k])
    }
  }
  /// By quota: position of its policy.
  var quotaPolicies: [Int: Int] { Dictionary(quotaOf.map { (Int($0.value), Int($0.key)) }) { first, _ in first } }
  /// By account of the book: cells that a case of it counts in.
  private var cellsOf: [[Int32]] = []
  private var measures: [Cell] = []
  /// By cell: the wish of its policy, in cases or per mille.
  private var within: [Int64] = []
  private var positions: [Cell: Int32] = [:]
  private var quotaOf: [Int16: Int32] = [:]
  /// Everybody's share of the month.
  let month: MonthShares
  private let book: AccountBook
  private let meanAmount: Amount
  private let quotaByAmount: [Bool]

  init(_ groups: [Group], _ offer: Offer, _ standing: Standing) {
    let (snapshot, policies) = (standing.snapshot, standing.policies)
    let (requests, book) = (offer.requests, offer.book)
    self.book = book
    quotaByAmount = policies.policies.map { $0.quotas?.of == .newAmount }
    let members = groups.flatMap(\.members)
    meanAmount = AmountScale.mean(members.map { Amount(standing.coverage.amount[requests.requests[$0].caseIndex.position]) })
    month = MonthShares(standing)
    let shares = month.minutes
    open(policies, people: snapshot.collectors.count)
    // Who may get cases of an account shares in it; each signature is looked at once.
    var seen = [Set<Int32>](repeating: [], count: book.keys.count)
    var tonight = [Int64](repeating: 0, count: cells.count)
    for member in members {
      let (account, signature) = (Int(book.accountOf[member]), requests.requests[member].signature)
      for cell in cellsOf[account] { tonight[Int(cell)] += 1 }
      guard seen[account].insert(signature).inserted else { continue }
      for cell in cellsOf[account] {
        for receiver in requests.eligibility.signatures[Int(signature)] { cells[Int(cell)].share[Int(receiver)] = shares[Int(receiver)] }
      }
    }
    count(snapshot, policies)
    weigh(tonight, policies)
  }

  /// The accounts with what was placed before the plan counted as given, and shares for all who might have had it: not for the plan, which deals the
  /// rest, but for what is told of it.
  func told(_ offer: Offer, _ standing: Standing) -> (cells: [FairnessCell], quotas: [Quota]) {
    var (cells, quotas) = (cells, quotas)
    let requests = offer.requests
    for (position, place) in offer.placement.fixed.enumerated() {
      guard let receiver = place.map({ Int($0.receiver) }) else { continue }
      let request = requests.requests[position]
      let amount = AmountScale.uncapped(Amount(standing.coverage.amount[request.caseIndex.position]), mean: meanAmount)
      for cell in cellsOf[Int(book.accountOf[position])].map({ Int($0) }) {
        cells[cell].before[receiver] = min(
          AccountValue(Instance.largestValue), cells[cell].before[receiver] + (measures[cell].amounts ? amount : .oneCase))
        for c in requests.eligibility.signatures[Int(request.signature)] { cells[cell].share[Int(c)] = month.minutes[Int(c)] }
      }
      let team = Int(standing.snapshot.collectors.team[receiver])
      if let quota = quotaOf[request.policy], team >= 0 {
        quotas[Int(quota)].before[team] += quotaByAmount[Int(request.policy)] ? amount : .oneCase
      }
    }
    return (cells, quotas)
  }

  func fairness(_ group: Group, _ requests: Requests, _ coverage: Coverage) -> [Entry] {
    var entries: [Entry] = []
    for member in group.members {
      for cell in cellsOf[Int(book.accountOf[member])] {
        let value =
          measures[Int(cell)].amounts
          ? AmountScale.scaled(Amount(coverage.amount[requests.requests[member].caseIndex.position]), mean: meanAmount) : .oneCase
        if let known = entries.firstIndex(where: { $0.account == cell }) {
          entries[known].value += value
        } else {
          entries.append(Entry(account: cell, value: value))
        }
      }
    }
    return entries
  }

  func quota(_ group: Group, _ requests: Requests, _ coverage: Coverage) -> [Entry] {
    let policy = requests.requests[group.members[0]].policy
    guard let account = quotaOf[policy] else { return [] }
    let value = group.members.reduce(AccountValue.zero) { sum, member in
      let amount = Amount(coverage.amount[requests.requests[member].caseIndex.position])
      return sum + (quotaByAmount[Int(policy)] ? AmountScale.scaled(amount, mean: meanAmount) : .oneCase)
    }
    return [Entry(account: account, value: value)]
  }

  /// Cells for every account of tonight. `weight` holds the tolerance until `weigh` knows how much there is to share.
  private mutating func open(_ policies: PolicySet, people: Int) {
    let zeros = [AccountValue](repeating: .zero, count: people)
    let nobody = [Int64](repeating: 0, count: people)
    for key in book.keys {
      let fair = policies.policies[Int(key.policy)].fair
      var mine: [Int32] = []
      for (amounts, within) in [(false, fair.newCasesWithin), (true, fair.newAmountWithinPermille)] {
        guard let within else { continue }
        for level in key == key.whole ? [key] : [key.whole, key] {
          let cell = Cell(key: level, amounts: amounts)
          if positions[cell] == nil {
            positions[cell] = Int32(cells.count)
            measures.append(cell)
            self.within.append(Int64(within))
            cells.append(FairnessCell(before: zeros, share: nobody, weight: Cost(Int64(within))))
          }
          if let position = positions[cell] { mine.append(position) }
        }
      }
      cellsOf.append(mine)
      if let quota = policies.policies[Int(key.policy)].quotas, quotaOf[key.policy] == nil {
        quotaOf[key.policy] = Int32(quotas.count)
        quotas.append(Quota(before: [], sharePPM: [], tolerancePPM: Int64(quota.tolerancePPM)))
      }
    }
  }

  /// What everybody has been given since the month began.
  private mutating func count(_ snapshot: Snapshot, _ policies: PolicySet) {
    var given: [Int16: [AccountValue]] = [:]
    let none = [AccountValue](repeating: .zero, count: snapshot.teams.count)
    book.forEachBefore { key, entry in
      let c = entry.collector.position
      let amount = AmountScale.uncapped(Amount(entry.amount), mean: meanAmount)
      let cases = AccountValue.cases(Int64(entry.cases))
      for level in key == key.whole ? [key] : [key.whole, key] {
        for (amounts, value) in [(false, cases), (true, amount)] {
          guard let cell = positions[Cell(key: level, amounts: amounts)] else { continue }
          cells[Int(cell)].before[c] = min(AccountValue(Instance.largestValue), cells[Int(cell)].before[c] + value)
        }
      }
      let team = snapshot.collectors.team[c]
      if quotaOf[key.policy] != nil, team >= 0 {
        given[key.policy, default: none][Int(team)] += quotaByAmount[Int(key.policy)] ? amount : cases
      }
    }
    for (p, policy) in policies.policies.enumerated() {
      guard let quota = policy.quotas, let position = quotaOf[Int16(p)] else { continue }
      var shares = [Int64](repeating: 0, count: snapshot.teams.count)
      for share in quota.shares { if let team = snapshot.teams.find(share.team) { shares[Int(team)] = Int64(share.ppm) } }
      quotas[Int(position)].before = given[Int16(p)] ?? none
      quotas[Int(position)].sharePPM = shares
    }
  }

  private mutating func weigh(_ tonight: [Int64], _ policies: PolicySet) {
    for (c, cell) in measures.enumerated() {
      let fair = policies.policies[Int(cell.key.policy)].fair
      if cell.amounts {
        cells[c].weight = Cost(fair.weighed(AllocationSettings.weight(withinPermille: cells[c].weight.rawValue).rawValue))
      } else {
        var (people, before) = (Int64(0), AccountValue.zero)
        for r in cells[c].share.indices where cells[c].share[r] > 0 {
          people += 1
          before += cells[c].before[r]
        }
        let average = (before.wholeCases + tonight[c]) / max(1, people)
        cells[c].weight = Cost(
          fair.weighed(AllocationSettings.weight(withinCases: cells[c].weight.rawValue, averageTarget: average).rawValue))
      }
    }
  }
}
