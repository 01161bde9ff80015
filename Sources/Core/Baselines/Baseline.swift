package import Allocation

/// Other ways of dealing a night, as they are in use elsewhere, for comparison on the same instance. All of them obey what binds everybody:
/// who may take a unit, and how much room is left; what they lack is a view of the whole.
package enum Baseline: String, CaseIterable, Sendable {
  /// Units as they come, one collector after the other.
  case roundRobin = "round-robin"
  /// Units as they come, each to whom holds the fewest cases.
  case leastLoaded = "least-loaded"
  /// Largest amount first, there and back along the collectors.
  case snake
  /// Step S14 alone: each unit to the best score, which is counted anew after every case.
  case score
  /// The method the published one criticises: cases rated by amount, attempts and age, the best of them first, to people by their productivity.
  case rating

  /// Deals the instance. Traps unless there are facts for every unit and receiver; prices, quotas and fairness accounts are not looked at.
  package func deal(_ instance: Instance, _ facts: BaselineFacts) -> Dealt {
    precondition(
      facts.attempts.count == instance.units.count && facts.ageDays.count == instance.units.count
        && facts.openCases.count == instance.receivers.count && facts.score.count == instance.receivers.count
        && facts.productivity.count == instance.receivers.count, "facts for every unit and receiver")
    let units = instance.units
    switch self {
    case .roundRobin: return Circle(instance).deal(Array(0..<units.count), thereAndBack: false)
    case .snake:
      let order = (0..<units.count).sorted { (units.amount[$1], units.key[$0], $0) < (units.amount[$0], units.key[$1], $1) }
      return Circle(instance).deal(order, thereAndBack: true)
    case .leastLoaded:
      var cases = facts.openCases.map(Int64.init)
      return Queues(instance).deal(Array(0..<units.count)) { receiver, unit in
        if let unit { cases[receiver] += Int64(units.cases[unit]) }
        return cases[receiver]
      }
    case .score:
      // Per mille of working time, in 1/1024 so that a single case shows.
      var effort = [Int64](repeating: 0, count: instance.receivers.count)
      return Queues(instance).deal(Array(0..<units.count)) { receiver, unit in
        if let unit { effort[receiver] += units.effort[unit].rawValue }
        let capacity = max(1, instance.receivers.capacity[receiver].rawValue)
        return facts.score[receiver] << 10 + Int64(clamping: Int128(effort[receiver]) * 1_024_000 / Int128(capacity))
      }
    case .rating:
      let rating = Rating.of(instance, facts)
      let order = (0..<units.count).sorted { (rating[$1], units.key[$0], $0) < (rating[$0], units.key[$1], $1) }
      var given = [Int64](repeating: 0, count: instance.receivers.count)
      return Queues(instance).deal(order) { receiver, unit in
        if let unit { given[receiver] += Int64(units.cases[unit]) }
        // The divisors of D'Hondt: shares in proportion to productivity, the most productive first.
        return Int64(clamping: Int128(given[receiver] + 1) * (1 << 40) / Int128(max(1, facts.productivity[receiver])))
      }
    }
  }
}

/// What the baselines look at and the instance does not hold.
package struct BaselineFacts: Sendable {
  /// By unit: contact attempts on record, 0 or more.
  package var attempts: [Int64]
  /// By unit: days overdue, of its oldest case.
  package var ageDays: [Int64]
  /// By receiver: cases in hand.
  package var openCases: [Int32]
  /// By receiver: the score of step S14 in per mille, lower is freer.
  package var score: [Int64]
  /// By receiver: what came in through the person in the last 30 days per scheduled hour, in any unit; below 1 counts as 1.
  package var productivity: [Int64]
  /// Lengths are checked by `Baseline.deal`.
  package init(attempts: [Int64], ageDays: [Int64], openCases: [Int32], score: [Int64], productivity: [Int64]) {
    self.attempts = attempts
    self.ageDays = ageDays
    self.openCases = openCases
    self.score = score
    self.productivity = productivity
  }
}

/// What a baseline dealt.
package struct Dealt: Sendable, Equatable {
  /// By unit: the receiver, −1 for nobody.
  package var receiver: [Int32]
  /// Units whose first choice had no room left or must not have them: how often the method alone would have broken a cap or an exclusion.
  package var stopped: Int
}

/// Ratings of the older kind: the sum of three ranks among tonight's units, each 0…1000.
enum Rating {
  static func of(_ instance: Instance, _ facts: BaselineFacts) -> [Int64] {
    let amount = ranks(instance.units.amount.map(\.rawValue))
    // Few attempts and young debts are held to be the good ones.
    let attempts = ranks(facts.attempts.map { -$0 })
    let age = ranks(facts.ageDays.map { -$0 })
    return instance.units.amount.indices.map { amount[$0] * 2 + attempts[$0] + age[$0] }
  }

  /// Share of values below, in per mille; equal values rank alike.
  static func ranks(_ values: [Int64]) -> [Int64] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int64](repeating: 0, count: values.count)
    var below = 0
    for (place, position) in order.enumerated() {
      if place > 0, values[position] != values[order[place - 1]] { below = place }
      ranks[position] = Int64(below * 1000 / max(1, values.count))
    }
    return ranks
  }
}
