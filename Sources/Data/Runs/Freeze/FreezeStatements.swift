import Portfolio
import Schema

/// The statements of a freeze, as text: the same that `--print-sql` shows. All values are numbers and dates.
struct FreezeStatements {
  let agency: Int64
  let slot: Day
  let factsBefore: Day
  let request: FreezeRequest

  init(_ request: FreezeRequest) {
    agency = request.agency.id
    slot = request.slot
    factsBefore = request.factsBefore
    self.request = request
  }

  /// Rows come in order of the primary key without a sort; a parallel or sequential plan would sort six million rows.
  static let settings = "SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 0"

  /// Leaves out all but the cases that were asked for.
  private var scope: String {
    request.only.map { " AND case_id = ANY ('{\($0.map(String.init).joined(separator: ","))}'::bigint[])" } ?? ""
  }

  /// Open cases; what was entrusted after the day of the freeze is not there yet.
  var cases: String {
    """
    SELECT case_id, frozen FROM allot.case_state
    WHERE agency_id = \(agency) AND status = \(CaseStatus.open.literal) AND (entrusted_on IS NULL
      OR entrusted_on <= \(factsBefore.literal))\(scope) ORDER BY case_id
    """
  }

  /// What is owed of cases with payments dated ahead, once those up to a day are paid.
  func settled(upTo day: Day) -> String {
    """
    SELECT s.case_id, least(greatest(r.stated_outstanding::numeric - coalesce((SELECT sum(p.amount) FROM allot.payment p
        WHERE p.agency_id = \(agency) AND p.case_id = s.case_id AND p.day > \(Balance.since("r"))
          AND (NOT p.ahead OR p.day <= \(day.literal)) AND NOT p.in_figure), 0), 0), \(Balance.limit))::bigint
    FROM allot.case_state s JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id
    WHERE s.agency_id = \(agency) AND s.case_id IN (SELECT a.case_id FROM allot.payment a
      WHERE a.agency_id = \(agency) AND a.ahead AND a.day <= \(day.literal))
    ORDER BY s.case_id
    """
  }

  /// Packed counters; true when some cell is not before the day of the freeze.
  var contacts: String {
    """
    SELECT case_id, CASE WHEN last_day >= \(factsBefore.literal) THEN true END, packed FROM allot.contacts
    WHERE agency_id = \(agency)\(scope) ORDER BY case_id
    """
  }

  var conversations: String {
    """
    SELECT case_id, day, tone, confidence, groups FROM allot.conversation
    WHERE agency_id = \(agency) AND party = \(Party.debtor.rawValue) AND day < \(factsBefore.literal) AND day >= \((slot - request.historyDays).literal)\(scope)
    ORDER BY case_id, at, source_id
    """
  }

  var payments: String {
    """
    SELECT case_id, day, amount FROM allot.payment WHERE agency_id = \(agency) AND day < \(factsBefore.literal)\(scope) ORDER BY case_id, day, source_id
    """
  }

  var promises: String {
    """
    SELECT case_id, made_on, due_on, amount, plan FROM allot.standing_promise
    WHERE agency_id = \(agency) AND made_on < \(factsBefore.literal)\(scope) ORDER BY case_id, due_on, made_on, source_id
    """
  }

  var formerHolders: String {
    """
    SELECT case_id, collector_id, until_day FROM allot.former_holder WHERE agency_id = \(agency)\(scope) ORDER BY case_id, until_day, collector_id
    """
  }

  var conflicts: String {
    "SELECT case_id, collector_id FROM allot.conflict WHERE agency_id = \(agency)\(scope) ORDER BY case_id, collector_id"
  }

  var collectors: String {
    """
    SELECT c.collector_id, c.code, c.team_id, c.skills, c.active, c.joined_on, c.leaves_on, c.full_time, c.case_limit, c.amount_limit, s.rev,
      s.given_cases, s.given_amount
    FROM allot.collector c JOIN allot.collector_state s ON s.agency_id = c.agency_id AND s.collector_id = c.collector_id
    WHERE c.agency_id = \(agency) ORDER BY c.collector_id
    """
  }

  var collectorDays: String {
    """
    SELECT collector_id, day, scheduled_minutes, effective_leave, talk_seconds, calls, messages, other_contacts, new_cases
    FROM allot.collector_day
    WHERE agency_id = \(agency) AND day >= \(windowStart.literal) AND day <= \((slot + request.daysAhead).literal)
    ORDER BY collector_id, day
    """
  }

  var accounts: String {
    """
    SELECT account_id, policy, rule, client, batch, stage, band FROM allot.fair_account WHERE agency_id = \(agency) ORDER BY account_id
    """
  }

  /// What everybody was given in the slot's month.
  var accountEntries: String {
    """
    SELECT account_id, collector_id, cases, amount FROM allot.fair_entry
    WHERE agency_id = \(agency) AND month = \(monthStart.literal) ORDER BY account_id, collector_id
    """
  }

  var codes: String {
    """
    SELECT code_id, channel, outcome, party, automatic, inbound FROM allot.contact_code WHERE agency_id = \(agency) ORDER BY code_id
    """
  }

  var rates: String {
    "SELECT currency, numerator, denominator FROM allot.exchange_rate WHERE agency_id = \(agency) ORDER BY currency COLLATE \"C\""
  }

  func names(_ table: NameTable) -> String {
    "SELECT \(table.rawValue)_id, name FROM allot.\(table.rawValue) WHERE agency_id = \(agency) ORDER BY \(table.rawValue)_id"
  }

  static let nameTables: [NameTable] = [.client, .batch, .product, .stage, .region, .team, .skill]

  /// All statements in the order in which they run.
  var all: [String] {
    Self.nameTables.map(names) + [
      codes, rates, collectors, collectorDays, accounts, accountEntries, cases, contacts, conversations, payments, promises, formerHolders,
      conflicts,
    ]
  }

  var windowStart: Day { slot - request.daysBack }
  var monthStart: Day { slot.firstOfMonth }
}
