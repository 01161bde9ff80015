import CLibXlsxWriter

/// The looks of cells, each made once. Of one workbook.
final class BookFormats {
  /// A look of a cell, in the order in which it was first asked for.
  typealias Look = UnsafeMutablePointer<lxw_format>

  private let book: UnsafeMutablePointer<lxw_workbook>
  private var decimals: [Decimal: Look] = [:]
  /// What was asked for last: columns of amounts ask for the same again and again.
  private var last: (key: Decimal, look: Look)?

  let text, longText, whole, day, hours, share, ratio, header, numberHeader, title, sentence, label, note, wrapped: Look

  private struct Decimal: Hashable {
    var digits: Int
    var unit: String
  }

  /// nil when memory is short.
  init?(_ book: UnsafeMutablePointer<lxw_workbook>) {
    self.book = book
    var isShort = false
    func made(_ format: String? = nil, _ also: (Look) -> Void = { _ in }) -> Look? {
      guard let look = workbook_add_format(book) else {
        isShort = true
        return nil
      }
      if let format { format_set_num_format(look, format) }
      also(look)
      return look
    }
    func head(_ look: Look, _ side: lxw_format_alignments) {
      format_set_bold(look)
      format_set_bg_color(look, 0xDDE6EF)
      format_set_bottom(look, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_align(look, UInt8(side.rawValue))
    }
    func top(_ look: Look) {
      format_set_align(look, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      format_set_text_wrap(look)
    }
    guard
      // “@”: what a person types over it stays text as well.
      let text = made("@"), let longText = made(), let whole = made("#,##0"), let day = made("yyyy-mm-dd"), let hours = made("#,##0.0"),
      let share = made("0.0%"), let ratio = made("0.000"), let header = made(nil, { head($0, LXW_ALIGN_LEFT) }),
      let numberHeader = made(nil, { head($0, LXW_ALIGN_RIGHT) }),
      let title = made(
        nil,
        {
          format_set_bold($0)
          format_set_font_size($0, 18)
        }),
      let sentence = made(
        nil,
        { look in
          format_set_font_size(look, 13)
          top(look)
        }),
      let label = made(
        nil,
        { look in
          format_set_bold(look)
          top(look)
        }),
      let note = made(
        nil,
        { look in
          format_set_font_color(look, 0x595959)
          top(look)
        }), let wrapped = made("@", top), !isShort
    else { return nil }
    (self.text, self.longText, self.whole, self.day, self.hours, self.share, self.ratio) = (text, longText, whole, day, hours, share, ratio)
    (self.header, self.numberHeader, self.title, self.sentence, self.label, self.note, self.wrapped) = (
      header, numberHeader, title, sentence, label, note, wrapped
    )
    format_set_align(day, UInt8(LXW_ALIGN_LEFT.rawValue))
  }

  /// Numbers with so many decimals and a unit behind. nil when memory is short.
  func decimal(_ digits: Int, _ unit: String) -> Look? {
    let key = Decimal(digits: digits, unit: unit)
    if let last, last.key == key { return last.look }
    let look: Look
    if let known = decimals[key] {
      look = known
    } else {
      guard let made = workbook_add_format(book) else { return nil }
      let quoted = unit.filter { $0 != "\"" && $0 != "\\" }
      format_set_num_format(
        made, "#,##0" + (digits > 0 ? "." + String(repeating: "0", count: digits) : "") + (quoted.isEmpty ? "" : "\" \(quoted)\""))
      decimals[key] = made
      look = made
    }
    last = (key, look)
    return look
  }
}
