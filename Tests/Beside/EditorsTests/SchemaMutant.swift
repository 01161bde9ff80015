import Intake
import Policy
import Portfolio
import Speech
import YAML

/// A file with one place changed: the document and its text.
struct Mutant {
  let what: String
  let text: String
  let node: YAMLNode

  private enum Tree {
    case scalar(String)
    case list([Tree])
    case mapping([(String, Tree)])

    init(_ node: YAMLNode) {
      if let pairs = node.pairs {
        self = .mapping(pairs.map { ($0.key, Tree($0.value)) })
      } else if let items = node.items {
        self = .list(items.map(Tree.init))
      } else {
        let scalar = node.scalar
        let text = scalar?.text ?? ""
        // What is plain on a line of its own may be cut by braces.
        let isPlain = scalar?.isPlain == true && !text.contains { ",[]{}#:\"'&*!|>%@`?-".contains($0) }
        self = .scalar(isPlain || Int(text) != nil && scalar?.isPlain == true ? text : Self.quoted(text))
      }
    }

    static func quoted(_ text: String) -> String {
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return "\"" + escaped + "\""
    }

    /// In braces and brackets, whatever it was.
    var text: String {
      switch self {
      case .scalar(let text): text
      case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
      case .mapping(let pairs): "{" + pairs.map { Self.quoted($0.0) + ": " + $0.1.text }.joined(separator: ", ") + "}"
      }
    }
  }

  /// At most so many, spread over the file.
  static func all(of node: YAMLNode, limit: Int) -> [Mutant] {
    var found: [(String, Tree)] = []
    walk(Tree(node), at: "") { what, tree in found.append((what, tree)) }
    let step = max(1, found.count / limit)
    return found.enumerated().filter { $0.offset % step == 0 }.compactMap { _, mutant in
      let text = mutant.1.text
      guard let node = try? YAMLNode.parse(text, file: "mutant") else { return nil }
      return Mutant(what: mutant.0, text: text, node: node)
    }
  }

  private static func walk(_ tree: Tree, at path: String, _ report: (String, Tree) -> Void) {
    switch tree {
    case .scalar:
      report("\(path) as a list in a list", .list([.list([tree])]))
      report("\(path) as a mapping", .mapping([("zzz", tree)]))
    case .list(let items):
      report("\(path) as a word", .scalar("zzz"))
      report("\(path) as a mapping", .mapping([("zzz", .scalar("1"))]))
      for (index, item) in items.enumerated() {
        walk(item, at: "\(path)/\(index)") { what, changed in
          var all = items
          all[index] = changed
          report(what, .list(all))
        }
      }
    case .mapping(let pairs):
      report("\(path) with a key too many", .mapping(pairs + [("zzz", .scalar("1"))]))
      report("\(path) as a list", .list([.scalar("zzz")]))
      for (index, (key, value)) in pairs.enumerated() {
        report("\(path) without \(key)", .mapping(pairs.enumerated().filter { $0.offset != index }.map(\.element)))
        walk(value, at: "\(path)/\(key)") { what, changed in
          var all = pairs
          all[index].1 = changed
          report(what, .mapping(all))
        }
      }
    }
  }

  /// What the reader of the kind says.
  static func check(_ text: String, _ kind: PolicyFileKind, _ problems: Problems) {
    let check = PolicyFile.check(
      [("mutant", Array(text.utf8))], under: AgencyPolicy(code: "a", name: "A", timezone: "UTC", currency: .cny),
      mapping: { _ = MappingFile.read($0, into: $1) })
    for error in check.errors { problems.add(error) }
  }

  /// Whether it is a key or a kind of value that is wrong, not a word or number.
  static func isStructural(_ problem: Problem) -> Bool {
    let (message, expected) = (problem.message.en, problem.expectation?.en ?? "")
    return ["unknown key", "lacks the key", "has none of its keys"].contains { message.contains($0) } || message.hasSuffix("is a list")
      || message.hasSuffix("is a mapping") || expected == "a list" || expected.hasPrefix("a mapping, such as")
  }
}
