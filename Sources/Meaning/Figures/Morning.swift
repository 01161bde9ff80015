package import Portfolio

/// What a manager asks at eight o'clock before he looks at the night itself: can it be trusted, which clocks run out, who is there, what was promised.
/// Counted from what the agency knows when the figures are read; days are those of the run's slot, facts of that day and later are left out.
package struct Morning: Sendable, Equatable {
  /// Every feed in the order of `Feed.allCases`; empty where nobody read them.
  package var feeds: [FeedArrival] = []
  /// Since when files are counted: the beginning of the night before, wall-clock time in the agency's zone; empty for the first.
  package var since = ""
  /// Decisions of the plan that were left out at the publish: the place was gone, or the case had changed.
  package var leftOut: Int64 = 0
  /// The same by kind and reason, with the first of them.
  package var left: [LeftOut] = []
  /// What happened between the decision and the count of the stock, by whatever but the run.
  package var meanwhile = Meanwhile()
  /// Brakes that held the plan back before a person released it, as they were stored.
  package var brakes: [TrippedBrake] = []
  /// How much is known of the open cases.
  package var coverage = Coverage()
  /// What runs out.
  package var clocks = Clocks()
  /// Who is there today.
  package var presence = Presence()
  /// Who has picked up his list, by team, people without one first; empty unless the run is published.
  package var pickups: [ListPickup] = []
  /// Whether lists are acknowledged in this agency at all: one was in the last thirty days.
  package var areListsAcknowledged = false
  /// What was promised and paid, by currency, ascending.
  package var money: [MoneyDay] = []
  /// What each batch has brought, the largest first.
  package var batches: [BatchPace] = []
  /// Cases that are held for long, and again and again.
  package var holds = HoldHistory()
  /// Nothing read.
  package init() {}
}

/// What came of one feed since the night before.
package struct FeedArrival: Sendable, Equatable {
  /// Which feed.
  package var feed: Feed
  /// Files read since the night before.
  package var files: Int64 = 0
  /// When the last one ever was read, wall-clock time in the agency's zone; empty for never.
  package var lastAt = ""
  /// Rows that were new, that changed something, that were known already, that could not be read.
  package var inserted: Int64 = 0
  /// Rows that changed what was known.
  package var changed: Int64 = 0
  /// Rows that were read before: duplicates.
  package var known: Int64 = 0
  /// Rows that could not be read.
  package var rejected: Int64 = 0
  /// Rows of days that a night before should have known; nil where the feed has no day, or where it cannot be told.
  package var late: Int64?
  /// Of the seven nights before: those before which a file of the feed came.
  package var usual = 0
  /// An import of it has begun and come to no end.
  package var isOpen = false
  /// A feed of which nothing came.
  package init(_ feed: Feed) { self.feed = feed }

  /// All rows of the files.
  package var rows: Int64 { inserted + changed + known + rejected }
  /// It came before most of the seven nights before, and not before this one.
  package var isMissing: Bool { files == 0 && usual >= 4 }
}

/// How much is known of the open cases: numbers of cases.
package struct Coverage: Sendable, Equatable {
  /// Open cases.
  package var open: Int64 = 0
  /// Of them: with at least one contact point.
  package var withContactPoint: Int64 = 0
  /// Of them: somebody tried in the seven days before the slot.
  package var attempted: Int64 = 0
  /// Of them: the debtor has talked to us at least once, in a conversation on record.
  package var withConversation: Int64 = 0
  /// Nothing counted.
  package init() {}
}

/// Clocks of open cases that may be dealt: held ones are left out.
package struct Clocks: Sendable, Equatable {
  /// Nobody tried since they came in, and the first contact is due in the course of the slot's day, by the strictest service rule of their policy: counted
  /// in hours from when the case was read, where that was on the day of its entrustment; else only that day is known, and hours are rounded up to days.
  package var firstContactToday: Int64 = 0
  /// The same, and it was due before the slot's day began.
  package var firstContactMissed: Int64 = 0
  /// Nobody tried, and they came in the day before yesterday or earlier: at 0:00 of the slot's day 24 hours have passed, whatever the hour they came in.
  package var untouched24: Int64 = 0
  /// The same with 48 hours: they came in three days before or earlier.
  package var untouched48: Int64 = 0
  /// Of `untouched24`: those that nobody holds.
  package var untouchedInPool: Int64 = 0
  /// Due back with the client within seven days from the slot on, held ones too.
  package var dueBack: Int64 = 0
  /// Of `dueBack`: with a promise that is open.
  package var dueBackPromised: Int64 = 0
  /// Of `dueBackPromised`: the money is due after the case has gone back.
  package var promisedTooLate: Int64 = 0
  /// Nothing counted.
  package init() {}
}

