import Figures
import Portfolio
import Postgres
import Runs
import Schema

/// Reads the figures of one run, part by part, in one transaction.
struct FigureReader {
  let connection: Connection
  let agency: Agency
  let run: RunID
  let slot: Day
  let kind: RunKind
  let isPublished: Bool
  let isWaiting: Bool
  /// Where decisions are read from: `allot.decision`, with the kept plan while the run waits.
  let decisions: String
  /// Ledger position taken after the run.
  let position: Int64?
  let terms: ReportTerms
  /// Names and routes of the run's policies, in the order decisions point to.
  private(set) var policies: [(name: String, routes: [String])] = []
  var figures: Figures
  /// Position in `figures.collectors` by database id.
  var positions: [Int64: Int32] = [:]

  /// Reads the header.
  init(_ connection: Connection, _ agency: Agency, _ run: RunID, _ terms: ReportTerms) throws {
    (self.connection, self.agency, self.run, self.terms) = (connection, agency, run, terms)
    let zone = agency.zone
    let rows = try connection.query(
      """
      SELECT slot, kind, state, position_id, coalesce(encode(input_digest, 'hex'), ''), agency_version,
        to_char(as_of AT TIME ZONE \(zone), 'YYYY-MM-DD HH24:MI:SS'), to_char(started_at AT TIME ZONE \(zone), 'YYYY-MM-DD HH24:MI:SS'),
        coalesce(to_char(published_at AT TIME ZONE \(zone), 'YYYY-MM-DD HH24:MI:SS'), ''),
        \(raw: TakenBack.by("run")), \(raw: TakenBack.whole("run")), (now() AT TIME ZONE \(zone))::date,
        coalesce((SELECT to_char(l.taken_at AT TIME ZONE \(zone), 'YYYY-MM-DD HH24:MI:SS') FROM allot.ledger_position l
          WHERE l.agency_id = run.agency_id AND l.position_id = run.position_id), '')
      FROM allot.run WHERE agency_id = \(agency.id) AND run_id = \(run)
      """)
    guard let row = rows.first else { throw StoreError.notFound(kind: .run, name: String(run)) }
    slot = Day(try row[0, as: PostgresDate.self])
    guard let kind = RunKind(rawValue: try row[1, as: String.self]), let state = RunState(rawValue: try row[2, as: String.self]) else {
      throw StoreError.newer(run: run)
    }
    self.kind = kind
    isPublished = state == .published
    isWaiting = state == .waiting
    decisions = try KeptPlan.decisions(of: run, agency: agency.id, connection)
    position = try row[3, as: Int64?.self]
    var header = RunHeader(
      run: run, slot: slot, kind: kind, status: state, agencyCode: agency.code, agencyName: agency.name, baseCurrency: agency.currency)
    header.inputDigest = try row[4, as: String.self]
    header.asOf = try row[6, as: String.self]
    header.startedAt = try row[7, as: String.self]
    header.publishedAt = try row[8, as: String.self]
    header.timeZone = zone
    header.takenBackBy = try row[9, as: Int64?.self]
    header.isTakenBack = try row[10, as: Bool.self]
    header.readOn = Day(try row[11, as: PostgresDate.self])
    header.stockAt = try row[12, as: String.self]
    header.program = terms.program
    header.calendar = terms.calendar
    figures = Figures(header: header)
    try readPolicies(agencyVersion: try row[5, as: Int32.self])
    try readPrevious()
    try readStops()
  }

  private mutating func readStops() throws {
    let rows = try connection.query(
      """
      SELECT stop, what, subject, stopped_by, reason, confirmed_at IS NULL AND stopped_at < clock_timestamp() - INTERVAL '24 hours'
      FROM allot.emergency_stop WHERE agency_id = \(agency.id) AND lifted_at IS NULL ORDER BY stop
      """
    ).decode(Int.self, String.self, String.self, String.self, String.self, Bool.self)
    figures.header.stops = rows.map {
      StopFigure(number: $0.0, what: $0.1, subject: $0.2, by: $0.3, reason: $0.4, isOverdue: $0.5)
    }
  }

