package import Portfolio

/// Every number of one run for its three readers: operations manager, team lead, auditor. Plain data, filled by the store; the page and the files
/// are pure functions of it, so the same figures give the same bytes.
///
/// Amounts called *base* are minor units of `header.baseCurrency`; all others are minor units of the currency beside them. Times are seconds
/// unless the name says otherwise.
package struct Figures: Sendable, Equatable {
  /// Which run this is and what it was made from.
  package var header: RunHeader
  /// What is asked before anything else: trust, clocks, people, money.
  package var morning: Morning
  /// This run and the runs of up to thirty nights before it, ascending; the last element is this run.
  package var trend: [NightFigures]
  /// One per currency, ascending.
  package var flows: [StockFlow]
  /// Open cases by stage and class, and how classes changed since the previous run.
  package var classes: ClassFigures
  /// How far verdicts on conversations and mappings of codes can be trusted.
  package var talk: TalkFigures
  /// Held and unassigned cases by reason.
  package var waiting: [WaitingFigures]
  /// Cases that left their holder, by kind of recall.
  package var recalls: [RecallFigures]
  /// How often each rule of the run's policies was looked at and matched; ascending by policy and rule.
  package var rules: [RuleHealth]
  /// What those rules ask for, by policy and by their name in `rules`; missing where it is not known.
  package var ruleMeanings: [String: [String: RuleMeaning]]
  /// Every collector of the agency in ascending order of database id.
  package var collectors: [CollectorFigures]
  /// What each collector got, by currency: tonight and over the running thirty nights.
  package var shares: [ShareFigures]
  /// Which wishes for fairness the plan did not keep, and by whose hours shares were counted.
  package var fairness: FairnessRecord
  /// Every assignment, move and recall, ascending by case; positions point into `collectors`.
  package var movements: [MovementFigures]
  /// What was checked again, in the order of `Control.allCases`; empty unless the run was published or its plan waits.
  package var controls: [ControlFigures]
  /// What reasons refer to by number.
  package var names: ReasonNames
  /// What a seed drew of the decisions; nil unless an auditor asked.
  package var sample: AuditedSample?
  /// Why the plan waits; nil unless it does. All figures are then those of the plan, and none of it is in force.
  package var plan: WaitingPlan?

  /// An empty night: no cases, no collectors, nothing moved.
  package init(header: RunHeader) {
    self.header = header
    morning = Morning()
    trend = []
    flows = []
    classes = ClassFigures()
    talk = TalkFigures()
    waiting = []
    recalls = []
    rules = []
    ruleMeanings = [:]
    collectors = []
    shares = []
    fairness = FairnessRecord()
    movements = []
    controls = []
    names = ReasonNames()
  }

  /// The numbers of this run; zeros when the trend is empty.
  package var tonight: NightFigures { trend.last ?? NightFigures(slot: header.slot, run: header.run) }
}

/// Which run the figures are of, and what it was made from.
package struct RunHeader: Sendable, Equatable {
  /// Database id of the run.
  package var run: Int64
  /// Day the run was for, in the agency's zone.
  package var slot: Day
  /// Night, arrivals, batch or by hand.
  package var kind: RunKind
  /// How far the run had got when the figures were read.
  package var status: RunState
  /// Code of the agency, as in its file.
  package var agencyCode: String
  /// The agency's full name, for headings.
  package var agencyName: String
  /// The agency's own currency: amounts called base are its minor units.
  package var baseCurrency: Currency
  /// Wall-clock times in the agency's zone as the database wrote them; empty when the run has not got there.
  package var asOf: String
  /// When the run began; written as `asOf`.
  package var startedAt: String
  /// When the run was published; written as `asOf`, empty until then.
  package var publishedAt: String
  /// The agency's zone by its IANA name.
  package var timeZone: String
  /// The agency file first, then the policies in the order of the run.
  package var policies: [PolicyStamp]
  /// Hexadecimal digest of all inputs, sorted; empty when none was kept.
  package var inputDigest: String
  /// The published run before this one.
  package var previous: PreviousRun?
  /// The last run that took moves of this one back; nil where nobody did.
  package var takenBackBy: Int64?
  /// Whether all it moved was taken back; false where only a part was.
  package var isTakenBack = false
  /// When the stock of `Figures.flows` was counted; written as `asOf`, empty where it was not.
  package var stockAt = ""
  /// Day on which these figures were read, in the agency's zone; `.none` where nobody says. What no run keeps is as of that day.
  package var readOn = Day.none
  /// Version of the program that decided.
  package var program: String
  /// Years whose days were not sure, as of the slot.
  package var calendar: [CalendarRemark]
  /// Of a run for what came by day: the pool's cases that had come earlier; nil for a night, and where they are not known.
  package var earlier: EarlierCases?
  /// Whether the run was only for what came by day: its held and unassigned are some of those that came, not the stock's.
  package var isByDay: Bool { kind == .arrivals || kind == .batch }
  /// Emergency stops that hold now, when these figures are read, the oldest first.
  package var stops: [StopFigure] = []

  /// Made with what is certain of every run; times, policies, digest and program start out empty and are filled in by the reader.
  package init(run: Int64, slot: Day, kind: RunKind, status: RunState, agencyCode: String, agencyName: String, baseCurrency: Currency) {
    self.run = run
    self.slot = slot
    self.kind = kind
    self.status = status
    self.agencyCode = agencyCode
    self.agencyName = agencyName
    self.baseCurrency = baseCurrency
    asOf = ""
    startedAt = ""
    publishedAt = ""
    timeZone = ""
    policies = []
    inputDigest = ""
    program = ""
    calendar = []
  }
}

