/// Reads a mapping with known keys; given by ``ValueReader/mapping(_:)``, which finishes it.
package final class MappingReader {
  /// How messages name the mapping.
  package let label: String
  /// Where the mapping begins.
  package let position: SourcePosition
  /// Where everything wrong is reported.
  package let problems: Problems

  private let pairs: [YAMLPair]
  private let indexes: [String: Int]
  private var known: [String] = []
  private var missing: [String] = []

  init(label: String, pairs: [YAMLPair], position: SourcePosition, problems: Problems) {
    self.label = label
    self.pairs = pairs
    self.position = position
    self.problems = problems
    // The parser has refused duplicates; should one come through, the first counts.
    indexes = Dictionary(pairs.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  /// The value of a key that must be there. If it is not, this is reported once, when the mapping ends: unless the
  /// key was only mistyped, which is reported instead.
  package func required(_ key: String) -> ValueReader {
    let reader = optional(key)
    if !reader.isPresent, !missing.contains(key) { missing.append(key) }
    return reader
  }

  /// The value of a key that may be there.
  package func optional(_ key: String) -> ValueReader {
    allow(key)
    let node = indexes[key].map { pairs[$0].value }
    return ValueReader(
      label: Self.label(key, in: label), node: node, position: node?.position ?? position, problems: problems)
  }

  /// Exactly one of several keys: reports none and more than one. With more than one, the first of `keys` present.
  package func exactlyOne(of keys: [String]) -> (key: String, value: ValueReader)? {
    for key in keys { allow(key) }
    let present = keys.filter { indexes[$0] != nil }
    if present.count != 1 {
      let found = present.isEmpty ? "has none of its keys" : "has \(Suggestion.listed(present, by: "and")) together"
      problem(found, expectation: "exactly one of \(Suggestion.listed(keys))")
    }
    return present.first.map { ($0, optional($0)) }
  }

  /// Whether a key is there; it counts as known.
  package func has(_ key: String) -> Bool {
    allow(key)
    return indexes[key] != nil
  }

  /// Makes keys known that are not read now.
  package func allow(_ keys: String...) {
    for key in keys where !known.contains(key) { known.append(key) }
  }

  /// Where a key stands.
  package func keyPosition(_ key: String) -> SourcePosition? {
    indexes[key].map { pairs[$0].keyPosition }
  }

  /// Reports a problem with the mapping as a whole: "“label” message".
  package func problem(_ message: String, expectation: String? = nil, hint: String? = nil) {
    let subject = label.isEmpty ? "the document" : "“\(label)”"
    problems.add(at: position, "\(subject) \(message)", expectation: expectation, hint: hint)
  }

  /// The keys asked for: those that must be there, or else all.
  var likelyKeys: [String] { missing.isEmpty ? known : missing }

  func finish() {
    let unused = known.filter { indexes[$0] == nil }
    for pair in pairs where !known.contains(pair.key) {
      if problems.isFull { break }
      // A key not given yet is the likelier meaning than one that is.
      let wide = WideForms.hint(for: pair.key)
      let key = wide == nil ? pair.key : WideForms.narrow(pair.key)
      let likely = Suggestion.closest(to: key, among: unused) ?? Suggestion.closest(to: key, among: known)
      if let likely { missing.removeAll { $0 == likely } }
      problems.add(
        at: pair.keyPosition, "unknown key \(quoted(pair.key))" + (label.isEmpty ? "" : " in “\(label)”"),
        expectation: known.isEmpty ? "no keys" : Suggestion.listed(known.sorted()),
        hint: wide ?? likely.map { "did you mean “\($0)”?" })
    }
    for key in missing { problem("lacks the key “\(key)”") }
  }

  static func label(_ key: String, in parent: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }
}