  private mutating func readPolicies(agencyVersion: Int32) throws {
    let own = try connection.query(
      """
      SELECT v.version, encode(v.digest, 'hex'), coalesce(v.activated_by, ''), coalesce(v.activated_by <> v.applied_by, false),
        EXISTS (SELECT FROM allot.person u WHERE u.agency_id = v.agency_id AND u.name = v.activated_by)
      FROM allot.policy_version v
      WHERE v.agency_id = \(agency.id) AND v.kind = 'agency' AND v.version = \(agencyVersion) ORDER BY v.name LIMIT 1
      """)
    for (version, digest, by, isApproved, isUser) in try own.decode(Int.self, String.self, String.self, Bool.self, Bool.self) {
      figures.header.policies.append(
        PolicyStamp(name: "agency", version: version, digest: digest, inForceBy: by, isApproved: isApproved, isUser: isUser))
    }
    let used = try connection.query(
      """
      SELECT p.value ->> 'name', (p.value ->> 'version')::int4, coalesce(p.value ->> 'digest', ''),
        ARRAY(SELECT jsonb_array_elements_text(p.value -> 'routes')), coalesce(v.activated_by, ''),
        coalesce(v.activated_by <> v.applied_by, false),
        EXISTS (SELECT FROM allot.person x WHERE x.agency_id = v.agency_id AND x.name = v.activated_by)
      FROM allot.run u CROSS JOIN LATERAL jsonb_array_elements(u.policies) WITH ORDINALITY p (value, place)
      LEFT JOIN allot.policy_version v ON v.agency_id = u.agency_id AND v.kind = 'policy' AND v.name = p.value ->> 'name'
        AND v.version = (p.value ->> 'version')::int4
      WHERE u.agency_id = \(agency.id) AND u.run_id = \(run) ORDER BY p.place
      """)
    for (name, version, digest, routes, by, isApproved, isUser) in try used.decode(
      String.self, Int.self, String.self, [String].self, String.self, Bool.self, Bool.self)
    {
      policies.append((name, routes))
      figures.header.policies.append(
        PolicyStamp(name: name, version: version, digest: digest, inForceBy: by, isApproved: isApproved, isUser: isUser))
    }
  }

  private mutating func readPrevious() throws {
    let rows = try connection.query(
      """
      SELECT p.run_id, p.slot, coalesce(encode(p.input_digest, 'hex'), '') FROM allot.run p JOIN allot.run u ON u.agency_id = p.agency_id
      WHERE u.agency_id = \(agency.id) AND u.run_id = \(run) AND p.run_id <> u.run_id AND p.state = 'published'
        AND p.published_at < coalesce(u.published_at, 'infinity')
      ORDER BY p.published_at DESC LIMIT 1
      """)
    if let (id, day, digest) = try rows.decode(Int64.self, PostgresDate.self, String.self).first {
      figures.header.previous = PreviousRun(run: id, slot: Day(day), inputDigest: digest)
    }
  }

  /// This run and the thirty of its kind before it.
  mutating func readTrend() throws {
    let rows = try connection.query(
      """
      SELECT r.slot, r.run_id, r.open_cases, r.assigned, r.moved, r.recalled, r.held, r.unassigned, r.class_changed,
        coalesce((SELECT sum(f.cases) FROM allot.ledger_flow f
          WHERE f.agency_id = \(agency.id) AND f.position_id <= r.position_id AND f.position_id > r.before AND f.side = 'pool'
            AND f.kind = \(stored: FlowKind.entrusted)), 0)::int8, r.taken_back
      FROM (SELECT n.*, coalesce(lag(n.position_id) OVER (ORDER BY (n.run_id = \(run)), n.slot, n.run_id), n.position_id - 1) AS before FROM (
        SELECT run.*, \(raw: TakenBack.whole("run")) AS taken_back FROM allot.run WHERE agency_id = \(agency.id) AND kind = \(kind.rawValue)
          AND (run_id = \(run) OR (state = 'published' AND (slot, run_id) < (\(slot.date), \(run))))
        ORDER BY (run_id = \(run)) DESC, slot DESC, run_id DESC LIMIT 31) n) r
      ORDER BY (r.run_id = \(run)), r.slot, r.run_id
      """)
    for row in rows {
      var night = NightFigures(slot: Day(try row[0, as: PostgresDate.self]), run: try row[1, as: Int64.self])
      night.open = try row[2, as: Int64.self]
      night.assigned = try row[3, as: Int64.self]
      night.moved = try row[4, as: Int64.self]
      night.recalled = try row[5, as: Int64.self]
      night.held = try row[6, as: Int64.self]
      night.unassigned = try row[7, as: Int64.self]
      night.classChanged = try row[8, as: Int64.self]
      night.entrusted = try row[9, as: Int64.self]
      night.isTakenBack = try row[10, as: Bool.self]
      figures.trend.append(night)
    }
  }

  mutating func readRules() throws {
    let rows = try connection.query(
      "SELECT policy, rule, matched, considered FROM allot.run_rule WHERE agency_id = \(agency.id) AND run_id = \(run) ORDER BY policy, rule"
    )
    figures.rules = try rows.decode(String.self, String.self, Int.self, Int.self).map {
      RuleHealth(policy: $0.0, rule: $0.1, matched: $0.2, considered: $0.3)
    }
    figures.ruleMeanings = terms.rules
  }

  /// A class from a column; an unknown one means that a newer program wrote it.
  func caseClass(_ raw: Int16) throws -> CaseClass {
    guard let value = UInt8(exactly: raw).flatMap(CaseClass.init(rawValue:)) else { throw newer() }
    return value
  }

  /// A reason's code from a column. Throws `invalid` for one that a newer program wrote.
  package func code(_ raw: Int16) throws -> ReasonCode {
    guard let value = ReasonCode(rawValue: raw) else { throw newer() }
    return value
  }

  func reason(_ raw: Int16, _ numbers: ReasonNumbers) throws -> Reason { try Reason.stored(raw, numbers, of: .run(run)) }

  func newer() -> StoreError { .newer(run: run) }
}
