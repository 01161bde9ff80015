import Wire

/// What JSON looks like, in the words of `docs/json.md`, whose section “How shapes are written” is the grammar.
package indirect enum Shape: Sendable, Equatable {
  /// A member of an object.
  package struct Member: Sendable, Equatable {
    package var key: String
    package var isOptional: Bool
    package var value: Shape
  }
  /// `"count"`, `"text?"`; a list of words is a kind, too.
  case kind(String, orNull: Bool)
  /// `"= a | b"`
  case words([String], orNull: Bool)
  /// `"→ reason"`
  case shape(String, orNull: Bool)
  /// `true`
  case just(Bool)
  case list(Shape)
  /// `{ "<class>": … }`
  case map(of: String, Shape)
  case object([Member])

  /// nil for what is none.
  init?(_ json: JSON) {
    switch json {
    case .bool(let value): self = .just(value)
    case .string(let text):
      let orNull = text.hasSuffix("?")
      let name = orNull ? String(text.dropLast()) : text
      if name.hasPrefix("= ") {
        self = .words(name.dropFirst(2).split(separator: " | ").map(String.init), orNull: orNull)
      } else if name.hasPrefix("→ ") {
        self = .shape(String(name.dropFirst(2)), orNull: orNull)
      } else {
        self = .kind(name, orNull: orNull)
      }
    case .array(let elements):
      guard elements.count == 1, let element = Shape(elements[0]) else { return nil }
      self = .list(element)
    case .object(let members):
      if members.count == 1, members[0].0.hasPrefix("<"), members[0].0.hasSuffix(">") {
        guard let inner = Shape(members[0].1) else { return nil }
        self = .map(of: String(members[0].0.dropFirst().dropLast()), inner)
        return
      }
      var found: [Member] = []
      for (key, value) in members {
        guard let shape = Shape(value) else { return nil }
        let isOptional = key.hasSuffix("?")
        found.append(Member(key: isOptional ? String(key.dropLast()) : key, isOptional: isOptional, value: shape))
      }
      self = .object(found)
    case .null, .integer: return nil
    }
  }

  /// A block as the page has it; nil for what is none.
  init?(block: String) {
    guard let json = try? JSON(reading: Array(block.utf8)) else { return nil }
    self.init(json)
  }

  /// With the members of another object behind its own.
  func with(_ other: Shape) -> Shape {
    guard case .object(let mine) = self, case .object(let theirs) = other else { return self }
    return .object(mine + theirs)
  }
}
