import Policy
import Portfolio
import Speech
import Testing
import YAML

/// Who is told of a night: what `report:` means, and what is said of mistakes in it.
@Suite struct ReportPlanTests {
  private static func agency(_ report: String) -> String { Small.agency + "\nreport:\n" + report }

  private static func errors(_ report: String) -> [String] {
    PolicyFile.check([("a.yaml", Array(agency(report).utf8))]).errors.map { $0.text(.en) }
  }

  private static let good = """
      at: "08:00"
      language: en
      nothing_to_say: skip
      readers:
        - { to: [li, wang], page: manager, formats: [csv, html] }
        - { role: lead, page: lead, by: directory, at: "07:30" }
        - { chat: dingtalk, credential: ding-night }

    """

  @Test func whatIsNotSaidOfAReaderIsThatOfAll() throws {
    let plan = try #require(try Small.parsedAgency(Self.agency(Self.good)).report)
    #expect(plan.keepDays == 90 && !plan.everyDay && plan.subject == .standard && plan.readers.count == 3)
    #expect(
      plan.readers[0].forms == [.html, .csv] && plan.readers[0].byMail && plan.readers[0].language == .en && plan.readers[0].skipsNothing)
    #expect(plan.readers[1].page == .lead(team: nil) && !plan.readers[1].byMail && plan.readers[1].at == TimeOfDay(hour: 7, minute: 30))
    #expect(plan.readers[2].receiver == .chat(.dingtalk, credential: "ding-night") && !plan.readers[2].byMail)
    #expect(try Small.parsedAgency(Small.agency).report == nil)
  }

  @Test(arguments: [
    ("readers: [{ to: li, page: mananger }]", "did you mean “manager”?"), ("readers: [{ to: li, by: post }]", "“mail” or “directory”"),
    ("readers: [{ chat: wecom }]", "without a credential"),
    ("readers: [{ chat: wecom, credential: x, page: manager }]", "means nothing for a chat"),
    ("readers: [{ to: li, credential: x }]", "means nothing without a chat"), ("readers: [{ to: li, role: lead }]", "exactly one of"),
    ("readers: []", "at least"), ("readers: [{ to: li, formats: pdf }]", "html"), ("readers: [{ role: leader }]", "did you mean “lead”?"),
    ("readers: [{ to: li }]\n  subject: \"{agncy}\"", "did you mean “agency”?"),
    ("readers: [{ to: li }]\n  subject: \"{day\"", "without “}”"),
    ("readers: [{ to: li }]\n  keep: 0 days", "keep"), ("readers: [{ to: li }]\n  days: mondays", "working days"),
  ])
  func aMistakeIsToldWithWhatWasMeant(_ lines: String, _ words: String) {
    let errors = Self.errors("  at: \"08:00\"\n  \(lines)\n")
    #expect(errors.contains { $0.contains(words) }, "\(errors)")
  }

  @Test func readersWhomNothingReachesAreWarnedOf() {
    let known = KnownNames(clients: ["cmb"], teams: ["A"], users: ["li": true, "wang": false])
    let text = Self.agency(
      """
        at: "08:00"
        readers:
          - { to: [li, wang, zhang], page: lead=B }
          - { to: wang, page: client=cmbc, by: directory }

      """)
    let warnings = PolicyFile.check([("a.yaml", Array(text.utf8))], known: known).warnings.map { $0.text(.en) }
    #expect(warnings.contains { $0.contains("wang” has no mail address") && $0.contains("allot user address wang") })
    #expect(warnings.contains { $0.contains("no user “zhang”") } && warnings.contains { $0.contains("no team “B”") })
    #expect(warnings.contains { $0.contains("no client “cmbc”") } && warnings.count(where: { $0.contains("no mail address") }) == 1)
  }

  @Test func aTemplateFillsItsPlacesOnly() {
    let template = MessageTemplate.reading("{agency}|{day} {x")
    #expect(template == nil)
    #expect(MessageTemplate.reading("a {day} b {run}")?.filled { "<\($0.rawValue)>" } == "a <day> b <run>")
  }
}
