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

  /// A reader of a whole document.
  package init(_ root: YAMLNode, into problems: Problems) {
    self.init(label: "", node: root, position: root.position, problems: problems)
  }

  init(label: String, node: YAMLNode?, position: SourcePosition, problems: Problems) {
    self.label = label
    self.node = node
    self.position = position
    self.problems = problems
  }

  /// Whether there is a value at all, be it right or wrong.
  package var isPresent: Bool { node != nil }
  /// Whether it is a single value that is not empty.
  package var isScalar: Bool { node?.scalar.map { !$0.isNull } ?? false }
  /// Whether it is a list.
  package var isSequence: Bool { node?.items != nil }
  /// Whether it is a mapping.
  package var isMapping: Bool { node?.pairs != nil }

  /// Reports a problem with this value: "“label” message".
  package func problem(_ message: String, expectation: String? = nil, hint: String? = nil) {
    problems.add(at: position, subject + message, expectation: expectation, hint: hint)
  }

  // MARK: Single values

  /// Text as written, quoted or not: a plain `no` or `02:30` is that text. Empty text is wrong unless allowed.
  package func string(allowEmpty: Bool = false) -> String? {
    guard let scalar = scalar(expecting: "text") else { return nil }
    if scalar.text.isEmpty, !allowEmpty {
      problem("is empty", expectation: "text")
      return nil
    }
    return scalar.text
  }

  /// A whole number in decimal digits without quotes, within a range.
  package func int(in range: ClosedRange<Int> = .min ... .max) -> Int? {
    let expectation = Numerals.expectation(for: range)
    guard let scalar = plain(expecting: expectation) else { return nil }
    guard let value = Numerals.int(scalar.text) else {
      problem("is \(quoted(scalar.text))", expectation: expectation, hint: Numerals.hint(for: scalar.text))
      return nil
    }
    guard range.contains(value) else {
      problem("is \(value)", expectation: expectation)
      return nil
    }
    return value
  }

  /// `true`, `yes`, `on` or `false`, `no`, `off`, in any case, without quotes.
  package func bool() -> Bool? {
    let expectation = "yes or no"
    guard let scalar = plain(expecting: expectation) else { return nil }
    switch scalar.text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      let words = ["yes", "no", "true", "false", "on", "off"]
      let hint = WideForms.hint(for: scalar.text) ?? Suggestion.hint(for: scalar.text, among: words)
      problem("is \(quoted(scalar.text))", expectation: expectation, hint: hint)
      return nil
    }
  }

  /// One of the cases of an enumeration, by raw value.
  package func choice<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type = Value.self) -> Value? {
    choice(among: Value.allCases.map { ($0.rawValue, $0) })
  }

  /// One of some words, each with its meaning. With `what` ("a team"), that is what the message says was expected.
  package func choice<Value>(among choices: [(word: String, value: Value)], what: String? = nil) -> Value? {
    let words = choices.map(\.word)
    let expectation = (what.map { $0 + ": " } ?? "") + Suggestion.listed(words)
    guard let scalar = scalar(expecting: expectation) else { return nil }
    if let match = choices.first(where: { $0.word == scalar.text }) { return match.value }
    let hint = Suggestion.hint(for: WideForms.narrow(scalar.text), among: words) ?? WideForms.hint(for: scalar.text)
    let isWide = WideForms.hint(for: scalar.text) != nil && words.contains(WideForms.narrow(scalar.text))
    problem("is \(quoted(scalar.text))", expectation: expectation, hint: isWide ? WideForms.hint(for: scalar.text) : hint)
    return nil
  }

  /// One of some words.
  package func word(among words: [String], what: String? = nil) -> String? {
    choice(among: words.map { ($0, $0) }, what: what)
  }

  /// A value the caller parses from the text. `body` returns nil or throws a ``Rejection`` for what it cannot read;
  /// a rejection with an offset is reported at that character.
  package func parse<Value>(_ expectation: String, _ body: (String) throws(Rejection) -> Value?) -> Value? {
    guard let scalar = scalar(expecting: expectation) else { return nil }
    do throws(Rejection) {
      if let value = try body(scalar.text) { return value }
      problem("is \(quoted(scalar.text))", expectation: expectation, hint: Numerals.widthHint(for: scalar.text))
    } catch {
      var place = position
      if let offset = error.offset, let column = scalar.verbatimColumn {
        place = SourcePosition(line: position.line, column: column + offset)
      }
      let message = error.message ?? "is \(quoted(scalar.text))"
      let hint = error.hint ?? Numerals.widthHint(for: scalar.text)
      problems.add(at: place, subject + message, expectation: error.expectation ?? expectation, hint: hint)
    }
    return nil
  }

  // MARK: Lists and mappings

  /// A list; `body` reads each item. Items it returns nil for are left out.
  package func list<Item>(atLeast minimum: Int = 0, _ body: (ValueReader) -> Item?) -> [Item]? {
    guard let node = readable else { return nil }
    guard let items = node.items else {
      problem("is \(node.words)", expectation: "a list", hint: isScalar ? "put it in brackets: [ … ]" : nil)
      return nil
    }
    if items.count < minimum {
      problem("has \(items.count) items", expectation: "a list of at least \(minimum)")
      return nil
    }
    return read(items, body)
  }

  /// A list, or a single value as a list of one; `body` reads each item.
  package func oneOrMore<Item>(_ body: (ValueReader) -> Item?) -> [Item]? {
    if isSequence { return list(atLeast: 1, body) }
    guard readable != nil else { return nil }
    return body(self).map { [$0] }
  }

  /// A mapping with known keys. Keys `body` does not ask for are reported as unknown, required ones as missing.
  package func mapping<Value>(_ body: (MappingReader) -> Value?) -> Value? {
    guard let pairs = readablePairs(example: { example(likelyKeys(body)) }) else { return nil }
    let reader = MappingReader(label: label, pairs: pairs, position: position, problems: problems)
    let value = body(reader)
    reader.finish()
    return value
  }

  /// A mapping whose keys are data (team: share). `body` reads each key and value in the order of the file.
  package func entries<Entry>(_ body: (_ key: ValueReader, _ value: ValueReader) -> Entry?) -> [Entry]? {
    guard let pairs = readablePairs(example: { example(["name"]) }) else { return nil }
    return pairs.compactMap { pair in
      let keyText = YAMLScalar(text: pair.key, style: .plain, verbatimColumn: nil)
      let keyNode = YAMLNode(.scalar(keyText), at: pair.keyPosition)
      let key = ValueReader(label: label, node: keyNode, position: pair.keyPosition, problems: problems)
      return body(key, child(pair.value, label: MappingReader.label(pair.key, in: label)))
    }
  }

  // MARK: Inside

  private var subject: String { label.isEmpty ? "the document " : "“\(label)” " }

  /// The node, unless it was refused and reported by the parser.
  private var readable: YAMLNode? {
    guard let node, !node.isRefused else { return nil }
    return node
  }

  private func scalar(expecting expectation: String) -> YAMLScalar? {
    guard let node = readable else { return nil }
    guard let scalar = node.scalar else {
      problem("is \(node.words)", expectation: expectation)
      return nil
    }
    if scalar.isNull {
      problem("has no value", expectation: expectation, hint: scalar.text.isEmpty ? nil : "put quotes around a text “\(scalar.text)”")
      return nil
    }
    return scalar
  }

  private func plain(expecting expectation: String) -> YAMLScalar? {
    guard let scalar = scalar(expecting: expectation) else { return nil }
    guard scalar.isPlain else {
      problem("is text in quotes", expectation: expectation, hint: "remove the quotes")
      return nil
    }
    return scalar
  }

  private func readablePairs(example: () -> String) -> [YAMLPair]? {
    guard let node = readable else { return nil }
    if let pairs = node.pairs { return pairs }
    var hint: String?
    if let text = node.scalar?.text {
      hint = WideForms.advice(for: text) ?? (text.contains(":") ? "put a space after the colon" : nil)
    }
    problem("is \(node.words)", expectation: "a mapping, such as \(example())", hint: hint)
    return nil
  }

  /// The keys that a mapping would be asked for, those it must have first: found by reading one that has none.
  private func likelyKeys<Value>(_ body: (MappingReader) -> Value?) -> [String] {
    let probe = MappingReader(label: label, pairs: [], position: position, problems: Problems(file: problems.file))
    _ = body(probe)
    return probe.likelyKeys
  }

  /// `limits: { portfolio: …, new_per_day: … }`; an item of a list stands without a key, a whole document on lines of its own.
  private func example(_ keys: [String]) -> String {
    let shown = keys.isEmpty ? ["key"] : Array(keys.prefix(3))
    if label.isEmpty { return shown.map { "“\($0): …”" }.joined(separator: " and ") + ", each on a line of its own" }
    let mapping = "{ " + shown.map { "\($0): …" }.joined(separator: ", ") + " }"
    let own = label.split(separator: ".").last.map(String.init) ?? label
    return own.hasSuffix("]") ? mapping : "\(own): \(mapping)"
  }

  private func read<Item>(_ items: [YAMLNode], _ body: (ValueReader) -> Item?) -> [Item] {
    items.enumerated().compactMap { index, item in body(child(item, label: "\(label)[\(index + 1)]")) }
  }

  private func child(_ node: YAMLNode, label: String) -> ValueReader {
    ValueReader(label: label, node: node, position: node.position, problems: problems)
  }
}
