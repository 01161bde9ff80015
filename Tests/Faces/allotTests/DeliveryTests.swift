import FoundationEssentials
import Glibc
import Testing

@testable import Policy
@testable import Tasks

/// Reports on their way, through the executable: who gets what, what goes wrong, and what a kill leaves.
@Suite(.serialized) struct DeliveryTests {
  /// An agency with a night, users with addresses, and a program that takes mail as it is told.
  struct Office {
    let scratch: Scratch
    let database: String
    var environment: [String: String]
    var mails: String { scratch.path + "/mails" }

    init(report: String, file: String = Files.agency) async throws {
      scratch = try Scratch()
      database = try await Server.agency(scratch, file: file + "\n" + report)
      mkdir(scratch.path + "/mails", 0o700)
      let program = scratch.path + "/sendmail"
      let config = try scratch.write(
        "allot.conf",
        "sendmail = \(program)\nmail_from = allot@example.org\nreport_dir = \(scratch.path)/reports\nreport_link = https://r.example.org/{code}/{day}\n"
      )
      environment = ["ALLOT_CONFIG": config, "ALLOT_CREDENTIALS": scratch.path]
      try say("exit 0")
      let people = try scratch.write("collectors.csv", "code,name,team\nC1,A,a\nC2,B,a\n")
      let cases = try scratch.write("cases.csv", "client,case_no,currency,outstanding\ncmb,K1,CNY,100.00\ncmb,K2,CNY,50.00\n")
      for arguments in [
        ["import", "collectors", people], ["import", "cases", cases], ["run", "--slot", "2026-11-18", "--despite-brakes"],
        ["user", "add", "李伟", "--role", "manager"], ["user", "address", "李伟", "--mail", "li@example.org"],
        ["user", "add", "wang", "--role", "auditor"],
      ] {
        let result = try await allot(arguments)
        try #require(result.status == 0, "\(arguments): \(result.errors)")
      }
    }

    /// What the program does with a message: `keep` puts it aside, and then what is said.
    func say(_ verdict: String) throws {
      let path = try scratch.write(
        "sendmail.new", "#!/bin/sh\nkeep() { cat >'\(mails)'/$$; }\n\(verdict.contains("keep") ? "" : "keep\n")\(verdict)\n")
      chmod(path, 0o700)
      rename(path, scratch.path + "/sendmail")
    }

    func allot(_ arguments: [String], fault: String? = nil) async throws -> Tool.Result {
      var environment = environment
      environment["ALLOT_FAULT"] = fault
      return try await Tool.run(arguments + ["--database", database], environment: environment)
    }

    /// As if whoever took one and died had had his time, and every pause were over.
    func timePasses() async throws {
      try await Server.execute(
        database,
        """
        UPDATE allot.delivery SET taken_until = clock_timestamp() - interval '1 second' WHERE state = 'sending';
        UPDATE allot.delivery SET next_at = clock_timestamp() - interval '1 second' WHERE state = 'failed'
        """)
    }

    /// Messages that reached the program as a whole.
    func received() throws -> [String] {
      try Scratch.walk(mails).filter { !$0.hasSuffix("/") }.map(Child.text).filter { $0.hasSuffix("_0--\n") }
    }

    static func id(_ mail: String) -> String { mail.firstMatch(of: /\nMessage-ID: (<[^>]+>)\n/).map { String($0.1) } ?? "" }

    /// The subject of a head, decoded.
    static func subject(_ head: String) -> String {
      let lines = head.replacing("\n ", with: " ").split(separator: "\n")
      let text = lines.first { $0.hasPrefix("Subject: ") }.map { $0.dropFirst(9) } ?? ""
      return text.split(separator: " ").map { word in
        guard let code = word.wholeMatch(of: /=\?UTF-8\?B\?(.+)\?=/), let data = Data(base64Encoded: String(code.1)) else {
          return String(word)
        }
        return String(decoding: data, as: UTF8.self)
      }.joined()
    }

    /// Headers, and every part decoded.
    static func readable(_ mail: String) -> String {
      mail.split(separator: "\n\n").map { part in
        let lines = part.split(separator: "\n").prefix { !$0.hasPrefix("--") }.joined()
        return Data(base64Encoded: lines).map { String(decoding: $0, as: UTF8.self) } ?? String(part)
      }.joined(separator: "\n")
    }
  }

