import Glibc
package import Speech
import Tasks

extension Importer {
  /// What became of a file whose loading was cancelled.
  package static let whenCancelled = Wording(
    "Rows that were committed by then stay in force, the others are not done. The same file again does the rest: no row counts twice.",
    "此前已提交的行保持生效，其余未执行。重新导入同一文件即可完成其余部分：同一行不会计两次。")
  /// The same of one that was only tried.
  package static let nothingChanged = Wording("Nothing was changed.", "未作任何更改。")

  /// Rows below the header of a text file, so that people see how far it is; nil for workbooks and for what cannot be counted by its bytes.
  package static func rows(inFile path: String) async -> Int? {
    try? await BlockingThread.run { count(path) }
  }

  private static func count(_ path: String) -> Int? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var (rows, isQuoted, isOpen) = (0, false, false)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      for byte in piece[..<count] {
        switch byte {
        // A workbook, or an encoding of two bytes.
        case 0: return nil
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: "\n") where !isQuoted:
          if isOpen { rows += 1 }
          isOpen = false
        case UInt8(ascii: "\r"): continue
        default: isOpen = true
        }
      }
    }
    return max(0, rows + (isOpen ? 1 : 0) - 1)
  }
}
