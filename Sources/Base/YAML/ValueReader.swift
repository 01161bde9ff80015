package import Speech

/// Reads one value, reporting what is wrong with it.
///
/// Every method returns nil if the value is absent or wrong; whatever is wrong has been reported by then. So a decoder
/// reads everything, then builds its result only if the problems are empty.
package struct ValueReader {
  /// How messages name the value: `stay[2].when`; items count from 1. Empty for the whole document.
  package let label: String
  /// The value, nil if absent.
  package let node: YAMLNode?
  /// Where the value stands; for an absent one, the mapping that should have it.
  package let position: SourcePosition
  /// Where everything wrong is reported.
  package let problems: Problems
  /// Where is noted what would be accepted, when there is no file.
  let shape: Shape?

  /// A reader of a whole document.
  package init(_ root: YAMLNode, into problems: Problems) {
    self.init(label: "", node: root, position: root.position, problems: problems)
  }

  /// A reader without a file.
  init(probing shape: Shape) {
    self.init(label: "", node: nil, position: .start, problems: Problems(file: ""), shape: shape)
  }

  init(label: String, node: YAMLNode?, position: SourcePosition, problems: Problems, shape: Shape? = nil) {
    self.shape = shape
    self.label = label
    self.node = node
    self.position = position
    self.problems = problems
  }

  /// Whether there is a value at all, be it right or wrong.
  package var isPresent: Bool { node != nil || shape != nil }
  /// Whether it is a single value that is not empty.
  package var isScalar: Bool { shape.map { $0.probe.kind == .scalar } ?? node?.scalar.map { !$0.isNull } ?? false }
  /// Whether it is a list.
  package var isSequence: Bool { shape.map { $0.probe.kind == .sequence } ?? (node?.items != nil) }
  /// Whether it is a mapping.
  package var isMapping: Bool { shape.map { $0.probe.kind == .mapping } ?? (node?.pairs != nil) }
  /// Whether there is no file: then what is said of other places of it means nothing.
  package var isProbe: Bool { shape != nil }
  /// The value itself; an empty mapping where there is none.
  package var document: YAMLNode { node ?? YAMLNode(.mapping([]), at: position) }

  /// Reports a problem with this value: "“label” message".
  package func problem(_ message: Wording, expectation: Wording? = nil, hint: Wording? = nil) {
    problems.add(at: position, subject + message, expectation: expectation, hint: hint)
  }

  // MARK: Single values

  /// Text as written, quoted or not: a plain `no` or `02:30` is that text. Empty text is wrong unless allowed.
  package func string(allowEmpty: Bool = false) -> String? {
    if let shape {
      shape.text(Self.text)
      return "x"
    }
    guard let scalar = scalar(expecting: Self.text) else { return nil }
    if scalar.text.isEmpty, !allowEmpty {
      problem(Wording("is empty", "为空"), expectation: Self.text)
      return nil
    }
    return scalar.text
  }

  /// A whole number in decimal digits without quotes, within a range.
  package func int(in range: ClosedRange<Int> = .min ... .max) -> Int? {
    if let shape {
      shape.integer(range)
      return min(max(1, range.lowerBound), range.upperBound)
    }
    let expectation = Numerals.expectation(for: range)
    guard let scalar = plain(expecting: expectation) else { return nil }
    guard let value = Numerals.int(scalar.text) else {
      problem(Self.reads(scalar.text), expectation: expectation, hint: Numerals.hint(for: scalar.text))
      return nil
    }
    guard range.contains(value) else {
      problem(Wording("is \(value)", "为 \(value)"), expectation: expectation)
      return nil
    }
    return value
  }

  /// `true`, `yes`, `on` or `false`, `no`, `off`, in any case, without quotes.
  package func bool() -> Bool? {
    if let shape {
      shape.flag()
      return shape.probe.says
    }
    let expectation = Wording("yes or no", "yes 或 no")
    guard let scalar = plain(expecting: expectation) else { return nil }
    switch scalar.text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      let words = ["yes", "no", "true", "false", "on", "off"]
      let hint = WideForms.hint(for: scalar.text) ?? Suggestion.hint(for: scalar.text, among: words)
      problem(Self.reads(scalar.text), expectation: expectation, hint: hint)
      return nil
    }
  }

  /// One of the cases of an enumeration, by raw value.
  package func choice<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type = Value.self) -> Value? {
    choice(among: Value.allCases.map { ($0.rawValue, $0) })
  }

  /// One of some words, each with its meaning. With `what` ("a team"), that is what the message says was expected. `areNames`: the words are names
  /// from the same file, not of the language.
  package func choice<Value>(among choices: [(word: String, value: Value)], what: Wording? = nil, areNames: Bool = false) -> Value? {
    let words = choices.map(\.word)
    if let shape {
      if areNames { shape.text(what ?? Self.text) } else { shape.word(among: words) }
      return choices.isEmpty ? nil : choices[shape.probe.turn % choices.count].value
    }
    let expectation = (what.map { $0 + Wording(": ", "：") } ?? .none) + Suggestion.listed(words)
    guard let scalar = scalar(expecting: expectation) else { return nil }
    if let match = choices.first(where: { $0.word == scalar.text }) { return match.value }
    let hint = Suggestion.hint(for: WideForms.narrow(scalar.text), among: words) ?? WideForms.hint(for: scalar.text)
    let isWide = WideForms.hint(for: scalar.text) != nil && words.contains(WideForms.narrow(scalar.text))
    problem(Self.reads(scalar.text), expectation: expectation, hint: isWide ? WideForms.hint(for: scalar.text) : hint)
    return nil
  }

  /// One of some words.
  package func word(among words: [String], what: Wording? = nil) -> String? {
    choice(among: words.map { ($0, $0) }, what: what)
  }

  /// A value the caller parses from the text. `body` returns nil or throws a ``Rejection`` for what it cannot read;
  /// a rejection with an offset is reported at that character.
  package func parse<Value>(_ expectation: Wording, _ body: (String) throws(Rejection) -> Value?) -> Value? {
    if let shape {
      shape.text(expectation)
      return nil
    }
    guard let scalar = scalar(expecting: expectation) else { return nil }
    do throws(Rejection) {
      if let value = try body(scalar.text) { return value }
      problem(Self.reads(scalar.text), expectation: expectation, hint: Numerals.widthHint(for: scalar.text))
    } catch {
      var place = position
      if let offset = error.offset, let column = scalar.verbatimColumn {
        place = SourcePosition(line: position.line, column: column + offset)
      }
      let message = error.message ?? Self.reads(scalar.text)
      let hint = error.hint ?? Numerals.widthHint(for: scalar.text)
      problems.add(at: place, subject + message, expectation: error.expectation ?? expectation, hint: hint)
    }
    return nil
  }

  /// One word with a meaning of its own, or else what `body` reads. A word that is nearly it is refused as such.
  package func either<Value>(_ word: String, means meaning: Value, _ body: (ValueReader) -> Value?) -> Value? {
    shape?.word(among: [word])
    guard let text = node?.scalar?.text else { return body(self) }
    if text == word { return meaning }
    if let hint = Suggestion.hint(for: WideForms.narrow(text), among: [word]) {
      problem(
        Self.reads(text), expectation: Wording("“\(word)” or a value", "“\(word)”或一个值"), hint: WideForms.hint(for: text) ?? hint)
      return nil
    }
    return body(self)
  }

  // MARK: Inside

  private var subject: Wording { label.isEmpty ? Wording("the document ", "文件") : Wording("“\(label)” ", "“\(label)”") }
  private static let text = Wording("text", "文字")
  private static func reads(_ text: String) -> Wording { Wording("is \(quoted(text))", "为\(quoted(text))") }
  static func isA(_ node: YAMLNode) -> Wording { Wording("is \(node.words.en)", "是\(node.words.zh)") }

  /// The node, unless it was refused and reported by the parser.
  var readable: YAMLNode? {
    guard let node, !node.isRefused else { return nil }
    return node
  }

  private func scalar(expecting expectation: Wording) -> YAMLScalar? {
    guard let node = readable else { return nil }
    guard let scalar = node.scalar else {
      problem(Self.isA(node), expectation: expectation)
      return nil
    }
    if scalar.isNull {
      problem(
        Wording("has no value", "没有值"), expectation: expectation,
        hint: scalar.text.isEmpty ? nil : Wording("put quotes around a text “\(scalar.text)”", "若是文字“\(scalar.text)”，请加引号"))
      return nil
    }
    return scalar
  }

  private func plain(expecting expectation: Wording) -> YAMLScalar? {
    guard let scalar = scalar(expecting: expectation) else { return nil }
    guard scalar.isPlain else {
      problem(Wording("is text in quotes", "是带引号的文字"), expectation: expectation, hint: Wording("remove the quotes", "请去掉引号"))
      return nil
    }
    return scalar
  }
}
