import Couriers
import DataTesting
import Desks
import Faults
import Glibc
import Policy
import Portfolio
import Postgres
import Speech
import Synchronization
import Testing

@testable import Deliveries
@testable import Dispatches
@testable import Register
@testable import Schema
@testable import Views

/// One agency, a program that takes mail as it is told, and what came of it.
@Suite struct DispatcherTests {
  /// A folder with a `sendmail` that keeps every message and ends as `verdict` says.
  final class Office: Sendable {
    let folder: String
    let world: World
    let made = Mutex<[(actor: ActingUser, page: ReportPlan.Page)]>([])

    init(_ code: String) async throws {
      var template = Array("/tmp/allot-post-XXXXXX".utf8CString)
      folder = try #require(mkdtemp(&template).map { String(cString: $0) })
      world = try await World(code)
      try say("exit 0")
    }

    deinit { Self.remove(folder) }

    static func remove(_ path: String) {
      var status = stat()
      guard lstat(path, &status) == 0 else { return }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        unlink(path)
        return
      }
      for name in (try? FileAccess.names(in: path)) ?? [] { remove("\(path)/\(name)") }
      rmdir(path)
    }

    /// The program keeps the message and then does this.
    func say(_ verdict: String) throws {
      try FileAccess.write("\(folder)/sendmail", Array("#!/bin/sh\ncat >\"\(folder)/mail.$$\"\n\(verdict)\n".utf8), mode: 0o700)
    }

    /// Messages handed over, whatever came of it.
    func mails() throws -> [String] {
      try FileAccess.names(in: folder).filter { $0.hasPrefix("mail.") }.map {
        String(decoding: try FileAccess.read("\(folder)/\($0)"), as: UTF8.self)
      }
    }

    var dispatcher: Dispatcher {
      get throws {
        var tools = DeliveryTools(
          sendmail: Sendmail("\(folder)/sendmail"), from: MailAddress("allot@example.org"), directory: "\(folder)/reports",
          link: try LinkTemplate("https://reports.example.org/{code}/{day}/{run}"), program: "allot test",
          credential: { name throws in throw OperationError(.configuration, Wording("credential \(name): not there", "凭据 \(name)：不存在")) },
          papers: { [self] seat, _, page, _, _ in
            try seat.require(.see)
            made.withLock { $0.append((seat.actor, page)) }
            return [.init(name: "report.html", mediaType: "text/html", bytes: Array("<html>\(seat.actor.name)</html>".utf8))]
          })
        tools.takenSeconds = 60
        return Dispatcher(store: world.store, agency: world.agency, tools: tools)
      }
    }

    func add(_ name: String, _ roles: [Role], team: String? = nil, mail: String?) async throws {
      try await world.store.register.addPerson(name, roles: roles, team: team, by: "test", agency: world.agency)
      if let mail { try await world.store.register.setAddress(mail, of: name, by: "test", agency: world.agency) }
    }

    /// A published run with so many cases assigned; its number.
    func run(assigned: Int = 3, undone: Bool = false) async throws -> Int64 {
      let agency = world.agency.id
      return try await world.store.database.transaction(agency: agency) { connection in
        let run = try connection.query(
          """
          INSERT INTO allot.run (agency_id, run_id, slot, kind, seq, state, fence, as_of, started_at, published_at, assigned, open_cases)
          VALUES (\(agency), nextval('allot.run_id'), \(World.slot.date), 'night', 1, 'published', 1, clock_timestamp(), clock_timestamp(),
            clock_timestamp(), \(assigned), 100) RETURNING run_id
          """
        ).only()[0, as: Int64.self]
        return run
      }
    }

    func ask(_ reader: String, _ channel: DeliveryChannel = .mail, page: String = "manager", run: Int64, skips: Bool = false) async throws
      -> Delivery
    {
      let terms = DeliveryTerms(
        reader: reader, channel: channel, page: page, language: "zh", forms: ["html"], subject: "{agency} {day}: {state} {assigned}",
        skipsNothing: skips, atMinutes: nil)
      return try await world.store.dispatches.ask(
        terms, run: run, slot: World.slot, by: "test", domain: "example.org", agency: world.agency)
    }

