import Foundation
import Portfolio
import Reports
import SheetsTesting
import Speech
import Testing

/// What openpyxl and calamine read in our workbooks: types, formats and settings, and that nothing a person wrote becomes a formula or a number.
@Suite struct WorkbookPeerTests {
  static let absent: Comment = "openpyxl and python-calamine are not here: scripts/setup sheets brings them"

  /// The lines of the script for the sheet “表” of a workbook with this table.
  private static func lines(_ table: ReportTable, _ charts: [ReportChart] = []) throws -> [String] {
    let path = NSTemporaryDirectory() + "workbook-\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ReportWorkbook.write(to: path, cover: ReportWorkbookTests.cover, tables: [table], charts: charts, language: .zh)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "workbook_peers.py").path
    let read = try Peer.output([Peer.python, script, path, "表"])
    try #require(read.status == 0)
    return read.text.split(separator: "\n").map(String.init)
  }

  @Test(.enabled(if: Peer.arePresent, absent)) func typesFormatsAndSettingsAreReadAsTheyWereMeant() throws {
    let table = ReportTable(
      "t", Wording("Table", "表"), ReportWorkbookTests.columns([.identity, .text, .count, .amount, .day, .hours, .share, .ratio, .flag]),
      rows: [
        [
          .text("110101199001011234"), .text("恒信催收第一催收组组长"), .count(1_234_567), .amount(-1_234_550, .cny),
          .day(Day(iso: "2026-11-21") ?? .none), .seconds(138_600), .perMille(125), .perMille(1234), .flag(false),
        ],
        [.text("0012"), .empty, .empty, .amount(5000, Currency("JPY") ?? .cny), .day(.none), .seconds(-180), .perMille(0)],
      ])
    let chart = ReportChart(.bars, Wording("C", "图"), table: "t", categories: "c0", series: ["c2"])
    let lines = try Self.lines(table, [chart])
    let expected = """
      sheets\t封面\t图表\t表\t列说明
      frozen\tA2\tfilter\tA1:I3
      page\t9\tlandscape\ttitles\t$1:$1
      widths\t21\t25\t15
      charts\t0\t1\t0\t0
      created\t2026-11-21 02:00:00\t夜批
      A2\ts\t@\t'110101199001011234'
      B2\ts\t@\t'恒信催收第一催收组组长'
      C2\tn\t#,##0\t1234567
      D2\tn\t#,##0.00" CNY"\t-12345.5
      E2\td\tyyyy-mm-dd\tdatetime.datetime(2026, 11, 21, 0, 0)
      F2\tn\t#,##0.0\t38.5
      G2\tn\t0.0%\t0.125
      H2\tn\t0.000\t1.234
      I2\ts\t@\t'否'
      A3\ts\t@\t'0012'
      D3\tn\t#,##0" JPY"\t5000
      F3\tn\t#,##0.0\t-0.1
      G3\tn\t0.0%\t0
      1\t'第0列'\t'第1列'\t'第2列'\t'第3列'\t'第4列'\t'第5列'\t'第6列'\t'第7列'\t'第8列'
      2\t'110101199001011234'\t'恒信催收第一催收组组长'\t1234567.0\t-12345.5\tdatetime.date(2026, 11, 21)\t38.5\t0.125\t1.234\t'否'
      3\t'0012'\t''\t''\t5000.0\t''\t-0.1\t0.0\t''\t''
      """
    #expect(lines == expected.split(separator: "\n").map(String.init))
  }

  @Test(.enabled(if: Peer.arePresent, absent)) func whatSpreadsheetsWouldRunStaysText() throws {
    let probes = [
      "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "＋1", "＠a", "=HYPERLINK(\"http://x\",\"y\")", "http://example.org", "1e5",
      "TRUE",
      "2026-11-21", "#N/A", "'=1", "_x003D_1", "<b>&\"", "00", "a\nb",
    ]
    let columns = ReportWorkbookTests.columns([.text, .identity])
    let lines = try Self.lines(ReportTable("t", Wording("Table", "表"), columns, rows: probes.map { [.text($0), .text($0)] }))
    for (row, probe) in probes.enumerated() {
      // Readers differ in whether they undo escapes of the format; ours does.
      guard !probe.hasPrefix("_x") else { continue }
      let written = "'\(probe.replacing("\n", with: "\\n").replacing("\t", with: "\\t"))'"
      for column in ["A", "B"] {
        let line = lines.first { $0.hasPrefix("\(column)\(row + 2)\t") }
        let shown = line.map { $0.replacing("\"'=1\"", with: "''=1'").replacing("\\'", with: "'") }
        #expect(shown == "\(column)\(row + 2)\ts\t@\t\(written)", "\(probe)")
      }
    }
  }

  /// The same by our own reader, escapes too.
  @Test func ourOwnReaderReadsWhatWasWritten() throws {
    let texts = ["_x003D_1", "_x0041_", "=1", "a\nb", "␀", "x_x_", "😀", "<&>"]
    let table = ReportTable("t", Wording("Table", "表"), ReportWorkbookTests.columns([.text]), rows: texts.map { [.text($0)] })
    let read = try ReportWorkbookTests.read(ReportWorkbook.bytes(cover: ReportWorkbookTests.cover, tables: [table], language: .zh))
    #expect(read[1].rows.dropFirst().map { $0[0] } == texts.map { "text:\($0)" })
  }
}