/// Who is there on the slot's day.
package struct Presence: Sendable, Equatable {
  /// People who are active and have not left.
  package var people: Int64 = 0
  /// Of them: on the roster of the day.
  package var scheduled: Int64 = 0
  /// Of `scheduled`: away all day.
  package var absent: Int64 = 0
  /// Of `scheduled`: away for a part of it.
  package var partly: Int64 = 0
  /// Open cases whose holder is away all day, or not on the roster of a day for which there is one.
  package var casesWithoutOwner: Int64 = 0
  /// Of `casesWithoutOwner`: with a promise due on the day.
  package var promisesWithoutOwner: Int64 = 0
  /// Codes of those who have left and still stand in a team as active, ascending; at most 20.
  package var leavers: [String] = []
  /// How many of them there are.
  package var leaverCount: Int64 = 0
  /// Open cases that people hold who have left or are not active.
  package var casesOfLeavers: Int64 = 0
  /// Nothing counted.
  package init() {}
}

/// Promises and payments of one currency.
package struct MoneyDay: Sendable, Equatable {
  /// Currency of all amounts.
  package var currency: Currency
  /// Promises and instalments of open cases that are due on the slot's day, with the sum promised.
  package var dueToday = Stock.zero
  /// Single promises that fell due in the seven days before: the money came.
  package var kept = Stock.zero
  /// The same: it did not come, and the days of grace are over.
  package var broken = Stock.zero
  /// The same: it has not come, and may still.
  package var open = Stock.zero
  /// Payments of the day before the slot; reversals are taken off.
  package var paidYesterday = Stock.zero
  /// Payments of the seven days before the slot.
  package var paidWeek = Stock.zero
  /// A currency in which nothing happened.
  package init(_ currency: Currency) { self.currency = currency }
}

/// What one batch has brought in one currency.
package struct BatchPace: Sendable, Equatable {
  /// Name of the batch, and of its client.
  package var batch: String
  /// Name of the client.
  package var client: String
  /// Currency of all amounts.
  package var currency: Currency
  /// First day on which a case of it came in.
  package var since: Day
  /// All its cases, and those that are open.
  package var cases: Int64
  /// Cases that are open.
  package var open: Int64
  /// What is still owed on open cases.
  package var outstanding: Int64
  /// What was paid since the cases came in.
  package var paid: Int64
  /// What was paid in the seven days before the slot.
  package var paidWeek: Int64
  /// A row of the count.
  package init(
    batch: String, client: String, currency: Currency, since: Day, cases: Int64, open: Int64, outstanding: Int64, paid: Int64,
    paidWeek: Int64
  ) {
    (self.batch, self.client, self.currency, self.since) = (batch, client, currency, since)
    (self.cases, self.open, self.outstanding) = (cases, open, outstanding)
    (self.paid, self.paidWeek) = (paid, paidWeek)
  }

  /// What was paid of what there was to pay, in per mille; nil for nothing.
  package var share: Int64? { paid + outstanding > 0 ? PerMille.of(paid, paid + outstanding) : nil }
}

/// Holds over time.
package struct HoldHistory: Sendable, Equatable {
  /// Cases held tonight that were held by the last night thirty days ago or earlier, too.
  package var long: Int64 = 0
  /// The night that was looked at for `long`; nil when there is none so old.
  package var longSince: Day?
  /// Cases held tonight that were held and freed three times or more in ninety days.
  package var again: Int64 = 0
  /// Nothing counted.
  package init() {}
  /// How often is again and again.
  package static let often = 3
}
