import Intake
package import Policy
import Speech
package import Wire
import YAML

/// JSON Schema (2020-12) of policy files, rendered from what their readers accept. It says what keys there are, which of them must be there and what kind of
/// value each has; what only the checker can say, such as units and names, is in the descriptions.
package enum FileSchema {
  /// The schema of a kind of file.
  package static func json(_ kind: PolicyFileKind) -> JSON {
    let shape = PolicyFile.shape(of: kind) ?? MappingFile.shape
    let head: [(String, JSON)] = [
      ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", .string("allot \(kind.rawValue) file")),
    ]
    guard case .object(let members) = json(shape) else { return .object(head) }
    return .object(head + members)
  }

  /// What may stand at one place. Nothing known of it lets everything through.
  private static func json(_ shape: Shape) -> JSON {
    let forms = shape.forms.map(json)
    switch forms.count {
    case 0: return .object([])
    case 1: return forms[0]
    default: return .object([("anyOf", .array(forms))])
    }
  }

  private static func json(_ form: Shape.Form) -> JSON {
    switch form {
    case .text(let expected):
      // A plain 5 or true is a text to the checker.
      return [
        "type": .array(["string", "number", "boolean"]),
        "description": .string(expected.en == expected.zh ? expected.en : expected.en + "\n" + expected.zh),
      ]
    case .integer(let range):
      var members: [(String, JSON)] = [("type", "integer")]
      if range.lowerBound > .min { members.append(("minimum", JSON(range.lowerBound))) }
      if range.upperBound < .max { members.append(("maximum", JSON(range.upperBound))) }
      return .object(members)
    case .flag:
      return ["anyOf": .array([["type": "boolean"], ["type": "string", "pattern": .string(flagPattern)]]), "description": "yes or no"]
    case .words(let words): return ["enum": .array(words.map { .string($0) })]
    case .list(let item, let minimum):
      let members: [(String, JSON)] = [("type", "array"), ("items", json(item))]
      return .object(members + (minimum > 0 ? [("minItems", JSON(minimum))] : []))
    case .entries(let key, let value):
      var members: [(String, JSON)] = [("type", "object"), ("additionalProperties", json(value))]
      // Words of the language, not names of the agency's own.
      if case .words(let words)? = key.forms.first, key.forms.count == 1 {
        members.append(("propertyNames", ["enum": .array(words.map { .string($0) })]))
      }
      return .object(members)
    case .mapping(let keys): return json(keys)
    }
  }

  private static func json(_ keys: Shape.Keys) -> JSON {
    var members: [(String, JSON)] = [
      ("type", "object"), ("properties", .object(keys.names.map { ($0, keys.values[$0].map(json) ?? .object([])) })),
      ("additionalProperties", false),
    ]
    let required = keys.requiredNames
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    let dependents = keys.alternatives.flatMap { $0 }.map { ($0, keys.requiredNames(beside: $0)) }.filter { !$0.1.isEmpty }
    if !dependents.isEmpty {
      members.append(("dependentRequired", .object(dependents.map { ($0.0, .array($0.1.map { .string($0) })) })))
    }
    let groups: [JSON] = keys.alternatives.map { group in
      ["oneOf": .array(group.map { ["required": .array([.string($0)])] })]
    }
    if !groups.isEmpty { members.append(("allOf", .array(groups))) }
    return .object(members)
  }

  /// In any case, as the checker has it; what YAML itself takes for a truth is one already.
  private static let flagPattern = "^([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"
}
