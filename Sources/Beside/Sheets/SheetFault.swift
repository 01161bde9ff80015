import Discretion
package import Speech

/// Why a workbook, a sheet of it or one row cannot be read.
package struct SheetFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// There is no such file.
    case missing
    /// It cannot be opened or read, or a temporary file cannot be written.
    case unreadable
    /// It is a workbook behind a password.
    case encrypted
    /// It unpacks to more than is read, or one row, cell or name of it does.
    case tooLarge
    /// It is damaged, or was not written as the format wants it.
    case broken
    /// A format that is not read: XLSB, a text document, another archive.
    case unsupported
    /// It declares a document type or entities, which no spreadsheet program writes.
    case declaration
    /// There is no sheet of that number.
    case noSheet
  }

  /// What is wrong.
  package let kind: Kind
  /// The file as the caller named it.
  package let file: String
  /// The sheet's name, where one can be named.
  package let sheet: String?
  /// The cell as spreadsheets address it (`B7`), or the row (`7`), where one can be named.
  package let cell: String?
  /// What is wrong and what was expected, one clause without personal data.
  package let message: Wording
  /// What to do, if there is a good guess.
  package let hint: Wording?

  /// Makes a fault.
  package init(
    _ kind: Kind, file: String, sheet: String? = nil, cell: String? = nil, _ message: Wording, hint: Wording? = nil
  ) {
    self.kind = kind
    self.file = kind == .missing ? Shown.missing(file) : Shown.path(file)
    self.sheet = sheet.map { Shown.written($0, limit: 31) }
    self.cell = cell
    self.message = message
    self.hint = hint
  }

  /// Where: `file.xlsx`, `file.xlsx:Sheet1` or `file.xlsx:Sheet1!B7`.
  package var place: String {
    guard let sheet else { return file }
    return cell.map { "\(file):\(sheet)!\($0)" } ?? "\(file):\(sheet)"
  }
  /// `place: message; hint`, one line.
  package var wording: Wording {
    let advice = hint.map { Wording("; ", "；") + $0 } ?? .none
    return "\(place): " + message + advice
  }
  /// `wording` in English, for logs.
  package var description: String { wording.en }
}

/// What several readers say alike.
enum Saying {
  static let fetchAgain = Wording(
    "get the whole file again, or open it in a spreadsheet program and save it anew", "请重新获取完整的文件，或在电子表格程序中打开后另存一份")
  static let saveAgain = Wording("open it in a spreadsheet program and save it anew as .xlsx", "请在电子表格程序中打开，并另存为 .xlsx")
  static let password = Wording(
    "open it with its password, remove the password (“Save as”, without one) and import it again",
    "请用密码打开，去掉密码后另存一份，再重新导入")

  static func bytes(_ count: Int) -> String {
    count >= 1 << 30 && count % (1 << 30) == 0 ? "\(count >> 30) GiB" : count >= 1 << 20 ? "\(count >> 20) MiB" : "\(count) B"
  }
}

extension SheetFault {
  /// A row of an .ods sheet that stands there more often than any list has equal rows.
  static func repeated(_ count: Int, most: Int, file: String, sheet: String, row: Int) -> SheetFault {
    SheetFault(
      .tooLarge, file: file, sheet: sheet, cell: String(row),
      Wording(
        "the row stands there \(count) times (number-rows-repeated); at most \(most) equal rows are read",
        "该行重复 \(count) 次（number-rows-repeated）；最多读取 \(most) 个相同的行"),
      hint: Wording("delete the rows that were filled down by mistake, and save the workbook again", "请删去误向下填充的行后重新保存"))
  }
}
