package import Portfolio

/// One collector's night. Amounts in base minor units.
package struct CollectorFigures: Sendable, Equatable {
  /// Database id.
  package var id: Int64
  /// The agency's code for the person.
  package var code: String
  /// Shown to the agency's own people; empty when unknown.
  package var name: String
  /// Name of the person's team; empty when unknown.
  package var team: String
  /// Scheduled seconds of the coming days against which load is priced.
  package var capacitySeconds: Int64 = 0
  /// Seconds scheduled and used in the saturation window.
  package var scheduledSeconds: Int64 = 0
  /// What talk, calls, messages and other contacts took in the window, in seconds; may exceed `scheduledSeconds`.
  package var usedSeconds: Int64 = 0
  /// Parts of the used time as activity of the window: talk, calls, messages, other contacts.
  package var talkSeconds: Int64 = 0
  /// Calls of the window.
  package var calls: Int64 = 0
  /// Messages of the window.
  package var messages: Int64 = 0
  /// Contacts of the window by any other channel.
  package var otherContacts: Int64 = 0
  /// Per mille; above 1000 is over-use.
  package var saturation: Int32 = 0
  /// S14, per mille; higher is fuller.
  package var score: Int64 = 0
  /// Weekly effort of the open cases before the night, in seconds.
  package var effortSeconds: Int64 = 0
  /// Weekly effort of the new cases, in seconds.
  package var newEffortSeconds: Int64 = 0
  /// Weekly effort of the cases that went away, by their class; stopped ones left out, which counted as none.
  package var goneEffortSeconds: Int64 = 0
  /// Weekly effort of the open cases after the run, in seconds, 0 or more.
  package var effortAfterSeconds: Int64 { max(0, effortSeconds - goneEffortSeconds + newEffortSeconds + otherwiseEffortSeconds) }
  /// Cases before the plan, dealt or moved to, moved or recalled from, and after it.
  package var before: Int64 = 0
  /// Cases dealt or moved to the person.
  package var new: Int64 = 0
  /// Cases moved or recalled from the person.
  package var gone: Int64 = 0
  /// Cases that came and went between the decision and the count of the stock by other ways than the run, came less went: moves by hand, closings,
  /// arrivals that were dealt.
  package var otherwise: Int64 = 0
  /// Of `otherwise`: cases that came; they took places.
  package var gotOtherwise: Int64 = 0
  /// Change of the amount in hand by the same, and by payments and new figures, in base minor units.
  package var amountOtherwise: Int64 = 0
  /// Weekly effort of `otherwise`, in seconds; below 0 is less. A case of which the class is not known counts as an unknown one.
  package var otherwiseEffortSeconds: Int64 = 0
  /// Cases after the run was published: `before` + `new` − `gone` + `otherwise`.
  package var after: Int64 = 0
  /// Outstanding amount of `before`, in base minor units.
  package var amountBefore: Int64 = 0
  /// Outstanding amount of `new`, in base minor units.
  package var amountNew: Int64 = 0
  /// Outstanding amount of `gone`, in base minor units.
  package var amountGone: Int64 = 0
  /// Outstanding amount of `after`, in base minor units.
  package var amountAfter: Int64 = 0
  /// Open cases after the plan by `CaseClass.rawValue`.
  package var classes: [Int64] = [0, 0, 0, 0, 0]
  /// Places the person had at the start of the plan; 0 = not assignable.
  package var room: Int64 = 0
  /// Why there was no place, or `.open`.
  package var closedBy: CloseReason = .open
  /// First day with scheduled time left; `.never` when none is known.
  package var nextPresent: Day = .never
  /// Promises that fall due within seven days.
  package var promisesDue: Int64 = 0
  /// The month's new cases after the plan, over the person's accounts, in 1/1024 case; nil without explanations.
  package var monthAfter: Int64?
  /// The person's share of the month's new cases, in 1/1024 case; nil without explanations.
  package var monthShare: Int64?

  /// Somebody with nothing counted yet, not assignable for want of room; the reader fills in the night.
  package init(id: Int64, code: String, name: String = "", team: String = "") {
    self.id = id
    self.code = code
    self.name = name
    self.team = team
  }

  /// Weekly effort after the plan against capacity in per mille, rounded; nil without capacity.
  package var loadPerMille: Int64? {
    guard capacitySeconds > 0 else { return nil }
    return PerMille.of(effortAfterSeconds, capacitySeconds)
  }
}

/// What one collector got in one currency.
package struct ShareFigures: Sendable, Equatable {
  /// Currency of the cases counted here, and of the amounts.
  package var currency: Currency
  /// Position in `Figures.collectors`.
  package var collector: Int32
  /// Tonight: cases, minor units, weekly effort in seconds.
  package var cases: Int64
  /// Outstanding amount of tonight's new cases, in minor units of `currency`.
  package var amount: Int64
  /// Weekly effort of tonight's new cases, in seconds.
  package var effortSeconds: Int64
  /// The same over the running thirty nights, this one included.
  package var cases30: Int64
  /// As `amount`, over thirty nights.
  package var amount30: Int64
  /// As `effortSeconds`, over thirty nights.
  package var effortSeconds30: Int64
  /// A row with nothing got, unless numbers are given; made for each person and currency of what was dealt in thirty nights.
  package init(
    currency: Currency, collector: Int32, cases: Int64 = 0, amount: Int64 = 0, effortSeconds: Int64 = 0, cases30: Int64 = 0,
    amount30: Int64 = 0, effortSeconds30: Int64 = 0
  ) {
    self.currency = currency
    self.collector = collector
    self.cases = cases
    self.amount = amount
    self.effortSeconds = effortSeconds
    self.cases30 = cases30
    self.amount30 = amount30
    self.effortSeconds30 = effortSeconds30
  }
}
