import CLibYAML

/// libyaml's parser as a stream of events. Owns its copy of the text, which libyaml points into.
final class EventStream {
  /// One event with the place where it begins.
  struct Event {
    enum Kind {
      case streamStart
      case documentStart(hasTagDirectives: Bool)
      case documentEnd
      case alias
      case scalar(YAMLScalar)
      case sequenceStart
      case mappingStart
      /// End of a list or mapping: libyaml guarantees that they match.
      case collectionEnd
      case streamEnd
    }

    let kind: Kind
    let position: SourcePosition
    var hasAnchor = false
    var hasTag = false
  }

  /// libyaml's complaint, in its own words.
  struct Failure: Error {
    let problem: String
    let position: SourcePosition
    /// Where the construct began that could not be completed.
    let contextPosition: SourcePosition?
  }

  // On the heap: libyaml keeps pointers to its own parser.
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let isReady: Bool
  private let end: SourcePosition

  /// `end` is the place behind the last character of the text.
  init(_ bytes: ArraySlice<UInt8>, end: SourcePosition) {
    self.end = end
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
    isReady = yaml_parser_initialize(parser) == 1
    if isReady {
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    text.deallocate()
  }

  /// The next event; `streamEnd` for ever once the text is exhausted.
  func next() throws(Failure) -> Event {
    guard isReady else { throw Failure(problem: "out of memory", position: .start, contextPosition: nil) }
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
    defer { yaml_event_delete(&raw) }
    return event(raw)
  }

  private func failure() -> Failure {
    let state = parser.pointee
    let isPositioned = state.error == YAML_SCANNER_ERROR || state.error == YAML_PARSER_ERROR
    return Failure(
      problem: state.problem.map { String(cString: $0) } ?? "out of memory",
      position: position(isPositioned ? state.problem_mark : state.mark),
      contextPosition: isPositioned && state.context != nil ? position(state.context_mark) : nil)
  }

  /// libyaml counts a line more when the last one lacks its break; no editor could jump there.
  private func position(_ mark: yaml_mark_t) -> SourcePosition {
    min(SourcePosition(line: mark.line + 1, column: mark.column + 1), end)
  }

  private func event(_ raw: yaml_event_t) -> Event {
    let position = position(raw.start_mark)
    switch raw.type {
    case YAML_STREAM_START_EVENT:
      return Event(kind: .streamStart, position: position)
    case YAML_DOCUMENT_START_EVENT:
      let tags = raw.data.document_start.tag_directives
      return Event(kind: .documentStart(hasTagDirectives: tags.start != tags.end), position: position)
    case YAML_DOCUMENT_END_EVENT:
      return Event(kind: .documentEnd, position: position)
    case YAML_ALIAS_EVENT:
      return Event(kind: .alias, position: position)
    case YAML_SCALAR_EVENT:
      let data = raw.data.scalar
      return Event(
        kind: .scalar(Self.scalar(raw)), position: position, hasAnchor: data.anchor != nil, hasTag: data.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      let data = raw.data.sequence_start
      return Event(kind: .sequenceStart, position: position, hasAnchor: data.anchor != nil, hasTag: data.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let data = raw.data.mapping_start
      return Event(kind: .mappingStart, position: position, hasAnchor: data.anchor != nil, hasTag: data.tag != nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .collectionEnd, position: position)
    default:
      return Event(kind: .streamEnd, position: position)
    }
  }

  private static func scalar(_ raw: yaml_event_t) -> YAMLScalar {
    let data = raw.data.scalar
    let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let style: YAMLScalar.Style =
      switch data.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    // Escapes, folding and block styles change the length or the line; then nothing inside can be pointed at.
    let quotes = style == .plain ? 0 : 2
    let isVerbatim =
      raw.start_mark.line == raw.end_mark.line
      && raw.end_mark.index - raw.start_mark.index == text.unicodeScalars.count + quotes
    return YAMLScalar(
      text: text, style: style, verbatimColumn: isVerbatim ? raw.start_mark.column + 1 + quotes / 2 : nil)
  }
}
