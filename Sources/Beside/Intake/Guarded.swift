/// Values that somebody kept a spreadsheet from reading: `="2026-11-05"`, `'2026-11-05`.
enum Guarded {
  /// The value without its guard.
  static func undone(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if text.first == UInt8(ascii: "'") { return text.dropFirst() }
    guard text.count > 3, text.starts(with: "=\"".utf8), text.last == UInt8(ascii: "\"") else { return text }
    return text.dropFirst(2).dropLast()
  }
}
