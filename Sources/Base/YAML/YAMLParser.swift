extension YAMLNode {
  /// Reads one document, or throws the first thing refused.
  ///
  /// Refused: more than 1 MiB, anything but UTF-8, invisible characters, empty and second documents, anchors, aliases,
  /// merge keys, tags, duplicate and complex keys, nesting deeper than 64.
  package static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode {
    var parser = YAMLParser(file: file)
    let node = parser.parse(bytes)
    if let first = parser.errors.min(by: { $0.problem.position < $1.problem.position }) { throw first }
    guard let node else { throw parser.error(.empty, at: .start, "the file has no content") }
    return node
  }

  /// Reads one document, or throws the first thing refused; see ``parse(_:file:)-([UInt8],_)``.
  package static func parse(_ text: String, file: String) throws(YAMLError) -> YAMLNode {
    try parse(Array(text.utf8), file: file)
  }

  /// Reads one document and reports everything refused at once.
  ///
  /// The tree is returned as long as there is one, even with problems, so that its values can be checked in the same
  /// round; it must not be *used* unless `problems` is empty. Nil always comes with a problem.
  package static func read(_ bytes: [UInt8], into problems: Problems) -> YAMLNode? {
    var parser = YAMLParser(file: problems.file)
    let node = parser.parse(bytes)
    for error in parser.errors { problems.add(error.problem) }
    return node
  }
}

/// Builds the tree from libyaml's events. Goes on after what can be skipped, stops at what cannot.
struct YAMLParser {
  private(set) var errors: [YAMLError] = []
  private let file: String
  private var advice = SyntaxAdvice(source: [])

  init(file: String) { self.file = file }

  mutating func parse(_ bytes: [UInt8]) -> YAMLNode? {
    do throws(YAMLError) {
      let (source, end) = try SourceCheck(file: file).accept(bytes)
      advice = SyntaxAdvice(source: source)
      return try document(EventStream(source, end: end))
    } catch {
      errors.append(error)
      return nil
    }
  }

  private mutating func document(_ stream: EventStream) throws(YAMLError) -> YAMLNode {
    _ = try next(stream)
    let start = try next(stream)
    guard case .documentStart(let hasTagDirectives) = start.kind else {
      throw error(.empty, at: .start, "the file has no content")
    }
    if hasTagDirectives { refuse(.tag, at: start.position, "%TAG is not supported", hint: "delete the directive") }
    let first = try next(stream)
    let root = try node(first, in: stream, depth: 0)
    if let scalar = root.scalar, scalar.isNull, !root.isRefused {
      throw error(.empty, at: root.position, "the document has no content")
    }
    _ = try next(stream)
    let after = try next(stream)
    if case .documentStart = after.kind {
      throw error(
        .secondDocument, at: after.position, "a second document begins here", expectation: "one document a file",
        hint: "put it into a file of its own")
    }
    return root
  }

  private mutating func node(
    _ event: EventStream.Event, in stream: EventStream, depth: Int
  ) throws(YAMLError) -> YAMLNode {
    refuseDecoration(event)
    switch event.kind {
    case .scalar(let scalar):
      check(scalar, at: event.position)
      return YAMLNode(.scalar(scalar), at: event.position)
    case .sequenceStart:
      try descend(depth, at: event.position)
      var items: [YAMLNode] = []
      while let item = try member(stream) { items.append(try node(item, in: stream, depth: depth + 1)) }
      return YAMLNode(.sequence(items), at: event.position)
    case .mappingStart:
      try descend(depth, at: event.position)
      return YAMLNode(.mapping(try pairs(in: stream, depth: depth + 1)), at: event.position)
    case .alias:
      refuse(.alias, at: event.position, "aliases (*name) are not supported", hint: "write the value out")
      let stand = YAMLScalar(text: "", style: .plain, verbatimColumn: nil)
      return YAMLNode(.scalar(stand), at: event.position, isRefused: true)
    case .streamStart, .documentStart, .documentEnd, .collectionEnd, .streamEnd:
      // libyaml's grammar puts none of these where a value stands; should it ever, say so rather than guess.
      throw error(.syntax, at: event.position, "a value is missing")
    }
  }

