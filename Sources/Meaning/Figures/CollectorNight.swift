package import Portfolio

/// What one collector got of one run, and the numbers behind it. Costs in cost units; nil where the run kept no explanations.
package struct CollectorNight: Sendable, Equatable {
  /// The agency's code for the person.
  package var code: String
  /// Working time that load is priced against, and effort in hand before the run, in seconds.
  package var capacitySeconds: Int64
  /// Weekly effort in hand before the run, in seconds.
  package var effortSeconds: Int64
  /// S14, per mille; higher is fuller.
  package var score: Int64
  /// Places at the start of the plan; 0 = not assignable.
  package var room: Int64
  /// Why there was no place, or `.open`.
  package var closedBy: CloseReason
  /// First day with scheduled time left, as the run saw it; `.none` when none was known.
  package var nextPresent: Day
  /// Open cases before the plan.
  package var before: Int64
  /// Time used against time scheduled, in per mille; above 1000 is over-use.
  package var saturationPermille: Int64
  /// New cases, their amount in base minor units, those of them that came from another collector, and cases taken away.
  package var got: Int64
  /// Outstanding amount of `got`, in base minor units.
  package var gotAmount: Int64
  /// Cases moved or recalled from the person.
  package var taken: Int64
  /// Of `got`: cases that came from another collector.
  package var ofThemMoved: Int64
  /// Cases offered in the run that the person could have had; nil without explanations.
  package var eligibleFor: Int64?
  /// Cases for which the person came second; nil without explanations.
  package var second: Int64?
  /// Cases that would have been cheaper here had there been room; nil without explanations.
  package var missed: Int64?
  /// What one more place would have saved the case that missed it most, in cost units; nil without explanations.
  package var placeWorth: Int64?
  /// The month's new cases after the plan, over the person's accounts, in 1/1024 case; nil without explanations.
  package var monthAfter: Int64?
  /// The person's share of the month's new cases, in 1/1024 case; nil without explanations.
  package var monthShare: Int64?
  /// Made from a run's row of the person, the published decisions of the run, and what its explanations say if kept.
  package init(
    code: String, capacitySeconds: Int64, effortSeconds: Int64, score: Int64, room: Int64, closedBy: CloseReason, nextPresent: Day,
    before: Int64,
    saturationPermille: Int64, got: Int64, gotAmount: Int64, taken: Int64, ofThemMoved: Int64, eligibleFor: Int64?, second: Int64?,
    missed: Int64?,
    placeWorth: Int64?, monthAfter: Int64?, monthShare: Int64?
  ) {
    self.code = code
    self.capacitySeconds = capacitySeconds
    self.effortSeconds = effortSeconds
    self.score = score
    self.room = room
    self.closedBy = closedBy
    self.nextPresent = nextPresent
    self.before = before
    self.saturationPermille = saturationPermille
    self.got = got
    self.gotAmount = gotAmount
    self.taken = taken
    self.ofThemMoved = ofThemMoved
    self.eligibleFor = eligibleFor
    self.second = second
    self.missed = missed
    self.placeWorth = placeWorth
    self.monthAfter = monthAfter
    self.monthShare = monthShare
  }

  /// Cases that came and went between the decision and the count of the stock by other ways than the run, came less went.
  package var otherwise: Int64 = 0
  /// Of them: cases that came; they took places.
  package var gotOtherwise: Int64 = 0
  /// Open cases after the run was published, or by a plan that waits.
  package var after: Int64 { before + got - taken + otherwise }
}
