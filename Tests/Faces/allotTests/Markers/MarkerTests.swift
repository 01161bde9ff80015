import FoundationEssentials
import Glibc
import Testing

@testable import Tasks

/// Markers of persons and secrets are put into every column of every feed and into every argument, and looked for in everything that comes out.
@Suite struct MarkerTests {
  private func allot(_ database: String, _ arguments: [String]) async throws -> String {
    let result = try await Tool.run(arguments + ["--database", database])
    return result.output + result.errors
  }

  @Test func noMarkerOfAnyColumnOfAnyFeedIsInAnyMessagePageLogOrMetric() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let lexicons = try await Tool.run(
      [
        "policy", "apply", Repository.root + "/policies/lexicons/zh.yaml", Repository.root + "/policies/lexicons/en.yaml", "--database",
        database,
      ])
    try #require(lexicons.status == 0, "\(lexicons.errors)")
    var markers = Markers()
    var leaks: [String] = []
    func look(_ what: String, _ output: String) { leaks += markers.leaks(in: output).map { "\(what): \($0) in \(output.prefix(400))" } }

    for feed in MarkedFeed.all {
      let files = [
        ("good", feed.good(&markers)), ("bad", feed.bad(&markers)), ("headless", feed.headless(&markers)),
        ("cut", feed.columns.map(\.name).joined(separator: ",") + "\n\"" + markers.next().text),
        ("wide", feed.columns.map(\.name).joined(separator: ",") + "\n" + String(repeating: markers.next().text + ",", count: 40) + "\n"),
      ]
      for (name, text) in files {
        let path = try scratch.write("\(feed.feed)-\(name).csv", text)
        look("\(feed.feed) \(name)", try await allot(database, ["import", feed.feed, path, "--verbose"]))
        if name != "headless" { look("\(feed.feed) \(name) json", try await allot(database, ["import", feed.feed, path, "--json"])) }
      }
      let good = try await Tool.run(["import", feed.feed, scratch.path + "/\(feed.feed)-good.csv", "--database", database])
      #expect(good.status == 0 && good.output.contains("3 unchanged"), "\(feed.feed): \(good.output)\(good.errors)")
    }
    // What is masked there is no message; columns that identify people are never in it either.
    #expect(markers.all.count > 250, "\(markers.all.count)")

