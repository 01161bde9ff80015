import Speech

extension YAMLNode {
  /// Reads one document, or throws the first thing refused.
  ///
  /// Refused: more than 1 MiB, anything but UTF-8, invisible characters, empty and second documents, anchors, aliases,
  /// merge keys, tags, duplicate and complex keys, nesting deeper than 64.
  package static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode {
    var parser = YAMLParser(file: file)
    let node = parser.parse(bytes)
    if let first = parser.errors.min(by: { $0.problem.position < $1.problem.position }) { throw first }
    guard let node else { throw parser.error(.empty, at: .start, Wording("the file has no content", "文件没有内容")) }
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
      throw error(.empty, at: .start, Wording("the file has no content", "文件没有内容"))
    }
    if hasTagDirectives {
      refuse(.tag, at: start.position, Wording("%TAG is not supported", "不支持 %TAG"), hint: Wording("delete the directive", "请删去此指令"))
    }
    let first = try next(stream)
    let root = try node(first, in: stream, depth: 0)
    if let scalar = root.scalar, scalar.isNull, !root.isRefused {
      throw error(.empty, at: root.position, Wording("the document has no content", "文档没有内容"))
    }
    _ = try next(stream)
    let after = try next(stream)
    if case .documentStart = after.kind {
      throw error(
        .secondDocument, at: after.position, Wording("a second document begins here", "这里开始了第二个文档"),
        expectation: Wording("one document a file", "一个文件一个文档"), hint: Wording("put it into a file of its own", "请另放一个文件"))
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
      refuse(
        .alias, at: event.position, Wording("aliases (*name) are not supported", "不支持别名（*name）"),
        hint: Wording("write the value out", "请把值写全"))
      let stand = YAMLScalar(text: "", style: .plain, verbatimColumn: nil)
      return YAMLNode(.scalar(stand), at: event.position, isRefused: true)
    case .streamStart, .documentStart, .documentEnd, .collectionEnd, .streamEnd:
      // libyaml's grammar puts none of these where a value stands; should it ever, say so rather than guess.
      throw error(.syntax, at: event.position, Wording("a value is missing", "缺值"))
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
          .duplicateKey, at: event.position,
          Wording(
            "the key \(quoted(key)) is given twice (first on line \(earlier.line))", "键\(quoted(key))写了两次（先见于第 \(earlier.line) 行）"),
          hint: Wording("keep one of the two", "请只留一个"))
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
      refuse(
        .complexKey, at: node.position, Wording("a key is \(node.words.en)", "键是\(node.words.zh)"),
        expectation: Wording("plain text as key", "普通文字作键"))
      return nil
    }
    if scalar.isPlain, scalar.text == "<<" {
      refuse(
        .mergeKey, at: node.position, Wording("merge keys (<<) are not supported", "不支持合并键（<<）"),
        hint: Wording("write the keys out", "请把键写全"))
      return nil
    }
    if scalar.isPlain, scalar.text.isEmpty {
      refuse(.missingKey, at: node.position, Wording("a key is missing before the colon", "冒号前缺键"))
      return nil
    }
    return scalar.text
  }

  private mutating func refuseDecoration(_ event: EventStream.Event) {
    if event.hasAnchor {
      refuse(
        .anchor, at: event.position, Wording("anchors (&name) are not supported", "不支持锚点（&name）"),
        hint: Wording("delete the anchor", "请删去锚点"))
    }
    if event.hasTag {
      refuse(.tag, at: event.position, Wording("tags (!name) are not supported", "不支持标签（!name）"), hint: Wording("delete the tag", "请删去标签"))
    }
  }

  /// Escapes can write what ``SourceCheck`` keeps out of the file.
  private mutating func check(_ scalar: YAMLScalar, at position: SourcePosition) {
    guard scalar.style == .doubleQuoted else { return }
    let bad = scalar.text.unicodeScalars.contains { $0 == "\r" || SourceCheck.objection(to: $0) != nil }
    if bad {
      refuse(
        .forbiddenCharacter, at: position, Wording("the text contains an escaped control or invisible character", "文字里有转义的控制字符或不可见字符"),
        hint: Wording("delete the escape", "请删去转义"))
    }
  }

  private func descend(_ depth: Int, at position: SourcePosition) throws(YAMLError) {
    guard depth < YAMLNode.depthLimit else {
      throw error(
        .tooDeep, at: position, Wording("nested too deeply", "嵌套过深"),
        expectation: Wording("at most \(YAMLNode.depthLimit) levels", "至多 \(YAMLNode.depthLimit) 层"))
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
    _ reason: YAMLError.Reason, at position: SourcePosition, _ message: Wording, expectation: Wording? = nil,
    hint: Wording? = nil
  ) {
    errors.append(error(reason, at: position, message, expectation: expectation, hint: hint))
  }

  func error(
    _ reason: YAMLError.Reason, at position: SourcePosition, _ message: Wording, expectation: Wording? = nil,
    hint: Wording? = nil
  ) -> YAMLError {
    YAMLError(
      reason: reason,
      problem: Problem(file: file, position: position, message: message, expectation: expectation, hint: hint))
  }
}
