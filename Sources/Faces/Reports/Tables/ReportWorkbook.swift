package import Faults
import Glibc
import Portfolio
package import Speech
import Workbooks

/// Tables as one workbook: a cover, a sheet of charts, a sheet per table, and a sheet that explains every column. The same content gives the same bytes.
package enum ReportWorkbook {
  /// Writes it to `path`, by way of a file beside it; memory does not grow with the rows. Throws with `EX_CANTCREAT` where that cannot be, and what the
  /// source of a table's rows throws; then nothing is left, and what was there before is untouched.
  package static func write(
    to path: String, cover: ReportCover, tables: [ReportTable], charts: [ReportChart] = [], language: Language
  ) throws {
    let book = try Book(
      path,
      Book.About(
        title: cover.title[language], author: cover.program, created: cover.made.microseconds / 1_000_000 + 946_684_800))
    let front = try book.page(Wording("Cover", "封面")[language])
    let drawings = charts.isEmpty ? nil : try book.page(Wording("Charts", "图表")[language])
    var written: [Written] = []
    for table in tables { written.append(Written(table, try write(table, to: book, language))) }
    try explain(written, to: book, language)
    try drawings?.add(charts.compactMap { drawn($0, written, language) })
    fill(front, cover, written, book.remarks, language)
    try book.finish()
  }

  /// The file's bytes, by way of a temporary file. For workbooks that fit in memory. Throws as ``write(to:cover:tables:charts:language:)``.
  package static func bytes(
    cover: ReportCover, tables: [ReportTable], charts: [ReportChart] = [], language: Language
  ) throws -> [UInt8] {
    var folder = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/allot-XXXXXX").utf8CString)
    guard mkdtemp(&folder) != nil else {
      let number = errno
      throw OperationError(
        .cannotCreate,
        Wording("cannot make a temporary folder: ", "无法建立临时目录：") + .system(number, String(cString: strerror(number))),
        remedy: Wording("set TMPDIR to a folder that this user may write to", "请把 TMPDIR 设为当前用户可写的目录"))
    }
    let name = String(decoding: folder.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      FileAccess.remove(name + "/report.xlsx")
      rmdir(name)
    }
    try write(to: name + "/report.xlsx", cover: cover, tables: tables, charts: charts, language: language)
    return try FileAccess.read(name + "/report.xlsx", limit: .max)
  }

  /// A table as it stands in the workbook.
  private struct Written {
    let table: ReportTable
    let sheet: BookTable

    init(_ table: ReportTable, _ sheet: BookTable) { (self.table, self.sheet) = (table, sheet) }
  }

  private static func write(_ table: ReportTable, to book: Book, _ language: Language) throws -> BookTable {
    let columns = table.columns.map { column in
      switch column.kind {
      case .text, .identity, .flag: BookColumn(column.title[language], .text)
      case .day: BookColumn(column.title[language], .day)
      case .count, .amount, .hours, .share, .ratio, .mixed: BookColumn(column.title[language], .number)
      }
    }
    let sheet = try book.table(table.title[language], columns, isWrapped: table.isWrapped)
    var cells: [BookCell] = []
    cells.reserveCapacity(columns.count)
    try table.eachRow { row in
      cells.removeAll(keepingCapacity: true)
      for (index, cell) in row.enumerated() where index < columns.count {
        cells.append(self.cell(cell, table.columns[index].kind, language))
      }
      try sheet.add(cells)
    }
    try sheet.end()
    return sheet
  }

  private static func cell(_ cell: ReportTable.Cell, _ kind: ReportTable.Kind, _ language: Language) -> BookCell {
    switch cell {
    case .empty: .empty
    case .text(let text): .text(text)
    case .words(let wording), .term(_, let wording): .text(wording[language])
    case .count(let number): kind == .identity ? .text(String(number)) : .whole(number)
    case .amount(let minor, let currency): .decimal(minor, digits: currency.minorDigits, unit: currency.description)
    case .day(let day): day.isKnown ? .day(Int(day.rawValue)) : .empty
    case .seconds(let seconds): .hours(seconds)
    case .perMille(let value): kind == .ratio ? .ratio(value) : .share(value)
    case .flag(let value): .text((value ? Wording("yes", "是") : Wording("no", "否"))[language])
    }
  }

  private static func drawn(_ chart: ReportChart, _ written: [Written], _ language: Language) -> BookChart? {
    guard let (table, sheet) = written.first(where: { $0.table.name == chart.table }).map({ ($0.table, $0.sheet) }), sheet.count > 0,
      let categories = table.columns.firstIndex(where: { $0.key == chart.categories })
    else { return nil }
    let series = chart.series.compactMap { key in
      table.columns.firstIndex { $0.key == key }.map {
        BookChart.Series(table.columns[$0].title[language], sheet.range($0, rows: chart.rows))
      }
    }
    let shape: BookChart.Shape =
      switch chart.shape {
      case .columns: .columns
      case .stackedColumns: .stackedColumns
      case .bars: .bars
      case .line: .line
      }
    let kind = chart.series.first.flatMap { key in table.columns.first { $0.key == key }?.kind }
    let format = kind == .share ? "0%" : kind == .ratio ? "0.00" : "#,##0"
    let part =
      sheet.count > chart.rows ? Wording(" (first \(chart.rows) of \(sheet.count))", "（共 \(sheet.count) 行，取前 \(chart.rows) 行）") : .none
    return BookChart(
      shape, title: (chart.title + part)[language], unit: chart.unit[language], format: format,
      categories: sheet.range(categories, rows: chart.rows),
      series: series)
  }

  private static func explain(_ written: [Written], to book: Book, _ language: Language) throws {
    let columns = [Wording("Sheet", "工作表"), Wording("Column", "列"), Wording("In CSV", "CSV 列名"), Wording("What it says", "含义")]
    let sheet = try book.table(Wording("Columns", "列说明")[language], columns.map { BookColumn($0[language], .text) }, isWrapped: true)
    // Sheets of one kind, such as a list a person, are explained once.
    var told: Set<String> = []
    for one in written where told.insert(one.table.name).inserted {
      let alike = written.filter { $0.table.name == one.table.name }.map(\.sheet.name)
      let name = alike.count > 1 ? "\(alike[0]) … \(alike[alike.count - 1])" : one.sheet.name
      for column in one.table.columns {
        try sheet.add([
          .text(name), .text(column.title[language]), .text(one.table.isFile ? "\(one.table.name).csv: \(column.key)" : "–"),
          .text(column.meaning[language]),
        ])
      }
    }
    try sheet.end()
  }

  private static func fill(
    _ page: BookPage, _ cover: ReportCover, _ written: [Written], _ remarks: [BookRemark], _ language: Language
  ) {
    page.line(.title, cover.title[language])
    page.line(.sentence, cover.sentence[language])
    page.gap()
    for fact in cover.facts { page.line(.fact, fact.value[language], name: fact.name[language]) }
    page.gap()
    for one in written {
      let count = one.sheet.count
      page.line(.fact, Wording(count == 1 ? "1 row" : "\(count) rows", "\(count) 行")[language], name: one.sheet.name)
    }
    if !remarks.isEmpty { page.gap() }
    for remark in remarks { page.line(.note, remark.wording[language]) }
  }
}
