package import Classification
package import Portfolio
package import Workload

/// What belongs to people and law and holds for every portfolio of the agency. One file.
package struct AgencyPolicy: Sendable, Equatable {
  /// Short unique code; ASCII letters, digits, `-`, `_` and `.`.
  package var code: String
  /// Shown to people.
  package var name: String
  /// From 1; the stored version number where the store keeps the file, else what the file says.
  package var version: Int
  /// IANA name; resolved by the database.
  package var timezone: String
  /// Where telephone numbers without a calling code are from.
  package var country: Country
  /// The base currency, in which limits and fairness count.
  package var currency: Currency
  /// One rate for every other currency in use, in ascending order of code; never the base currency.
  package var rates: [ExchangeRate]
  /// Working days, for limits in working days.
  package var calendar: Calendar
  /// Code of the calendar that the agency follows; nil when the file holds its days itself.
  package var calendarCode: String?
  /// Clients with a calendar of their own, ascending by name (byte order of UTF-8).
  package var clientCalendars: [ClientCalendar]
  /// The years of the calendars that agency and clients follow, by code and year.
  package var calendarYears: [CalendarYear]
  /// How working time, effort, ramp and caps are counted, for everybody.
  package var workload: WorkloadSettings
  /// When a plan waits for a person.
  package var brakes: Brakes
  /// How many people it takes for policies and large moves.
  package var approval: Approval
  /// How old the data of each feed may be.
  package var readiness: Readiness
  /// The contact budget that law or contract leaves.
  package var contact: ContactRules
  /// What no policy may loosen.
  package var bounds: PolicyBounds
  /// What contracts with clients ask of every plan, in the order of the file.
  package var contract: [ContractClause]
  /// Whether the text of conversations is kept; otherwise only verdicts are.
  package var keepText: Bool
  /// Days for which the frozen inputs of a run are kept, counted from its slot, so that it can be replayed. 0 = not kept; 0…3650.
  package var replayDays: Int
  /// Who is told of a night, when and how; nil = nobody, by itself.
  package var report: ReportPlan?
  /// Names of the lexicons that judge conversations, in order.
  package var lexicons: [String]
  /// Name of the model that judges conversations beside them; nil = none.
  package var toneModel: String?
  /// Whether promises are heard in conversations.
  package var hearsPromises: Bool
  /// Whose verdict counts.
  package var toneBy: ToneJudge.Recogniser

  /// An agency with the shipped settings in `currency`.
  package init(code: String, name: String, timezone: String, currency: Currency) {
    self.code = code
    self.name = name
    self.timezone = timezone
    self.currency = currency
    version = 1
    country = .cn
    rates = []
    calendar = .mondayToFriday
    clientCalendars = []
    calendarYears = []
    workload = WorkloadSettings()
    brakes = Brakes()
    approval = Approval()
    readiness = Readiness()
    contact = ContactRules()
    bounds = PolicyBounds()
    contract = []
    keepText = false
    replayDays = 30
    report = nil
    lexicons = ["zh", "en"]
    toneBy = .keywords
    hearsPromises = true
  }

  /// `minor` units of `from` in base minor units; nil when the agency has no rate for the currency.
  package func inBase(_ minor: Int64, _ from: Currency) -> Int64? {
    if from == currency { return minor }
    return rates.first { $0.currency == from }?.convert(minor, to: currency)
  }

  /// What is not sure about the days of the agency and its clients on `day`: the agency's own years first, then those of clients by name.
  package func calendarRemarks(on day: Day) -> [CalendarRemark] {
    calendar.remarks(on: day) + clientCalendars.flatMap { $0.calendar.remarks(on: day, client: $0.client) }
  }
}

/// When a plan waits for a person instead of being published: shares of the cases open at the freeze, in per mille, 0…1000. nil = no brake.
package struct Brakes: Sendable, Equatable {
  /// Cases that leave their holder: recalled or moved.
  package var recalledAbovePermille: Int?
  /// Cases that go from one collector to another in one step.
  package var movedAbovePermille: Int?
  /// Cases that should have been dealt and found nobody.
  package var unassignedAbovePermille: Int?
  /// Cases that had a class before and get another one; those never classified do not count.
  package var classChangedAbovePermille: Int?
  /// From the seventh night on: how far a figure of the inputs may lie outside the range of the last seven nights.
  package var inputsBeyondPermille: Int?
  /// The first night, before which none was published, waits for a person whatever it plans.
  package var firstNightWaits: Bool

  /// The shipped brakes: 3 % recalled, 5 % moved, 1 % unassigned, 10 % changed class, inputs 50 % beyond the last seven nights; a first
  /// night waits.
  package init(
    recalled: Int? = 30, moved: Int? = 50, unassigned: Int? = 10, classChanged: Int? = 100, inputs: Int? = 500, firstNightWaits: Bool = true
  ) {
    recalledAbovePermille = recalled
    movedAbovePermille = moved
    unassignedAbovePermille = unassigned
    classChangedAbovePermille = classChanged
    inputsBeyondPermille = inputs
    self.firstNightWaits = firstNightWaits
  }
}

