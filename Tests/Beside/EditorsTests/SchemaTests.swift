import Editors
import FoundationEssentials
import Intake
import Policy
import Speech
import Testing
import Wire
import YAML

@Suite("The schemas of files")
struct SchemaTests {
  private static let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }.appending(
    path: "policies")

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Every shipped file that a kind of schema is for.
  private static let files: [(PolicyFileKind, String)] = [
    (.agency, "agency.yaml"), (.agency, "agencies/us-third-party/agency.yaml"), (.agency, "agencies/twelve-people/agency.yaml"),
    (.policy, "retail-card.yaml"), (.policy, "consumer-loans-en.yaml"), (.policy, "published-method.yaml"),
    (.policy, "agencies/us-third-party/policy.yaml"), (.policy, "agencies/twelve-people/policy.yaml"),
    (.calendar, "calendars/cn-2026.yaml"), (.calendar, "calendars/us-federal-2026.yaml"), (.lexicon, "lexicons/zh.yaml"),
    (.lexicon, "lexicons/en.yaml"), (.mapping, "mappings/asterisk-cdr.yaml"), (.mapping, "mappings/collection-log-zh.yaml"),
    (.mapping, "mappings/vicidial-log.yaml"), (.mapping, "mappings/announcements-zh.yaml"),
  ]

  @Test("that are shipped are those that the program writes", arguments: PolicyFileKind.allCases)
  func shipped(_ kind: PolicyFileKind) throws {
    #expect(try Self.text("\(kind.rawValue).schema.json") == FileSchema.json(kind).indented + "\n")
  }

  @Test("accept every shipped file", arguments: files)
  func accept(_ kind: PolicyFileKind, _ path: String) throws {
    let node = try YAMLNode.parse(try Self.text(path), file: path)
    #expect(SchemaCheck.problems(node, FileSchema.json(kind)) == [])
  }

  @Test("know every key that the language has")
  func whole() throws {
    let node = try YAMLNode.parse(Self.everything, file: "all")
    #expect(SchemaCheck.problems(node, FileSchema.json(.policy)) == [])
    let check = PolicyFile.check([("p.yaml", Array(Self.everything.utf8))])
    #expect(check.errors.map(\.description) == [])
  }

  @Test("refuse a key too many, a required key too few and a value of another kind, wherever the checker does", arguments: files)
  func refuse(_ kind: PolicyFileKind, _ path: String) throws {
    let schema = FileSchema.json(kind)
    let node = try YAMLNode.parse(try Self.text(path), file: path)
    var tried = 0
    for mutant in Mutant.all(of: node, limit: kind == .lexicon ? 30 : 150) {
      let isRefused = !SchemaCheck.problems(mutant.node, schema).isEmpty
      // What the checker takes, the schema must take; of keys and kinds it must refuse what the checker does.
      let problems = Problems(file: path)
      Mutant.check(mutant.text, kind, problems)
      if problems.isEmpty { #expect(!isRefused, "\(mutant.what) in \(path)") }
      if problems.list.contains(where: Mutant.isStructural) { #expect(isRefused, "\(mutant.what) in \(path)") }
      tried += 1
    }
    #expect(tried > 10)
  }

  private static let everything = """
    policy: all
    version: 3
    valid: { from: 2026-01-01, until: 2026-12-31 }
    segments: { late: { days_past_due: ">= 90", days_entrusted: 1..30 }, deep: { segment: late, class: normal } }
    covers: { client: ["a*", b], batch: x, product: y, stage: M1, region: z, outstanding: "> 5 CNY", hand: 1..3, flag: litigation, segment: late }
    stay:
      - { when: { plan: running, paid: within 3 days }, until: 2 missed instalments }
      - { when: { promise: open } }
    stop: [ { when: { flag: [deceased] }, owner: leaves, counts_as_load: no } ]
    classify: { profile: source, counts_per_day: all, weights: { busy: 0.5 }, quiet: off, abnormal_above: 3 attempts }
    route:
      - { rule: one, when: { segment: [late, deep], debtor_cases: 2, debtor_clients: 1..3 }, to: { teams: a, collectors: c1, licence: l, languages: [e], skills: s } }
      - { rule: rest, when: else, to: { teams: "*" } }
    never: [ { when: { client: a }, to: { teams: t, collectors: c, joined: within 90 days } } ]
    together: off
    not_back_to: off
    not_dealt_before_return: 3 days
    service: [ { when: { client: a }, first_contact: 48 h, priority: 1 }, { first_contact: 3 days } ]
    recall: { forced: off, early: 5 working days without follow-up, rotate: { class: abnormal, after: 20 working days }, not_in: off }
    fair: { new_cases: within 1, new_amount: off, load: within 10%, by: [client, amount band], amount_bands: [5 CNY] }
    quotas: { of: new cases, period: month, teams: { a: 60%, b: 40% }, tolerance: 1% }
    runs: { night: "02:30", missed_until: "07:00", batch_file: above 200 rows }
    contract: { a: { no_newcomers: 3 months, seats: at least 2, only_teams: [a] } }
    tests:
      - { case: { client: a, batch: x }, expect: { covered: no, route: none, stop: no } }
    """
}