  static let report = """
    report:
      at: "00:00"
      days: every day
      language: zh
      readers:
        - { to: 李伟, page: manager }
        - { to: wang, page: auditor, by: directory }
    """

  @Test func aReaderWithoutAddressIsToldOfByCheckDoctorAndTheDelivery() async throws {
    let office = try await Office(report: Self.report.replacing("to: wang, page: auditor, by: directory", with: "to: wang, page: auditor"))
    let check = try await office.allot(["policy", "check", office.scratch.path + "/agency.yaml"])
    #expect((check.output + check.errors).contains("“wang” has no mail address"), "\(check.output)\(check.errors)")
    let doctor = try await office.allot(["doctor"])
    #expect(doctor.output.contains("report: user wang has no mail address"), "\(doctor.output)")
    let sent = try await office.allot(["report", "send", "--to", "wang"])
    #expect(sent.status == 65 && sent.errors.contains("allot user address wang"), "\(sent.errors)")
    #expect(try await office.allot(["report", "send", "--to", "nobody"]).status == 65)
    #expect(try await office.allot(["user", "address", "wang", "--mail", "wang@example.org\nBcc: x"]).status == 64)
  }

  @Test func whatIsDueGoesOutOnceAndIsListed() async throws {
    let office = try await Office(report: Self.report)
    // Today's night was not made: readers are told so, in mail and directory.
    let first = try await office.allot(["report", "send", "--due", "--json"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(try office.received().count == 1)
    let mail = Office.readable(try #require(try office.received().first))
    #expect(mail.contains("尚未完成") || mail.contains("已错过"), "\(mail)")
    #expect(mail.contains("https://r.example.org/") && mail.contains("To: =?UTF-8?B?"))
    let again = try await office.allot(["report", "send", "--due"])
    #expect(again.status == 0 && again.output == "nothing is due\n", "\(again.output)\(again.errors)")
    let listed = try await office.allot(["report", "deliveries", "--json"])
    #expect(listed.status == 0 && listed.output.matches(of: /"state":"sent"/).count == 2, "\(listed.output)")
    #expect(try await office.allot(["report", "deliveries", "--state", "given"]).errors.contains("given_up"))
    #expect(try await office.allot(["report", "retry", "1"]).status == 0)
    #expect(try await office.allot(["report", "send", "--due"]).status == 0)
    let received = try office.received()
    #expect(Set(received.map(Office.id)).count == 1 && received.count == 2)
  }

  @Test func aMailByHandHoldsTheReportAndNoCaseInItsHeadsOrText() async throws {
    let office = try await Office(report: Self.report)
    let sent = try await office.allot(["report", "send", "2026-11-18", "--to", "李伟", "--language", "en"])
    #expect(sent.status == 0 && sent.output.contains("sent"), "\(sent.output)\(sent.errors)")
    let mail = try #require(try office.received().first)
    #expect(mail.contains("filename=\"report.html\"") && mail.contains("Content-Type: text/html\n"))
    let heads = mail[..<(try #require(mail.firstRange(of: "Content-Disposition: attachment"))).lowerBound]
    let told = Office.readable(String(heads))
    #expect(told.contains("Assigned 2") && !told.contains("K1") && !told.contains("cmb"), "\(told)")
  }

  @Test func aProgramThatTakesNothingLeavesItInTheQueueWithItsWords() async throws {
    let office = try await Office(report: Self.report)
    try office.say("echo '450 mailbox busy' >&2; exit 75")
    let failed = try await office.allot(["report", "send", "--to", "李伟"])
    #expect(failed.status == 75 && failed.output.contains("450 mailbox busy"), "\(failed.output)\(failed.errors)")
    try office.say("exit 67")
    let refused = try await office.allot(["report", "send", "--to", "李伟"])
    #expect(refused.status == 69 && refused.output.contains("no such receiver"), "\(refused.output)")
    let listed = try await office.allot(["report", "deliveries", "--state", "failed", "--state", "given_up", "--language", "zh"])
    #expect(listed.output.contains("已放弃") && listed.output.contains("失败，将重试"), "\(listed.output)")
  }

  @Test func rightsAreAMatrixOfPeopleAndRoles() async throws {
    let office = try await Office(report: Self.report)
    let shown = try await office.allot(["report", "rights", "--output", office.scratch.path + "/rights.csv"])
    #expect(shown.status == 0 && shown.output.contains("李伟"), "\(shown.errors)")
    let csv = Child.text(office.scratch.path + "/rights.csv")
    #expect(csv.contains("user,active,team,roles,see,import,run,policy,approve,move,audit,review,hours,administer"))
    #expect(
      csv.contains("李伟,yes,,manager,yes,yes,yes,yes,no,yes,yes,yes,yes,no")
        && csv.contains("wang,yes,,auditor,yes,no,no,no,no,no,yes,no,no,no"))
    #expect(try await office.allot(["report", "rights", "--json"]).output.contains("\"has_address\":false"))
  }

  @Test func theDaemonTellsByItselfAndSaysWhatCameOfIt() async throws {
    let office = try await Office(report: Self.report)
    let socket = try NotifyReceiver()
    var environment = office.environment
    environment["NOTIFY_SOCKET"] = socket.path
    try await BlockingThread.run { [office, environment] in
      let daemon = try Child(["serve", "--database", office.database, "--listen", "127.0.0.1:0"], environment: environment)
      // Told once every part has looked: the first look sends what is due.
      while let message = socket.receive(), !message.contains("READY=1") {}
      let port = try #require(daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) })
      let (ready, metrics) = (try http(port, "/readyz"), try http(port, "/metrics"))
      daemon.signal(SIGTERM)
      let end = try daemon.finish()
      #expect(try office.received().count == 1)
      #expect(ready.contains("\"reports\"") && ready.contains("test: 2 delivered"), "\(ready)")
      #expect(metrics.contains("allot_deliveries{agency=\"test\",state=\"sent\"} 2"), "\(metrics)")
      #expect(metrics.contains("allot_delivery_attempts_total{channel=\"mail\",outcome=\"sent\"} 1"))
      #expect(end.status == 0 && end.errors.contains("delivered agency=test"), "\(end.errors)")
    }
  }

  /// `ALLOT_KILLS` makes it as many as that: 50 was run by hand.
  @Test func killsLoseNoMailAndRepeatOneEachAtMostWithTheSameID() async throws {
    let kills = getenv("ALLOT_KILLS").flatMap { Int(String(cString: $0)) } ?? 10
    let office = try await Office(report: Self.report)
    // Where the process is killed: before anything was handed over, by the program that has not read it yet, by one that has, and after it said so.
    let ways: [(fault: String?, verdict: String)] = [
      ("delivery.taken=kill", "exit 0"), (nil, "kill -9 $PPID; exit 0 # keep"), (nil, "keep; kill -9 $PPID; exit 0"),
      ("delivery.handed=kill", "exit 0"),
    ]
    var killed = 0
    for number in 0..<kills {
      let way = ways[number % ways.count]
      try office.say(way.verdict)
      let result = try await office.allot(["report", "send", "--to", "李伟"], fault: way.fault)
      #expect(result.status == 137, "\(number): \(result.status) \(result.errors)")
      if result.status == 137 { killed += 1 }
    }
    try office.say("exit 0")
    try await office.timePasses()
    #expect(try await office.allot(["report", "send", "--due"]).status == 0)
    // A program whose caller was killed may still be at its end.
    _ = await eventually(.seconds(2)) { try office.received().count < kills ? nil : true }
    let deliveries = try await Server.numbers(office.database, "SELECT count(*)::int4 FROM allot.delivery WHERE occasion = 'by_hand'")
    let sent = try await Server.numbers(
      office.database, "SELECT count(*)::int4 FROM allot.delivery WHERE occasion = 'by_hand' AND state = 'sent'")
    let ids = try office.received().map(Office.id)
    let copies = Dictionary(grouping: ids) { $0 }.mapValues(\.count)
    let byHand = copies.filter { $0.value > 1 }
    #expect(deliveries == [kills] && sent == [kills] && killed == kills)
    // Today's own page is among them, once.
    #expect(copies.count == kills + 1, "\(copies.count) of \(kills) mails arrived")
    #expect(copies.values.allSatisfy { $0 <= 2 } && byHand.count <= killed, "\(copies)")
    print("kills: \(killed), mails: \(copies.count), repeated with the same Message-ID: \(byHand.count), lost: \(kills + 1 - copies.count)")
  }
}
