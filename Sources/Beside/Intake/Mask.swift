import Portfolio

/// What rejects show of a value.
enum Mask {
  static let mask = Reject.mask
  static let bytes = Array(mask.utf8)

  /// The value, cut to 120 characters; masked when its column identifies people, and wherever it looks like a phone or identity number.
  static func shown(_ text: String, isIdentifying: Bool, mayBeLong: Bool) -> String {
    if text.isEmpty { return text }
    // A long number slipped into the wrong column; numbers of cases, contracts and records are ours to show.
    return isIdentifying ? mask : Reject.shown(text, mayBeLong: mayBeLong)
  }
}
