/// Names with values, as a query or a form has them, in their order. A name may stand several times.
package struct FormFields: Sendable, Equatable {
  /// As they came.
  package private(set) var fields: [(name: String, value: String)] = []
  /// So many of one query or form are read.
  package static let most = 1_000

  /// None.
  package init() {}
  /// Made here, for a link or a test.
  package init(_ fields: [(String, String)]) { self.fields = fields.map { ($0.0, $0.1) } }

  /// `a=1&b=%E6%9D%8E`. Throws `WebFault.malformed` for what cannot be read, `tooManyFields` above `most`.
  package init(encoded text: some StringProtocol) throws(WebFault) {
    for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
      guard fields.count < Self.most else { throw .tooManyFields(limit: Self.most) }
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentText.decode(parts[0], plusIsBlank: true),
        let value = PercentText.decode(parts.count > 1 ? parts[1] : "", plusIsBlank: true)
      else { throw .malformed }
      fields.append((name, value))
    }
  }

  /// The first value under the name; nil where there is none.
  package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }
  /// The first value under the name that says something: a field of a form that was left empty is sent all the same.
  package func filled(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
  /// Every value under the name.
  package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
  /// Every name once, in order of its first value.
  package var names: [String] {
    var seen: Set<String> = []
    return fields.map(\.name).filter { seen.insert($0).inserted }
  }

  /// With another value under the name, or without it: the address of the same page, seen otherwise.
  package func with(_ name: String, _ value: String?) -> FormFields {
    var copy = self
    copy.fields.removeAll { $0.name == name }
    if let value { copy.fields.append((name, value)) }
    return copy
  }

  /// As an address has them, without the question mark.
  package var encoded: String { fields.map { PercentText.encode($0.name) + "=" + PercentText.encode($0.value) }.joined(separator: "&") }

  /// The same names with the same values in the same order.
  package static func == (a: FormFields, b: FormFields) -> Bool {
    a.fields.count == b.fields.count && zip(a.fields, b.fields).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }
}
