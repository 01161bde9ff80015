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
  package func problem(_ message: Wording, expectation: Wording? = nil, hint: Wording? = nil) {
    problems.add(at: position, subject + message, expectation: expectation, hint: hint)
  }

  // MARK: Single values

  /// Text as written, quoted or not: a plain `no` or `02:30` is that text. Empty text is wrong unless allowed.
  package func string(allowEmpty: Bool = false) -> String? {
    guard let scalar = scalar(expecting: Self.text) else { return nil }
    if scalar.text.isEmpty, !allowEmpty {
      problem(Wording("is empty", "为空"), expectation: Self.text)
      return nil
    }
    return scalar.text
  }

  /// A whole number in decimal digits without quotes, within a range.
  package func int(in range: ClosedRange<Int> = .min ... .max) -> Int? {
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

  /// One of some words, each with its meaning. With `what` ("a team"), that is what the message says was expected.
  package func choice<Value>(among choices: [(word: String, value: Value)], what: Wording? = nil) -> Value? {
    let words = choices.map(\.word)
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

  // MARK: Lists and mappings

  /// A list; `body` reads each item. Items it returns nil for are left out.
  package func list<Item>(atLeast minimum: Int = 0, _ body: (ValueReader) -> Item?) -> [Item]? {
    guard let node = readable else { return nil }
    guard let items = node.items else {
      problem(
        Self.isA(node), expectation: Wording("a list", "列表"), hint: isScalar ? Wording("put it in brackets: [ … ]", "请放进方括号：[ … ]") : nil)
      return nil
    }
    if items.count < minimum {
      problem(
        Wording("has \(items.count) items", "有 \(items.count) 项"),
        expectation: Wording("a list of at least \(minimum)", "至少 \(minimum) 项的列表"))
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

  private var subject: Wording { label.isEmpty ? Wording("the document ", "文件") : Wording("“\(label)” ", "“\(label)”") }
  private static let text = Wording("text", "文字")
  private static func reads(_ text: String) -> Wording { Wording("is \(quoted(text))", "为\(quoted(text))") }
  private static func isA(_ node: YAMLNode) -> Wording { Wording("is \(node.words.en)", "是\(node.words.zh)") }

  /// The node, unless it was refused and reported by the parser.
  private var readable: YAMLNode? {
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

  private func readablePairs(example: () -> Wording) -> [YAMLPair]? {
    guard let node = readable else { return nil }
    if let pairs = node.pairs { return pairs }
    var hint: Wording?
    if let text = node.scalar?.text {
      hint = WideForms.advice(for: text) ?? (text.contains(":") ? Wording("put a space after the colon", "冒号后请加空格") : nil)
    }
    let example = example()
    problem(Self.isA(node), expectation: Wording("a mapping, such as \(example.en)", "映射，例如 \(example.zh)"), hint: hint)
    return nil
  }

  /// The keys that a mapping would be asked for, those it must have first: found by reading one that has none.
  private func likelyKeys<Value>(_ body: (MappingReader) -> Value?) -> [String] {
    let probe = MappingReader(label: label, pairs: [], position: position, problems: Problems(file: problems.file))
    _ = body(probe)
    return probe.likelyKeys
  }

  /// `limits: { portfolio: …, new_per_day: … }`; an item of a list stands without a key, a whole document on lines of its own.
  private func example(_ keys: [String]) -> Wording {
    let shown = keys.isEmpty ? ["key"] : Array(keys.prefix(3))
    if label.isEmpty {
      return shown.map { Wording(same: "“\($0): …”") }.joined(by: Suggestion.and) + Wording(", each on a line of its own", "，各占一行")
    }
    let mapping = "{ " + shown.map { "\($0): …" }.joined(separator: ", ") + " }"
    let own = label.split(separator: ".").last.map(String.init) ?? label
    return Wording(same: own.hasSuffix("]") ? mapping : "\(own): \(mapping)")
  }

  private func read<Item>(_ items: [YAMLNode], _ body: (ValueReader) -> Item?) -> [Item] {
    items.enumerated().compactMap { index, item in body(child(item, label: "\(label)[\(index + 1)]")) }
  }

  private func child(_ node: YAMLNode, label: String) -> ValueReader {
    ValueReader(label: label, node: node, position: node.position, problems: problems)
  }
}
