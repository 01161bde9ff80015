import Discretion
import Speech

/// A value of a YAML document with its place in the file.
///
/// Nothing is resolved: a plain `no` stays the text "no" until a reader asks for a boolean, so that YAML 1.1's traps
/// (`no`, `off`, `02:30`, `010`) cannot change a value behind its author's back.
package struct YAMLNode: Sendable, Hashable {
  /// What a node is.
  package enum Content: Sendable, Hashable {
    /// A single value.
    case scalar(YAMLScalar)
    /// A list.
    case sequence([YAMLNode])
    /// Keys with values, in the order of the file; keys are unique.
    case mapping([YAMLPair])
  }

  /// Largest input in bytes.
  package static let sizeLimit = 1 << 20
  /// Deepest nesting of lists and mappings.
  package static let depthLimit = 64

  /// Where it begins. A value left out (`key:`) stands right after its colon.
  package let position: SourcePosition
  /// What it is.
  package let content: Content
  /// A stand-in for something already reported (an alias), of which no reader should complain again.
  let isRefused: Bool

  init(_ content: Content, at position: SourcePosition, isRefused: Bool = false) {
    self.content = content
    self.position = position
    self.isRefused = isRefused
  }

  /// The scalar, if this is one.
  package var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The items, if this is a list.
  package var items: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The pairs in the order of the file, if this is a mapping.
  package var pairs: [YAMLPair]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  /// The value of a key, if this is a mapping that has it.
  package subscript(key: String) -> YAMLNode? {
    pairs?.first { $0.key == key }?.value
  }

  /// What it is, in words for a message: `a list`, `the text "x"`.
  var words: Wording {
    switch content {
    case .sequence: Wording("a list", "列表")
    case .mapping: Wording("a mapping", "映射")
    case .scalar(let scalar) where scalar.isNull: Wording("nothing", "空")
    case .scalar(let scalar): Wording(same: quoted(scalar.text))
    }
  }
}

/// A key with its value.
package struct YAMLPair: Sendable, Hashable {
  /// The key's text.
  package let key: String
  /// Where the key begins.
  package let keyPosition: SourcePosition
  /// Its value.
  package let value: YAMLNode
}

/// A single value as written.
package struct YAMLScalar: Sendable, Hashable {
  /// How it was written.
  package enum Style: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// `'…'`
    case singleQuoted
    /// `"…"`
    case doubleQuoted
    /// `|`
    case literal
    /// `>`
    case folded
  }

  /// The text with quotes and escapes removed; no control characters but tab and newline.
  package let text: String
  /// How it was written.
  package let style: Style
  /// Column of the text's first character, if the file shows the text character by character on one line: then a
  /// place within the text is a place in the file.
  let verbatimColumn: Int?

  /// Written without quotes.
  package var isPlain: Bool { style == .plain }
  /// Left out, `~` or `null`, without quotes.
  package var isNull: Bool { isPlain && (text.isEmpty || ["~", "null", "Null", "NULL"].contains(text)) }
}

/// A rejected text for a message: in quotes, shortened, on one line.
func quoted(_ text: String) -> String {
  "“\(Shown.written(text.split(whereSeparator: \.isNewline).joined(separator: " ")))”"
}
