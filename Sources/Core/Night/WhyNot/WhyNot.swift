package import Portfolio

/// Why one person does not have a case after a night, and the smallest change by which he would. What is said of a change was found by deciding the whole
/// night again with it, so it holds for this night and everything else as it was.
package struct WhyNot: Sendable, Equatable {
  /// What stood between the person and the case.
  package enum Ground: Sendable, Equatable {
    /// He has it.
    case has
    /// Nobody was looked for: it stays with its holder, or is stopped. nil where no rule spoke.
    case notOffered(Reason?)
    /// No policy covers the case, or no route of it matches.
    case refused(Reason)
    /// A place was given before anything was weighed: a pin, or another case of the debtor.
    case placedBefore(Reason)
    /// Filters that leave him out, each once, in order of `MoveRule`; `others`: those which leave him out for another case of the debtor that goes with it.
    case filtered([MoveFinding], others: [MoveFinding])
    /// He may take it, and had no place left when the plan stood: new cases that the night gave him, and room for them before.
    case full(got: Int32, room: Int32)
    /// He may take it and had room: what it would have cost with him, and what it costs where it is.
    case dearer(with: Explanations.Cost, here: Explanations.Cost)
    /// He may take it and had room, and the plan left it with nobody: it is part of a group that found no room, or its amount was too large for him.
    case noRoomForAmount

    /// As JSON says it.
    package var word: String {
      switch self {
      case .has: "has_it"
      case .notOffered: "not_offered"
      case .refused: "refused"
      case .placedBefore: "placed_before"
      case .filtered: "left_out"
      case .full: "full"
      case .dearer: "dearer"
      case .noRoomForAmount: "no_room_for_amount"
      }
    }
  }

  /// One thing that is otherwise.
  package enum Change: Sendable, Hashable {
    /// He has the skill at this position of `Snapshot.skills`.
    case skill(Int)
    /// He is there on the slot's day, for a full day of the agency.
    case present
    /// The route names him; positions of policy and route, from 0.
    case route(policy: Int, route: Int)
    /// The policy's rule of `never` at this position is not there.
    case never(policy: Int, rule: Int)
    /// His ramp leaves out no class.
    case ramp
    /// He did not hold the case before.
    case notBefore
    /// So many more places for new cases tonight.
    case places(Int32)
    /// So much more room for amounts, base minor units.
    case amount(Int64)
    /// So much more working time a week, seconds.
    case hours(Int64)
    /// So many fewer new cases on his account of the month.
    case monthCases(Int32)

    /// As JSON says it.
    package var word: String {
      switch self {
      case .skill: "skill"
      case .present: "present"
      case .route: "route"
      case .never: "never"
      case .ramp: "ramp"
      case .notBefore: "not_before"
      case .places: "places"
      case .amount: "amount"
      case .hours: "hours"
      case .monthCases: "month_cases"
      }
    }
  }

  /// Whoever has the case after the night; nil for nobody.
  package internal(set) var holder: CollectorIndex?
  /// What stood between the person and the case.
  package internal(set) var ground: Ground
  /// The smallest change found that sends it to him; nil where none of those tried does.
  package internal(set) var change: Change?
  /// Changes tried that did not do by themselves, and who would have got the case then.
  package internal(set) var insufficient: [Insufficient] = []
  /// How often the night was decided, the first time included.
  package internal(set) var decided = 1

  /// A change by itself is not enough.
  package struct Insufficient: Sendable, Equatable {
    /// What was tried.
    package var change: Change
    /// Whoever would have got the case; nil for nobody.
    package var holder: CollectorIndex?
  }
}
