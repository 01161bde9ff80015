package import Speech

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
  private let shape: Shape.Keys?
  private var required: Set<String> = []
  private var taken: [String] = []

  init(label: String, pairs: [YAMLPair], position: SourcePosition, problems: Problems, shape: Shape.Keys? = nil) {
    self.shape = shape
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
    if shape != nil { required.insert(key) }
    if !reader.isPresent, !missing.contains(key) { missing.append(key) }
    return reader
  }

  /// The value of a key that may be there.
  package func optional(_ key: String) -> ValueReader {
    if let shape { return ValueReader(probing: shape.value(key)) }
    allow(key)
    let node = indexes[key].map { pairs[$0].value }
    return ValueReader(
      label: Self.label(key, in: label), node: node, position: node?.position ?? position, problems: problems)
  }

  /// Exactly one of several keys: reports none and more than one. With more than one, the first of `keys` present.
  package func exactlyOne(of keys: [String]) -> (key: String, value: ValueReader)? {
    if let shape {
      shape.exactlyOne(of: keys)
      for key in keys { _ = shape.value(key) }
      let key = keys[shape.probe.turn % keys.count]
      taken.append(key)
      return (key, optional(key))
    }
    for key in keys { allow(key) }
    let present = keys.filter { indexes[$0] != nil }
    if present.count != 1 {
      let together = Suggestion.listed(present, by: Suggestion.and)
      let found =
        present.isEmpty
        ? Wording("has none of its keys", "缺少应有的键") : Wording("has \(together.en) together", "同时有\(together.zh)")
      let one = Suggestion.listed(keys)
      problem(found, expectation: Wording("exactly one of \(one.en)", "恰好一个：\(one.zh)"))
    }
    return present.first.map { ($0, optional($0)) }
  }

  /// Whether a key is there; it counts as known.
  package func has(_ key: String) -> Bool {
    if let shape {
      _ = shape.value(key)
      return shape.probe.says
    }
    allow(key)
    return indexes[key] != nil
  }

  /// Whether it has no keys at all.
  package var isEmpty: Bool { pairs.isEmpty && shape == nil }

  /// Makes keys known that are not read now.
  package func allow(_ keys: String...) {
    if let shape { for key in keys { _ = shape.value(key) } }
    for key in keys where !known.contains(key) { known.append(key) }
  }

  /// Where a key stands.
  package func keyPosition(_ key: String) -> SourcePosition? {
    indexes[key].map { pairs[$0].keyPosition }
  }

  /// Reports a problem with the mapping as a whole: "“label” message".
  package func problem(_ message: Wording, expectation: Wording? = nil, hint: Wording? = nil) {
    let subject = label.isEmpty ? Wording("the document ", "文件") : Wording("“\(label)” ", "“\(label)”")
    problems.add(at: position, subject + message, expectation: expectation, hint: hint)
  }

  /// The keys asked for: those that must be there, or else all.
  var likelyKeys: [String] { missing.isEmpty ? known : missing }

  func finish() {
    if let shape { return shape.finish(required: required, taking: taken) }
    let unused = known.filter { indexes[$0] == nil }
    for pair in pairs where !known.contains(pair.key) {
      if problems.isFull { break }
      // A key not given yet is the likelier meaning than one that is.
      let wide = WideForms.hint(for: pair.key)
      let key = wide == nil ? pair.key : WideForms.narrow(pair.key)
      let likely = Suggestion.closest(to: key, among: unused) ?? Suggestion.closest(to: key, among: known)
      if let likely { missing.removeAll { $0 == likely } }
      problems.add(
        at: pair.keyPosition,
        label.isEmpty
          ? Wording("unknown key \(quoted(pair.key))", "不认识的键\(quoted(pair.key))")
          : Wording("unknown key \(quoted(pair.key)) in “\(label)”", "“\(label)”里有不认识的键\(quoted(pair.key))"),
        expectation: known.isEmpty ? Wording("no keys", "没有键") : Suggestion.listed(known.sorted()),
        hint: wide ?? likely.map(Suggestion.meant))
    }
    for key in missing { problem(Wording("lacks the key “\(key)”", "缺少键“\(key)”")) }
  }

  static func label(_ key: String, in parent: String) -> String {
    parent.isEmpty ? key : "\(parent).\(key)"
  }
}
