import Portfolio
import Postgres
import Schema
import Speech

/// The changes of one agency within one transaction, under the agency's lock: one after the other.
struct ChangeBook {
  let connection: Connection
  let agency: Int64
  let person: String

  /// Takes the lock.
  init(_ connection: Connection, _ agency: Int64, by person: String) throws {
    (self.connection, self.agency, self.person) = (connection, agency, person)
    try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency) FOR NO KEY UPDATE")
  }

  // MARK: Reading

  /// By number. `filter` is about `c`, a row of `policy_change`.
  static func load(_ connection: Connection, _ agency: Int64, _ filter: SQL = "true") throws -> [PolicyChange] {
    let rows = try connection.query(
      """
      SELECT change, kind, state, round, reason, effective_on, simulation_digest,
        CASE WHEN simulation_record::jsonb ->> 'moved' ~ '^[0-9]{1,15}$' THEN (simulation_record::jsonb ->> 'moved')::bigint END
      FROM allot.policy_change c WHERE agency_id = \(agency) AND \(filter) ORDER BY change
      """
    ).decode(Int.self, String.self, String.self, Int.self, String.self, PostgresDate?.self, String?.self, Int64?.self)
    var files: [Int: [PolicyChange.File]] = [:]
    let fileRows = try connection.query(
      """
      SELECT f.change, f.kind, f.name, f.from_version, f.from_digest, f.to_version, f.to_digest
      FROM allot.policy_change_file f JOIN allot.policy_change c USING (agency_id, change)
      WHERE f.agency_id = \(agency) AND f.round = c.round AND \(filter) ORDER BY f.change, f.kind COLLATE "C", f.name COLLATE "C"
      """
    ).decode(Int.self, String.self, String.self, Int?.self, [UInt8]?.self, Int?.self, [UInt8]?.self)
    for (change, kind, name, from, fromDigest, to, toDigest) in fileRows {
      files[change, default: []].append(
        PolicyChange.File(kind: try read(kind), name: name, from: from, fromDigest: fromDigest, to: to, toDigest: toDigest))
    }
    var steps: [Int: [PolicyChange.Step]] = [:]
    let stepRows = try connection.query(
      """
      SELECT s.change, s.round, s.step, s.person, s.at, s.why, s.cause, s.other, s.simulation_digest
      FROM allot.policy_change_step s JOIN allot.policy_change c USING (agency_id, change)
      WHERE s.agency_id = \(agency) AND \(filter) ORDER BY s.change, s.ordinal
      """
    ).decode(
      Int.self, Int.self, String.self, String.self, PostgresTimestamp.self, String.self, String?.self, Int?.self, String?.self)
    for (change, round, step, person, at, why, cause, other, simulation) in stepRows {
      steps[change, default: []].append(
        PolicyChange.Step(
          step: try read(step), round: round, person: person, at: Instant(at), why: why, cause: try cause.map { try read($0) },
          other: other,
          simulation: simulation))
    }
    return try rows.map { change, kind, state, round, reason, effective, simulation, moved in
      PolicyChange(
        number: change, kind: try read(kind), state: try read(state), round: round, reason: reason, effectiveOn: effective.map { Day($0) },
        simulation: simulation, moved: moved.map { Int($0) }, files: files[change] ?? [], steps: steps[change] ?? [])
    }
  }

  private static func read<Value: RawRepresentable<String>>(_ word: String) throws -> Value {
    guard let value = Value(rawValue: word) else {
      throw StoreError.invalid(
        Wording("the database holds a policy change of an unknown kind", "数据库中有类型不明的策略变更"))
    }
    return value
  }

  /// Throws `notFound`.
  func change(_ number: Int) throws -> PolicyChange {
    guard let found = try Self.load(connection, agency, "c.change = \(number)").first else {
      throw StoreError.notFound(kind: .change, name: String(number))
    }
    return found
  }

  /// Throws `invalid` where it is decided already.
  func openChange(_ number: Int) throws -> PolicyChange {
    let found = try change(number)
    guard found.state.isOpen else {
      throw StoreError.invalid(
        Wording(
          "change \(number) is not open any more; see: allot policy show \(number)", "变更 \(number) 已不再开放；请查看：allot policy show \(number)"))
    }
    return found
  }

  /// The version in force.
  func inForce(_ kind: PolicyKind, _ name: String) throws -> (version: Int, digest: [UInt8])? {
    try connection.query(
      """
      SELECT version, digest FROM allot.policy_version
      WHERE agency_id = \(agency) AND kind = \(kind.rawValue) AND name = \(name) AND active
      """
    ).first.map { try $0.decode(Int.self, [UInt8].self) }.map { (version: $0.0, digest: $0.1) }
  }

  /// The local date of now in the agency's zone.
  func today() throws -> Day {
    Day(
      try connection.query("SELECT (clock_timestamp() AT TIME ZONE zone)::date FROM allot.agency WHERE agency_id = \(agency)")
        .only()[0, as: PostgresDate.self])
  }

  // MARK: Writing

  /// A new change without files and steps.
  func make(_ kind: PolicyChange.Kind, reason: String, effectiveOn: Day?) throws -> Int {
    try connection.query(
      """
      INSERT INTO allot.policy_change (agency_id, change, kind, state, reason, effective_on)
      SELECT \(agency), coalesce(max(change), 0) + 1, \(kind.rawValue), \(PolicyChange.State.checked.rawValue), \(reason), \(effectiveOn?.date)
      FROM allot.policy_change WHERE agency_id = \(agency) RETURNING change
      """
    ).only()[0, as: Int.self]
  }

  func add(_ files: [PolicyChange.File], to change: Int, round: Int) throws {
    for file in files {
      try connection.execute(
        """
        INSERT INTO allot.policy_change_file (agency_id, change, round, kind, name, from_version, from_digest, to_version, to_digest)
        VALUES (\(agency), \(change), \(round), \(file.kind.rawValue), \(file.name), \(file.from), \(file.fromDigest), \(file.to), \(file.toDigest))
        """)
    }
  }

  /// Writes a step, and in the audit what it was done to.
  func step(
    _ step: PolicyChange.StepKind, _ change: Int, round: Int, why: String = "", cause: PolicyChange.Cause? = nil, other: Int? = nil,
    simulation: String? = nil
  ) throws {
    try connection.execute(
      """
      INSERT INTO allot.policy_change_step (agency_id, change, ordinal, round, step, person, why, cause, other, simulation_digest)
      SELECT \(agency), \(change), coalesce(max(ordinal), 0) + 1, \(round), \(step.rawValue), \(person), \(why), \(cause?.rawValue), \(other),
        \(simulation)
      FROM allot.policy_change_step WHERE agency_id = \(agency) AND change = \(change)
      """)
    if step != .checked {
      let word = step == .fellBack ? "fell_back" : step.rawValue
      try Store.audit(connection, agency, by: person, "change.\(word)", "change \(change)")
    }
  }

  func set(_ state: PolicyChange.State, _ change: Int) throws {
    try connection.execute(
      "UPDATE allot.policy_change SET state = \(state.rawValue) WHERE agency_id = \(agency) AND change = \(change)")
  }

  /// Begins a round with other files: what was agreed to and shown before is void, and said to be where there was anything.
  func begin(round: Int, of change: PolicyChange, files: [PolicyChange.File], cause: PolicyChange.Cause, other: Int? = nil) throws {
    try add(files, to: change.number, round: round)
    try connection.execute(
      """
      UPDATE allot.policy_change SET round = \(round), state = \(PolicyChange.State.checked.rawValue), simulation_digest = NULL,
        simulation_record = NULL
      WHERE agency_id = \(agency) AND change = \(change.number)
      """)
    if change.state == .scheduled {
      try step(.fellBack, change.number, round: round, cause: cause, other: other)
    } else if !change.agreed.isEmpty || change.simulation != nil {
      try step(.voided, change.number, round: round, cause: cause, other: other)
    }
  }
}
