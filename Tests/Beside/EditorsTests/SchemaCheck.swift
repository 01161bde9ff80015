import Wire
import YAML

/// As much of JSON Schema as the schemas of files use, on YAML as an editor reads it.
enum SchemaCheck {
  /// `/path: what is wrong`; empty when the value is accepted. A keyword that is not known here is a problem, too.
  static func problems(_ node: YAMLNode, _ schema: JSON, at path: String = "") -> [String] {
    guard case .object(let members) = schema else { return ["\(path): the schema is no object"] }
    var found: [String] = []
    for (keyword, value) in members { found += problems(node, keyword, value, members, path) }
    return found
  }

  private static func problems(_ node: YAMLNode, _ keyword: String, _ value: JSON, _ all: [(String, JSON)], _ path: String) -> [String] {
    switch (keyword, value) {
    case ("$schema", _), ("title", _), ("description", _): return []
    case ("type", .string(let type)): return isOf(node, type) ? [] : ["\(path): is no \(type)"]
    case ("type", .array(let types)):
      return types.contains { if case .string(let type) = $0 { isOf(node, type) } else { false } } ? [] : ["\(path): is of another type"]
    case ("enum", .array(let words)):
      return words.contains { if case .string(let word) = $0 { isOf(node, "string") && node.scalar?.text == word } else { false } }
        ? [] : ["\(path): is none of the words"]
    case ("pattern", _): return isFlag(node.scalar?.text ?? "") ? [] : ["\(path): is neither yes nor no"]
    case ("minimum", .integer(let least)): return (node.scalar.flatMap { Int64($0.text) } ?? .max) >= least ? [] : ["\(path): too small"]
    case ("maximum", .integer(let most)): return (node.scalar.flatMap { Int64($0.text) } ?? .min) <= most ? [] : ["\(path): too large"]
    case ("minItems", .integer(let least)): return (node.items?.count ?? .max) >= least ? [] : ["\(path): too few items"]
    case ("items", _):
      return (node.items ?? []).enumerated().flatMap { problems($1, value, at: "\(path)/\($0)") }
    case ("properties", .object(let properties)):
      return (node.pairs ?? []).flatMap { pair in
        properties.first { $0.0 == pair.key }.map { problems(pair.value, $0.1, at: "\(path)/\(pair.key)") } ?? []
      }
    case ("additionalProperties", .bool(false)):
      guard case .object(let known)? = all.first(where: { $0.0 == "properties" })?.1 else { return [] }
      return (node.pairs ?? []).filter { pair in !known.contains { $0.0 == pair.key } }.map { "\(path): unknown \($0.key)" }
    case ("additionalProperties", _): return (node.pairs ?? []).flatMap { problems($0.value, value, at: "\(path)/\($0.key)") }
    case ("required", .array(let keys)):
      guard node.pairs != nil else { return [] }
      return keys.compactMap { if case .string(let key) = $0, node[key] == nil { "\(path): lacks \(key)" } else { nil } }
    case ("propertyNames", .object(let names)):
      guard case .array(let words)? = names.first?.1 else { return ["\(path): the schema's names are no list"] }
      let known = words.compactMap { if case .string(let word) = $0 { word } else { nil } }
      return (node.pairs ?? []).filter { !known.contains($0.key) }.map { "\(path): unknown name \($0.key)" }
    case ("dependentRequired", .object(let dependents)):
      return dependents.filter { node[$0.0] != nil }.flatMap { problems(node, "required", $0.1, all, path) }
    case ("anyOf", .array(let schemas)):
      return schemas.contains { problems(node, $0, at: path).isEmpty } ? [] : ["\(path): fits none"]
    case ("oneOf", .array(let schemas)):
      return schemas.count { problems(node, $0, at: path).isEmpty } == 1 ? [] : ["\(path): does not fit exactly one"]
    case ("allOf", .array(let schemas)): return schemas.flatMap { problems(node, $0, at: path) }
    default: return ["\(path): the schema's keyword \(keyword) is not known"]
    }
  }

  /// By the core schema of YAML 1.2, which editors use.
  private static func isOf(_ node: YAMLNode, _ type: String) -> Bool {
    switch type {
    case "object": return node.pairs != nil
    case "array": return node.items != nil
    default: break
    }
    guard let scalar = node.scalar else { return false }
    let isWhole = scalar.isPlain && Int64(scalar.text) != nil
    let isNumber = isWhole || scalar.isPlain && Double(scalar.text) != nil
    let isTruth = scalar.isPlain && ["true", "false", "True", "False", "TRUE", "FALSE"].contains(scalar.text)
    switch type {
    case "integer": return isWhole
    case "number": return isNumber
    case "boolean": return isTruth
    case "string": return !isNumber && !isTruth && !scalar.isNull
    default: return false
    }
  }

  private static func isFlag(_ text: String) -> Bool { ["yes", "no", "on", "off", "true", "false"].contains(text.lowercased()) }
}
