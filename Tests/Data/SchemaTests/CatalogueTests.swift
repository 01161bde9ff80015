import DataTesting
import Portfolio
import Postgres
import Testing

@testable import Register
@testable import Schema

/// What the catalogue says of every relation, for every role of ours: a table that is in no list below has to be put into one.
@Suite(.serialized) struct CatalogueTests {
  private static let read = "SELECT"
  private static let add = "INSERT SELECT"
  private static let write = "INSERT SELECT UPDATE"
  private static let all = "DELETE INSERT SELECT UPDATE"

  /// What the daemon's role may do, by table. Columns stand for themselves: `UPDATE(position)`.
  private static let daemon: [String: [String]] = [
    read: [
      "schema_version", "server", "person", "retention", "check_load", "check_holder", "check_decision", "check_unpublished", "check_flow",
      "check_outbox", "check_lost", "check_group", "check_key", "check_ledger", "check_fair", "fair_history", "check_counted",
      "check_balance", "standing_promise",
    ],
    add: [
      "change", "decision", "ledger_position", "ledger_stock", "ledger_flow", "pin", "flag_event", "hold_event", "import_file",
      "policy_change_file", "policy_change_step", "run_client", "client_package", "list_receipt",
    ],
    write: [
      "lease", "client", "batch", "product", "stage", "region", "team", "skill", "collector", "collector_state", "collector_day", "debtor",
      "case_record", "case_state", "contacts", "contact_point", "contact_code", "conversation", "tone_label", "payment", "promise",
      "former_holder", "fair_account", "fair_entry", "hand_order", "run", "seal_head", "policy_change", "emergency_stop",
      "sign_in", "sign_in_failure", "webhook",
    ],
    all: [
      "exchange_rate", "conflict", "hand_move", "run_collector", "run_transition", "run_rule", "run_input", "run_input_block",
      "run_explanation", "run_fared", "attempt", "inbox", "import_open", "delivery", "keyed_request",
      "person_password", "second_factor", "recovery_code",
    ],
    "SELECT UPDATE(country) UPDATE(currency) UPDATE(keep_text) UPDATE(name) UPDATE(zone)": ["agency"],
    "SELECT UPDATE(last_used_at)": ["token"],
    "SELECT UPDATE(used_at)": ["sign_in_link"],
    "INSERT SELECT UPDATE(digest) UPDATE(position)": ["audit", "outbox"],
    "INSERT SELECT UPDATE(activated_at) UPDATE(activated_by) UPDATE(active)": ["policy_version"],
    "DELETE INSERT SELECT": ["webhook_try"],
    "": ["database_user", "login_agency", "masked_case", "masked_decision", "masked_run", "masked_collector", "masked_audit"],
  ]
  private static let reader = ["masked_case", "masked_decision", "masked_run", "masked_collector", "masked_audit"]
  /// Tables whose rows belong to no agency.
  private static let agencyless = ["schema_version", "server"]

  private struct Relation: Sendable {
    let schema: String
    let name: String
    let kind: String
    let isMonth: Bool
    let owner: String
    let hasAgency: Bool
    let isSecured: Bool
    let policies: [String]
    let rights: [String: String]
  }

  private func relations(_ database: Database) async throws -> [Relation] {
    try await database.transaction { connection in
      let rows = try connection.query(
        """
        SELECT n.nspname::text, c.relname::text, c.relkind::text, c.relispartition, pg_get_userbyid(c.relowner)::text,
          EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'agency_id' AND c.relkind IN ('r', 'p')),
          c.relrowsecurity AND c.relforcerowsecurity,
          ARRAY(SELECT p.polname || ': ' || pg_get_expr(p.polqual, p.polrelid) || ' / ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
            FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('allot', 'allot_stage') AND c.relkind NOT IN ('i', 'I', 'S', 't') ORDER BY 1, 2
        """
      ).decode(String.self, String.self, String.self, Bool.self, String.self, Bool.self, Bool.self, [String].self)
      let rights = try connection.query(
        """
        SELECT n.nspname || '.' || c.relname, coalesce(r.rolname::text, 'PUBLIC'), string_agg(DISTINCT x.right, ' ' ORDER BY x.right)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (
          SELECT e.grantee, e.privilege_type AS right FROM aclexplode(c.relacl) e
          UNION ALL
          SELECT e.grantee, e.privilege_type || '(' || a.attname || ')' FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) e
          WHERE a.attrelid = c.oid) x
        LEFT JOIN pg_roles r ON r.oid = x.grantee
        WHERE n.nspname IN ('allot', 'allot_stage') AND x.grantee <> c.relowner GROUP BY 1, 2
        """
      ).decode(String.self, String.self, String.self)
      var byName: [String: [String: String]] = [:]
      for (name, role, right) in rights { byName[name, default: [:]][role] = right }
      return rows.map {
        Relation(
          schema: $0.0, name: $0.1, kind: $0.2, isMonth: $0.3, owner: $0.4, hasAgency: $0.5, isSecured: $0.6, policies: $0.7,
          rights: byName["\($0.0).\($0.1)"] ?? [:])
      }
    }
  }