/// How fresh each source must be, and what the night does when it is not.
package struct Readiness: Sendable, Equatable {
  /// What a late source leaves possible.
  package enum Fallback: String, CaseIterable, Sendable {
    /// The run waits for a person.
    case stop
    /// Cases of the clients whose data are late are left as they are.
    case skipThatClient = "skip that client"
    /// New cases are dealt; classes are frozen and nothing is recalled.
    case newCasesOnly = "new cases only"
    /// As if nothing were missing; reported.
    case goOn = "go on"
  }
  /// How old the data of one feed may be.
  package struct Rule: Sendable, Equatable {
    /// The feed that the rule is about.
    package var feed: Feed
    /// The newest data may be of the slot's day minus 1 minus this. 0…30.
    package var maximumAgeDays: Int
    /// What the night does when the newest data are older.
    package var ifLate: Fallback
    /// One line under `data` of the agency file.
    package init(feed: Feed, maximumAgeDays: Int, ifLate: Fallback) {
      self.feed = feed
      self.maximumAgeDays = maximumAgeDays
      self.ifLate = ifLate
    }
  }
  /// In the order of `Feed.allCases`, at most one a feed; feeds without a rule are never late.
  package var rules: [Rule]

  /// Without rules no feed is ever late.
  package init(rules: [Rule] = []) { self.rules = rules }
}

/// The contact budget that law or contract leaves: belongs to the debtor, moves with the case and pauses calling, never dealing.
package struct ContactRules: Sendable, Equatable {
  /// At most so many contacts in so many days.
  package struct Limit: Sendable, Equatable {
    /// What is counted: all calls, those that were answered by somebody, or those that were not.
    package enum Counted: String, CaseIterable, Sendable { case calls, connected, unanswered }
    /// What the count is kept for: all cases of the debtor, one case, or one number or address.
    package enum Scope: String, CaseIterable, Sendable {
      case debtor
      case debt = "case"
      case contactPoint = "contact point"
    }
    /// Which contacts count.
    package var counted: Counted
    /// Whether debtor, case or contact point has the budget.
    package var per: Scope
    /// 1…1000.
    package var atMost: Int
    /// 1…365.
    package var days: Int
    /// One entry under `limits` of the agency file.
    package init(counted: Counted, per: Scope, atMost: Int, days: Int) {
      self.counted = counted
      self.per = per
      self.atMost = atMost
      self.days = days
    }
  }
  /// Each holds for itself; in the order of the file.
  package var limits: [Limit]
  /// No contact between these times; may run over midnight. nil = no quiet hours.
  package var quietFrom: TimeOfDay?
  /// When contact may begin again; nil if and only if `quietFrom` is.
  package var quietUntil: TimeOfDay?
  /// Days of rest after a conversation. 0…365.
  package var restAfterConversationDays: Int

  /// Without arguments nothing is limited.
  package init(limits: [Limit] = [], quietFrom: TimeOfDay? = nil, quietUntil: TimeOfDay? = nil, restAfterConversationDays: Int = 0) {
    self.limits = limits
    self.quietFrom = quietFrom
    self.quietUntil = quietUntil
    self.restAfterConversationDays = restAfterConversationDays
  }
}

/// What no policy may loosen; checked when policies are. nil and empty bind nothing.
package struct PolicyBounds: Sendable, Equatable {
  /// Every policy must stop cases with these flags.
  package var mustStop: CaseFlags
  /// Every policy must let the holder keep a case with a running plan, with an open promise.
  package var mustStayPlan: Bool
  /// Every policy must let the holder keep a case with an open promise.
  package var mustStayPromise: Bool
  /// Forced recall not before this many working days.
  package var forcedNotBefore: Int?
  /// A recalled case must not go back to a former holder within this many days, at least.
  package var notBackToDays: Int?
  /// First contact within at most this many hours.
  package var firstContactHours: Int?

  /// Without arguments nothing is bound.
  package init(
    mustStop: CaseFlags = [], mustStayPlan: Bool = false, mustStayPromise: Bool = false, forcedNotBefore: Int? = nil,
    notBackToDays: Int? = nil,
    firstContactHours: Int? = nil
  ) {
    self.mustStop = mustStop
    self.mustStayPlan = mustStayPlan
    self.mustStayPromise = mustStayPromise
    self.forcedNotBefore = forcedNotBefore
    self.notBackToDays = notBackToDays
    self.firstContactHours = firstContactHours
  }
}
