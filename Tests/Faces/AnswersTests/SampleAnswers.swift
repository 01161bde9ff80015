import Portfolio
import Schema
import Speech
import Tables
import Wire
import Words

@testable import Answers
@testable import Desks
@testable import Feeds
@testable import Imports
@testable import Intake
@testable import Register
@testable import Runs
@testable import Views

/// Answers made of values, without a database: as many kinds as such values can be had for.
enum SampleAnswers {
  static let slot = Day(iso: "2026-11-18") ?? .none
  static let noon = Instant(rawValue: 848_318_400_000_000)
  static let agency = Agency(
    id: 1, code: "demo", name: "Demo", zone: "Asia/Shanghai", currency: .cny, identifierKey: [1], keyID: 2, keepText: true)

  static func run(_ state: RunState, id: RunID = 12, kind: RunKind = .night) -> ShownRun {
    ShownRun(
      id: id, key: RunKey(agency: 1, slot: slot, kind: kind), state: state, asOf: noon, agencyVersion: 1, policies: ["cards 1"],
      inputDigest: nil, openCases: 1_200, assigned: 8, moved: 7, recalled: 6, held: 5, unassigned: 4, lost: 3, classChanged: 2, stats: "{}",
      ledgerPosition: nil, error: nil, brakes: ["more than 10.0 % recalled"], tripped: [tripped], undoes: nil, startedAt: noon,
      publishedAt: noon)
  }
  static let tripped = TrippedBrake(.recalled, figure: 150, of: 1_200, limitPermille: 100)

  static let order = ShownOrder(
    id: 5, action: .pin, reason: "长期跟进", state: .proposed, cases: 1, overridden: 1, askedBy: "lead", askedAt: noon, decidedBy: nil,
    decidedAt: nil, remark: nil)
  static let move = ShownHandMove(
    order: order, caseID: 1, caseNo: "K1", client: "bank", from: "C1", to: "C2", pinnedTo: "C2", pinnedUntil: slot, other: nil,
    broken: [.noRoom, .splitsGroup])

  static let person = Person(
    id: 1, name: "zhang", roles: [.manager, .auditor], osUser: nil, databaseUser: nil, team: "A", isActive: false, tokens: 1)
  static let token = PersonToken(
    id: 3, person: "zhang", label: "ci", createdAt: noon, expiresAt: noon, lastUsedAt: nil, isRevoked: true)
  static func version(isActive: Bool) -> PolicyVersion {
    PolicyVersion(
      kind: .policy, name: "cards", version: 3, digest: [1, 2, 3, 4, 5, 6], isActive: isActive, appliedBy: "zhang", appliedAt: noon,
      activatedAt: nil)
  }

  /// Open again, with everything that can be said of it.
  static let change = PolicyChange(
    number: 4, kind: .submit, state: .simulated, round: 2, reason: "fairer", effectiveOn: slot, simulation: "ab12", moved: 7,
    files: [
      PolicyChange.File(kind: .policy, name: "cards", from: 2, fromDigest: [1], to: 3, toDigest: [2]),
      PolicyChange.File(kind: .policy, name: "loans", from: nil, fromDigest: nil, to: 1, toDigest: [2]),
      PolicyChange.File(kind: .policy, name: "old", from: 1, fromDigest: [2], to: nil, toDigest: nil),
    ],
    steps: [step(.submitted, nil)] + PolicyChange.Cause.allCases.map { step(.retired, $0) }
      + PolicyChange.StepKind.allCases.map { step($0, nil) }
      + [step(.fellBack, .baseMoved)])
  static func step(_ kind: PolicyChange.StepKind, _ cause: PolicyChange.Cause?) -> PolicyChange.Step {
    PolicyChange.Step(step: kind, round: 2, person: "zhang", at: noon, why: "", cause: cause, other: 3, simulation: nil)
  }
  static let shownChange = PolicyDesk.Shown(
    change: change, need: .init(people: 2, why: [Wording("because", "因为")]), missing: 1, approvers: ["li"], others: [change])
  static func agreement(_ outcome: PolicyDesk.Agreement.Outcome) -> PolicyDesk.Agreement {
    PolicyDesk.Agreement(
      outcome: outcome, change: change, kind: .policy, name: "cards", version: 3, missing: 1, voided: step(.voided, .edited))
  }

