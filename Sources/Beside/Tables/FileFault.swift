import Discretion
package import Speech

/// Why a file as a whole cannot be read. A row at fault is a `Reject` instead.
///
/// All of these come before the first row, except that a disk may fail in between, or somebody changes the file: readers go through a file more than once.
package struct FileFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with the file.
  package enum Kind: Sendable, Hashable, CaseIterable {
    /// There is no such file.
    case missing
    /// It cannot be opened or read.
    case unreadable
    /// It is a directory, a pipe or a device.
    case notAFile
    /// It has no bytes, or only blank lines.
    case empty
    /// It has a header and no rows.
    case headerOnly
    /// It is not text: an archive, a spreadsheet, a picture, or bytes 0 in it.
    case binary
    /// Text whose encoding cannot be told, or that this system cannot convert.
    case encoding
    /// It became shorter or longer between the first look at it and its end.
    case changed
    /// It ends within a quoted field.
    case truncated
    /// The columns do not make sense: one is missing, two mean the same, none is known.
    case header
    /// A header line stands among the rows.
    case secondHeader
    /// The mapping does not fit the file or the feed.
    case mapping
  }

  /// `EX_DATAERR` and `EX_NOINPUT` of sysexits.
  package enum ExitCode {
    /// The data are wrong.
    package static let data: Int32 = 65
    /// The file cannot be opened.
    package static let noInput: Int32 = 66
  }

  /// What is wrong with the file.
  package let kind: Kind
  /// The file as the caller named it.
  package let file: String
  /// Line from 1, where one can be named.
  package let line: Int?
  /// The cell or row of a spreadsheet, `Sheet1!B7`, where there are no lines.
  package let cell: String?
  /// What is wrong and what was expected, one clause without personal data.
  package let message: Wording
  /// What to do, if there is a good guess.
  package let hint: Wording?

  /// Makes a fault.
  package init(_ kind: Kind, file: String, line: Int? = nil, cell: String? = nil, _ message: Wording, hint: Wording? = nil) {
    self.kind = kind
    self.file = kind == .missing ? Shown.missing(file) : Shown.path(file)
    // The header that was put before what was sent is no line of it.
    self.line = line == 0 ? nil : line
    self.cell = cell
    self.message = message
    self.hint = hint
  }

  /// 66 when the file cannot be opened or read, 65 otherwise.
  package var exitCode: Int32 {
    switch kind {
    case .missing, .unreadable, .notAFile: ExitCode.noInput
    default: ExitCode.data
    }
  }

  /// `file:line: message; hint`, one line; of a spreadsheet `file:Sheet1!B7: …`.
  package var wording: Wording {
    let place = (cell ?? line.map(String.init)).map { "\(file):\($0)" } ?? file
    let advice = hint.map { Wording("; ", "；") + $0 } ?? .none
    return "\(place): " + message + advice
  }
  /// `wording` in one language.
  package func text(_ language: Language) -> String { wording[language] }
  /// `text` in English, for logs.
  package var description: String { wording.en }
}