  /// A database as an installation has it: months made by migration and by the daemon, a staged plan.
  private func installation(_ name: String) async throws -> (Realm, World) {
    let realm = try await Realm(name)
    let world = try await World(store: realm.daemon, code: "one", collectors: 1, owner: realm.superuser)
    try await realm.daemon.database.transaction(agency: world.agency.id) {
      try Store.ensurePartition(.decision, Day(year: 2031, month: 5, day: 1)!, $0)
      try Store.ensurePartition(.attempt, Day(year: 2031, month: 6, day: 1)!, $0)
    }
    return (realm, world)
  }

  @Test func everyRoleMayDoOnEveryRelationWhatTheListSaysAndNoMore() async throws {
    let (realm, _) = try await installation("catalogue_rights")
    // An older version gave more, on months too; what migrates next takes it back.
    try await realm.superuser.database.run {
      try $0.script(
        "GRANT ALL ON ALL TABLES IN SCHEMA allot TO allot_daemon, allot_reader; GRANT SELECT ON allot.attempt_2031_06 TO PUBLIC")
    }
    _ = try await realm.superuser.grantRoles()
    var expected: [String: String] = [:]
    for (right, names) in Self.daemon { for name in names { expected[name] = right } }
    let found = try await relations(realm.superuser.database).filter { $0.schema == "allot" }
    #expect(Set(expected.keys).subtracting(found.map(\.name)) == [], "in the list, and not there")
    for relation in found {
      #expect(relation.owner == "allot_owner", "\(relation.name) belongs to \(relation.owner)")
      if relation.isMonth {
        #expect(relation.rights.isEmpty, "the month \(relation.name) is reached past its table: \(relation.rights)")
        continue
      }
      let wanted = expected[relation.name]
      #expect(wanted != nil, "\(relation.name) is in no list of CatalogueTests: say what the daemon may do with it")
      #expect(relation.rights["allot_daemon"] ?? "" == wanted ?? "", "\(relation.name)")
      #expect(relation.rights["allot_reader"] ?? "" == (Self.reader.contains(relation.name) ? "SELECT" : ""), "\(relation.name)")
      #expect(Set(relation.rights.keys).isSubset(of: ["allot_daemon", "allot_reader"]), "\(relation.name): \(relation.rights)")
    }
  }

