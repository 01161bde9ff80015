package import Portfolio

/// What one collector got of one run, and the numbers behind it. Costs in cost units; nil where the run kept no explanations.
package struct CollectorNight: Sendable, Equatable {
  package var code: String
  /// Working time that load is priced against, and effort in hand before the run, in seconds.
  package var capacitySeconds: Int64
  package var effortSeconds: Int64
  package var score: Int64
  package var room: Int64
  package var closedBy: CloseReason
  package var nextPresent: Day
  package var before: Int64
  package var saturationPermille: Int64
  /// New cases, their amount in base minor units, those of them that came from another collector, and cases taken away.
  package var got: Int64
  package var gotAmount: Int64
  package var taken: Int64
  package var ofThemMoved: Int64
  package var eligibleFor: Int64?
  package var second: Int64?
  package var missed: Int64?
  package var placeWorth: Int64?
  package var monthAfter: Int64?
  package var monthShare: Int64?
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

  /// Effort in hand against working time, in per mille; nil without working time.
  package var loadPermille: Int64? { capacitySeconds > 0 ? Int64(clamping: Int128(effortSeconds) * 1000 / Int128(capacitySeconds)) : nil }
}
