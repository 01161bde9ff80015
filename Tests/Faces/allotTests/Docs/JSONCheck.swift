import Testing

/// A printed value against the page: what is wrong, and which of the page's places were seen filled.
struct JSONCheck {
  private let page: JSONPage
  private(set) var faults: [String] = []
  /// As `JSONPage.places` names them.
  private(set) var seen: Set<String> = []

  init(_ page: JSONPage) { self.page = page }

  /// `path`: where in the value, `decisions[3].reason`; `place`: where on the page.
  mutating func check(_ value: JSONValue, _ template: JSONTemplate, at path: String, on place: String) {
    switch template {
    case .kind(_, true) where value.isNull, .words(_, true) where value.isNull, .shape(_, true) where value.isNull: break
    case .kind(let name, _):
      if let words = page.words[name] {
        expect(value.string.map(words.contains) == true, value, "a word of “\(name)”", path)
      } else {
        expect(Self.isKind[name]?(value) == true, value, name, path)
      }
    case .words(let words, _):
      expect(value.string.map(words.contains) == true, value, "one of \(words.joined(separator: ", "))", path)
    case .shape(let name, _):
      guard let shape = page.shape(name) else { return faults.append("\(path): the page has no shape “\(name)”") }
      seen.insert(name)
      check(value, shape, at: path, on: name + ": ")
    case .just(let wanted):
      if case .bool(wanted) = value { return }
      expect(false, value, "\(wanted)", path)
    case .list(let inner):
      guard case .array(let elements) = value else { return expect(false, value, "a list", path) }
      if !elements.isEmpty { seen.insert(place + "[]") }
      for (index, element) in elements.enumerated() { check(element, inner, at: "\(path)[\(index)]", on: place + "[]") }
    case .map(let name, let inner):
      guard case .object(let members) = value else { return expect(false, value, "an object", path) }
      let below = Self.join(place, "<\(name)>")
      for (key, value) in unique(members, path) {
        if let words = page.words[name], !words.contains(key) { faults.append("\(path): “\(key)” is no word of “\(name)”") }
        if !value.isNull { seen.insert(below) }
        check(value, inner, at: Self.join(path, key), on: below)
      }
    case .object(let known):
      guard case .object(let members) = value else { return expect(false, value, "an object", path) }
      let found = unique(members, path)
      for (key, value) in found {
        let path = Self.join(path, key)
        guard let member = known.first(where: { $0.key == key }) else {
          faults.append("\(path): the page does not know this key")
          continue
        }
        if !value.isNull { seen.insert(Self.join(place, key)) }
        check(value, member.value, at: path, on: Self.join(place, key))
      }
      for member in known where !member.isOptional && !found.contains(where: { $0.key == member.key }) {
        faults.append("\(Self.join(path, member.key)): is missing")
      }
    }
  }

  private static func join(_ path: String, _ key: String) -> String { path.isEmpty || path.hasSuffix(": ") ? path + key : path + "." + key }

  private mutating func expect(_ isRight: Bool, _ value: JSONValue, _ wanted: String, _ path: String) {
    if !isRight { faults.append("\(path.isEmpty ? "the answer" : path): expected \(wanted), found \(value.named)") }
  }

  private mutating func unique(_ members: [(key: String, value: JSONValue)], _ path: String) -> [(key: String, value: JSONValue)] {
    var known: Set<String> = []
    for (key, _) in members where !known.insert(key).inserted { faults.append("\(Self.join(path, key)): stands there twice") }
    return members
  }

  /// The kinds of the page's table.
  static let isKind: [String: @Sendable (JSONValue) -> Bool] = {
    @Sendable func whole(_ value: JSONValue) -> Int64? { value.digits.flatMap { Int64($0) } }
    let signed: @Sendable (JSONValue) -> Bool = { whole($0) != nil }
    let unsigned: @Sendable (JSONValue) -> Bool = { whole($0).map { $0 >= 0 } == true }
    let text: @Sendable (JSONValue) -> Bool = { $0.string != nil }
    return [
      "text": text, "integer": signed, "minor units": signed, "cost": signed, "count": unsigned, "permille": unsigned,
      "seconds": unsigned, "milliseconds": unsigned,
      "id": { whole($0).map { $0 >= 1 } == true },
      "share": { $0.string?.wholeMatch(of: /0\.\d{3}|1\.000/) != nil },
      "decimal": { $0.string?.wholeMatch(of: /\d+\.\d{3}/) != nil },
      "number": { $0.digits != nil },
      "day": { $0.string?.wholeMatch(of: /\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/) != nil },
      "month": { $0.string?.wholeMatch(of: /\d{4}-(?:0[1-9]|1[0-2])/) != nil },
      "time": { $0.string?.wholeMatch(of: /\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ/) != nil },
      "hex": { $0.string?.wholeMatch(of: /(?:[0-9a-f]{2})+/) != nil },
      "boolean": { if case .bool = $0 { true } else { false } },
    ]
  }()
}

extension JSONPage {
  /// Whether such a command line asks for JSON. `solve` prints it unasked; `--print-sql` prints statements.
  static func isAnswer(_ arguments: [String]) -> Bool {
    (arguments.contains("--json") || arguments.first == "solve") && !arguments.contains("--help") && !arguments.contains("--print-sql")
  }

  /// What is wrong with what a command printed. Where it has several blocks, the one that fits best speaks.
  func faults(_ arguments: [String], _ result: Tool.Result, seen: inout Set<String>) -> [String] {
    let section = section(of: arguments)
    if result.output.isEmpty { return result.status == 0 && section?.templates.isEmpty == false ? ["nothing was printed"] : [] }
    guard let section else { return ["docs/json.md has no section of this command"] }
    guard result.output.hasSuffix("\n"), result.output.utf8.count(where: { $0 == 0x0A }) == 1 else { return ["it is not one line"] }
    do {
      let value = try JSONValue(result.output)
      let checks = section.templates.enumerated().map { index, template in
        var check = JSONCheck(self)
        check.check(value, template, at: "", on: section.name(index) + ": ")
        return (name: section.name(index), check: check)
      }
      guard let best = checks.min(by: { $0.check.faults.count < $1.check.faults.count }) else {
        return ["the page says that nothing is printed"]
      }
      if best.check.faults.isEmpty { seen.formUnion(best.check.seen.union([best.name])) }
      return best.check.faults
    } catch {
      return ["it is no JSON: \(error)"]
    }
  }

  /// Records an issue when an answer is not as the page says.
  static func watch(_ arguments: [String], _ result: Tool.Result) {
    guard isAnswer(arguments) else { return }
    do {
      var seen: Set<String> = []
      let faults = try shared.get().faults(arguments, result, seen: &seen)
      if !faults.isEmpty {
        Issue.record(
          "allot \(arguments.joined(separator: " "))\nis not as docs/json.md says:\n\(faults.prefix(12).joined(separator: "\n"))")
      }
    } catch {
      Issue.record(error)
    }
  }
}
