import CLibXlsxWriter
package import Faults

/// A sheet of free lines and charts. Lines are written from the top down.
package final class BookPage {
  /// How a line looks.
  package enum Style: Sendable {
    case title
    /// The one sentence to read.
    case sentence
    /// A name in bold and what it is.
    case fact
    case note
  }

  package let name: String
  private let book: Book
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private var row: UInt32 = 0
  /// Width of the second column; lines are wrapped within it.
  private static let width = 96

  init(_ book: Book, _ made: (name: String, UnsafeMutablePointer<lxw_worksheet>)) {
    self.book = book
    (name, sheet) = made
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    worksheet_fit_to_pages(sheet, 1, 0)
  }

  /// A line; a fact has its name first. Rows are as high as their wrapped text.
  package func line(_ style: Style, _ text: String, name: String = "") {
    worksheet_set_column(sheet, 0, 0, 26, nil)
    worksheet_set_column(sheet, 1, 1, Double(BookPage.width), nil)
    let text = BookText(text)
    switch style {
    case .title:
      height(28)
      worksheet_write_string(sheet, row, 0, text.text, book.formats.title)
    case .sentence:
      height(Double(18 * lines(text.width * 5 / 4)))
      worksheet_merge_range(sheet, row, 0, row, 1, text.text, book.formats.sentence)
    case .fact:
      height(Double(16 * lines(text.width)))
      worksheet_write_string(sheet, row, 0, BookText(name).text, book.formats.label)
      worksheet_write_string(sheet, row, 1, text.text, book.formats.wrapped)
    case .note:
      height(Double(16 * lines(text.width)))
      worksheet_merge_range(sheet, row, 0, row, 1, text.text, book.formats.note)
    }
    row += 1
  }

  /// An empty line.
  package func gap() { row += 1 }

  private func lines(_ width: Int) -> Int { max(1, min(20, (width + BookPage.width - 1) / BookPage.width)) }

  private func height(_ points: Double) { worksheet_set_row(sheet, row, points, nil) }

  /// Draws charts two in a row, from the next line down. Throws with `EX_CANTCREAT` when memory is short.
  package func add(_ charts: [BookChart]) throws(OperationError) {
    for (index, chart) in charts.enumerated() {
      guard let drawn = draw(chart) else { throw book.failed(12) }
      var options = lxw_chart_options()
      options.x_scale = 1.2
      options.y_scale = 1.1
      options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
      // Charts of 576 × 317 pixels on columns of 64 and rows of 20.
      worksheet_insert_chart_opt(sheet, row + UInt32(index / 2) * 17, index % 2 == 0 ? 0 : 10, drawn, &options)
    }
    row += UInt32((charts.count + 1) / 2) * 17
  }

  /// Colours that people with any kind of sight tell apart (Okabe and Ito).
  private static let colours: [UInt32] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0x595959]

  private func draw(_ chart: BookChart) -> UnsafeMutablePointer<lxw_chart>? {
    let type =
      switch chart.shape {
      case .columns: LXW_CHART_COLUMN
      case .stackedColumns: LXW_CHART_COLUMN_STACKED
      case .bars: LXW_CHART_BAR
      case .line: LXW_CHART_LINE
      }
    guard let drawn = book.chart(type) else { return nil }
    for (index, one) in chart.series.enumerated() {
      guard let series = chart_add_series(drawn, nil, nil) else { return nil }
      let (categories, values) = (chart.categories, one.values)
      chart_series_set_categories(
        series, categories.sheet, UInt32(categories.firstRow), UInt16(categories.column), UInt32(categories.lastRow),
        UInt16(categories.column))
      chart_series_set_values(
        series, values.sheet, UInt32(values.firstRow), UInt16(values.column), UInt32(values.lastRow), UInt16(values.column))
      // Without the cells at hand the library takes every axis for one of numbers.
      series.pointee.categories.pointee.has_string_cache = categories.look == .text ? 1 : 0
      chart_series_set_name(series, BookPage.name(one.name))
      let colour = BookPage.colours[index % BookPage.colours.count]
      if chart.shape == .line {
        var line = lxw_chart_line()
        (line.color, line.width) = (colour, 2.25)
        chart_series_set_line(series, &line)
      } else {
        var fill = lxw_chart_fill()
        fill.color = colour
        chart_series_set_fill(series, &fill)
      }
    }
    chart_title_set_name(drawn, BookPage.name(chart.title))
    var font = lxw_chart_font()
    font.size = 13
    chart_title_set_name_font(drawn, &font)
    // Of lying bars the library calls the axis at the foot x, and that is the one of values.
    let (along, values) = chart.shape == .bars ? (drawn.pointee.y_axis, drawn.pointee.x_axis) : (drawn.pointee.x_axis, drawn.pointee.y_axis)
    if let axis = along, chart.categories.look == .day { chart_axis_set_num_format(axis, "yyyy-mm-dd") }
    if let axis = values {
      var line = lxw_chart_line()
      (line.color, line.width) = (0xD9D9D9, 0.75)
      chart_axis_major_gridlines_set_line(axis, &line)
      chart_axis_set_num_format(axis, chart.format)
      if !chart.unit.isEmpty { chart_axis_set_name(axis, BookPage.name(chart.unit)) }
    }
    chart_legend_set_position(drawn, UInt8((chart.series.count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE).rawValue))
    return drawn
  }

  /// The library takes a name that begins with `=` for an address of cells.
  private static func name(_ text: String) -> String {
    let clean = BookText(text).short
    return clean.hasPrefix("=") ? " " + clean : clean
  }
}
