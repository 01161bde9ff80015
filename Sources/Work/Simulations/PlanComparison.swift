package import Desks
import Figures
import Policy
import Portfolio
import Runs
import Workload

/// One decided plan with what it was decided from.
struct DecidedSide: Sendable {
  let snapshot: Snapshot
  let set: PolicySet
  let outcome: Outcome
  let contacts: FirstContacts

  /// Outstanding in minor units of the base currency; 0 without a rate.
  func amount(_ i: Int) -> Int64 { set.agency.inBase(snapshot.cases.outstanding[i], snapshot.cases.currency[i]) ?? 0 }
}

/// What differs between the plan of the files in force and another of the same inputs. The other side may know more cases and people: they stand behind
/// those that both know, at the same places.
struct PlanComparison {
  let before: DecidedSide
  let after: DecidedSide

  /// Nothing is compared: people are told against what they hold now.
  private let isAlone: Bool

  /// Against nothing: what each rule does, and who holds others than now.
  static func alone(_ side: DecidedSide) -> PlanComparison { PlanComparison(before: side, after: side, isAlone: true) }

  /// The figures of the other plan.
  func plan(_ name: String, brakes: [TrippedBrake]) -> SimulatedPlan {
    var plan = SimulatedPlan(name: name)
    plan.openCases = after.snapshot.cases.count
    for decision in after.outcome.decisions { plan.counts[SimulatedPart(decision.kind), default: 0] += 1 }
    plan.classChanged = after.outcome.classChanged(since: after.snapshot)
    plan.contacts = after.contacts
    plan.brakes = brakes
    plan.odd = Self.odd(after)
    plan.effects = effects
    plan.people = people
    plan.parts = OutcomeDigest.parts(of: after.outcome).map { ($0.name, $0.digest) }
    if !isAlone {
      plan.differ = differ
      plan.otherHolder = zip(before.outcome.holderAfter, after.outcome.holderAfter).count { $0 != $1 }
      plan.otherClass = zip(before.outcome.verdicts, after.outcome.verdicts).count { $0.caseClass != $1.caseClass }
    }
    return plan
  }

  /// Cases that end otherwise: with another holder, or by a decision of another kind. Of cases that both sides know.
  var differ: Int {
    let (old, new) = (Self.kinds(before), Self.kinds(after))
    return old.indices.count { old[$0] != new[$0] || before.outcome.holderAfter[$0] != after.outcome.holderAfter[$0] }
  }

  /// The kind of each case's decision; 0 for none.
  private static func kinds(_ side: DecidedSide) -> [UInt8] {
    var kinds = [UInt8](repeating: 0, count: side.snapshot.cases.count)
    for decision in side.outcome.decisions { kinds[decision.caseIndex.position] = decision.kind.rawValue }
    return kinds
  }

  // MARK: Rules

  private struct RuleKey: Hashable, Comparable {
    var part: SimulatedPart
    var policy: String
    var code: ReasonCode
    var number: Int
    var route: String

    static func < (a: RuleKey, b: RuleKey) -> Bool {
      (a.part, a.policy, a.code.rawValue, a.number, a.route) < (b.part, b.policy, b.code.rawValue, b.number, b.route)
    }
  }

  private static func key(_ decision: Decision, _ set: PolicySet) -> RuleKey {
    let part = SimulatedPart(decision.kind)
    let policy = decision.policy >= 0 ? set.policies[Int(decision.policy)] : nil
    let why = part == .moved || part == .recalled ? decision.recallReason ?? decision.reason : decision.reason
    var key = RuleKey(part: part, policy: policy?.name ?? "", code: why.code, number: 0, route: "")
    switch why {
    case .holdFlag(_, let rule), .holdRule(let rule): (key.code, key.number) = (.holdRule, Int(rule))
    default: break
    }
    if part == .dealt || part == .unassigned, let policy, decision.route >= 0 {
      key.route = policy.routes[Int(decision.route)].rule
      // A route deals, whatever made the place the right one; only a pin is something else.
      if part == .dealt, key.code != .assignedPinned { key.code = .assignedCheapest }
    }
    return key
  }

