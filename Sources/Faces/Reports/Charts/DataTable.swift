import HTML

/// A table: the first column heads its rows.
struct DataTable {
  /// A column: running text, a word that is not broken, or numbers.
  struct Column {
    let title: String
    let style: String?
    static func text(_ title: String) -> Column { Column(title: title, style: nil) }
    static func word(_ title: String) -> Column { Column(title: title, style: "w") }
    static func number(_ title: String) -> Column { Column(title: title, style: "n") }
    var attribute: Attribute? { style.flatMap { .class($0) } }
  }

  let caption: String
  let columns: [Column]
  var rows: [[HTML]] = []
  /// Emphasised last row.
  var total: [HTML]?

  init(_ caption: String, _ columns: [Column]) {
    self.caption = caption
    self.columns = columns
  }

  mutating func add(_ cells: HTML...) { rows.append(cells) }

  /// The table in a frame that scrolls sideways where the screen is narrow.
  var html: HTML {
    HTML.div([.class("scroll"), .other("role", "region"), .other("aria-label", caption), .other("tabindex", "0")]) {
      HTML.table {
        HTML.caption("\(caption)")
        HTML.thead { HTML.tr { for column in columns { HTML.th([.scope(.column), column.attribute], "\(column.title)") } } }
        HTML.tbody { for cells in rows { row(cells) } }
        if let total { HTML.tfoot { row(total) } }
      }
    }
  }

  /// The table below a closed heading.
  func folded(_ summary: String) -> HTML {
    HTML.details { [HTML.summary("\(summary)"), html] }
  }

  private func row(_ cells: [HTML]) -> HTML {
    HTML.tr {
      for (index, (column, cell)) in zip(columns, cells).enumerated() {
        if index == 0 {
          HTML.th([.scope(.row), column.attribute], cell)
        } else {
          HTML.td([column.attribute], cell)
        }
      }
    }
  }
}

/// A picture with its caption and its numbers.
enum ChartFigure {
  static func html(
    id: String, title: String, style: String = "chart", description: String, drawing: Drawing,
    legend: [(style: String, text: String)] = [], table: HTML
  ) -> HTML {
    HTML.figure([.class(style), .id(id)]) {
      HTML.figcaption("\(title)")
      if !legend.isEmpty {
        HTML.ul([.class("legend"), .other("aria-hidden", "true")]) {
          for entry in legend { HTML.li { [HTML.span([.class("key " + entry.style)]), "\(entry.text)"] } }
        }
      }
      drawing.svg(id: id, title: title, description: description)
      table
    }
  }
}
