import Speech

// Lists and mappings.
extension ValueReader {
  /// A list; `body` reads each item. Items it returns nil for are left out.
  package func list<Item>(atLeast minimum: Int = 0, _ body: (ValueReader) -> Item?) -> [Item]? {
    if let shape {
      _ = body(child(of: shape.list(atLeast: minimum)))
      return []
    }
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
    if isProbe {
      _ = list(atLeast: 1, body)
      return body(self).map { [$0] }
    }
    if isSequence { return list(atLeast: 1, body) }
    guard readable != nil else { return nil }
    return body(self).map { [$0] }
  }

  /// A mapping with known keys. Keys `body` does not ask for are reported as unknown, required ones as missing.
  package func mapping<Value>(_ body: (MappingReader) -> Value?) -> Value? {
    if let shape {
      let reader = MappingReader(label: label, pairs: [], position: position, problems: problems, shape: shape.mapping())
      let value = body(reader)
      reader.finish()
      return value
    }
    guard let pairs = readablePairs(example: { example(likelyKeys(body)) }) else { return nil }
    let reader = MappingReader(label: label, pairs: pairs, position: position, problems: problems)
    let value = body(reader)
    reader.finish()
    return value
  }

  /// A mapping whose keys are data (team: share). `body` reads each key and value in the order of the file.
  package func entries<Entry>(_ body: (_ key: ValueReader, _ value: ValueReader) -> Entry?) -> [Entry]? {
    if let shape {
      let (key, value) = shape.entries()
      _ = body(child(of: key), child(of: value))
      return []
    }
    guard let pairs = readablePairs(example: { example(["name"]) }) else { return nil }
    return pairs.compactMap { pair in
      let keyText = YAMLScalar(text: pair.key, style: .plain, verbatimColumn: nil)
      let keyNode = YAMLNode(.scalar(keyText), at: pair.keyPosition)
      let key = ValueReader(label: label, node: keyNode, position: pair.keyPosition, problems: problems)
      return body(key, child(pair.value, label: MappingReader.label(pair.key, in: label)))
    }
  }

  // MARK: Inside

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

  private func child(of shape: Shape) -> ValueReader { ValueReader(probing: shape) }

  private func child(_ node: YAMLNode, label: String) -> ValueReader {
    ValueReader(label: label, node: node, position: node.position, problems: problems)
  }
}
