import Discretion
import Sheets
import Speech

/// Which sheet of a workbook is read.
struct SheetChoice {
  /// How many rows are looked at: titles may stand above the header.
  private static let reach = 31

  private let book: Workbook
  private let file: String
  private let fits: (([String]) -> Bool)?

  init(_ book: Workbook, file: String, fits: (([String]) -> Bool)?) {
    (self.book, self.file, self.fits) = (book, file, fits)
  }

  /// The place of the sheet of this name or number, or of the only one that can be meant. Throws, naming the sheets, when none or several are.
  func index(_ given: String?) throws(FileFault) -> Int {
    if let given { return try named(given) }
    let visible = book.sheets.indices.filter { !book.sheets[$0].isHidden }
    if visible.count == 1 { return visible[0] }
    guard !visible.isEmpty else {
      throw fault(
        Wording("all sheets of the workbook are hidden: \(list(book.sheets.indices).en)", "工作簿的所有工作表都已隐藏：\(list(book.sheets.indices).zh)"))
    }
    var filled: [Int] = []
    var fitting: [Int] = []
    for index in visible {
      guard let hasHeader = try hasHeader(index) else { continue }
      filled.append(index)
      if hasHeader { fitting.append(index) }
    }
    if fitting.count == 1 { return fitting[0] }
    if fitting.isEmpty, filled.count == 1 { return filled[0] }
    if fitting.isEmpty {
      throw fault(
        Wording(
          "no sheet has a header of such rows in its first \(Self.reach) rows; there are \(list(visible).en)",
          "没有工作表的前 \(Self.reach) 行中有这类数据的表头；现有\(list(visible).zh)"))
    }
    throw fault(
      Wording("several sheets may be meant: \(list(fitting).en)", "有多个工作表都符合：\(list(fitting).zh)"))
  }

  private func named(_ given: String) throws(FileFault) -> Int {
    if let index = book.sheets.firstIndex(where: { $0.name == given }) { return index }
    if let number = Int(given), book.sheets.indices.contains(number - 1) { return number - 1 }
    let name = Quoted.named(given)
    throw fault(
      Wording(
        "there is no sheet \(name.en); there are \(list(book.sheets.indices).en)", "没有工作表\(name.zh)；现有\(list(book.sheets.indices).zh)"))
  }

  /// Whether one of a sheet's first rows is a header that fits; nil when it has no rows.
  private func hasHeader(_ index: Int) throws(FileFault) -> Bool? {
    var row = SheetRow()
    var seen = 0
    do throws(SheetFault) {
      let rows = try book.open(index)
      while seen < Self.reach, try rows.next(&row) {
        seen += 1
        guard let fits else { return true }
        if fits((0..<row.count).map { row.text($0) }) { return true }
      }
    } catch {
      throw SheetRecords.told(error)
    }
    return seen == 0 ? nil : false
  }

  private func list(_ indices: some Collection<Int>) -> Wording {
    let names = indices.prefix(20).map { "“\(Shown.written(book.sheets[$0].name, limit: 31))”" }
    return .listed(names)
  }

  private func fault(_ message: Wording) -> FileFault {
    FileFault(
      .header, file: file, message,
      hint: Wording("name the sheet, by its name or its number: --sheet 1", "请按名称或序号指定工作表：--sheet 1"))
  }
}
