/// One row of a client's case file, checked and typed. Amounts in minor units of `currency`. A missing value changes nothing in a case already known.
package struct CaseRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// Name of the client who entrusted the case; with `caseNo` it names the case.
  package var client: String
  /// The client's number of the case, leading zeros kept.
  package var caseNo: String
  /// What the client entrusted together.
  package var batch: String?
  /// Digest of the identity number or the client's reference; cases with the same one are of one debtor.
  package var debtor: OpaqueReference?
  /// The client's number of the contract; removed from closed cases after the time the agency keeps it.
  package var contract: String?
  /// The client's name of the product.
  package var product: String?
  /// The client's word for how long the case is overdue: M1, M2 …
  package var stage: String?
  /// Holders the case has had, 0…999; only a new case takes it from the file.
  package var hand: Int16?
  /// Currency of every amount of the row; where the row names none, that of the import.
  package var currency: Currency
  /// What was owed when the case came in; 0 or more.
  package var entrusted: Int64?
  /// What is owed, else what was entrusted; negative for a credit, which is nothing due.
  package var outstanding: Int64
  /// Last day whose payments are in `outstanding`. nil: the file does not say, and it is told from the day on which it is read (`isAsOfToday`).
  package var balanceOn: Day?
  /// Without `balanceOn`: true when the figures are those of the end of the day on which the file is read, false of the day before, nil where nobody
  /// said; then payments of the day come on top, and days past due are those of the day.
  package var isAsOfToday: Bool?
  /// The day on which a program wrote the row, which may be read later: without `balanceOn` its figures are those of the day before, and replace none
  /// of a later day. nil for files: they are of the day on which they are read.
  package var writtenOn: Day?
  /// Part of the debt; 0 or more.
  package var principal: Int64?
  /// Part of the debt, the sum of all columns of interest.
  package var interest: Int64?
  /// Part of the debt, the sum of all columns of fees.
  package var fees: Int64?
  /// From which the debt is overdue.
  package var overdueOn: Day?
  /// 0…20,000, where the file says no `overdueOn`; as of the day of the figures.
  package var daysPastDue: Int32?
  /// The day the client entrusted the case; no night sees the case before.
  package var entrustedOn: Day?
  /// The day the case goes back to its client; not before `entrustedOn`.
  package var dueBackOn: Day?
  /// Province, city and the like joined by `/`.
  package var region: String?
  /// Code of the collector who holds the case already.
  package var collector: String?
  /// nil: the file does not say. A case already known stays as it is, a new one is open.
  package var status: CaseStatus?
  /// `.none` lifts a hold; another kind holds from the day of the import without end. nil: the file does not say.
  package var hold: HoldKind?
  /// Last day on which the case stays with its holder on the client's word.
  package var retainedUntil: Day?
  /// Names of licences, languages and other skills; empty = the file does not say.
  package var requiredSkills: [String]
  /// Digests of phone numbers and addresses, each once; those known already stay.
  package var contactPoints: [OpaqueReference]
  /// Columns nobody asked for, as (header, value); identifying columns never come here.
  package var extra: [(String, String)]
  /// What every case must say; the decoder fills in the rest.
  package init(line: Int, client: String, caseNo: String, currency: Currency, outstanding: Int64) {
    self.line = line
    self.client = client
    self.caseNo = caseNo
    self.currency = currency
    self.outstanding = outstanding
    requiredSkills = []
    contactPoints = []
    extra = []
  }
}

/// One row of a collectors file.
package struct CollectorRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// The agency's own code for the person, leading zeros kept.
  package var code: String
  /// Shown to the agency's own people; a colleague, not a debtor.
  package var name: String?
  /// Name of the team; nil keeps what is known.
  package var team: String?
  /// Names of licences, languages and other skills: all that the person holds.
  package var skills: [String]
  /// Extensions and agent names in telephone systems; nil keeps what is known, an empty list takes them all away.
  package var agents: [String]?
  /// May get new cases at all; true when the file does not say.
  package var active: Bool
  /// First day of work, from which the ramp counts; nil keeps what is known.
  package var joinedOn: Day?
  /// Last day of work; nil = no end is known. Not before `joinedOn`.
  package var leavesOn: Day?
  /// Per mille of a full week.
  package var fullTime: Int32
  /// 0 = the agency's limit.
  package var caseLimit: Int32
  /// Minor units of the base currency; 0 = the agency's limit.
  package var amountLimit: Int64
  /// What the file has no column for: of a person already known it stays as it is.
  package var unsaid: Unsaid = []

  /// What a collectors file may have no column for.
  package struct Unsaid: OptionSet, Sendable, Hashable {
    /// One bit a column.
    package let rawValue: Int32
    /// From stored bits.
    package init(rawValue: Int32) { self.rawValue = rawValue }
    /// `skills`
    package static let skills = Unsaid(rawValue: 1)
    /// `active`
    package static let active = Unsaid(rawValue: 2)
    /// `leavesOn`
    package static let leavesOn = Unsaid(rawValue: 4)
    /// `fullTime`
    package static let fullTime = Unsaid(rawValue: 8)
    /// `caseLimit`
    package static let caseLimit = Unsaid(rawValue: 16)
    /// `amountLimit`
    package static let amountLimit = Unsaid(rawValue: 32)
  }
  /// An active person at full time without limits of his own; the decoder fills in what the file says.
  package init(line: Int, code: String) {
    self.line = line
    self.code = code
    skills = []
    active = true
    fullTime = 1000
    caseLimit = 0
    amountLimit = 0
  }
}

/// One absence of a collector as a leave list has it: days, or a part of one.
package struct LeaveRow: Sendable {
  /// How much of a day.
  package enum Part: Hashable, Sendable {
    case whole, morning, afternoon
    /// So many minutes, 1…1439.
    case minutes(Int32)
  }
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// Code of the collector; an unknown one is rejected.
  package var collector: String
  /// Every day of the absence with its part, ascending; at most 400.
  package var days: [(day: Day, part: Part)]
  /// The absence is none: withdrawn, refused, or not agreed to yet.
  package var isWithdrawn: Bool
  /// Made by Intake.
  package init(line: Int, collector: String, days: [(day: Day, part: Part)], isWithdrawn: Bool = false) {
    self.line = line
    self.collector = collector
    self.days = days
    self.isWithdrawn = isWithdrawn
  }
}

/// Scheduled working time of one collector on one day.
package struct HoursRow: Sendable {
  /// Line of the file on which the row begins, from 1, the header included.
  package var line: Int
  /// Code of the collector; an unknown one is rejected.
  package var collector: String
  /// The same day again replaces what was scheduled.
  package var day: Day
  /// Minutes to work that day, leave included; 0 or more.
  package var scheduledMinutes: Int32
  /// Minutes of these on leave; not more than `scheduledMinutes`.
  package var leaveMinutes: Int32
  /// Made by Intake, which turns hours into minutes.
  package init(line: Int, collector: String, day: Day, scheduledMinutes: Int32, leaveMinutes: Int32 = 0) {
    self.line = line
    self.collector = collector
    self.day = day
    self.scheduledMinutes = scheduledMinutes
    self.leaveMinutes = leaveMinutes
  }
}
