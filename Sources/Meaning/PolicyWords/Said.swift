package import Speech

/// One sentence about one key of a file.
package struct SaidLine: Sendable, Equatable {
  /// The key as the file has it: `recall.forced`; rules of a list by number: `stay 1`.
  package let key: String
  /// A whole sentence.
  package let text: Wording

  init(_ key: String, _ en: String, _ zh: String) { self.init(key, Wording(en, zh)) }
  init(_ key: String, _ text: Wording) {
    self.key = key
    self.text = text
  }
}

/// What a part of a file says.
package struct SaidSection: Sendable, Equatable {
  /// The key of the part.
  package let key: String
  /// What it is about.
  package let title: Wording
  /// In the order of the file's keys, as docs have them.
  package let lines: [SaidLine]

  init(_ key: String, _ title: Wording, _ lines: [SaidLine]) {
    self.key = key
    self.title = title
    self.lines = lines
  }
}
