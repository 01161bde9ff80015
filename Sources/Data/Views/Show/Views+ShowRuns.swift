package import Portfolio
import Postgres
import Runs
package import Schema

/// A run, for people.
package struct ShownRun: Sendable, Hashable {
  /// Number of the run, by which people name it; another attempt at the key gets another one.
  package var id: RunID
  /// What it may publish once: agency, slot, kind and sequence.
  package var key: RunKey
  /// Where it stands; only `.published` has changed anything, and stays so when another run takes it back: see `takenBackBy`.
  package var state: RunState
  /// Business days that were over then count as facts.
  package var asOf: Instant
  /// Version of the agency file it obeyed; 0 before the first plan, and for runs that take another back.
  package var agencyVersion: Int
  /// "name vN", in order.
  package var policies: [String]
  /// SHA-256 of what it froze; nil until it is planned, and for runs that froze nothing.
  package var inputDigest: [UInt8]?
  /// Open cases that it froze; 0 before the first plan, and for runs that froze nothing.
  package var openCases: Int
  /// Cases from the pool to a collector. This and the next two: as planned until published, then as won.
  package var assigned: Int
  /// Cases from one collector to another.
  package var moved: Int
  /// Cases from a collector back to the pool.
  package var recalled: Int
  /// Cases that must not be dealt now; they stay where they are.
  package var held: Int
  /// Cases that should have been dealt, and nobody could take them.
  package var unassigned: Int
  /// Planned moves left out at the publish; 0 before.
  package var lost: Int
  /// Cases that had a class before the run and got another.
  package var classChanged: Int
  /// JSON.
  package var stats: String
  /// Number of the ledger position taken after the publish; nil when none was taken (yet).
  package var ledgerPosition: Int64?
  /// Why it failed or was discarded; nil otherwise.
  package var error: String?
  /// What held the plan back, in words; kept also when it was released.
  package var brakes: [String]
  /// The same as figures, in the same order; empty when an older program held it back.
  package var tripped: [TrippedBrake]
  /// The run whose moves this one took back.
  package var undoes: RunID?
  /// The last run that took moves of this one back; nil where nobody did.
  package var takenBackBy: RunID? = nil
  /// When that was.
  package var takenBackAt: Instant? = nil
  /// Whether all it moved was taken back; false where only a part was.
  package var isTakenBack = false
  /// Where `latest` was asked for: runs published after this one and taken back as a whole, the latest first.
  package var takenBackSince: [RunID] = []
  /// When this attempt began, by the database's clock.
  package var startedAt: Instant
  /// When it was published; nil when it was not.
  package var publishedAt: Instant?
  /// Of a run for what came by day: the pool's cases that had come earlier; nil for a night, and where it looked at nothing but what came.
  package var earlier: EarlierCases? = nil
}

extension Views {
  /// The latest runs first, at most `limit`; only those in `states` unless it is empty.
  package func showRuns(states: Set<RunState> = [], limit: Int, agency: Agency) async throws -> [ShownRun] {
    let words = (states.isEmpty ? Set(RunState.allCases) : states).map(\.rawValue).sorted()
    return try await database.transaction(agency: agency.id) { connection in
      try Self.runs(connection, agency.id, "AND state = ANY (\(words)) ORDER BY started_at DESC, run_id DESC LIMIT \(limit)")
    }
  }

  /// Runs published for a day after `today` that stand, the latest first: of a night that was taken back and run again only the last.
  package func runsAhead(of today: Day, agency: Agency) async throws -> [ShownRun] {
    let published = try await showRuns(states: [.published], limit: 50, agency: agency).filter { $0.key.slot > today && $0.undoes == nil }
    let nights = Dictionary(published.filter { $0.key.kind == .night }.map { ($0.key.slot, $0.id) }, uniquingKeysWith: max)
    return published.filter { !$0.isTakenBack && ($0.key.kind != .night || nights[$0.key.slot] == $0.id) }
  }

  /// The last night published that was not taken back as a whole; nil before the first. Runs by day recall nothing and say nothing of cases that stay.
  package func lastNight(agency: Agency) async throws -> ShownRun? {
    try await database.transaction(agency: agency.id) { connection in
      try Self.runs(
        connection, agency.id,
        "AND state = 'published' AND kind = 'night' AND NOT \(raw: TakenBack.whole("run")) ORDER BY published_at DESC, run_id DESC LIMIT 1"
      ).first
    }
  }

  /// One run: `latest` (the last one published whose moves stand: neither a taking back nor taken back as a whole, unless all were), `waiting` (the plan that waits, of several the latest), its id, or a slot's date (`2026-11-21`:
  /// the night of it, published or else waiting; where it has none, the last run of that day). Throws `notFound`; `nothingPublished` where there are only plans that wait.
  package func findRun(_ text: String, agency: Agency) async throws -> ShownRun {
    let filter: SQL
    if text == "latest" {
      filter = """
        AND state = 'published' AND undoes IS NULL ORDER BY \(raw: TakenBack.whole("run")), published_at DESC, run_id DESC LIMIT 1
        """
    } else if text == RunState.waiting.rawValue {
      filter = "AND state = 'waiting' ORDER BY started_at DESC LIMIT 1"
    } else if let day = Day(iso: text) {
      // Who says a day means its night, whatever arrived or was moved by hand since.
      filter = """
        AND state IN ('published', 'waiting') AND slot = \(day.date)
        ORDER BY kind = 'night' DESC, state = 'published' DESC, published_at DESC, started_at DESC LIMIT 1
        """
    } else if let id = Int64(text) {
      filter = "AND run_id = \(id)"
    } else {
      throw StoreError.noRun(text)
    }
    return try await database.transaction(agency: agency.id) { connection in
      if var run = try Self.runs(connection, agency.id, filter).first {
        if text == "latest", !run.isTakenBack { run.takenBackSince = try Self.takenBack(since: run.id, agency.id, connection) }
        return run
      }
      if text == "latest", let plan = try Self.runs(connection, agency.id, "AND state = 'waiting' ORDER BY started_at DESC LIMIT 1").first {
        throw StoreError.nothingPublished(waiting: plan.id)
      }
      throw StoreError.notFound(kind: .run, name: text)
    }
  }

