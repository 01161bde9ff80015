import Postgres
package import Speech

/// What the migrations make: tables and views with the columns of tables, sequences and functions. Read from their own text, so that there is no second
/// list; compared with the catalogue, because a restore may leave things out and nothing in `schema_version` says so.
struct SchemaShape: Equatable {
  /// Columns by table; empty for views.
  var relations: [String: Set<String>] = [:]
  /// Functions by name.
  var functions: Set<String> = []

  /// Nothing yet.
  init() {}

  /// What these migrations come to, one after the other.
  init(_ migrations: some Sequence<Migration>) {
    for migration in migrations {
      for statement in Self.statements(migration.sql) { apply(statement) }
    }
  }

  /// What the database has. Months of tables are left out.
  init(_ connection: Connection) throws {
    let rows = try connection.query(
      """
      SELECT c.relname::text, c.relkind = 'v', coalesce(array_agg(a.attname::text) FILTER (WHERE a.attname IS NOT NULL), '{}')
      FROM pg_class c
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
      WHERE c.relnamespace = 'allot'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition GROUP BY c.oid
      """
    ).decode(String.self, Bool.self, [String].self)
    for (name, isView, columns) in rows { relations[name] = isView ? [] : Set(columns) }
    functions = Set(
      try connection.query("SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = 'allot'::regnamespace").map {
        try $0[0, as: String.self]
      })
  }

  /// In words, sorted: what this has and the other has not.
  func missing(in other: SchemaShape) -> [String] {
    var words: [String] = []
    for (name, columns) in relations {
      guard let found = other.relations[name] else {
        words.append("\(columns.isEmpty ? "view" : "table") allot.\(name)")
        continue
      }
      words += columns.subtracting(found).map { "column \($0) of allot.\(name)" }
    }
    words += functions.subtracting(other.functions).map { "function allot.\($0)" }
    return words.sorted()
  }

  /// One of the words of `missing(in:)` in both languages.
  static func wording(_ missing: String) -> Wording {
    func rest(_ prefix: String) -> Substring? { missing.hasPrefix(prefix) ? missing.dropFirst(prefix.count) : nil }
    if let place = rest("column "), let of = place.firstRange(of: " of ") {
      return Wording(missing, " \(place[of.upperBound...]) 的列 \(place[..<of.lowerBound])")
    }
    for (prefix, kind) in [("table ", "表"), ("view ", "视图"), ("function ", "函数"), ("schema ", "模式")] {
      if let name = rest(prefix) { return Wording(missing, "\(kind) \(name)") }
    }
    return Wording(missing, " \(missing)")
  }

  private static func statements(_ sql: String) -> [String] {
    let bare = sql.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    }.joined(separator: " ")
    return bare.split(separator: ";").map { $0.split(separator: " ").joined(separator: " ") }
  }

  private mutating func apply(_ statement: String) {
    func rest(_ prefixes: String...) -> Substring? {
      prefixes.lazy.compactMap { statement.hasPrefix($0) ? statement.dropFirst($0.count) : nil }.first
    }
    func name(_ text: Substring) -> String { String(text.prefix { $0.isLowercase || $0.isNumber || $0 == "_" }) }
    if let text = rest("CREATE TABLE allot.") {
      relations[name(text)] = Self.columns(text)
    } else if let text = rest("CREATE VIEW allot.", "CREATE OR REPLACE VIEW allot.") {
      relations[name(text)] = []
    } else if let text = rest("CREATE FUNCTION allot.", "CREATE OR REPLACE FUNCTION allot.") {
      functions.insert(name(text))
    } else if let text = rest("DROP VIEW allot.", "DROP TABLE allot.") {
      relations[name(text)] = nil
    } else if let text = rest("DROP FUNCTION allot.") {
      functions.remove(name(text))
    } else if let text = rest("ALTER TABLE allot.") {
      let table = name(text)
      for action in Self.parts(text.dropFirst(table.count)) {
        if action.hasPrefix("ADD COLUMN ") { relations[table]?.insert(name(action.dropFirst(11))) }
        if action.hasPrefix("DROP COLUMN ") { relations[table]?.remove(name(action.dropFirst(12))) }
      }
    }
  }

  /// The first words of what stands between the outer parentheses, without constraints.
  private static func columns(_ text: Substring) -> Set<String> {
    guard let open = text.firstIndex(of: "(") else { return [] }
    return Set(
      parts(text[text.index(after: open)...]).compactMap { part in
        let word = part.prefix { $0 != " " }
        return word.first?.isLowercase == true ? String(word) : nil
      })
  }

  /// Parts between commas outside of parentheses, up to the one that closes what was open before.
  private static func parts(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    func add(_ end: Substring.Index) { parts.append(text[start..<end].drop { $0 == " " }) }
    for index in text.indices {
      switch text[index] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth < 0 {
          add(index)
          return parts
        }
      case "," where depth == 0:
        add(index)
        start = text.index(after: index)
      default: break
      }
    }
    add(text.endIndex)
    return parts
  }
}

extension Store {
  /// What a restore left out of the applied versions, in words; the schema of staged plans too. Empty when all is there.
  static func missingObjects(_ connection: Connection, _ migrations: [Migration], applied: Set<Int>) throws -> [String] {
    let wanted = SchemaShape(migrations.lazy.filter { applied.contains($0.version) })
    let hasStages = try connection.query("SELECT to_regnamespace('allot_stage') IS NOT NULL").only()[0, as: Bool.self]
    return wanted.missing(in: try SchemaShape(connection)) + (hasStages || applied.isEmpty ? [] : [stageSchema])
  }

  /// As `missingObjects` names the schema of staged plans, which `migrate` makes again.
  package static var stageSchema: String { "schema allot_stage" }

  /// Roles of the database that are not there, or have lost their rights, in words; as a dump restored without roles or without rights leaves them.
  package func roleFaults() async throws -> [Wording] {
    try await database.transaction { connection in
      try DatabaseRole.allCases.compactMap { role -> Wording? in
        guard try !connection.query("SELECT FROM pg_roles WHERE rolname = \(role.rawValue)").isEmpty else {
          return Wording("\(role.rawValue) is not there", "没有角色 \(role.rawValue)")
        }
        let probe: SQL? =
          switch role {
          case .owner, .migrator: nil
          case .daemon: "SELECT has_table_privilege('allot_daemon', 'allot.case_state', 'SELECT')"
          case .reader: "SELECT has_table_privilege('allot_reader', 'allot.masked_case', 'SELECT')"
          }
        guard let probe, try !connection.query(probe).only()[0, as: Bool.self] else { return nil }
        return Wording("\(role.rawValue) has no rights here", "角色 \(role.rawValue) 在此没有权限")
      }
    }
  }
}
