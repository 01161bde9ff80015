package import Portfolio

/// What the report's and the explanation's figures of a person have in common, so that both say the same of him.
package protocol DealtPerson {
  /// Cases dealt or moved to the person.
  var new: Int64 { get }
  /// Scheduled seconds of the coming days against which load is priced.
  var capacitySeconds: Int64 { get }
  /// Weekly effort of the open cases before the plan, in seconds.
  var effortSeconds: Int64 { get }
  /// Places at the start of the plan; 0 = not assignable.
  var room: Int64 { get }
  /// Why there was no place, or `.open`.
  var closedBy: CloseReason { get }
  /// First day with scheduled time left; `.never` or `.none` when none is known.
  var nextPresent: Day { get }
  /// Open cases before the plan.
  var before: Int64 { get }
  /// Cases that the person got between the decision and the count of the stock by other ways than the run.
  var gotOtherwise: Int64 { get }
  /// The month's new cases after the plan, in 1/1024 case; nil where the run kept no explanations.
  var monthAfter: Int64? { get }
  /// The share of them, in 1/1024 case; nil where the run kept no explanations.
  var monthShare: Int64? { get }
}

extension DealtPerson {
  /// May the person get new cases tonight?
  package var assignable: Bool { closedBy == .open && room > 0 }
  /// Whether the person works here: not inactive, not left. Hours of others are nobody's capacity.
  package var isHere: Bool { closedBy != .inactive && closedBy != .left }
  /// Places left after the run; what was got otherwise since the decision took some.
  package var headroom: Int64 { max(0, room - new - gotOtherwise) }
  /// Weekly effort before the plan against capacity in per mille, rounded; nil without capacity.
  package var loadBeforePerMille: Int64? { capacitySeconds > 0 ? PerMille.of(effortSeconds, capacitySeconds) : nil }
}

extension CollectorFigures: DealtPerson {}

extension CollectorFigures {
  /// Used less than three tenths of the scheduled time.
  package var isIdle: Bool { isHere && scheduledSeconds > 0 && saturation < 300 }
  /// Works little and has no free capacity: effort for nine tenths of the time, or no place left for want of one.
  package var isFullAndIdle: Bool {
    isIdle && before > 0 && ((loadPerMille ?? 0) >= 900 || room == 0 && [.caseLimit, .amountLimit].contains(closedBy))
  }
  /// Works little, and has room for more.
  package var isFreeAndIdle: Bool { isIdle && !isFullAndIdle && assignable }
}

extension CollectorNight: DealtPerson {
  /// Cases dealt or moved to the person.
  package var new: Int64 { got }
}

/// What hours alone would give everybody of a total: the one computation behind every share that is shown.
package struct HourShares: Sendable, Equatable {
  /// What is shared out, in any unit.
  package let total: Int64
  /// Seconds of those counted; 0 where nobody has any.
  package let seconds: Int128
  /// How many share.
  package let people: Int

  /// Counted is who works here and could be dealt to or got something.
  package static func counts(_ person: some DealtPerson, value: Int64) -> Bool { person.isHere && (person.assignable || value > 0) }

  /// `values`: what each of `people` got; what is with somebody who is not counted is shared by nobody.
  package init<Person: DealtPerson>(_ people: [Person], values: [Int64]) {
    let counted = zip(people, values).filter { Self.counts($0, value: $1) }
    total = counted.reduce(0) { $0 &+ $1.1 }
    seconds = counted.reduce(Int128(0)) { $0 + Int128(max(0, $1.0.capacitySeconds)) }
    self.people = counted.count
  }

  /// A person's part of the total by the hours ahead, rounded; an equal part where nobody has hours. In the unit of the total.
  package func share(of person: some DealtPerson) -> Int64 {
    guard seconds > 0 else { return Int64(clamping: (Int128(total) * 2 + Int128(people)) / (Int128(max(1, people)) * 2)) }
    return Int64(clamping: (Int128(total) * Int128(max(0, person.capacitySeconds)) * 2 + seconds) / (seconds * 2))
  }
}
