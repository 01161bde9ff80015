import Intake
import Portfolio

/// The rejected rows of one file as a CSV of their own: where, why, and the row as it stood with identifying columns masked.
struct RejectFile {
  /// More are only counted: a file of the wrong kind must not be copied whole.
  static let limit = 100_000
  private(set) var count = 0
  private(set) var first: [Reject] = []
  private var lines: [UInt8] = []

  init(header: [String]) { append(["line", "column", "value", "reason"] + header) }

  mutating func add(_ rejects: [Reject]) {
    for reject in rejects {
      count += 1
      if first.count < 5 { first.append(reject) }
      if count <= Self.limit { append([String(reject.position.line), reject.column, reject.value, reject.reason] + reject.row) }
    }
  }

  var bytes: [UInt8] { lines }

  private mutating func append(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { lines.append(UInt8(ascii: ",")) }
      lines += Array(Self.quoted(cell).utf8)
    }
    lines.append(UInt8(ascii: "\n"))
  }

  /// RFC 4180; a leading sign of a formula is made harmless for spreadsheets.
  static func quoted(_ cell: String) -> String {
    var cell = cell
    if let first = cell.first, "=+-@\t\r".contains(first), Double(cell) == nil { cell = "'" + cell }
    guard cell.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
