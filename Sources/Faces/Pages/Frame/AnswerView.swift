import Answers
import HTML
import Speech
import Terminal

/// An answer of the command line as HTML: the same words and figures, tables as tables.
extension Frame {
  /// Where a cell leads; nil: nowhere.
  typealias Leads = (_ column: Int, _ row: [String]) -> String?

  /// All of it.
  func view(_ answer: Answer, _ caption: Wording, leads: Leads = { _, _ in nil }) -> HTML {
    var all = HTML.empty
    for part in answer.parts(language) {
      switch part {
      case .lines(let lines): all += HTML.div([.class("lines")], HTML(lines.map(line)))
      case .table(let table): all += view(table, caption, leads: leads)
      }
    }
    return all
  }

  /// Its tables only.
  func tables(_ answer: Answer, _ caption: Wording, leads: Leads = { _, _ in nil }) -> HTML {
    var all = HTML.empty
    for case .table(let table) in answer.parts(language) { all += view(table, caption, leads: leads) }
    return all
  }

  private func view(_ table: Table, _ caption: Wording, leads: Leads) -> HTML {
    var rows: [[HTML]] = []
    for row in table.rows {
      var cells: [HTML] = []
      for column in table.columns.indices {
        let text = spoken(column < row.count ? row[column] : "")
        cells.append(leads(column, row).map { link($0, text) } ?? text)
      }
      rows.append(cells)
    }
    return self.table(caption, table.columns.map { (Wording(same: $0.title), $0.alignment == .right) }, rows)
  }

  private func line(_ line: String) -> HTML {
    let depth = min(3, line.prefix { $0 == " " }.count / 2)
    return HTML.p([.class("in\(depth)")], spoken(line.drop { $0 == " " }))
  }
}