  private var effects: [RuleEffect] {
    var found: [RuleKey: RuleEffect] = [:]
    func change(_ key: RuleKey, _ body: (inout RuleEffect) -> Void) {
      body(&found[key, default: RuleEffect(part: key.part, policy: key.policy, route: key.route, code: key.code, number: key.number)])
    }
    let (old, new) = (before.outcome.decisions, after.outcome.decisions)
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let (a, b) = (i < old.count ? old[i].caseIndex : nil, j < new.count ? new[j].caseIndex : nil)
      let first = [a, b].compactMap { $0 }.min() ?? CaseIndex(0)
      let was = a == first ? Self.key(old[i], before.set) : nil
      let becomes = b == first ? Self.key(new[j], after.set) : nil
      if let was {
        change(was) {
          $0.before += 1
          $0.amountBefore &+= before.amount(first.position)
          if was != becomes { $0.left += 1 }
        }
        i += 1
      }
      if let becomes {
        change(becomes) {
          $0.after += 1
          $0.amountAfter &+= after.amount(first.position)
          if was != becomes { $0.entered += 1 }
        }
        j += 1
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Rules that a person wrote with a condition, and that say nothing about tonight or speak for every case they are asked about.
  static func odd(_ side: DecidedSide) -> [RuleHealth] {
    side.outcome.rules.filter { rule in
      guard rule.considered > 0, rule.matched == 0 || rule.matched >= rule.considered else { return false }
      let isEverything = rule.matched > 0
      let policy = side.set.policies.first { $0.name == rule.policy }
      // One policy for all and one route for all are meant to take everything.
      if rule.rule == "covers" { return !isEverything || side.set.active(on: side.snapshot.slot).count > 1 }
      if rule.rule.hasPrefix("route ") { return !isEverything || (policy?.routes.count ?? 0) > 1 }
      return isEverything || !rule.rule.hasPrefix("recall ")
    }
  }

  // MARK: People

  private var people: [PersonEffect] {
    let (snapshot, shared) = (after.snapshot, before.snapshot.collectors.count)
    let (held, other) = (Self.holdings(before), Self.holdings(after))
    var now = [Int](repeating: 0, count: snapshot.collectors.count)
    for holder in snapshot.cases.holder where holder != .none { now[holder.position] += 1 }
    let found = snapshot.collectors.indices.compactMap { c -> PersonEffect? in
      var person = PersonEffect(code: snapshot.collectors.code[c], team: snapshot.teams[snapshot.collectors.team[c]])
      person.now = now[c]
      if c < shared { person.before = held[c] }
      person.after = other[c]
      let changes = isAlone ? person.after.cases != person.now || person.after.new > 0 : changes(c, shared: shared)
      return changes ? person : nil
    }
    func weight(_ person: PersonEffect) -> Int { abs(isAlone ? person.after.cases - person.now : person.gain) }
    return found.sorted { (weight($1), $0.code) < (weight($0), $1.code) }
  }

  /// Whether somebody holds other cases than by the files in force.
  private func changes(_ c: Int, shared: Int) -> Bool { c >= shared || changedHolders.contains(Int32(c)) }

  /// Positions of people on either side of a case that ends otherwise.
  private let changedHolders: Set<Int32>

  init(before: DecidedSide, after: DecidedSide, isAlone: Bool = false) {
    (self.before, self.after, self.isAlone) = (before, after, isAlone)
    var changed: Set<Int32> = []
    for (was, becomes) in zip(before.outcome.holderAfter, after.outcome.holderAfter) where was != becomes {
      changed.insert(was.rawValue)
      changed.insert(becomes.rawValue)
    }
    for holder in after.outcome.holderAfter.dropFirst(before.outcome.holderAfter.count) { changed.insert(holder.rawValue) }
    changedHolders = changed
  }

  private static func holdings(_ side: DecidedSide) -> [PersonEffect.Holding] {
    var held = [PersonEffect.Holding](repeating: .init(), count: side.snapshot.collectors.count)
    let effort = side.set.agency.workload.effortSeconds
    for (i, holder) in side.outcome.holderAfter.enumerated() where holder != .none {
      let c = holder.position
      held[c].cases += 1
      held[c].amount &+= side.amount(i)
      held[c].effort &+= effort[Int(side.outcome.verdicts[i].caseClass.rawValue)]
    }
    for decision in side.outcome.decisions where decision.to != .none { held[decision.to.position].new += 1 }
    for (c, fared) in side.outcome.explanations.fared.enumerated() { (held[c].month, held[c].share) = (fared.monthAfter, fared.monthShare) }
    return held
  }
}
