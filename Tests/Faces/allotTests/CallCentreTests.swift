import Glibc
import Logging
import Postgres
import Testing

/// A call centre's log as it comes, quirks and all, counted twice: by the import and by hand. The committed rows are invented; with
/// `ALLOT_BANK_CALLS` naming a file of the same columns that file is counted too.
@Suite struct CallCentreTests {
  private static let mapping = """
    mapping: call-centre
    version: 1
    feed: attempts
    source: call-centre
    columns:
      id: call_id
      case_no: case_id
      collector: collector_id
      at: started_at
      talk_seconds: duration_s
      outcome: raw_outcome
      direction: direction
    outcomes:
      - { code: AGENT, talk: "< 6", outcome: hung_up } # an agent was there, and nothing was said
      - { code: AGENT, outcome: connected }
      - { code: HANG, outcome: hung_up } # the caller gave up waiting
      - { code: PHANTOM, outcome: network_problem } # no call at all

    """

  private static let invented = """
    call_id,case_id,collector_id,started_at,answered_at,ended_at,wait_s,duration_s,outcome,raw_outcome,channel,direction,service,priority
    x1,K1,A1,2026-11-02T00:00:02,2026-11-02T00:00:08,2026-11-02T00:02:28,6,140,connected,AGENT,phone,inbound,PS,2
    x2,K1,A2,2026-11-02T00:00:31,2026-11-02T00:00:40,2026-11-02T00:00:40,9,0,connected,AGENT,phone,inbound,PS,2
    x3,,A1,2026-11-02T00:34:12,2026-11-02T00:34:15,2026-11-02T00:36:23,3,128,connected,AGENT,phone,inbound,PS,0
    x4,,,2026-11-02T00:36:59,,2026-11-02T00:36:59,0,0,hang_up,HANG,phone,inbound,PS,0
    x5,K2,,2026-11-03T00:37:32,,2026-11-03T00:38:12,40,0,hang_up,HANG,phone,inbound,NE,2
    x6,K2,,2026-11-03T09:37:32,,2026-11-03T09:37:32,0,0,invalid,PHANTOM,phone,inbound,NE,0
    x7,K1,A1,2026-11-04T10:00:00,2026-11-04T10:00:04,2026-11-04T10:09:04,4,540,connected,AGENT,phone,inbound,PS,1
    x8,,A2,2026-11-04T23:59:59,2026-11-05T00:00:09,2026-11-05T00:01:09,10,60,connected,AGENT,phone,inbound,PS,0

    """

  @Test func everyRowIsCountedUnderItsCaseCollectorAndOutcomeOrNone() async throws {
    try await check(Self.invented)
  }

  @Test(.enabled(if: getenv("ALLOT_BANK_CALLS") != nil), .timeLimit(.minutes(5)))
  func soIsTheFileOfTheEnvironment() async throws {
    try await check(Child.text(getenv("ALLOT_BANK_CALLS").map { String(cString: $0) } ?? ""))
  }

  private func check(_ text: String) async throws {
    let scratch = try Scratch()
    let lines = text.split(separator: "\n")
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    func place(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    let (caseAt, personAt, outcomeAt) = (try place("case_id"), try place("collector_id"), try place("raw_outcome"))
    let (talkAt, wayAt) = (try place("duration_s"), try place("direction"))
    var tally: [String: Int] = [:]
    var withoutCase = 0
    var cases: Set<String> = []
    var people: Set<String> = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0).filter { $0 != "\r" } }
      let code = fields[outcomeAt]
      let outcome =
        code == "PHANTOM" ? "network_problem" : code == "AGENT" && (Int(fields[talkAt]) ?? 0) >= 6 ? "connected" : "hung_up"
      tally["\(fields[caseAt])|\(fields[personAt])|\(code)|\(outcome)|\(fields[wayAt])", default: 0] += 1
      if fields[caseAt].isEmpty { withoutCase += 1 }
      if !fields[caseAt].isEmpty { cases.insert(fields[caseAt]) }
      if !fields[personAt].isEmpty { people.insert(fields[personAt]) }
    }
    let database = try await Server.agency(scratch)
    func load(_ arguments: [String]) async throws -> String {
      let result = try await Tool.run(["import"] + arguments + ["--database", database, "--strict", "--json"])
      try #require(result.status == 0, "\(result.errors) \(result.output)")
      return result.output
    }
    _ = try await load([
      "collectors", try scratch.write("people.csv", "code\n" + people.sorted().map { $0 + "\n" }.joined()),
    ])
    _ = try await load([
      "cases", "--client", "bank",
      try scratch.write("cases.csv", "case_no,outstanding\n" + cases.sorted().map { "\($0),100\n" }.joined()),
    ])
    let mapping = try scratch.write("mapping.yaml", Self.mapping)
    let calls = try scratch.write("calls.csv", text)
    let loaded = try await load(["attempts", "--mapping", mapping, calls])
    #expect(loaded.contains("\"without_case\":\(withoutCase)") && loaded.contains("\"rejected\":0"), "\(loaded)")
    let found = try await counts(database)
    #expect(found.values.reduce(0, +) == lines.count - 1)
    #expect(found == tally)
    // What was stored is what the nights read.
    let verified = try await Tool.run(["classify", "--verify", "--json", "--database", database])
    #expect(verified.status == 0 && verified.output.contains("\"differences\":0"), "\(verified.errors) \(verified.output)")
  }

  private func counts(_ conninfo: String) async throws -> [String: Int] {
    // As the superuser: row-level security hides everything from anybody who names no agency.
    let superuser = conninfo.replacing("user=strict", with: "user=postgres")
    let database = Database(DatabaseConfiguration(conninfo: superuser), logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    let rows = try await database.run { connection in
      try connection.query(
        """
        SELECT concat_ws('|', coalesce(r.case_no, ''), coalesce(p.code, ''), k.raw_code,
          (ARRAY['connected', 'hung_up'])[k.outcome + 1], CASE k.outcome WHEN 13 THEN 'network_problem' END,
          CASE WHEN k.inbound THEN 'inbound' ELSE 'outbound' END), count(*)::int
        FROM allot.attempt a JOIN allot.contact_code k USING (agency_id, code_id)
        LEFT JOIN allot.case_record r USING (agency_id, case_id) LEFT JOIN allot.collector p USING (agency_id, collector_id) GROUP BY 1
        """
      ).decode(String.self, Int32.self)
    }
    await database.close()
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, Int($0.1)) })
  }
}