  /// Runs published after `run` and taken back as a whole, the latest first.
  private static func takenBack(since run: RunID, _ agency: Int64, _ connection: Connection) throws -> [RunID] {
    try connection.query(
      """
      SELECT run.run_id FROM allot.run WHERE agency_id = \(agency) AND state = 'published' AND undoes IS NULL AND \(raw: TakenBack.whole("run"))
        AND published_at > (SELECT f.published_at FROM allot.run f WHERE f.agency_id = \(agency) AND f.run_id = \(run))
      ORDER BY published_at DESC, run_id DESC
      """
    ).decode(Int64.self)
  }

  /// Of runs, by number: the run that took all their moves back; those that stand are missing.
  package func takenBack(_ runs: [RunID], agency: Agency) async throws -> [RunID: RunID] {
    if runs.isEmpty { return [:] }
    return try await database.transaction(agency: agency.id) { connection in
      let found = try Self.runs(connection, agency.id, "AND run_id = ANY (\(runs))")
      return Dictionary(uniqueKeysWithValues: found.compactMap { run in run.isTakenBack ? run.takenBackBy.map { (run.id, $0) } : nil })
    }
  }

  static func runs(_ connection: Connection, _ agency: Int64, _ filter: SQL) throws -> [ShownRun] {
    let rows = try connection.query(
      """
      SELECT run_id, slot, kind, seq, state, as_of, agency_version,
        ARRAY(SELECT (p ->> 'name') || ' v' || (p ->> 'version') FROM jsonb_array_elements(policies) p), input_digest, open_cases, assigned,
        moved, recalled, held, unassigned, lost, class_changed, stats::text, position_id, error, started_at, published_at, brakes, undoes,
        ARRAY(SELECT concat_ws(' ', b ->> 'brake', b ->> 'figure', b ->> 'of', b ->> 'limit_permille', b ->> 'low', b ->> 'high', b ->> 'input')
          FROM jsonb_array_elements(tripped) WITH ORDINALITY t (b, place) ORDER BY place),
        \(raw: TakenBack.by("run")), \(raw: TakenBack.whole("run")),
        ARRAY(SELECT (stats -> 'earlier' ->> k)::int8 FROM unnest(ARRAY['assigned', 'held', 'unassigned']) WITH ORDINALITY n (k, place)
          WHERE stats ? 'earlier' ORDER BY place),
        \(raw: TakenBack.at("run"))
      FROM allot.run WHERE agency_id = \(agency) \(filter)
      """)
    return try rows.map { row in
      guard let kind = RunKind(rawValue: try row[2, as: String.self]), let state = RunState(rawValue: try row[4, as: String.self]) else {
        throw StoreError.newer(run: try row[0, as: Int64.self])
      }
      func number(_ column: Int) throws -> Int { try row[column, as: Int.self] }
      return ShownRun(
        id: try row[0, as: Int64.self],
        key: RunKey(agency: agency, slot: Day(try row[1, as: PostgresDate.self]), kind: kind, seq: try row[3, as: Int32.self]),
        state: state,
        asOf: Instant(try row[5, as: PostgresTimestamp.self]), agencyVersion: try number(6), policies: try row[7, as: [String].self],
        inputDigest: try row[8, as: [UInt8]?.self], openCases: try number(9), assigned: try number(10), moved: try number(11),
        recalled: try number(12), held: try number(13), unassigned: try number(14), lost: try number(15), classChanged: try number(16),
        stats: try row[17, as: String.self], ledgerPosition: try row[18, as: Int64?.self], error: try row[19, as: String?.self],
        brakes: try row[22, as: [String].self], tripped: try row[24, as: [String].self].compactMap(TrippedBrake.init(stored:)),
        undoes: try row[23, as: Int64?.self], takenBackBy: try row[25, as: Int64?.self],
        takenBackAt: try row[28, as: PostgresTimestamp?.self].map { Instant($0) }, isTakenBack: try row[26, as: Bool.self],
        startedAt: Instant(try row[20, as: PostgresTimestamp.self]),
        publishedAt: try row[21, as: PostgresTimestamp?.self].map { Instant($0) },
        earlier: EarlierCases(stored: try row[27, as: [Int64].self]))
    }
  }
}

extension TrippedBrake {
  /// As the statement above strings it together; nil for one of a newer program.
  fileprivate init?(stored text: String) {
    let parts = text.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 7, let kind = Kind(rawValue: parts[0]) else { return nil }
    let numbers = parts[1...5].compactMap { Int64($0) }
    guard numbers.count == 5 else { return nil }
    self.init(
      kind, figure: numbers[0], of: numbers[1], limitPermille: Int(numbers[2]), input: parts[6], low: numbers[3], high: numbers[4])
  }
}

extension EarlierCases {
  /// Assigned, held and unassigned, as the statement above lists them; nil where the run says nothing of them.
  fileprivate init?(stored counts: [Int64]) {
    guard counts.count == 3 else { return nil }
    self.init()
    (assigned, held, unassigned) = (Int(counts[0]), Int(counts[1]), Int(counts[2]))
  }
}
