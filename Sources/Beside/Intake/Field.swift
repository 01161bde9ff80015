import Portfolio

/// What a column can mean, over all feeds. Raw values are the words of mapping files and of our own headers.
package enum Field: String, CaseIterable, Sendable {
  case client, contract, batch, product, stage, hand, currency, outstanding, principal, interest, fees, region, collector, status, hold
  case caseNo = "case_no"
  case debtorRef = "debtor_ref"
  case entrustedAmount = "entrusted_amount"
  case balanceOn = "balance_on"
  case overdueOn = "overdue_on"
  case daysPastDue = "days_past_due"
  case entrustedOn = "entrusted_on"
  case dueBackOn = "due_back_on"
  case retainedUntil = "retained_until"
  case requiredSkills = "required_skills"
  case contactPoint = "contact_point"
  case code, name, team, skills, agents, active
  case joinedOn = "joined_on"
  case leavesOn = "leaves_on"
  case fullTime = "full_time"
  case caseLimit = "case_limit"
  case amountLimit = "amount_limit"
  case day
  case scheduledMinutes = "scheduled_minutes"
  case scheduledHours = "scheduled_hours"
  case leaveMinutes = "leave_minutes"
  case leaveHours = "leave_hours"
  case leaveDays = "leave_days"
  case id, at, time, channel, outcome, point, party, direction, automatic
  case talkSeconds = "talk_seconds"
  case inboundPoint = "inbound_point"
  case inboundCollector = "inbound_collector"
  case language, text, amount, plan, flag, set, kind, from, until, part
  case madeOn = "made_on"
  case dueOn = "due_on"
  case to, other

  /// Whether several columns may mean it: their amounts are added, their words joined.
  package var isRepeatable: Bool {
    switch self {
    case .interest, .fees, .region, .requiredSkills, .skills, .agents, .contactPoint, .outcome: true
    default: false
    }
  }

  /// Whether all its columns count, whatever their names: `interest` beside `penalty_interest`.
  package var isSummed: Bool { self == .interest || self == .fees }

  /// Whether the column's values identify a person, so that rejects mask them.
  package var isIdentifying: Bool {
    switch self {
    case .debtorRef, .contactPoint, .point, .inboundPoint, .text: true
    default: false
    }
  }

  /// Whether its values are names written in digits: one digit lost makes another case, person or telephone of it.
  var isExact: Bool {
    switch self {
    case .caseNo, .contract, .debtorRef, .contactPoint, .point, .inboundPoint, .id, .collector, .inboundCollector, .code, .to, .other,
      .batch:
      true
    default: false
    }
  }

  /// Whether its values are amounts.
  package var isMoney: Bool {
    switch self {
    case .entrustedAmount, .outstanding, .principal, .interest, .fees, .amount, .amountLimit: true
    default: false
    }
  }

  /// Whether its values are minutes or hours of somebody's day.
  var isHours: Bool {
    switch self {
    case .scheduledMinutes, .scheduledHours, .leaveMinutes, .leaveHours: true
    default: false
    }
  }

  /// Whether its values are days or moments.
  package var isDate: Bool {
    switch self {
    case .balanceOn, .overdueOn, .entrustedOn, .dueBackOn, .retainedUntil, .joinedOn, .leavesOn, .day, .at, .time, .madeOn, .dueOn, .from,
      .until:
      true
    default: false
    }
  }
}

/// One field of a feed: whether the file must have it and the headers it is known by.
package struct FieldSpec {
  /// Which field.
  package let field: Field
  /// Whether a file must have it.
  package let isRequired: Bool
  /// Other headers, best first: a column of an earlier tier makes those of later tiers ordinary extra columns.
  package let tiers: [[String]]

  init(_ field: Field, required: Bool = false, _ tiers: [String]...) {
    self.field = field
    isRequired = required
    self.tiers = tiers
  }
}
