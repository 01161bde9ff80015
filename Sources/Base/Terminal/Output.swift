import Discretion
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes straight to a descriptor: `print` to a pipe is fully buffered and would hold progress back until the end.
package struct Output: Sendable {
  /// Open file descriptor; never closed here.
  package let descriptor: Int32
  /// Results.
  package static let standard = Output(descriptor: 1)
  /// Progress, warnings and logs.
  package static let error = Output(descriptor: 2)
  /// For `standard` and `error`, and for tests that read what was written.
  package init(descriptor: Int32) { self.descriptor = descriptor }

  /// Whether a person watches: decides colours and progress bars. `NO_COLOR` and `TERM=dumb` switch both off.
  package var isTerminal: Bool {
    guard isatty(descriptor) == 1 else { return false }
    if let term = getenv("TERM"), String(cString: term) == "dumb" { return false }
    return getenv("NO_COLOR") == nil
  }

  /// Columns of the terminal, 80 when unknown.
  package var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all of it, in one call where the kernel takes it; a closed pipe is not an error worth dying for; what else could not be
  /// written is noted in `failure`. Whatever in the text would act on a
  /// terminal instead of being read is made visible: names and reasons come from strangers.
  package func write(_ text: String) { write(bytes: Array(Self.withMarks(Shown.printable(text)).utf8)) }

  /// Writes a line over the one that stands there; an empty one clears it. For terminals only, and cut to their width.
  package func redraw(_ text: String = "") {
    let line = text.isEmpty ? "" : DisplayWidth.fit(Shown.printable(text), columns - 1)
    write(bytes: Array("\r\u{1B}[K\(line)".utf8))
  }

  /// Bold, three colours and their end are all the control that text may hold: heads of tables and pictures of months have them.
  private static func withMarks(_ text: String) -> String {
    guard text.utf8.contains(0xE2) else { return text }
    let marks = [Table.bold, Table.plain] + Tint.allCases.map(\.rawValue)
    return marks.reduce(text) { $0.replacing(Shown.printable($1), with: $1) }
  }

  /// The error number of the first write to the results that failed for another reason than a closed pipe: a full disk. nil when all was written.
  /// Who ends the process looks here: a result that is not there must not look like one.
  package static var failure: Int32? {
    let number = failed.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }
  private static let failed = Atomic<Int32>(0)

  /// As `write(_:)`, for files such as CSV and JSON that programs read: the bytes as they are.
  package func write(bytes: [UInt8]) {
    var offset = 0
    bytes.withUnsafeBytes { buffer in
      while offset < buffer.count {
        #if canImport(Glibc)
          let written = Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        #else
          let written = Darwin.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        #endif
        if written > 0 {
          offset += written
        } else if written < 0, errno == EINTR || errno == EAGAIN {
          continue
        } else {
          if written < 0, errno != EPIPE, descriptor == Output.standard.descriptor {
            _ = Self.failed.compareExchange(expected: 0, desired: errno, ordering: .relaxed)
          }
          return
        }
      }
    }
  }

  /// The text and a newline.
  package func line(_ text: String = "") { write(text + "\n") }
}