    /// As if its pause were over.
    func hurry() async throws {
      try await world.store.database.transaction(agency: world.agency.id) {
        _ = try $0.execute("UPDATE allot.delivery SET next_at = clock_timestamp() - interval '1 second' WHERE state = 'failed'")
      }
    }
  }

  @Test func aMailGoesOutOnceMadeWithTheReadersRights() async throws {
    let office = try await Office("post-once")
    try await office.add("李伟", [.manager], mail: "li@example.org")
    let delivery = try await office.ask("李伟", run: try await office.run())
    let reports = try await office.dispatcher.send()
    #expect(reports.map(\.state) == [.sent], "\(reports)")
    #expect(try await office.dispatcher.send().isEmpty)
    let mail = try #require(try office.mails().first)
    #expect(
      mail.contains("Message-ID: \(delivery.messageID)\n") && mail.contains("<li@example.org>") && mail.contains("filename=\"report.html\"")
    )
    let actors = office.made.withLock { $0.map(\.actor) }
    #expect(actors.map(\.name) == ["李伟"] && actors.allSatisfy { !$0.isOwner && $0.roles == [.manager] })
  }

  @Test func whatIsRefusedForNowIsTriedAgainLaterAsTheSameMessage() async throws {
    let office = try await Office("post-again")
    try await office.add("li", [.manager], mail: "li@example.org")
    let delivery = try await office.ask("li", run: try await office.run())
    try office.say("echo \"451 try later\" >&2; exit 75")
    #expect(try await office.dispatcher.send().map(\.state) == [.failed])
    // Not before its time.
    #expect(try await office.dispatcher.send().isEmpty)
    let failed = try #require(try await office.world.store.dispatches.list(limit: 1, agency: office.world.agency).first)
    #expect(failed.error?.contains("451 try later") == true && failed.nextAt > failed.madeAt)
    try office.say("kill -9 $$")
    try await office.hurry()
    #expect(try await office.dispatcher.send().map(\.state) == [.failed])
    try office.say("exit 0")
    try await office.hurry()
    #expect(try await office.dispatcher.send().map(\.state) == [.sent])
    let mails = try office.mails()
    #expect(mails.count == 3 && Set(mails).count == 1 && mails.allSatisfy { $0.contains("Message-ID: \(delivery.messageID)\n") })
    #expect([1, 2, 3, 7, 9].map(Dispatcher.pause) == [60, 180, 600, 14_400, 14_400])
  }

  @Test func aReceiverWhoIsNotThereIsGivenUpAndOneWithoutAddressIsNamed() async throws {
    let office = try await Office("post-nobody")
    try await office.add("li", [.manager], mail: "li@example.org")
    try await office.add("wang", [.manager], mail: nil)
    let run = try await office.run()
    _ = try await office.ask("li", run: run)
    try office.say("exit 67")
    #expect(try await office.dispatcher.send().map(\.state) == [.givenUp])
    try office.say("exit 0")
    _ = try await office.ask("wang", run: run)
    _ = try await office.ask("nobody", run: run)
    _ = try await office.ask("wecom-night", .wecom, run: run)
    let reports = try await office.dispatcher.send()
    #expect(reports.allSatisfy { $0.state == .failed } && reports.count == 3)
    let words = reports.compactMap { $0.error?.en }
    #expect(words[0].contains("wang has no mail address") && words[1].contains("no active user nobody") && words[2].contains("wecom-night"))
    // An address that comes the same morning is found.
    try await office.world.store.register.setAddress("wang@example.org", of: "wang", by: "test", agency: office.world.agency)
    try await office.hurry()
    #expect(try await office.dispatcher.send().first?.state == .sent)
  }

  @Test func nobodyGetsThePageOfATeamThatHeDoesNotLead() async throws {
    let office = try await Office("post-lead")
    try await office.add("chen", [.lead], team: "A", mail: "chen@example.org")
    try await office.add("bot", [.integrator], mail: "bot@example.org")
    let run = try await office.run()
    _ = try await office.ask("chen", page: "lead", run: run)
    _ = try await office.ask("chen", page: "lead=B", run: run)
    _ = try await office.ask("bot", page: "lead", run: run)
    let reports = try await office.dispatcher.send()
    #expect(reports.map(\.state) == [.sent, .givenUp, .failed], "\(reports.map(\.error))")
    #expect(reports[1].error?.en.contains("leads team A") == true && reports[2].error?.en.contains("leads no team") == true)
    #expect(office.made.withLock { $0.map(\.page) } == [.lead(team: "A")])
  }

  @Test func filesAreNobodysButTheServicesAndAFullDirectoryIsTold() async throws {
    let office = try await Office("post-shelf")
    try await office.add("../li 伟", [.manager], mail: nil)
    let run = try await office.run()
    _ = try await office.ask("../li 伟", .directory, run: run)
    let report = try #require(try await office.dispatcher.send().first)
    let folder = try #require(report.folder)
    #expect(folder == "\(office.folder)/reports/post-shelf/\(World.slot)-run-\(run)/%2E.%2Fli%20伟/manager")
    for (path, mode) in [(folder, 0o700), (folder + "/report.html", 0o600), (folder + "/night.html", 0o600)] {
      var status = stat()
      #expect(stat(path, &status) == 0 && Int(status.st_mode & 0o777) == mode, "\(path)")
    }
    // Something lies where the directory should be.
    Office.remove("\(office.folder)/reports")
    try FileAccess.write("\(office.folder)/reports", Array("x".utf8))
    _ = try await office.ask("../li 伟", .directory, run: run)
    let failed = try #require(try await office.dispatcher.send().first)
    #expect(failed.state == .failed && failed.error?.en.contains("report_dir") == true, "\(String(describing: failed.error))")
    Office.remove("\(office.folder)/reports")
    try await office.hurry()
    #expect(try await office.dispatcher.send().map(\.state) == [.sent])
    #expect(try await office.dispatcher.purge(before: World.slot).nights == 0)
    #expect(try await office.dispatcher.purge(before: World.slot + 1).nights == 1)
  }

  @Test func whoWantsNothingWhenThereIsNothingToSayGetsNothing() async throws {
    let office = try await Office("post-nothing")
    try await office.add("li", [.manager], mail: "li@example.org")
    let run = try await office.run(assigned: 0)
    var terms = QueueTerms.mail("li", skips: true)
    terms.atMinutes = 0
    let made = try await office.world.store.dispatches.decide(
      [terms], day: World.slot, secondsOfDay: 60, missedUntil: 420, domain: "d", agency: office.world.agency)
    #expect(made.map(\.run) == [run])
    #expect(try await office.dispatcher.send().map(\.state) == [.skipped])
    #expect(try office.mails().isEmpty)
  }

  /// A person has to do something about a night that failed, waits or was missed; a Saturday does not change that.
  @Test func onADayOffOnlyANightThatCannotWaitIsToldAndWhatCameOfIt() async throws {
    let office = try await Office("post-off")
    try await office.add("li", [.manager], mail: "li@example.org")
    var terms = QueueTerms.mail("li", skips: false)
    terms.atMinutes = 0
    func decide(_ seconds: Int) async throws -> [Occasion] {
      try await office.world.store.dispatches.decide(
        [terms], day: World.slot, secondsOfDay: seconds, missedUntil: 420, domain: "d", onlyTrouble: true, agency: office.world.agency
      ).map(\.occasion)
    }
    // Not done yet is no trouble; too late to make up is.
    #expect(try await decide(60).isEmpty)
    #expect(try await decide(500 * 60) == [.missed])
    #expect(try await decide(510 * 60).isEmpty)
    // Made by hand after all: whoever was told so hears of it.
    _ = try await office.run()
    #expect(try await decide(520 * 60) == [.published])
    // A good night on a day off is not told.
    let calm = try await Office("post-calm")
    try await calm.add("li", [.manager], mail: "li@example.org")
    _ = try await calm.run()
    #expect(
      try await calm.world.store.dispatches.decide(
        [terms], day: World.slot, secondsOfDay: 60, missedUntil: 420, domain: "d", onlyTrouble: true, agency: calm.world.agency
      ).isEmpty)
    let delivery = Delivery(
      number: 1, occasion: .missed, slot: World.slot, run: nil, terms: terms, messageID: "<a@b>", madeBy: "daemon",
      madeAt: Instant(rawValue: 0), state: .due, attempts: 0, nextAt: Instant(rawValue: 0))
    let agency = Agency(id: 1, code: "demo", name: "示范", zone: "UTC", currency: .cny, identifierKey: [], keyID: 1, keepText: false)
    var note = NightNote(delivery: delivery, agency: agency, run: nil, link: nil, program: "allot")
    #expect(!note.text(.en, attachments: []).contains("day off"))
    note.isDayOff = true
    #expect(note.text(.en, attachments: []).contains("Told on a day off") && note.page(.zh, attachments: []).contains("今日为休息日"))
  }

  @Test func aReportOfARunThatWasTakenBackSaysSo() throws {
    let terms = QueueTerms.mail("li", skips: true)
    let delivery = Delivery(
      number: 1, occasion: .published, slot: World.slot, run: 7, terms: terms, messageID: "<a@b>", madeBy: "daemon",
      madeAt: Instant(rawValue: 0),
      state: .due, attempts: 0, nextAt: Instant(rawValue: 0))
    let agency = Agency(id: 1, code: "demo", name: "示范", zone: "UTC", currency: .cny, identifierKey: [], keyID: 1, keepText: false)
    var run = ShownRun.invented(7, World.slot)
    run.takenBackBy = 8
    run.isTakenBack = true
    let note = NightNote(delivery: delivery, agency: agency, run: run, link: "https://r.example.org/x", program: "allot")
    #expect(!note.saysNothing && note.subject(.en).contains("taken back by run 8"))
    #expect(note.text(.en, attachments: []).contains("no longer stands") && note.page(.zh, attachments: []).contains("不再有效"))
    #expect(note.chat(.zh).link == "https://r.example.org/x")
  }

  @Test func aLinkWithAPlaceThatNothingFillsIsRefused() {
    let error = #expect(throws: OperationError.self) { try LinkTemplate("https://r.example.org/{runs}") }
    #expect(error?.what.en.contains("did you mean “run”?") == true)
    #expect(throws: OperationError.self) { try LinkTemplate("http://r.example.org/") }
    #expect(throws: Never.self) { try LinkTemplate("https://r.example.org/{code}/{day}/{run}") }
  }
}

enum QueueTerms {
  static func mail(_ reader: String, skips: Bool) -> DeliveryTerms {
    DeliveryTerms(
      reader: reader, channel: .mail, page: "manager", language: "zh", forms: ["html"], subject: "{day}: {state}", skipsNothing: skips,
      atMinutes: 480)
  }
}

extension ShownRun {
  static func invented(_ id: Int64, _ slot: Day) -> ShownRun {
    ShownRun(
      id: id, key: RunKey(agency: 1, slot: slot, kind: .night, seq: 1), state: .published, asOf: Instant(rawValue: 0), agencyVersion: 1,
      policies: [],
      inputDigest: nil, openCases: 0, assigned: 0, moved: 0, recalled: 0, held: 0, unassigned: 0, lost: 0, classChanged: 0, stats: "{}",
      ledgerPosition: nil, error: nil, brakes: [], tripped: [], undoes: nil, startedAt: Instant(rawValue: 0),
      publishedAt: Instant(rawValue: 0))
  }
}