/// A version of a policy or of the agency file that the run used.
package struct PolicyStamp: Sendable, Equatable {
  /// The policy's name; `agency` for the agency file.
  package var name: String
  /// Version of the stored text, counted from 1 for each name.
  package var version: Int
  /// Hexadecimal digest of the text.
  package var digest: String
  /// Who put it in force; empty when nobody is on record.
  package var inForceBy: String
  /// Whether another person had stored it, so that the one who put it in force approved it.
  package var isApproved: Bool
  /// Whether `inForceBy` is a user of the agency; else it is a name of the operating system or of the database.
  package var isUser: Bool
  /// Made from what the run noted of a policy and from who put that version in force.
  package init(name: String, version: Int, digest: String, inForceBy: String = "", isApproved: Bool = false, isUser: Bool = true) {
    self.name = name
    self.version = version
    self.digest = digest
    self.inForceBy = inForceBy
    self.isApproved = isApproved
    self.isUser = isUser
  }
}

/// The run that this report continues.
package struct PreviousRun: Sendable, Equatable {
  /// Database id of the run.
  package var run: Int64
  /// Day that run was for.
  package var slot: Day
  /// Hexadecimal digest of its inputs; empty when none was kept.
  package var inputDigest: String
  /// Made from the run of the agency that was published last before this one, whatever its kind.
  package init(run: Int64, slot: Day, inputDigest: String) {
    self.run = run
    self.slot = slot
    self.inputDigest = inputDigest
  }
}

/// One run in numbers of cases: a point of the trend.
package struct NightFigures: Sendable, Equatable {
  /// Day the run was for.
  package var slot: Day
  /// Database id of the run.
  package var run: Int64
  /// Open cases at the freeze.
  package var open: Int64 = 0
  /// Whether all it moved was taken back: it is no measure for others.
  package var isTakenBack = false
  /// Entrusted since the night before it in the list, by whatever run it came in; what was reopened is not among them.
  package var entrusted: Int64 = 0
  /// From the pool to a collector.
  package var assigned: Int64 = 0
  /// From a collector to another.
  package var moved: Int64 = 0
  /// From a collector to the pool.
  package var recalled: Int64 = 0
  /// Cases that must not be dealt.
  package var held: Int64 = 0
  /// Cases in the pool for which nobody was found.
  package var unassigned: Int64 = 0
  /// Cases whose class is another than at the previous run.
  package var classChanged: Int64 = 0
  /// A night with nothing counted; also what stands for tonight when the trend is empty.
  package init(slot: Day, run: Int64) {
    self.slot = slot
    self.run = run
  }
}

/// How often one control looked and how often it found something wrong.
package struct ControlFigures: Sendable, Equatable {
  /// What was looked for.
  package var control: Control
  /// Cases, groups, people or accounts that the control looked at.
  package var checked: Int64
  /// Of `checked`: those that break the control; 0 is well.
  package var violations: Int64
  /// Made once per control and published run, after its rows have been counted anew.
  package init(_ control: Control, checked: Int64, violations: Int64) {
    self.control = control
    self.checked = checked
    self.violations = violations
  }
}

/// What is checked again after the plan, from the published rows alone and without the code that made the plan.
package enum Control: String, CaseIterable, Sendable {
  /// Nobody got more new cases, pins aside, than the places left under all limits at the freeze.
  case caseLimits
  /// Nobody got a case while closed for new ones.
  case onlyOpenCollectors
  /// Nobody got a case for which a required skill or licence is missing.
  case authorisations
  /// Nobody got a case of a debtor with whom the person is in conflict.
  case conflicts
  /// No case went back to a holder who gave it up within the excluded time.
  case formerHolders
  /// Every case that moved is with the one owner its decision names, unless something happened to it since.
  case oneOwner
  /// Cases of one debtor planned for one person were all published, or none.
  case groupsTogether
  /// No held case was dealt.
  case heldNotDealt
  /// The stock reconciles: cases and amounts, every currency.
  case reconciliation
}
