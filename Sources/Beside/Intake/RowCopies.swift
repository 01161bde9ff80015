import Tables

/// Finds rows of a file again by their lines. Nothing is read before somebody asks, and nothing is kept: most files have no row that is refused.
final class RowCopies<Decoder: RowDecoder> {
  private let open: () throws(FileFault) -> Engine<Decoder>
  private var engine: Engine<Decoder>?
  /// The last line asked for.
  private var reached = 0

  /// `open` begins the file anew.
  init(_ open: @escaping () throws(FileFault) -> Engine<Decoder>) { self.open = open }

  func rows(_ lines: Set<Int>) throws(FileFault) -> [Int: [String]] {
    guard let first = lines.min(), let last = lines.max() else { return [:] }
    // A row that was kept back may be refused after rows behind it.
    if engine == nil || first <= reached { engine = try open() }
    reached = last
    return try engine?.copies(of: lines) ?? [:]
  }
}
