import Discretion

/// A table for people: columns aligned by display width, numbers to the right.
package struct Table: Sendable {
  /// Words to the left, numbers to the right.
  package enum Alignment: Sendable { case left, right }
  /// The head of a column, and how its cells lie.
  package struct Column: Sendable {
    /// May be empty.
    package var title: String
    /// Of head and cells.
    package var alignment: Alignment
    /// To the left unless told otherwise.
    package init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }
  static let bold = "\u{1B}[1m"
  static let plain = "\u{1B}[0m"
  /// From left to right.
  package var columns: [Column]
  /// Cells by column; missing ones are blank, surplus ones are not shown.
  package var rows: [[String]]
  /// Rows may be added later.
  package init(_ columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// Lines without trailing blanks; `bold` titles only when the output is a terminal.
  package func render(bold: Bool = false) -> String {
    // A cell is one line of its table, whatever is in it.
    let rows = rows.map { $0.map(Self.cell) }
    var widths = columns.map { DisplayWidth.of($0.title) }
    for row in rows {
      for (index, cell) in row.enumerated() where index < widths.count { widths[index] = max(widths[index], DisplayWidth.of(cell)) }
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (index, column) in columns.enumerated() {
        let cell = index < cells.count ? cells[index] : ""
        let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(cell)))
        if index > 0 { text += "  " }
        text += column.alignment == .right ? padding + cell : cell + padding
      }
      return text.withoutTrailingBlanks
    }
    let head = line(columns.map(\.title))
    return ([bold ? Self.bold + head + Self.plain : head] + rows.map(line)).joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    let isPlain = !text.utf8.contains { $0 < 0x20 }
    return Shown.printable(
      isPlain ? text : text.split(omittingEmptySubsequences: false) { $0.isNewline || $0 == "\t" }.joined(separator: " "))
  }
}
