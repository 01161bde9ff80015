package import Desks
import Portfolio

/// What other files would have left behind after a night, where that is not what the night left behind: it is where the next night begins. What people,
/// arrivals and undoes did in between is in the next night's frozen inputs and goes first: a case that was touched stays as they left it.
struct CarriedState: Sendable {
  /// How a case stands between two nights; people by database id, 0 for nobody.
  struct Standing: Sendable, Hashable {
    var holder: Int64
    var heldSince: Day
    var hand: Int16
    /// In order of day, then person, each person once.
    var former: [Former]
    var caseClass: CaseClass
    var classSince: Day

    /// Whether nobody touched the case since it stood so; classes are the nights' own.
    func isSamePlace(as other: Standing) -> Bool {
      holder == other.holder && heldSince == other.heldSince && hand == other.hand && former == other.former
    }
  }

  /// Who had a case before.
  struct Former: Sendable, Hashable {
    var collector: Int64
    var until: Day
  }

  /// An account by names, since positions are those of one snapshot.
  private struct Account: Hashable {
    var policy, rule, client, batch, stage: String
    var band: Int16
    var collector: Int64
  }

  private var cases: [Int64: (real: Standing, other: Standing)] = [:]
  /// More, or less, than was really given in the month.
  private var month: [Account: (cases: Int64, amount: Int64)] = [:]
  private let first: Day

  /// `real`: the night as it was; `other`: the same night by other files, from where `earlier` let it begin.
  init(real: DecidedSide, other: DecidedSide, earlier: CarriedState?) {
    first = real.snapshot.slot.firstOfMonth
    if let earlier, earlier.first == first { month = earlier.month }
    let (was, becomes) = (Self.changes(real), Self.changes(other))
    for i in real.snapshot.cases.indices {
      let (a, b) = (Self.after(real, i, was[i]), Self.after(other, i, becomes[i]))
      if a != b { cases[real.snapshot.cases.id[i]] = (a, b) }
    }
    count(real, -1)
    count(other, 1)
    month = month.filter { $0.value.cases != 0 || $0.value.amount != 0 }
  }

  /// By case, the decision that changed its holder; −1 for none.
  private static func changes(_ side: DecidedSide) -> [Int32] {
    var changes = [Int32](repeating: -1, count: side.snapshot.cases.count)
    for (position, decision) in side.outcome.decisions.enumerated() where [.assigned, .moved, .recalled].contains(decision.kind) {
      changes[decision.caseIndex.position] = Int32(position)
    }
    return changes
  }

  private static func id(_ holder: CollectorIndex, _ snapshot: Snapshot) -> Int64 {
    holder == .none ? 0 : snapshot.collectors.id[holder.position]
  }

  static func standing(_ snapshot: Snapshot, _ i: Int) -> Standing {
    Standing(
      holder: id(snapshot.cases.holder[i], snapshot), heldSince: snapshot.cases.heldSince[i], hand: snapshot.cases.hand[i],
      former: snapshot.formerHolders[i].map { Former(collector: id($0.collector, snapshot), until: $0.until) },
      caseClass: snapshot.cases.previousClass[i], classSince: snapshot.cases.classSince[i])
  }

  /// As a publish leaves it.
  private static func after(_ side: DecidedSide, _ i: Int, _ decision: Int32) -> Standing {
    let (snapshot, slot) = (side.snapshot, side.snapshot.slot)
    var standing = standing(snapshot, i)
    let verdict = side.outcome.verdicts[i].caseClass
    if !standing.classSince.isKnown || standing.caseClass != verdict { standing.classSince = slot }
    standing.caseClass = verdict
    guard decision >= 0 else { return standing }
    let to = side.outcome.decisions[Int(decision)].to
    if standing.holder != 0 {
      standing.former.removeAll { $0.collector == standing.holder }
      standing.former.append(Former(collector: standing.holder, until: slot))
      standing.former.sort { ($0.until, $0.collector) < ($1.until, $1.collector) }
    }
    standing.holder = id(to, snapshot)
    standing.heldSince = to == .none ? .none : slot
    if to != .none { standing.hand += 1 }
    return standing
  }

