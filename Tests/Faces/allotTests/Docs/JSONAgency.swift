import Testing

/// A small agency with a database of its own, whose life makes commands say as much of docs/json.md as can be said in half a minute.
struct JSONAgency {
  private let page: JSONPage
  let scratch: Scratch
  let database: String
  /// Places of the page that were seen filled, as `JSONPage.places` names them.
  private(set) var seen: Set<String> = []

  init(_ page: JSONPage) async throws {
    self.page = page
    scratch = try Scratch()
    database = try await Server.database()
    try carrier("/bin/true")
  }

  /// Asks as li, or as somebody else, and gives the answer; `Tool` compares it with the page.
  @discardableResult
  mutating func ask(_ arguments: String..., status: Int32 = 0, user: String = "li") async throws -> JSONValue {
    try await say(arguments + ["--database", database], status, user)
  }

  /// The same of a command that needs no database.
  @discardableResult
  private mutating func askAlone(_ arguments: String..., status: Int32 = 0) async throws -> JSONValue {
    try await say(arguments, status, "li")
  }

  private mutating func say(_ arguments: [String], _ status: Int32, _ user: String) async throws -> JSONValue {
    let result = try await Tool.run(
      arguments + ["--json"],
      environment: ["ALLOT_USER": user, "ALLOT_KEY_FILE": scratch.path + "/keys", "ALLOT_CONFIG": scratch.path + "/allot.conf"])
    try #require(
      result.status == status,
      "allot \(arguments.joined(separator: " ")): status \(result.status)\n\(result.errors)\(result.output.prefix(2000))")
    _ = page.faults(arguments, result, seen: &seen)
    return try JSONValue(result.output)
  }

  private func shipped(_ name: String) -> String { Repository.root + "/policies/" + name }

  /// From an empty database to rules in force; two people agree to each policy.
  mutating func begin() async throws {
    try await ask("db", "status")
    try await ask("db", "migrate")
    let card = try Files.card()
    let wrong = try scratch.write("wrong.yaml", card.replacing("3 working days after due", with: "3 workdays after due"))
    try await ask("policy", "check", shipped("agency.yaml"), wrong, status: 65)
    let rules = try Repository.text("policies/agency.yaml").replacing("keep_text: no", with: "keep_text: yes")
      .replacing("follows: cn", with: "follows: cn\n  clients: { zx-finance: us-banking }")
    let agency = try scratch.write("agency.yaml", rules.replacing("moves_above: 20 cases", with: "moves_above: 5 cases"))
    try await ask("policy", "apply", agency, shipped("lexicons/zh.yaml"), shipped("retail-card.yaml"), shipped("consumer-loans-en.yaml"))
    let stricter = try scratch.write("card.yaml", card.replacing("3 working days after due", with: "4 working days after due"))
    try await ask("policy", "apply", stricter)
    try await ask("policy", "list")
    // Nobody is there yet.
    try await ask("run", "--slot", "2026-11-17", status: 75)
    try await ask("policy", "approve", "retail-card", user: "wang")
    try await ask("policy", "list")
    try await ask("policy", "show", "retail-card")
    try await askAlone("policy", "explain", shipped("retail-card.yaml"))
    try await ask("policy", "explain", "retail-card@1")
    try await ask("db", "status")
    try await lookAtCalendars()
  }

  /// The agency's and a client's, one by itself, and files.
  private mutating func lookAtCalendars() async throws {
    try await askAlone("calendar", "show", "--calendar", "cn", "--month", "2026-10")
    try await ask("calendar", "show", "--month", "2026-11", "--client", "zx-finance")
    try await ask("calendar", "show", "--month", "2027-02")
    try await ask("calendar", "days", "2027-01-01", "2027-01-31", "--client", "zx-finance")
    let notice = try Repository.text("policies/calendars/cn-2027.yaml").replacing("on: 2027-06-09", with: "on: 2027-06-10")
    let mine = try scratch.write("mine.yaml", notice)
    let wrong = try scratch.write("weekday.yaml", notice.replacing("work_days: []", with: "work_days: [{ on: 2027-06-11, name: x }]"))
    try await askAlone("calendar", "check", mine, wrong, status: 65)
    try await askAlone("calendar", "compare", mine)
  }

  /// Files of the sample, and some that are not as they should be.
  mutating func load() async throws {
    try await askAlone(
      "sample", "--cases", "300", "--new-cases", "40", "--collectors", "12", "--nights", "2", "--first-slot", "2026-11-18", "--output",
      scratch.path)
    // One of the two lexicons and the model are not there yet: what they would say is said later.
    try await ask("import", "folder", scratch.path + "/base")
    try await ask("classify")
    try await ask("policy", "apply", shipped("lexicons/en.yaml"), shipped("tone/own-sentences.yaml"))
    try await ask("classify", "--verify")
    try await ask("import", "folder", scratch.path + "/night-1")
    // Five people have little room: somebody else gets what would have been cheaper with them.
    let teams = ["C0001": "a", "C0002": "b", "C0004": "d", "C0006": "b", "C0008": "a"].sorted { $0.key < $1.key }
    let people = teams.map { "\($0.key),P,\($0.value),2099-12-31,28\n" }.joined()
    try await ask("import", "collectors", try scratch.write("people.csv", "code,name,team,leaves_on,case_limit\n" + people))
    let calls = try scratch.write(
      "calls.csv",
      "attempt_id,case_no,channel,started_at,outcome,collector,phone\n"
        + "q1,AJ00000001,phone,2026-11-17 10:00:00,QUACK,somebody,138****0001\nq2,AJ00000001,phone,soon,busy,,\n"
    )
    try await ask("policy", "apply", shipped("mappings/generic.yaml"))
    try await ask("import", "attempts", calls, "--mapping", "generic")
    try await ask("mapping", "list")
    try await ask("classify", "--remap", shipped("mappings/generic.yaml"), "--dry-run")
    try await askAlone("outcome", "本人接听", "QUACK", "--source", "collection-log-zh", status: 65)
  }

  /// A night that is published, one that waits, one that is refused, and one taken back.
  mutating func run() async throws {
    let card = try Files.card()
    let other = try scratch.write(
      "other-card.yaml",
      card.replacing(">= 50000 CNY", with: ">= 30000 CNY").replacing(
        "{ flag: special_group }, owner: keeps", with: "{ flag: special_group }, owner: leaves"
      )
      .replacing("60 working days", with: "40 working days"))
    try await ask("policy", "diff", other)
    try await ask("run", "--slot", "2026-11-18", "--dry-run", "--baseline", "all")
    try await ask("run", "--slot", "2026-11-18", "--despite-brakes")
    try await tell(of: "1")
    try await ask("import", "folder", scratch.path + "/night-2")
    var hard = "client,case_no,currency,outstanding,entrusted_on,required_skills\n"
    for number in 1...30 { hard += "zx-finance,X\(number),CNY,100.00,2026-11-18,klingon\n" }
    let typo = "client,case_no,currency,outstanding,product,required_skills\nzx-finanse,Y1,CNY,100.00,yacht,klingon\n"
    try await ask("import", "cases", try scratch.write("typo.csv", typo), "--dry-run")
    try await ask("import", "collectors", try scratch.write("night.csv", "code,name,team\nC9001,P,night\n"), "--dry-run")
    try await ask("import", "cases", try scratch.write("hard.csv", hard), "--new-skill", "klingon")
    try await ask("run", "--slot", "2026-11-19", status: 75)
    try await look(at: "waiting")
    let planned = try await ask("show", "cases", "--in-pool", "--limit", "1")["cases"]?.elements.first?["case_no"]?.string ?? ""
    try await ask("move", planned, "--to", "C0001", "--reason", "meanwhile", "--yes")
    try await ask("run", "release", "2", "--reason", "month end")
    try await ask("show", "assignments", "2", "--limit", "1000")
    try await ask("explain", "X1")
    try await ask("run", "--slot", "2026-11-20", status: 75)
    try await ask("doctor", "--invariants")
    try await ask("run", "discard", "3", "--reason", "half of it is missing")
    try await ask("show", "runs")
    try await ask("undo", "2", "--dry-run", "--reason", "wrong file")
    try await ask("undo", "2", "--reason", "wrong file")
    try await ask("show", "runs")
    try await simulate()
  }

  /// What other files would have made of the nights, and would of the next one.
  private mutating func simulate() async throws {
    let card = try Files.card().replacing("covers:\n", with: "covers:\n  outstanding: \"< 5000 CNY\"\n")
    let policy = try scratch.write("proposed.yaml", card)
    let away = try scratch.write("away.csv", "collector,change\nC0001,away\nC0007,leaves\n")
    try await ask("simulate", "--slot", "2026-11-20", policy, "--scenario", "away=\(away)")
    try await ask("simulate", policy, "--nights", "2", "--carry")
  }

  /// A plan that waits, as whoever has to decide about it sees it.
  private mutating func look(at run: String) async throws {
    try await ask("show", "runs")
    try await ask("show", "assignments", run, "--limit", "1000")
    try await ask("show", "collectors", "--run", run)
    // One that would stay by a rule.
    let promised = Child.text(scratch.path + "/base/promises.csv").split(separator: "\n").dropFirst().prefix(40)
    for line in promised {
      if try await !(ask("explain", String(line.split(separator: ",")[1]))["would_stay"]?.elements ?? []).isEmpty { break }
    }
  }

  /// What can be said of a run that was published.
  private mutating func tell(of run: String) async throws {
    let decisions = try await ask("show", "assignments", run, "--limit", "1000")["decisions"]?.elements ?? []
    for kind in ["assigned", "moved", "held"] {
      guard let caseNo = decisions.first(where: { $0["kind"]?.string == kind })?["case_no"]?.string else { continue }
      try await ask("explain", caseNo)
    }
    // One that stayed by a rule.
    let promised = Child.text(scratch.path + "/base/promises.csv").split(separator: "\n").dropFirst().prefix(20)
    for line in promised {
      let caseNo = String(line.split(separator: ",")[1])
      if try await ask("explain", caseNo)["stayed"]?.isNull == false { break }
    }
    let person = decisions.lazy.compactMap { $0["to"]?.string }.first ?? ""
    try await ask("explain", "--collector", person, "--run", run)
    // What goes by another route than that of everyone has people whom it leaves out.
    let assigned = decisions.filter { $0["kind"]?.string == "assigned" }
    for decision in assigned.prefix(1) + assigned.filter({ $0["route"]?.string != "everyone" }).prefix(2) {
      guard let caseNo = decision["case_no"]?.string else { continue }
      for other in 1...6 { try await ask("explain", caseNo, "--why-not", "C000\(other)", "--run", run) }
    }
    try await ask("replay", run)
    try await ask("report", run, "--output", scratch.path + "/report")
    try await ask("report", run, "--for", "client=zx-finance", "--output", scratch.path + "/package")
    try await ask("report", "acknowledge", "--collector", "C0002", "--run", run)
    try await ask("report", "lists", run)
    try await handBack(run)
    try await ask("report", "--from", "2026-11-14", "--to", "2026-11-22", "--format", "html,xlsx,csv", "--output", scratch.path + "/period")
    try await ask("show", "collectors", "--score")
    try await ask("show", "collectors")
    try await ask("show", "cases", "--limit", "1000")
  }

  /// Every move by hand, by one person and by two.
  mutating func move() async throws {
    let found = try await ask("show", "cases", "--holder", "C0001", "--limit", "1000")["cases"]?.elements ?? []
    // Those for which neither the file nor the policy's route asks for a language: anybody may have them.
    let lines = Child.text(scratch.path + "/base/cases-cn.csv").split(separator: "\n")
    let plain = lines.filter { $0.contains(",,C0001,") && !$0.contains("广东省") }
    let easy = Set(plain.map { String($0.prefix { $0 != "," }) })
    let cases = found.compactMap { $0["case_no"]?.string }.filter(easy.contains)
    try #require(cases.count > 12)
    func byHand(_ words: [String]) -> [String] { words + ["--reason", "dialect", "--yes", "--database", database] }
    try await ask("move", cases[0], "--to", "C0007", "--reason", "dialect", status: 75)
    for words in [
      ["move", cases[0], "--to", "C0007"], ["pin", cases[1], "--to", "C0007", "--until", "2099-12-31"], ["unpin", cases[1]],
      ["swap", cases[0], cases[2]], ["release", cases[3]], ["pin", cases[4], "--until", "2099-12-31"],
      ["move", cases[4], "--to", "C0007"], ["exclude", cases[5], "--collector", "C0007"],
    ] { _ = try await say(byHand(words), 0, "li") }
    _ = try await say(byHand(["move", cases[5], "--to", "C0007"]), 65, "li")
    _ = try await say(byHand(["include", cases[5], "--collector", "C0007"]), 0, "li")
    let many = byHand(["move"] + cases[6...] + ["--to", "C0007"])
    let order = try await say(many, 0, "li")["order"]?.digits ?? ""
    try await ask("approve")
    try await ask("refuse", order, "--reason", "too many", user: "wang")
    let again = try await say(many, 0, "li")["order"]?.digits ?? ""
    try await ask("approve", again, "--yes", user: "wang")
    try await ask("approve", again, "--yes", user: "wang")
    try await ask("moves")
    try await ask("moves", again)
    try await ask("moves", "--by-person", "--since", "2026-11-01")
    for caseNo in [cases[1], cases[5]] { try await ask("explain", caseNo) }
  }

  /// Conversations are read, labelled and counted.
  mutating func review() async throws {
    let days = ["--days", "3650", "--database", database]
    let items = try await say(["review", "list"] + days, 0, "li")["conversations"]?.elements ?? []
    let sheet = scratch.path + "/sheet.csv"
    _ = try await say(["review", "list", "--output", sheet] + days, 0, "li")
    let filled = Child.text(sheet).split(separator: "\r\n").map { String($0) + ($0.hasSuffix(",") ? "neutral" : "") }
    try await ask("review", "label", try scratch.write("filled.csv", filled.joined(separator: "\r\n") + "\r\n"))
    let first = try #require(items.first)
    try await ask("review", "label", "--case", first["case_no"]?.string ?? "", "--id", first["id"]?.string ?? "", "--as", "cooperative")
    try await ask("review", "label", "--case", first["case_no"]?.string ?? "", "--id", "none", "--as", "cooperative", status: 65)
    _ = try await say(["review", "accuracy"] + days, 0, "li")
    try await ask("review", "export", "--output", scratch.path + "/labels.csv")

    let bad = try scratch.write("bad.yaml", "lexicon: x\nlanguage: zh\nphrases: { refusl: 不还 }\n")
    try await askAlone("lexicon", "check", shipped("lexicons/zh.yaml"), bad, "--say", "我不是不还", status: 65)
    var labels = "id,text,label\n"
    for (number, time) in ["明天", "今晚", "月底", "周五", "后天", "上午", "下午", "中午", "周一", "周二", "周三", "周四"].enumerated() {
      labels += "a\(number),\(time)还款,cooperative\nb\(number),\(time)没钱,uncooperative\nc\(number),\(time)开会,neutral\n"
    }
    let (file, verdicts) = (try scratch.write("texts.csv", labels), scratch.path + "/verdicts.csv")
    try await askAlone("tone", "train", file, "--output", scratch.path + "/house.yaml", "--name", "house", "--cross-validate", "2")
    try await askAlone("tone", "judge", file, "--output", verdicts)
    try await askAlone("tone", "score", file, verdicts)
    let said = try scratch.write("said.csv", "id,said_on,text\n1,2026-11-18,15号还\n2,2026-11-18,下周还\n3,2026-11-18,有钱就还\n4,2026-11-18,不还\n")
    try await askAlone("promise", "read", said, "--output", scratch.path + "/promises.csv")
  }

  /// People, what they did, and what is kept of debtors. Last: from the first user on only the owner may go on.
  mutating func administer() async throws {
    try await Server.execute(database, "DO $$ BEGIN CREATE ROLE elsewhere LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    try await ask("db", "bind", "elsewhere", "--agency", "demo")
    try await ask("db", "logins")
    try await ask("audit", "seal")
    try await ask("audit", "list", "--limit", "200")
    try await ask("data", "retention", "text", "90")
    try await ask("data", "retention")
    try await ask("data", "purge", "attempt", "--before", "2026-01-01", status: 75)
    try await ask("data", "erase", "AJ00000001", "--reason", "request 17", "--even-open", "--dry-run")
    try await ask("data", "key")
    try await ask("data", "key", "--move")
    try await ask("data", "key")
    try await ask("data", "key", "--renew")
    try await ask("user", "add", "zhao", "--role", "lead", "--team", "a", "--os-user", "zhao", "--db-user", "zhao")
    try await deliver()
    try await ask("user", "roles", "zhao", "--role", "auditor")
    let token = try await ask("user", "token", "zhao", "--label", "laptop")["token"]?.string ?? ""
    _ = try await Tool.run(["show", "runs", "--database", database], environment: ["ALLOT_TOKEN": token])
    try await ask("user", "list")
    try await ask("user", "list", "--tokens")
    try await ask("user", "sign-in-link", "zhao")
    try await ask("user", "reset", "zhao")
    try await ask("user", "revoke", "1")
    try await ask("user", "disable", "zhao")
    try await ask("audit", "verify")
    try await Server.execute(database, "UPDATE allot.audit SET actor = 'somebody else' WHERE position = 1")
    try await ask("audit", "verify", status: 65)
    try await Server.execute(database, "UPDATE allot.decision SET n2 = n2 + 1 WHERE run_id = 1 AND kind = 1")
    try await ask("replay", "1", status: 70)
    // That slot is used up long before its day.
    try await ask("run", "--slot", "2099-12-30", "--really", "--despite-brakes")
    try await ask("doctor")
  }

  /// The private PostgreSQL of a directory.
  mutating func cluster(_ state: String) async throws {
    try await askAlone("cluster", "start", "--state-dir", state)
    try await askAlone("cluster", "status", "--state-dir", state)
    try await askAlone("cluster", "stop", "--state-dir", state)
  }
}
