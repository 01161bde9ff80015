import Portfolio
import Reports
import Speech
import Testing

@Suite struct ReportTableTests {
  private static let columns: [ReportTable.Column] = [
    .init("case", Wording("Case", "案件"), .identity, Wording("The client's own number of the case.", "委托方的案件编号。")),
    .init("kind", Wording("Kind", "类别"), .text, Wording("What was done.", "所做的事。")),
    .init("amount", Wording("Amount", "金额"), .amount, Wording("What is owed.", "欠款。")),
    .init("due", Wording("Due", "到期"), .day, Wording("When it is due.", "到期日。")),
    .init("time", Wording("Hours", "工时"), .hours, Wording("Time it takes.", "所需工时。")),
    .init("share", Wording("Share", "占比"), .share, Wording("Part of the whole.", "占全部的比例。")),
    .init("open", Wording("Open", "未结"), .flag, Wording("Whether it is open.", "是否未结。")),
  ]
  private static let table = ReportTable(
    "cases", Wording("Cases", "案件"), columns,
    rows: [
      [
        .text("=1+1"), .term("moved", Wording("moved", "换手")), .amount(-1_234_550, .cny), .day(Day(iso: "2026-11-21") ?? .none),
        .seconds(138_600), .perMille(125), .flag(true),
      ],
      [.text("0012"), .words(Wording("words", "话")), .empty, .day(.none)],
    ])

  @Test func codesStayAndSentencesFollowTheLanguage() throws {
    func text(_ language: Language) throws -> String { String(decoding: try Self.table.csv(language).dropFirst(3), as: UTF8.self) }
    #expect(
      try text(.zh)
        == "case,kind,amount,due,time,share,open\r\n'=1+1,moved,-12345.50,2026-11-21,38.5,0.125,yes\r\n0012,话,,,,,\r\n")
    #expect(try text(.en).hasSuffix("0012,words,,,,,\r\n"))
  }

  @Test func rowsThatArePulledAreTheSameAsRowsThatAreHeld() throws {
    let rows = Self.table.rows
    let pulled = ReportTable("cases", Self.table.title, Self.columns) {
      var left = rows[...]
      return { left.popFirst() }
    }
    #expect(try pulled.csv(.en) == Self.table.csv(.en))
    var pieces: [UInt8] = []
    try pulled.csv(.en) { pieces += $0 }
    #expect(try pieces == Self.table.csv(.en))
  }

  @Test func aSourceThatFailsIsHeard() {
    struct Gone: Error {}
    let table = ReportTable("cases", Self.table.title, Self.columns) { { throw Gone() } }
    #expect(throws: Gone.self) { try table.csv(.en) }
  }
}
