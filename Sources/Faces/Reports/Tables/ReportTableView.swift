import HTML
import Portfolio
import Speech
import Words

/// A report's table on a page: every row of it.
enum ReportTableView {
  static func html(_ table: ReportTable, _ language: Language) -> HTML {
    var view = DataTable(table.title[language], table.columns.map { column($0, language) })
    view.rows = table.rows.map { $0.map { cell($0, language) } }
    return view.html
  }

  private static func column(_ column: ReportTable.Column, _ language: Language) -> DataTable.Column {
    switch column.kind {
    case .text, .flag, .mixed: .text(column.title[language])
    case .identity, .day: .word(column.title[language])
    case .count, .amount, .hours, .share, .ratio: .number(column.title[language])
    }
  }

  private static func cell(_ cell: ReportTable.Cell, _ language: Language) -> HTML {
    switch cell {
    case .empty: ""
    case .text(let text): "\(text.isEmpty ? "–" : text)"
    case .words(let wording): "\(wording[language])"
    case .term(_, let wording): "\(wording[language])"
    case .count(let number): "\(NumberText.count(number))"
    case .amount(let minor, let currency): "\(NumberText.major(minor, currency))"
    case .day(let day): "\(day.isKnown ? day.description : "–")"
    case .seconds(let seconds): "\(NumberText.hours(seconds))"
    case .perMille(let value): "\(NumberText.percent(value))"
    case .flag(let value): "\((value ? Wording("yes", "是") : Wording("no", "否"))[language])"
    }
  }
}