    for command in [
      ["run", "--slot", "2026-11-18", "--despite-brakes", "--verbose"], ["show", "cases"], ["show", "cases", "--json"],
      ["show", "collectors", "--json"],
      ["show", "assignments", "--json"], ["show", "runs", "--json"], ["explain", "K1"], ["explain", "K1", "--json"],
      ["explain", "--collector", "C1"],
      ["audit", "list", "--json"], ["audit", "verify"], ["doctor", "--invariants"], ["review", "list"], ["review", "accuracy", "--json"],
      ["classify", "K1"], ["db", "status", "--json"], ["policy", "list"], ["report", "latest", "--output", scratch.path + "/report"],
      ["report", "latest", "--output", scratch.path + "/report", "--language", "en", "--json"], ["replay", "latest"], ["moves"],
    ] { look(command.joined(separator: " "), try await allot(database, command)) }
    for name in try Scratch.walk(scratch.path + "/report") where !name.hasSuffix("/") { look(name, Child.text(name)) }
    look("the daemon", try await daemon(database, inbox: markers.next()))
    look("a mail", try await mail(database, scratch))
    #expect(leaks.isEmpty, "\(leaks.count) leaks of \(markers.all.count):\n\(leaks.prefix(10).joined(separator: "\n"))")
  }

  /// Heads and text of a mail about the run, without the report that goes along; the last that happens, since the agency has a user then.
  private func mail(_ database: String, _ scratch: Scratch) async throws -> String {
    let program = try scratch.write("sendmail", "#!/bin/sh\ncat >'\(scratch.path)/mail'\n")
    chmod(program, 0o700)
    let config = try scratch.write("allot.conf", "sendmail = \(program)\nmail_from = allot@example.org\n")
    var said = ""
    for arguments in [
      ["user", "add", "li", "--role", "manager"], ["user", "address", "li", "--mail", "li@example.org"], ["report", "send", "--to", "li"],
      ["report", "deliveries"],
    ] {
      let result = try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_CONFIG": config])
      #expect(result.status == 0, "\(arguments): \(result.errors)")
      said += result.output + result.errors
    }
    let mail = Child.text(scratch.path + "/mail")
    let end = try #require(mail.firstRange(of: "Content-Disposition: attachment"))
    return said + DeliveryTests.Office.readable(String(mail[..<end.lowerBound]))
  }

  /// Logs at debug, `/readyz` and `/metrics`, with a row in the inbox that nobody can read.
  private func daemon(_ database: String, inbox: Marker) async throws -> String {
    try await Server.execute(
      database,
      """
      INSERT INTO allot.inbox (agency_id, client, case_no, currency, outstanding, batch, region)
      SELECT agency_id, 'cmb', '\(inbox.trace)', 'ZZZ', 1, '\(inbox.trace)', '\(inbox.trace)' FROM allot.agency
      """)
    let socket = try NotifyReceiver()
    return try await BlockingThread.run {
      let daemon = try Child(
        ["serve", "--database", database, "--listen", "127.0.0.1:0", "--log-level", "debug"], environment: ["NOTIFY_SOCKET": socket.path])
      // Told once every part has looked, the inbox too.
      while let message = socket.receive(), !message.contains("READY=1") {}
      let port = try #require(daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) })
      let said = try ["/readyz", "/metrics", "/" + inbox.trace].map { try http(port, $0) }.joined()
      daemon.signal(SIGTERM)
      return said + (try daemon.finish()).errors
    }
  }

  @Test func noMarkerOfAnyArgumentIsInAnyMessage() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    var markers = Markers()
    var leaks: [String] = []
    // Where a file goes or lies is what a message is about; what runs for ever does not end here.
    let paths: Set<String> = ["output", "rejects", "state-dir"]
    for (path, command) in try await CommandTree.shared.value.leaves() where !["serve", "start", "stop", "sample"].contains(path.last) {
      let words = Array(path.dropFirst())
      let arguments = (command.arguments ?? []).filter { $0.kind != "flag" }
      let positionals = arguments.filter { $0.kind == "positional" }.count
      for argument in arguments {
        guard let name = argument.names?.first(where: { $0.kind == "long" }), !paths.contains(name.name) else { continue }
        let marker = markers.next()
        var line = words + (0..<positionals).map { _ in "K1" } + [name.written, marker.text]
        if name.name != "database" { line += ["--database", database] }
        let usesDatabase = arguments.contains { $0.names?.contains { $0.name == "database" } == true }
        if !usesDatabase, name.name != "database" { line.removeLast(2) }
        let result = try await Tool.run(line)
        leaks += markers.leaks(in: result.output + result.errors).map {
          "\(line.dropLast(2)): \($0) in \(result.errors.prefix(300))\(result.output.prefix(300))"
        }
      }
      if positionals > 0 {
        let marker = markers.next()
        let usesDatabase = arguments.contains { $0.names?.contains { $0.name == "database" } == true }
        let line = words + (0..<positionals).map { _ in marker.text } + (usesDatabase ? ["--database", database] : [])
        let result = try await Tool.run(line)
        leaks += markers.leaks(in: result.output + result.errors).map {
          "\(line): \($0) in \(result.errors.prefix(300))\(result.output.prefix(300))"
        }
      }
    }
    for line in [
      ["no-such-\(markers.next().text)"], ["--\(markers.next().text)"], ["serve", "--listen", markers.next().text],
      ["serve", "--log-level", markers.next().text],
    ] {
      let result = try await Tool.run(line)
      leaks += markers.leaks(in: result.output + result.errors).map { "\(line): \($0) in \(result.errors.prefix(300))" }
    }
    #expect(markers.all.count > 150, "\(markers.all.count)")
    #expect(leaks.isEmpty, "\(leaks.count) leaks of \(markers.all.count):\n\(leaks.prefix(12).joined(separator: "\n"))")
  }
}
