extension StringProtocol {
  /// Whether a Chinese character stands in it: what shows which of two languages a text is in.
  package var hasChinese: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