  private mutating func count(_ side: DecidedSide, _ sign: Int64) {
    let snapshot = side.snapshot
    for decision in side.outcome.decisions where decision.to != .none && decision.account >= 0 {
      let key = side.outcome.accounts[Int(decision.account)]
      let account = Account(
        policy: key.policy, rule: key.rule, client: snapshot.clients[key.client], batch: snapshot.batches[key.batch],
        stage: snapshot.stages[key.stage], band: key.band, collector: Self.id(decision.to, snapshot))
      let amount = side.amount(decision.caseIndex.position)
      month[account, default: (0, 0)].cases += sign
      month[account, default: (0, 0)].amount += sign * amount
    }
  }

  /// The next night's frozen inputs as the other files would have left them, and how many cases people or arrivals changed in between and keep as they are.
  func continued(in next: Snapshot) -> (Snapshot, byOthers: Int) {
    var snapshot = next
    var byOthers = 0
    let people = Dictionary(next.collectors.id.enumerated().map { ($1, CollectorIndex($0)) }) { first, _ in first }
    func index(_ id: Int64) -> CollectorIndex { people[id] ?? .none }
    var former = Ragged<FormerHolder>()
    former.reserve(rows: next.cases.count, values: next.formerHolders.values.count)
    for i in next.cases.indices {
      defer { former.closeRow() }
      guard let (real, other) = cases[next.cases.id[i]] else {
        former.append(contentsOf: next.formerHolders[i])
        continue
      }
      guard Self.standing(next, i).isSamePlace(as: real) else {
        byOthers += 1
        former.append(contentsOf: next.formerHolders[i])
        continue
      }
      snapshot.cases.holder[i] = index(other.holder)
      snapshot.cases.heldSince[i] = other.heldSince
      snapshot.cases.hand[i] = other.hand
      snapshot.cases.previousClass[i] = other.caseClass
      snapshot.cases.classSince[i] = other.classSince
      former.append(contentsOf: other.former.map { FormerHolder(collector: index($0.collector), until: $0.until) })
    }
    snapshot.formerHolders = former
    if next.slot.firstOfMonth == first { snapshot.month = shifted(next.month, next, people) }
    return (snapshot, byOthers)
  }

  private func shifted(_ accounts: MonthAccounts, _ next: Snapshot, _ people: [Int64: CollectorIndex]) -> MonthAccounts {
    guard !month.isEmpty else { return accounts }
    var shifted = accounts
    var places = Dictionary(shifted.keys.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
    var entries = Dictionary(
      shifted.entries.map { (Place(account: $0.account, collector: $0.collector.rawValue), $0) }
    ) { first, _ in first }
    for (account, given) in month.sorted(by: { Self.precedes($0.key, $1.key) }) {
      guard let collector = people[account.collector] else { continue }
      let key = AccountKey(
        policy: account.policy, rule: account.rule, client: next.clients.find(account.client) ?? -1,
        batch: next.batches.find(account.batch) ?? -1, stage: next.stages.find(account.stage) ?? -1, band: account.band)
      let position = places[key] ?? Int32(shifted.keys.count)
      if places[key] == nil {
        places[key] = position
        shifted.keys.append(key)
      }
      let place = Place(account: position, collector: collector.rawValue)
      var entry = entries[place] ?? AccountEntry(account: position, collector: collector, cases: 0, amount: 0)
      entry.cases = Int32(clamping: max(0, Int64(entry.cases) + given.cases))
      entry.amount = max(0, entry.amount + given.amount)
      entries[place] = entry
    }
    shifted.entries = entries.values.sorted { ($0.account, $0.collector) < ($1.account, $1.collector) }
    return shifted
  }

  private struct Place: Hashable {
    var account, collector: Int32
  }

  private static func precedes(_ a: Account, _ b: Account) -> Bool {
    func texts(_ account: Account) -> (String, String, String, String, String) {
      (account.policy, account.rule, account.client, account.batch, account.stage)
    }
    return texts(a) == texts(b) ? (a.band, a.collector) < (b.band, b.collector) : texts(a) < texts(b)
  }
}