  private mutating func pairs(in stream: EventStream, depth: Int) throws(YAMLError) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var seen: [String: SourcePosition] = [:]
    while let event = try member(stream) {
      let keyNode = try node(event, in: stream, depth: depth)
      let valueEvent = try next(stream)
      let value = try node(valueEvent, in: stream, depth: depth)
      guard let key = acceptKey(keyNode) else { continue }
      if let earlier = seen[key] {
        refuse(
          .duplicateKey, at: event.position, "the key \(quoted(key)) is given twice (first on line \(earlier.line))",
          hint: "keep one of the two")
        continue
      }
      seen[key] = event.position
      pairs.append(YAMLPair(key: key, keyPosition: event.position, value: value))
    }
    return pairs
  }

  private mutating func acceptKey(_ node: YAMLNode) -> String? {
    if node.isRefused { return nil }
    guard let scalar = node.scalar else {
      refuse(.complexKey, at: node.position, "a key is \(node.words)", expectation: "plain text as key")
      return nil
    }
    if scalar.isPlain, scalar.text == "<<" {
      refuse(.mergeKey, at: node.position, "merge keys (<<) are not supported", hint: "write the keys out")
      return nil
    }
    if scalar.isPlain, scalar.text.isEmpty {
      refuse(.missingKey, at: node.position, "a key is missing before the colon")
      return nil
    }
    return scalar.text
  }

  private mutating func refuseDecoration(_ event: EventStream.Event) {
    if event.hasAnchor {
      refuse(.anchor, at: event.position, "anchors (&name) are not supported", hint: "delete the anchor")
    }
    if event.hasTag { refuse(.tag, at: event.position, "tags (!name) are not supported", hint: "delete the tag") }
  }

  /// Escapes can write what ``SourceCheck`` keeps out of the file.
  private mutating func check(_ scalar: YAMLScalar, at position: SourcePosition) {
    guard scalar.style == .doubleQuoted else { return }
    let bad = scalar.text.unicodeScalars.contains { $0 == "\r" || SourceCheck.objection(to: $0) != nil }
    if bad {
      refuse(.forbiddenCharacter, at: position, "the text contains an escaped control or invisible character", hint: "delete the escape")
    }
  }

  private func descend(_ depth: Int, at position: SourcePosition) throws(YAMLError) {
    guard depth < YAMLNode.depthLimit else {
      throw error(.tooDeep, at: position, "nested too deeply", expectation: "at most \(YAMLNode.depthLimit) levels")
    }
  }

  /// The next member of the collection being read, nil at its end.
  private func member(_ stream: EventStream) throws(YAMLError) -> EventStream.Event? {
    let event = try next(stream)
    if case .collectionEnd = event.kind { return nil }
    return event
  }

  private func next(_ stream: EventStream) throws(YAMLError) -> EventStream.Event {
    do throws(EventStream.Failure) {
      return try stream.next()
    } catch {
      throw YAMLError(reason: .syntax, problem: advice.problem(for: error, file: file))
    }
  }

  private mutating func refuse(
    _ reason: YAMLError.Reason, at position: SourcePosition, _ message: String, expectation: String? = nil,
    hint: String? = nil
  ) {
    errors.append(error(reason, at: position, message, expectation: expectation, hint: hint))
  }

  func error(
    _ reason: YAMLError.Reason, at position: SourcePosition, _ message: String, expectation: String? = nil,
    hint: String? = nil
  ) -> YAMLError {
    YAMLError(
      reason: reason,
      problem: Problem(file: file, position: position, message: message, expectation: expectation, hint: hint))
  }
}
