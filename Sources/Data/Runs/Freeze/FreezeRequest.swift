package import Portfolio
package import Schema

/// What a freeze reads, and as of when.
package struct FreezeRequest: Sendable {
  /// Whose cases and people are read.
  package var agency: Agency
  /// Business day the night is for.
  package var slot: Day
  /// The moment whose knowledge counts; what binds now is read as it stands now all the same.
  package var asOf: Instant
  /// Facts (contacts, conversations, payments, promises, activity) of days before it count: a business day counts once it was over at `asOf`.
  /// Never after the slot.
  package var factsBefore: Day
  /// Holds that begin by this day bind: the slot, or the day on which it is decided where that is later. A night that is made up for is published into a
  /// day on which more is stopped.
  package var bindsUpTo: Day
  /// Of the run's key.
  package var seed: UInt64
  /// Without it only names, codes, rates, people and their days are read.
  package var readsCases = true
  /// Days back to which conversations are read.
  package var historyDays = 400
  /// Days back and ahead for which hours and activity are read.
  package var daysBack = 90
  /// Days after the slot.
  package var daysAhead = 14
  /// Payments that were read ahead of their day count as paid up to this one, as a run settles them before it freezes; nil = they are settled, or do not
  /// matter.
  package var settlesUpTo: Day?
  /// Ids of the only cases to read; nil = all open ones.
  package var only: [Int64]?
  /// `asOfDay`: the local date of `asOf`; nil = the slot.
  package init(agency: Agency, slot: Day, asOf: Instant, asOfDay: Day? = nil, seed: UInt64) {
    self.agency = agency
    self.slot = slot
    self.asOf = asOf
    factsBefore = min(slot, asOfDay ?? slot)
    bindsUpTo = max(slot, asOfDay ?? slot)
    self.seed = seed
  }
}

/// One consistent read of an agency, and what publishing will need of it.
package struct Frozen: Sendable {
  /// What was read, in columns; with the policies it decides everything.
  package var snapshot: Snapshot
  /// SHA-256 over everything read, in a fixed order: equal digests mean equal inputs.
  package var digest: [UInt8]
  /// PostgreSQL's name of what was visible; arrivals after it are found by it.
  package var databaseSnapshot: String
  /// Counters of `collector_state` that only grow, per collector: what was given away by the freeze.
  package var givenCases: [Int64]
  /// The same in minor units of the agency's currency.
  package var givenAmount: [Int64]
  /// Rates to the base currency; a currency without one counts one to one.
  package var rates: [Currency: RateFraction]
  /// Dictionary ids of the stages, in the order of `snapshot.stages`.
  package var stageIDs: [Int32]

  /// Outstanding in minor units of the base currency.
  package func baseAmount(_ index: Int) -> Int64 {
    let amount = snapshot.cases.outstanding[index]
    return rates[snapshot.cases.currency[index]]?.convert(amount) ?? amount
  }
}
