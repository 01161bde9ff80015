/// One row of a client's case file, checked and typed. Amounts in minor units of `currency`. A missing value changes nothing in a case already known.
package struct CaseRow: Sendable {
  package var line: Int
  package var client: String
  package var caseNo: String
  package var batch: String?
  package var debtor: OpaqueReference?
  package var contract: String?
  package var product: String?
  package var stage: String?
  package var hand: Int16?
  package var currency: Currency
  package var entrusted: Int64?
  package var outstanding: Int64
  package var principal: Int64?
  package var interest: Int64?
  package var fees: Int64?
  package var overdueOn: Day?
  package var entrustedOn: Day?
  package var dueBackOn: Day?
  package var region: String?
  /// Code of the collector who holds the case already.
  package var collector: String?
  /// nil: the file does not say. A case already known stays as it is, a new one is open.
  package var status: CaseStatus?
  package var hold: HoldKind?
  package var retainedUntil: Day?
  package var requiredSkills: [String]
  package var contactPoints: [OpaqueReference]
  /// Columns nobody asked for, as (header, value); identifying columns never come here.
  package var extra: [(String, String)]
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
  package var line: Int
  package var code: String
  /// Shown to the agency's own people; a colleague, not a debtor.
  package var name: String?
  package var team: String?
  package var skills: [String]
  package var active: Bool
  package var joinedOn: Day?
  package var leavesOn: Day?
  /// Per mille of a full week.
  package var fullTime: Int32
  /// 0 = the agency's limit.
  package var caseLimit: Int32
  package var amountLimit: Int64
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

/// Scheduled working time of one collector on one day.
package struct HoursRow: Sendable {
  package var line: Int
  package var collector: String
  package var day: Day
  package var scheduledMinutes: Int32
  package var leaveMinutes: Int32
  package init(line: Int, collector: String, day: Day, scheduledMinutes: Int32, leaveMinutes: Int32 = 0) {
    self.line = line
    self.collector = collector
    self.day = day
    self.scheduledMinutes = scheduledMinutes
    self.leaveMinutes = leaveMinutes
  }
}