  static func report(_ status: RunReport.Status) -> RunReport {
    var report = RunReport(status: status, run: 12, slot: slot, kind: .night)
    (report.openCases, report.collectors, report.classChanged) = (1_200, 30, 2)
    report.planned = [.assigned: 8, .held: 5]
    report.waitingReasons = [(.noRoom, 3), (.nobodyPresent, 1)]
    (report.brakes, report.tripped) = (["more than 10.0 % recalled"], [tripped])
    report.lacks = [.cases, .people]
    report.isBalanced = status == .published ? true : nil
    report.timings = [("freeze", .milliseconds(420)), ("decide and compare", .seconds(2))]
    return report
  }

  /// A new client that was said to be one, and one about which somebody has to be asked.
  static var names: NewNames {
    var names = NewNames(known: [.client: ["cmb"]], said: [.client: ["boc"]])
    let text = "client,case_no,outstanding,currency\nboc,1,1.00,CNY\ncmbb,2,1.00,CNY\n"
    let options = IntakeOptions { OpaqueReference(bytes: Array($0.utf8)) }
    if let reader = try? CaseReader(.bytes(Array(text.utf8), name: "c.csv"), options) { names.read(reader) }
    return names
  }

  static var rehearsed: Rehearsed {
    var (before, after) = (Holdings(), Holdings())
    (before.names, after.names) = ([.client: ["cmb"]], [.client: ["boc", "cmb"], .team: ["a"]])
    after.collectors = ["C1"]
    before.open = [Holdings.Sum(client: "cmb", currency: .cny, cases: 10, amount: 1_000_000)]
    after.open = [
      Holdings.Sum(client: "boc", currency: .usd, cases: 1, amount: 5_000),
      Holdings.Sum(client: "cmb", currency: .cny, cases: 9, amount: 900_000),
    ]
    return Rehearsed(files: [imported], before: before, after: after)
  }

  static var imported: ImportReport {
    var report = ImportReport(feed: .conversations, file: "talk.csv")
    (report.applied.inserted, report.applied.changed, report.rejected) = (1_000, 20, 2)
    var read = IntakeSummary()
    read.blocked = 3
    report.read = read
    report.rejectsFile = "talk.rejects.csv"
    report.tones = [.cooperative: 3]
    (report.twoVoices, report.collectorsWords) = (3, 1)
    report.takenOver = [("csv", 12)]
    report.readAs = [("Kanton Sheng", "Kanton", 3)]
    report.mapping = .inForce("log", version: 2)
    report.duration = .milliseconds(1_250)
    return report
  }

  static let clock = WallClock(name: "Asia/Shanghai", [.init(since: noon, seconds: 8 * 3600)])