  @Test func everyTableAndMonthWithAnAgencyIsBehindRowSecurity() async throws {
    let (realm, _) = try await installation("catalogue_rows")
    let one = "agency: (agency_id = ( SELECT allot.present_agency() AS present_agency))"
    let served = "agency: allot.serves(agency_id)"
    var months = 0
    for relation in try await relations(realm.superuser.database) where ["r", "p"].contains(relation.kind) && relation.schema == "allot" {
      if relation.isMonth { months += 1 }
      if Store.openTables.contains(relation.name) {
        #expect(relation.rights.isEmpty, "\(relation.name) is open, and so the owner's only")
      } else if Self.agencyless.contains(relation.name) {
        #expect(!relation.hasAgency)
      } else {
        #expect(relation.hasAgency && relation.isSecured, "\(relation.name)")
        let policy = Store.servedTables.contains(relation.name) ? served : one
        #expect(relation.policies == [policy + " / " + policy.dropFirst(8)], "\(relation.name): \(relation.policies)")
      }
    }
    #expect(months > 2 * Store.monthsAhead)
    // Functions that act as the owner are few, and look for nothing along a path of the caller's.
    let functions = try await realm.superuser.database.run { connection in
      try connection.query(
        """
        SELECT proname::text, coalesce(array_to_string(proconfig, ' '), '') FROM pg_proc
        WHERE pronamespace = 'allot'::regnamespace AND prosecdef ORDER BY 1
        """
      ).decode(String.self, String.self)
    }
    #expect(functions.map(\.0) == ["drop_stage", "make_month", "present_agency", "serves", "stages"])
    for (name, settings) in functions { #expect(settings.hasPrefix("search_path=pg_catalog, pg_temp"), "\(name): \(settings)") }
  }

  /// Who may call which function, PUBLIC being everybody who reaches the schema: a function in no row has to be put into one.
  private static let functions: [String: [String]] = [
    "PUBLIC": ["present_agency", "require_schema", "serves", "system_identifier"],
    "allot_daemon": ["drop_stage", "make_month", "secure_stage", "stages"],
  ]

  @Test func everyRoleMayCallTheFunctionsOfTheListAndNoOther() async throws {
    let (realm, _) = try await installation("catalogue_calls")
    func found() async throws -> [String: [String]] {
      let rows = try await realm.superuser.database.run { connection in
        try connection.query(
          """
          SELECT coalesce(r.rolname::text, 'PUBLIC'), p.proname::text FROM pg_proc p
          CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) e LEFT JOIN pg_roles r ON r.oid = e.grantee
          WHERE p.pronamespace = 'allot'::regnamespace AND e.grantee <> p.proowner ORDER BY 2
          """
        ).decode(String.self, String.self)
      }
      return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }
    #expect(try await found() == Self.functions)
    // A dump restored without rights leaves every function to everybody; migrating takes it back.
    try await realm.superuser.database.run { try $0.script("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA allot TO PUBLIC") }
    try await realm.superuser.migrate()
    _ = try await realm.superuser.grantRoles()
    #expect(try await found() == Self.functions)
  }

  @Test func monthsAreMadeForLoginsThatServeTheAgencyOfTheTransactionAndForNobodyElse() async throws {
    let (realm, world) = try await installation("catalogue_made")
    let other = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    let owner = realm.superuser.register
    func month(_ store: Store, _ agency: Int64?, _ number: Int) async throws {
      let call: SQL = "SELECT allot.make_month('decision', \(Day(year: 2040, month: number, day: 15)!.date))"
      if let agency {
        try await store.database.transaction(agency: agency) { _ = try $0.query(call) }
      } else {
        try await store.database.transaction { _ = try $0.query(call) }
      }
    }
    let login = "catalogue_made_d"
    try await owner.bind(login, to: .agency(world.agency), by: "boss")
    try await month(realm.daemon, world.agency.id, 1)
    try await month(realm.daemon, nil, 2)
    await refused(Store.GuardState.notServed) { try await month(realm.daemon, other.agency.id, 3) }
    try await owner.bind(login, to: .none, by: "boss")
    await refused(Store.GuardState.notServed) { try await month(realm.daemon, nil, 4) }
    await refused(Store.GuardState.notServed) { try await month(realm.daemon, world.agency.id, 5) }
    try await owner.bind(login, to: .every, by: "boss")
    try await month(realm.daemon, other.agency.id, 6)
    await refused("42501") { try await month(realm.reader, world.agency.id, 7) }
    try await month(realm.migrator, nil, 8)
    // No day outside of what files may have, however often somebody calls.
    for day in ["1949-12-31", "2200-01-01", "infinity"] {
      await refused("22023") {
        try await realm.daemon.database.transaction { _ = try $0.query("SELECT allot.make_month('decision', \(day)::text::date)") }
      }
    }
    let made = try await realm.superuser.database.run { connection in
      try connection.query("SELECT relname::text FROM pg_class WHERE relname LIKE 'decision\\_2040%' AND relkind = 'r' ORDER BY 1")
        .map { try $0[0, as: String.self] }
    }
    #expect(made == ["01", "02", "06", "08"].map { "decision_2040_\($0)" })
  }

  @Test func aDaemonsLoginReachesNoMonthDirectly() async throws {
    let (realm, world) = try await installation("catalogue_months")
    let other = try await World(store: realm.daemon, code: "two", collectors: 1, owner: realm.superuser)
    let (one, two) = (world.agency.id, other.agency.id)
    for statement in [
      "SELECT FROM allot.attempt_2031_06", "UPDATE allot.decision_2031_05 SET lost = true", "DELETE FROM allot.attempt_2031_06",
      "INSERT INTO allot.decision_2031_05 SELECT * FROM allot.decision", "UPDATE allot.decision SET lost = true",
    ] {
      await refused("42501") { _ = try await realm.daemon.database.transaction(agency: one) { try $0.execute(SQL(raw: statement)) } }
    }
    // Even where somebody gave the right on a month, its own policy stands.
    try await realm.superuser.database.transaction(agency: two) { connection in
      try connection.script("GRANT SELECT ON allot.attempt_2031_06 TO catalogue_months_d")
      try connection.execute(
        """
        INSERT INTO allot.attempt (agency_id, source_key, ingested_on, at, day, talk_seconds, code_id, point)
        VALUES (\(two), '\\x01', '2031-06-01', now(), '2031-06-01', 0, 0, 255)
        """)
    }
    let count: SQL = "SELECT count(*) FROM allot.attempt_2031_06"
    await refused(Store.GuardState.noAgency) { _ = try await realm.daemon.database.transaction { try $0.query(count) } }
    let seen = try await realm.daemon.database.transaction(agency: one) { try $0.query(count).only()[0, as: Int.self] }
    let own = try await realm.daemon.database.transaction(agency: two) { try $0.query(count).only()[0, as: Int.self] }
    #expect(seen == 0 && own == 1)
  }
}
