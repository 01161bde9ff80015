import Allocation
import Policy
import Portfolio

/// Which wishes for fairness the finished plan does not keep, and what came before each: counted from the instance and the plan alone.
struct FairnessCheck {
  private let answer: Answer
  private let books: PlanBooks
  private var instance: Instance { books.instance }
  private var receiver: [Int32] { books.receiver }

  /// `books`: those of the answer's plan, with what was placed before it.
  static func record(_ answer: Answer, _ books: PlanBooks) -> FairnessRecord {
    let month = answer.question.month
    var record = FairnessRecord()
    record.people = month.minutes.count { $0 > 0 }
    record.byContract = month.isByContract.count { $0 }
    record.withoutRoster = Int(answer.standing.loads.withoutRoster)
    let check = FairnessCheck(answer: answer, books: books)
    record.misses = answer.question.shares.indices.compactMap(check.miss)
    return record
  }

  private init(answer: Answer, books: PlanBooks) { (self.answer, self.books) = (answer, books) }

  /// nil where the wish is kept, where nobody has a share, and for a part of a route: what the whole says is enough for a person.
  private func miss(_ k: Int) -> FairnessMiss? {
    let sharing = answer.question.shares[k]
    guard sharing.isWhole, !instance.cells[k].isOff else { return nil }
    let people = instance.cells[k].share.indices.filter { instance.cells[k].share[$0] > 0 && books.target[k][$0] > .zero }
    guard let worst = people.max(by: { (distance(k, $0), $1) < (distance(k, $1), $0) }) else { return nil }
    let reached = distance(k, worst)
    guard reached > sharing.within else { return nil }
    let policy = answer.standing.policies.policies[Int(sharing.policy)]
    return FairnessMiss(
      policy: policy.name, rule: policy.routes[Int(sharing.route)].rule, measure: sharing.amounts ? .newAmount : .newCases,
      wished: sharing.within, reached: reached, isBelow: books.deviation[k][worst] < .zero,
      collector: answer.standing.snapshot.collectors.id[worst], cause: cause(k, worst, people, sharing))
  }

  /// From the share, in cases or per mille of the share, rounded up.
  private func distance(_ k: Int, _ r: Int) -> Int64 {
    let away = Int128(books.deviation[k][r].rawValue.magnitude)
    let unit = answer.question.shares[k].amounts ? Int128(books.target[k][r].rawValue) : Int128(AccountValue.perCase)
    let scale: Int128 = answer.question.shares[k].amounts ? 1000 : 1
    return Int64(clamping: (away * scale + unit - 1) / unit)
  }

  /// Whether somebody has new cases of tonight that were placed before the plan, and by what; nil for none.
  private func placedBefore(_ k: Int, _ r: Int) -> FairnessMiss.Cause? {
    guard books.instance.cells[k].before[r] > answer.question.instance.cells[k].before[r] else { return nil }
    let sharing = answer.question.shares[k]
    let follows = answer.offer.placement.fixed.enumerated().contains { position, place in
      guard let place, Int(place.receiver) == r, case .assignedWithGroup = place.reason else { return false }
      let request = answer.offer.requests.requests[position]
      return (request.policy, request.route) == (sharing.policy, sharing.route)
    }
    return follows ? .together : .pins
  }

  private func cause(_ k: Int, _ worst: Int, _ people: [Int], _ sharing: Question.Sharing) -> FairnessMiss.Cause {
    let units = instance.units
    let mine = (0..<units.count).filter { u in units.fairness[u].contains { Int($0.account) == k } }
    if books.deviation[k][worst] < .zero {
      if books.casesLeft[worst] <= 0 { return .limits }
      let named = instance.signatures.indices(naming: Int32(worst))
      let others = mine.filter { Int(receiver[$0]) != worst }
      // Everything that there was tonight is his already.
      if others.isEmpty { return .earlier }
      let isOffered = others.contains { named[Int(units.signature[$0])] && !units.exclusions[$0].contains(Int32(worst)) }
      if !isOffered { return .routes }
    } else {
      let held = mine.filter { Int(receiver[$0]) == worst }
      if held.isEmpty { return placedBefore(k, worst) ?? .earlier }
      let open = Set(people.filter { books.deviation[k][$0] < .zero && books.casesLeft[$0] > 0 }.map { Int32($0) })
      if open.isEmpty { return .limits }
      let isOffered = held.contains { u in
        instance.signatures[Int(units.signature[u])].contains { open.contains($0) && !units.exclusions[u].contains($0) }
      }
      if !isOffered { return .routes }
    }
    if answer.standing.policies.policies[Int(sharing.policy)].quotas != nil { return .quotas }
    return mine.contains { units.cases[$0] > 1 } ? .together : .load
  }
}

extension Rows where Element == Int32 {
  /// By row: whether it names `value`.
  fileprivate func indices(naming value: Int32) -> [Bool] { (0..<count).map { self[$0].contains(value) } }
}
