package import Policy
package import Portfolio

/// When nights run. Pure: the time comes from the database's clock in the agency's zone, never from this machine's.
package enum Schedule {
  /// What a loop has to do about an agency's night.
  package enum Step: Sendable, Equatable {
    /// The slot is due, or was missed and can still be made up.
    case run(slot: Day)
    /// Nothing to do for that long.
    case wait(Duration)
    /// The slot was missed and it is too late: new cases only until the next night.
    case missed(slot: Day, wait: Duration)
  }

  /// What to do now. `isPublished`: the night of `today` is in the books.
  package static func step(today: Day, secondsOfDay: Int, runs: (Day) -> RunTimes, isPublished: Bool) -> Step {
    let times = runs(today)
    let night = times.night.minutes * 60
    if secondsOfDay < night { return isPublished ? untilTomorrow(today, secondsOfDay, runs) : .wait(.seconds(night - secondsOfDay)) }
    if isPublished { return untilTomorrow(today, secondsOfDay, runs) }
    if secondsOfDay <= times.missedUntil.minutes * 60 { return .run(slot: today) }
    guard case .wait(let duration) = untilTomorrow(today, secondsOfDay, runs) else { return .run(slot: today) }
    return .missed(slot: today, wait: duration)
  }

  private static func untilTomorrow(_ today: Day, _ secondsOfDay: Int, _ runs: (Day) -> RunTimes) -> Step {
    .wait(.seconds(max(1, 86_400 - secondsOfDay + runs(today + 1).night.minutes * 60)))
  }
}
