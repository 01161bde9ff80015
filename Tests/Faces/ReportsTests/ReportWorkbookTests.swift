import Faults
import FiguresTesting
import Foundation
import Portfolio
import Reports
import Speech
import Testing

@testable import Sheets

/// What other programs read in a workbook is looked at in WorkbookPeerTests.
@Suite struct ReportWorkbookTests {
  static let cover = ReportCover(
    title: Wording("Night", "夜批"), sentence: Wording("All is well.", "一切正常。"),
    facts: [(Wording("For", "读者"), Wording("manager", "经理"))], made: LocalTime(microseconds: 848_541_600_000_000))

  static func columns(_ kinds: [ReportTable.Kind]) -> [ReportTable.Column] {
    kinds.enumerated().map {
      .init("c\($0.offset)", Wording("Column \($0.offset)", "第\($0.offset)列"), $0.element, Wording("Says \($0.offset).", "含义\($0.offset)。"))
    }
  }

  /// Sheets of a workbook as our own room reads them: kinds and texts of the cells.
  static func read(_ bytes: [UInt8]) throws -> [(name: String, rows: [[String]])] {
    let path = NSTemporaryDirectory() + "workbook-\(UUID().uuidString).xlsx"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let book = try Workbook(path: path, name: "made.xlsx")
    var sheets: [(String, [[String]])] = []
    for (index, info) in book.sheets.enumerated() {
      let rows = try book.open(index)
      var row = SheetRow()
      var read: [[String]] = []
      while try rows.next(&row) { read.append((0..<row.count).map { "\(row.kinds[$0]):\(row.text($0))" }) }
      sheets.append((info.name, read))
    }
    return sheets
  }

  @Test func everyKindOfCellIsReadAsWhatItIs() throws {
    let table = ReportTable(
      "t", Wording("Table", "表"), Self.columns([.identity, .text, .count, .amount, .day, .hours, .share, .ratio, .flag]),
      rows: [
        [
          .text("110101199001011234"), .words(Wording("yes", "话")), .count(-12), .amount(1_234_567, .cny),
          .day(Day(iso: "2026-11-21") ?? .none),
          .seconds(138_600), .perMille(125), .perMille(1234), .flag(true),
        ]
      ])
    let sheets = try Self.read(ReportWorkbook.bytes(cover: Self.cover, tables: [table], language: .zh))
    #expect(sheets.map(\.name) == ["封面", "表", "列说明"])
    #expect(
      sheets[1].rows[1] == [
        "text:110101199001011234", "text:话", "number:-12", "number:12345.67", "date:2026-11-21", "number:38.5", "number:0.125",
        "number:1.234",
        "text:是",
      ])
    #expect(sheets[2].rows[1] == ["text:表", "text:第0列", "text:t.csv: c0", "text:含义0。"])
    #expect(sheets[0].rows.contains { $0 == ["text:一切正常。"] })
  }

  @Test func theSameContentGivesTheSameBytes() throws {
    let table = ReportTable("t", Wording("Table", "表"), Self.columns([.text]), rows: [[.text("a")]])
    let chart = ReportChart(.columns, Wording("C", "图"), table: "t", categories: "c0", series: ["c0"])
    let first = try ReportWorkbook.bytes(cover: Self.cover, tables: [table], charts: [chart], language: .en)
    #expect(try ReportWorkbook.bytes(cover: Self.cover, tables: [table], charts: [chart], language: .en) == first)
    // Written later it would be the same: the two stamps that a clock could get into say the first day there is, and the moment of the cover.
    let headers = first.indices.dropLast(14).filter { Array(first[$0..<$0 + 4]) == [0x50, 0x4B, 0x03, 0x04] }
    #expect(headers.count > 5 && headers.allSatisfy { Array(first[$0 + 10..<$0 + 14]) == [0, 0, 0x21, 0] })
    let path = NSTemporaryDirectory() + "workbook-\(UUID().uuidString).xlsx"
    try Data(first).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let properties = try ZipArchive(open(path, O_RDONLY), name: path, limits: WorkbookLimits()).part("docProps/core.xml")
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = try bytes.withUnsafeMutableBytes { try properties.read(into: try #require($0.baseAddress), count: $0.count) }
    let stamps = String(decoding: bytes[..<count], as: UTF8.self).matches(of: /W3CDTF">([^<]*)</).map { String($0.1) }
    #expect(stamps == ["2026-11-21T02:00:00Z", "2026-11-21T02:00:00Z"])
  }

  @Test func whatCannotBeWrittenSaysWhereAndWhatToDoAndLeavesNothing() throws {
    let error = try #require(throws: OperationError.self) {
      try ReportWorkbook.write(to: "/nowhere/at/all/report.xlsx", cover: Self.cover, tables: [], language: .en)
    }
    #expect(error.what.en == "cannot write the workbook /nowhere/at/all/report.xlsx: No such file or directory" && error.remedy != nil)
    let folder = NSTemporaryDirectory() + "workbook-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    struct Gone: Error {}
    let table = ReportTable("t", Wording("Table", "表"), Self.columns([.text])) { { throw Gone() } }
    #expect(throws: Gone.self) {
      try ReportWorkbook.write(to: folder + "/report.xlsx", cover: Self.cover, tables: [table], language: .en)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}

@Suite struct RunWorkbookTests {
  @Test(arguments: Language.allCases) func aNightIsAWorkbookOfItsTables(language: Language) throws {
    let bytes = try RunWorkbook.bytes(Sample.night(), for: .manager, language: language)
    if let folder = ProcessInfo.processInfo.environment["ALLOT_KEEP_WORKBOOKS"] {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/night-\(language).xlsx"))
    }
    let sheets = try ReportWorkbookTests.read(bytes)
    let names = language == .zh ? ["封面", "图表", "历晚数据", "催收员"] : ["Cover", "Charts", "Nights", "Collectors"]
    #expect(Array(sheets.map(\.name).prefix(4)) == names && sheets.count == 19)
    for table in RunTables.all(Sample.night(), language) {
      let sheet = try #require(sheets.first { $0.name == table.title[language] }, "\(table.name)")
      var count = 0
      try table.eachRow { _ in count += 1 }
      #expect(sheet.rows.count == count + 1 && sheet.rows[0].count == table.columns.count, "\(table.name)")
    }
    // Every column is explained in the language of the workbook.
    let explained = try #require(sheets.last).rows.dropFirst()
    #expect(explained.allSatisfy { $0.count == 4 && $0[3] != "text:" })
  }

  @Test func emptyNightsAreWorkbooksToo() throws {
    for figures in [Sample.empty(), Sample.night(people: 0)] {
      #expect(try ReportWorkbookTests.read(RunWorkbook.bytes(figures, for: .auditor, language: .en)).count >= 12)
    }
  }
}
