extension Night {
  /// By which rules of the method a run is decided. A mend that changes what comes out of the same snapshot and policies gets a new
  /// number: it is kept with every run, and replay decides by it again, so that a run is the same bit for bit in any later program.
  package struct Rules: Sendable, Hashable {
    /// From 1. What a run notes.
    package let number: Int

    /// nil for a number that this program does not know.
    package init?(number: Int) {
      guard (1...Self.latest).contains(number) else { return nil }
      self.number = number
    }

    private init(_ number: Int) { self.number = number }
    private static let latest = 8

    /// The first ones: by day, cases that an unauthorised holder had, that were pinned to somebody else or that a stop took away stood in
    /// line for the places that arrivals wanted; a recall that found no new holder left no trace.
    package static let first = Rules(1)
    /// What nights are decided by now.
    package static let current = Rules(latest)

    /// 2: by day nothing at all is taken from anybody, so nothing else stands in line either.
    var keepsEverybodyByDay: Bool { number >= 2 }
    /// 2: a recall that found no new holder is written, with its reason.
    var writesRecallsPutOff: Bool { number >= 2 }
    /// 3: a case that is taken back and finds no new holder counts in no account of fairness; before, its decision named the account that it
    /// would have counted in.
    var countsOnlyWhoReceives: Bool { number >= 3 }
    /// 4: whoever is inactive or whose last day has passed holds nothing after a night, whatever pin, stop, hold, retention, nearness of the return
    /// or policy says; before, somebody inactive without a last day kept his cases, and who had left kept those that were stopped or near their
    /// return.
    var takesFromWhoIsGone: Bool { number >= 4 }
    /// 5: people of whom no roster is known have a share of the month by contract hours; before, they had none, and where nobody had a roster every
    /// wish for fairness was off.
    var sharesByContract: Bool { number >= 5 }
    /// 6: schedules decide only where those of at least half the people reach into the coming days; before, one person's hours were everybody's
    /// roster.
    var needsMostRosters: Bool { number >= 6 }
    /// 6: what is told of the month and of fairness counts every new case, those that were pinned or follow their debtor's other case and those of
    /// routes without a case tonight too; before, only what the plan dealt and what accounts of tonight held. No decision depends on it.
    var tellsWholeMonth: Bool { number >= 6 }
    /// 6: whoever gets a case that was taken back must be there within the case's own service time, at most a week; before, within a week whatever
    /// the service time was.
    var keepsServiceTimeOnRecall: Bool { number >= 6 }
    /// 6: the days that a promise still keeps a case with its holder are of one kind, working days of its grace or days until it falls due; before,
    /// the one and the other were added up. No decision depends on it.
    var tellsPromiseDays: Bool { number >= 6 }
    /// 6: what policies name in other words than the rows is the same: a region by another of its names (广东省, 广东), a skill by its word in the
    /// other language (诉讼, `litigation`); before, such a condition held for no case, and such a route was for nobody.
    var readsOneNameForAll: Bool { number >= 6 }
    /// 7: what is told of the people left for several cases of a debtor counts, after each filter, those who pass it for all of them; before, those who
    /// pass it for one of the cases. No decision depends on it.
    var tellsWholeGroup: Bool { number >= 7 }
    /// 8: work on a day without scheduled time is no part of the window that saturation looks back over; before, it was used time of no scheduled
    /// time.
    var countsScheduledDaysOnly: Bool { number >= 8 }
    /// 8: what an emergency stop holds is held for that reason; before, as if somebody had entered a hold. No decision depends on it.
    var namesEmergencyStops: Bool { number >= 8 }
    /// 8: a case that is larger than what anybody has left of his amount limit is told so; before, places were said to be the reason. No decision
    /// depends on it.
    var tellsAmountLimits: Bool { number >= 8 }
  }
}