  /// Each with a name for messages of tests.
  static var all: [(name: String, answer: Answer)] {
    [
      ("audit none", .audit([], by: clock)),
      ("audit", .audit([ShownAudit(id: 1, position: 7, at: noon, actor: "zhang", action: "run.publish", subject: "12", detail: "{}")])),
      ("sealed", .sealed(rows: 3)), ("cases none", .cases([], limit: 10)), ("discarded", .discarded(12)),
      ("cluster", .cluster(in: "/var/lib/allot", isRunning: false, exists: false)),
      ("cluster started", .clusterStarted(in: "/d", conninfo: "host=/d")), ("cluster stopped", .clusterStopped(in: "/d", wasRunning: true)),
      ("rejudged", .rejudged(.init(judged: 9, changed: 2, withoutText: 1, missing: []))),
      ("retention", .retention([Retention(what: .text, days: 90, setBy: "zhang")])), ("retained", .retained(.text, days: 90)),
      ("for ever", .retained(.outbox, days: nil)),
      ("purged", .purged([DataDesk.Purged(what: .attempt, before: slot, rows: 44)], isDone: false)),
      ("erased", .erased(Erasure(debtor: 1, cases: ["K1"], open: 0, contactPoints: 2, texts: 3, extras: 4), isDone: true)),
      ("key", .key(of: agency, isInDatabase: false, file: "/etc/allot/key")), ("key moved", .keyMoved(true, of: agency, file: "/k")),
      ("key renewed", .keyRenewed(KeyRenewal(keyID: 3, debtors: 10, contactPoints: 20), of: agency, file: nil)),
      ("imported", .imported([imported], NewNames())), ("imported nothing", .imported([ImportReport(feed: .cases, file: "c.csv")], names)),
      ("rehearsed", .rehearsed(rehearsed, names)),
      ("rehearsed nothing", .rehearsed(Rehearsed(files: [], before: Holdings(), after: Holdings()), NewNames())),
      (
        "mappings",
        .mappings([
          NamedMapping(name: "sip", version: 1, feed: .attempts, isInForce: false),
          NamedMapping(name: "sip", version: 3, feed: .attempts, isInForce: true),
          NamedMapping(name: "x", version: 0, feed: nil, isInForce: false),
        ])
      ), ("no mappings", .mappings([])),
      ("orders", .orders([order], by: clock)), ("no orders", .orders([])), ("no waiting orders", .waitingOrders([])),
      ("order", .order(order, [move])), ("refused", .refused(order: 5)), ("agreed before", .agreedBefore(order)),
      ("tallies", .tallies([HandTally(person: "lead", orders: 1, cases: 2, overridden: 1, broken: [.noRoom: 1])], since: slot)),
      ("no tallies", .tallies([], since: slot)),
      ("undone", .undone(12, UndoReport(run: 13, counts: UndoCounts(back: 4, touched: 1, holderGone: 0), published: nil), isDry: false)),
      ("approval", .approval(agreement(.inForce))), ("noted", .approval(agreement(.noted))),
      ("scheduled", .approval(agreement(.scheduled))),
      ("in force before", .approval(agreement(.inForceBefore))), ("noted before", .approval(agreement(.notedBefore))),
      (
        "policies",
        .policies(
          [version(isActive: false)],
          waiting: [.init(version: version(isActive: false), change: change, missing: 2, agreed: ["li"], approvers: [])],
          open: [shownChange],
          active: false)
      ),
      ("change", .change(shownChange, by: clock)), ("history", .history([change], by: clock)), ("no history", .history([])),
      ("submitted", .submitted(.init(shown: shownChange, isNew: true, warnings: []))),
      ("nothing submitted", .submitted(.init(shown: nil, isNew: false, warnings: []))),
      ("run published", .run(report(.published))), ("run waiting", .run(report(.waiting))), ("dry run", .run(report(.dryRun))),
      ("run already", .run(report(.alreadyPublished))), ("run lacking", .run(report(.lacking))),
      ("run discarded", .run(report(.discarded))),
      ("runs", .runs([run(.published), run(.waiting, id: 13)], .en, by: clock, limit: 1)), ("no runs", .runs([], .zh, limit: 9)),
      ("collectors", .collectors([], of: run(.waiting), in: agency, limit: 9)),
      ("sample", .sample("out", ["cases.csv": 123_456])), ("labelled", .labelled([true, false])),
      ("review", .reviewItems([])), ("accuracy", .accuracy([], [])),
      (
        "schema", .schema(.init(status: nil, agencies: [], roleFaults: [], readOnly: nil), database: Wording(same: "postgres:///allot"))
      ),
      ("logins", .logins([LoginBinding(login: "*", every: true, agencies: [])])), ("users", .users([person])), ("no users", .users([])),
      ("tokens", .tokens([token], by: clock)), ("no tokens", .tokens([])), ("roles", .roles(of: "zhang", [.lead])),
      ("disabled", .disabled("zhang")), ("revoked", .revoked(token: 3)),
    ] + reading + work
  }
}
