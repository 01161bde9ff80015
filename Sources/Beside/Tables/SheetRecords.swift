import Digest
import Discretion
import Sheets
import Speech

/// The rows of one sheet of a workbook as records.
struct SheetRecords: RecordSource {
  let facts: FileFacts
  private(set) var sheet: SheetFacts?

  private let book: Workbook
  private let index: Int
  private let rows: SheetRows
  private var row = SheetRow()
  private let name: String
  /// Rows at the top that may be of a header, in which titles may stand for several columns.
  private var titleRows = 5
  private var merges: [MergedCells]?

  /// Whether a file begins as a workbook does.
  static func isWorkbook(_ path: String, name: String) throws(FileFault) -> Bool {
    let file = try FileBytes(path, name: name)
    var piece: [UInt8] = []
    try file.read(into: &piece)
    return Workbook.isWorkbook(firstBytes: piece.prefix(4))
  }

  /// Opens the sheet that `form` names, or else the only visible one, or the one visible sheet with a row that `fits` among its first.
  init(path: String, name file: String, _ form: FileForm, fits: (([String]) -> Bool)?) throws(FileFault) {
    // The file's own bytes are its name in the register of imports, whatever is in it.
    let bytes = try FileBytes(path, name: file)
    var sha = SHA256()
    var piece: [UInt8] = []
    var count = 0
    repeat {
      try bytes.read(into: &piece)
      sha.update(piece)
      count += piece.count
    } while !piece.isEmpty
    facts = FileFacts(encoding: nil, digest: sha.digest(), byteCount: count)
    do throws(SheetFault) { book = try Workbook(path: path, name: file) } catch { throw SheetRecords.told(error) }
    index = try SheetChoice(book, file: file, fits: fits).index(form.sheet)
    do throws(SheetFault) { rows = try book.open(index) } catch { throw SheetRecords.told(error) }
    name = Shown.written(book.sheets[index].name, limit: 31)
    sheet = SheetFacts(name: name, others: book.sheets.count - 1)
  }

  mutating func next(_ record: inout Record) throws(FileFault) -> Bool {
    record.clear()
    record.sheet = name
    do throws(SheetFault) {
      guard try rows.next(&row) else { return false }
      if titleRows > 0 { try spreadMerged() }
    } catch {
      throw SheetRecords.told(error)
    }
    record.line = row.number
    record.lastLine = row.number
    for column in 0..<row.count {
      record.kinds.append(SheetRecords.kind(row.kinds[column], row.marks[column]))
      if record.fault == nil, let why = unread(column) { record.fault = .unreadCell(column: column, why) }
    }
    swap(&record.bytes, &row.bytes)
    swap(&record.ends, &row.ends)
    if row.isFiltered {
      sheet?.filteredRows += 1
    } else if row.isHidden {
      sheet?.hiddenRows += 1
    }
    return true
  }

  private static func kind(_ kind: CellKind, _ marks: CellMarks) -> Record.FieldKind {
    switch kind {
    case .number: marks.contains(.digitsLost) ? .cutNumber : .number
    case .date: .date
    default: .text
    }
  }

  /// Why the row cannot be read because of one cell; nil when it can. `#N/A` is a word for nothing, in text files too.
  private func unread(_ column: Int) -> Wording? {
    switch row.kinds[column] {
    case .formulaWithoutValue:
      Wording(
        "is a formula whose result is not in the file; open the workbook in a spreadsheet program and save it, or write values instead of formulas",
        "是公式，但文件中没有其结果；请用电子表格程序打开并保存，或把公式改为数值")
    case .error where row.text(column) != "#N/A":
      Wording(
        "shows an error of the spreadsheet (\(row.text(column))); mend the formula, or write the value",
        "显示电子表格错误（\(row.text(column))）；请改正公式，或填入数值")
    default: nil
    }
  }

  /// A title over several columns is the title of each of them.
  private mutating func spreadMerged() throws(SheetFault) {
    titleRows = row.kinds.allSatisfy { $0 == .text || $0 == .empty } ? titleRows - 1 : 0
    // What is merged at the end of a row leaves no gap in it: only gaps are worth the reading of the whole sheet.
    guard titleRows > 0, row.kinds.contains(.empty) else { return }
    let all: [MergedCells]
    if let merges { all = merges } else { all = try book.merges(index) }
    self.merges = all
    let merges = all.filter { $0.row == row.number && $0.lastColumn > $0.column }
    guard !merges.isEmpty else { return }
    var titles = (0..<row.count).map { row.text($0) }
    for merge in merges where merge.column < titles.count && !titles[merge.column].isEmpty {
      while titles.count <= min(merge.lastColumn, 16383) { titles.append("") }
      for column in merge.column...min(merge.lastColumn, 16383) where titles[column].isEmpty { titles[column] = titles[merge.column] }
    }
    row.setTexts(titles)
  }

  /// A workbook's fault as a file's.
  static func told(_ fault: SheetFault) -> FileFault {
    let kind: FileFault.Kind =
      switch fault.kind {
      case .missing: .missing
      case .unreadable: .unreadable
      case .broken: .truncated
      case .noSheet: .header
      case .encrypted, .tooLarge, .unsupported, .declaration: .binary
      }
    let cell = fault.sheet.map { sheet in fault.cell.map { "\(sheet)!\($0)" } ?? sheet }
    return FileFault(kind, file: fault.file, cell: cell, fault.message, hint: fault.hint)
  }
}
