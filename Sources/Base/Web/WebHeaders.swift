/// Header fields in their order. Names are alike whatever their capitals.
package struct WebHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// Names in small letters, with their values.
  package private(set) var fields: [(name: String, value: String)] = []

  /// None.
  package init() {}
  /// In the order of the literal.
  package init(dictionaryLiteral elements: (String, String)...) { for (name, value) in elements { add(name, value) } }

  /// The first value under the name; writing replaces all of them, nil takes them away.
  package subscript(_ name: String) -> String? {
    get {
      let name = name.lowercased()
      return fields.first { $0.name == name }?.value
    }
    set {
      let name = name.lowercased()
      fields.removeAll { $0.name == name }
      if let newValue { add(name, newValue) }
    }
  }

  /// Every value under the name.
  package func all(_ name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name == name }.map(\.value)
  }

  /// One more; what would begin another line is left out of the value.
  package mutating func add(_ name: String, _ value: String) {
    let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    fields.append((name.lowercased(), isPlain ? value : String(value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })))
  }

  /// The same fields in the same order.
  package static func == (a: WebHeaders, b: WebHeaders) -> Bool {
    a.fields.count == b.fields.count && zip(a.fields, b.fields).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }
}
