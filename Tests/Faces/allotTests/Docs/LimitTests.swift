import Testing

@testable import Daemon
@testable import Desks
@testable import Runs
@testable import Schema

/// Intervals, limits and sizes: where a page names one, it is the one of the code.
@Suite struct LimitTests {
  /// A number on a page and the same one in the code. Both are found by what stands around them, so a sentence or a line that is gone is a
  /// failure too.
  struct Claim: Sendable, CustomStringConvertible {
    var page: String
    /// What stands around the numbers on the page, which are `#`.
    var says: String
    var values: [Int]
    var description: String { "\(page): “\(says)”" }

    init(_ page: String, _ says: String, _ values: Int...) { (self.page, self.says, self.values) = (page, says, values) }
    /// From lines of the source: each has one `#`. `unit`: how many of the code's make one of the page's.
    init(_ page: String, _ says: String, source: (file: String, line: String)..., unit: Int = 1) throws {
      (self.page, self.says) = (page, says)
      values = try source.map {
        try #require(try Claim.find($0.line, in: Repository.source($0.file)).first, "\($0.file) has no “\($0.line)”") / unit
      }
    }

    /// The numbers that stand where `#` does; nothing when the text is not there.
    static func find(_ pattern: String, in text: String) throws -> [Int] {
      let parts = pattern.split(separator: "#", omittingEmptySubsequences: false)
      func folded(_ text: some StringProtocol) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      let text = " " + folded(text) + " "
      var from = text.startIndex
      search: while let head = text[from...].firstRange(of: parts[0].isEmpty ? " " : parts[0]) {
        from = text.index(after: head.lowerBound)
        var rest = text[head.upperBound...]
        var numbers: [Int] = []
        for part in parts.dropFirst() {
          let digits = rest.prefix { $0.isNumber || $0 == "_" || $0 == "," }
          guard let number = Int(digits.filter(\.isNumber)) else { continue search }
          // A comma behind the number belongs to the sentence.
          let used = digits.last == "," ? digits.dropLast() : digits
          numbers.append(number)
          rest = rest[used.endIndex...]
          guard rest.hasPrefix(part) else { continue search }
          rest = rest.dropFirst(part.count)
        }
        return numbers
      }
      return []
    }
  }

  private func claims() throws -> [Claim] {
    let lease = LeaseTerms.standard.seconds
    return [
      Claim("docs/operations.md", "(`lease_seconds`, #, renewed at a third)", lease),
      Claim("docs/operations.md", "another `lease_seconds` (#…#)", LeaseTerms(seconds: 0).seconds, LeaseTerms(seconds: 10_000).seconds),
      Claim("docs/runs.md", "It lasts `lease_seconds` (#;", lease),
      Claim("docs/operations.md", "after a crash its lease ends within # s", lease),
      Claim("docs/operations.md", "up to # at a time", Runs.inboxBatch),
      try Claim(
        "docs/operations.md", "after # s when the database is away, after # s where an agency cannot be looked at",
        source: ("NightService.swift", "wait = min(wait, .seconds(#))"), ("NightService.swift", "return (.seconds(#), Look(")),
      try Claim(
        "docs/operations.md", "after # to # s when a night failed",
        source: ("NightService.swift", "again = .milliseconds(Int.random(in: #...10_000))"),
        ("NightService.swift", "again = .milliseconds(Int.random(in: 5_000...#))"), unit: 1000),
      try Claim("docs/operations.md", "looks at nights every # s", source: ("NightService.swift", "min(.seconds(#), beat.dueEvery")),
      try Claim("docs/operations.md", "at arrivals every # s", source: ("ArrivalService.swift", "dealt ? .zero : .seconds(#)")),
      try Claim("docs/operations.md", "at the inbox every # s", source: ("InboxService.swift", "var wait = Duration.seconds(#)")),
      try Claim(
        "docs/api.md", "counts, within # s; redirections", source: ("HookTools.swift", "patienceMilliseconds = #"), unit: 1000),
      try Claim(
        "docs/operations.md", "The daemon looks every # s.", source: ("HookService.swift", "await round() await pause(.seconds(#))")),
      try Claim("docs/operations.md", "seals every # s", source: ("SealService.swift", "var wait = Duration.seconds(#)")),
      try Claim(
        "docs/operations.md", "tidies up # s after the start and then every # s",
        source: ("HousekeepingService.swift", "var wait = Duration.seconds(#)"),
        ("HousekeepingService.swift", "wait = .seconds(#)")),
      try Claim(
        "docs/operations.md", "moved away above # MB", source: ("PrivateCluster+Start.swift", "Files.size(log) > # {"), unit: 1_000_000),
      try Claim(
        "docs/runs.md", "is thrown out by the server after # s",
        source: ("TransactionSettings.swift", "idleTimeout: Int = #)"), unit: 1000),
      try Claim(
        "docs/runs.md", "the migration waits in turns of # s",
        source: ("TransactionSettings.swift", "TransactionSettings(lockTimeout: #, statementTimeout: 0, idleTimeout: 0)"), unit: 1000),
      try Claim("docs/policy.md", "At most # problems a file", source: ("Problems.swift", "init(file: String, limit: Int = #)")),
      try Claim("docs/formats.md", "one chunk of # rows", source: ("Importer.swift", "static let chunk = #")),
      try Claim("docs/data.md", "conversations (# days)", source: ("FreezeRequest.swift", "package var historyDays = #")),
      try Claim(
        "docs/operations.md", "vouched for up to # minutes", source: ("Heartbeat.swift", "limit: Duration = .seconds(#)"), unit: 60),
    ]
  }

  @Test func numbersOfThePagesAreThoseOfTheCode() throws {
    for claim in try claims() {
      let told = try Claim.find(claim.says, in: Repository.text(claim.page))
      #expect(!told.isEmpty, "\(claim) is not on the page any more")
      #expect(told == claim.values, "\(claim): the page says \(told), the code \(claim.values)")
    }
  }

  @Test func settingsOfTheUnitAreThoseOfTheTable() throws {
    let unit = try Repository.text("systemd/allotd.service").split(separator: "\n").map(String.init)
    let page = try Repository.text("docs/operations.md")
    for setting in page.matches(of: /`([A-Z][A-Za-z]+=[a-z0-9-]+)`/) {
      #expect(unit.contains(String(setting.1)), "docs/operations.md says \(setting.1), the unit does not")
    }
    let never = try #require(page.firstMatch(of: /`Restart=on-failure`, not for ([\d, ]+) \|/)).1
    #expect(unit.contains("RestartPreventExitStatus=" + never.replacing(",", with: "")))
  }
}
