import Testing

/// What stands in a block of `docs/json.md` in the place of a value. The page's section “How shapes are written” is the grammar.
indirect enum JSONTemplate: Sendable {
  struct Member: Sendable {
    var key: String
    var isOptional: Bool
    var value: JSONTemplate
  }
  /// `"count"`, `"text?"`; a list of words is a kind, too.
  case kind(String, orNull: Bool)
  /// `"= a | b"`
  case words([String], orNull: Bool)
  /// `"→ reason"`
  case shape(String, orNull: Bool)
  /// `true`
  case just(Bool)
  case list(JSONTemplate)
  /// `{ "<class>": … }`
  case map(of: String, JSONTemplate)
  case object([Member])

  init(_ value: JSONValue) throws {
    switch value {
    case .bool(let value): self = .just(value)
    case .string(let text):
      let orNull = text.hasSuffix("?")
      let name = orNull ? String(text.dropLast()) : text
      if name.hasPrefix("= ") {
        self = .words(name.dropFirst(2).split(separator: " | ", omittingEmptySubsequences: false).map(String.init), orNull: orNull)
      } else if name.hasPrefix("→ ") {
        self = .shape(String(name.dropFirst(2)), orNull: orNull)
      } else {
        self = .kind(name, orNull: orNull)
      }
    case .array(let elements):
      guard let element = elements.first, elements.count == 1 else { throw JSONFault(description: "a list needs one element: its shape") }
      self = .list(try JSONTemplate(element))
    case .object(let members):
      if let only = members.first, members.count == 1, only.key.hasPrefix("<"), only.key.hasSuffix(">") {
        self = .map(of: String(only.key.dropFirst().dropLast()), try JSONTemplate(only.value))
        return
      }
      self = .object(
        try members.map { key, value in
          let isOptional = key.hasSuffix("?")
          return Member(key: isOptional ? String(key.dropLast()) : key, isOptional: isOptional, value: try JSONTemplate(value))
        })
    case .null, .number: throw JSONFault(description: "\(value.named) is no kind of value")
    }
  }

  /// It and everything within, other shapes left out.
  var all: [JSONTemplate] {
    switch self {
    case .list(let inner), .map(_, let inner): [self] + inner.all
    case .object(let members): [self] + members.flatMap(\.value.all)
    case .kind, .words, .shape, .just: [self]
    }
  }

  /// Every place below `place` at which a value can stand: `allot undo: run`, `decision: reason`.
  func places(_ place: String) -> [String] {
    switch self {
    case .list(let inner): [place + "[]"] + inner.places(place + "[]")
    case .map(let name, let inner): [place + ".<\(name)>"] + inner.places(place + ".<\(name)>")
    case .object(let members): members.flatMap { [place + "." + $0.key] + $0.value.places(place + "." + $0.key) }
    case .kind, .words, .shape, .just: []
    }
  }
}

/// `docs/json.md`, read: its sections with their blocks, and its lists of words.
struct JSONPage: Sendable {
  struct Section: Sendable {
    /// The heading without quotes.
    var title: String
    /// `["run", "release"]`; none where the section is of a shape.
    var commands: [[String]]
    /// Alternatives.
    var templates: [JSONTemplate] = []

    /// What places in the block of that number are called after.
    func name(_ index: Int) -> String {
      let name = commands.first.map { "allot " + $0.joined(separator: " ") } ?? title
      return index == 0 ? name : "\(name) (\(index + 1))"
    }
  }

  private(set) var sections: [Section] = []
  /// By the name of the list.
  private(set) var words: [String: [String]] = [:]
  /// Kinds that the page explains, lists of words apart.
  private(set) var kinds: [String] = []

  static let shared = Result { try JSONPage(Repository.text("docs/json.md")) }

  /// Throws when a block cannot be read, with the section it belongs to.
  init(_ text: String) throws {
    var header: String?
    var block: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = block {
        guard line == "```" else {
          block = lines + line + "\n"
          continue
        }
        block = nil
        try add(lines)
      } else if line == "```json" {
        block = ""
      } else if line.hasPrefix("#") {
        let heading = line.drop { $0 == "#" || $0 == " " }
        let commands = Self.quoted(heading).filter { $0.hasPrefix("allot ") }.map { $0.split(separator: " ").dropFirst().map(String.init) }
        sections.append(Section(title: String(heading.replacing("`", with: "")), commands: commands))
      } else if line.hasPrefix("| ") {
        let cells = line.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
        if let header { if !cells[0].hasPrefix("---") { add(cells, below: header) } } else { header = cells[0] }
      }
      if !line.hasPrefix("| ") { header = nil }
    }
  }

  private mutating func add(_ block: String) throws {
    guard let last = sections.indices.last else { throw JSONFault(description: "a block before the first heading") }
    do {
      sections[last].templates.append(try JSONTemplate(JSONValue(block)))
    } catch {
      throw JSONFault(description: "docs/json.md, “\(sections[last].title)”: \(error)")
    }
  }

  private mutating func add(_ cells: [String], below header: String) {
    switch header {
    case "kind": kinds += cells[0].split(separator: ", ").map(String.init)
    case "word": words[cells[0]] = Self.quoted(cells[1])
    default:
      // A table of words has its words in front.
      let first = Self.quoted(cells[0])
      if !first.isEmpty { words[header, default: []] += first }
    }
  }

  private static func quoted(_ text: some StringProtocol) -> [String] { String(text).matches(of: /`([^`]+)`/).map { String($0.1) } }

  /// The section of a command line without the program's name: that of the longest command it begins with.
  func section(of arguments: [String]) -> Section? {
    let known = sections.flatMap { section in section.commands.map { (command: $0, section: section) } }
    return known.filter { arguments.starts(with: $0.command) }.max { $0.command.count < $1.command.count }?.section
  }

  /// A shape by its name.
  func shape(_ name: String) -> JSONTemplate? { sections.first { $0.commands.isEmpty && $0.title == name }?.templates.first }

  /// What does not fit together: shapes that are not there or that nobody needs, kinds that are none.
  var problems: [String] {
    var problems: [String] = []
    var used: Set<String> = []
    for section in sections {
      for template in section.templates.flatMap(\.all) {
        switch template {
        case .shape(let name, _):
          used.insert(name)
          if shape(name) == nil { problems.append("\(section.title): there is no shape “\(name)”") }
        case .kind(let name, _):
          if !kinds.contains(name), words[name] == nil { problems.append("\(section.title): “\(name)” is no kind") }
        case .object(let members):
          if Set(members.map(\.key)).count < members.count { problems.append("\(section.title): a key stands twice") }
        case .words, .just, .list, .map: break
        }
      }
    }
    for section in sections where section.commands.isEmpty && !section.templates.isEmpty {
      if section.templates.count > 1 { problems.append("\(section.title) is a shape of several blocks") }
      if !used.contains(section.title) { problems.append("nobody needs the shape “\(section.title)”") }
    }
    return problems
  }

  /// Every place of every block, and every block itself.
  var places: [String] {
    sections.flatMap { section in
      section.templates.enumerated().flatMap { index, template in
        let name = section.name(index)
        return [name] + template.places(name + ": ").map { $0.replacing(": .", with: ": ") }
      }
    }
  }

  /// Every key.
  var keys: Set<String> {
    Set(
      sections.flatMap { $0.templates.flatMap(\.all) }.flatMap { template in
        if case .object(let members) = template { members.map(\.key) } else { [String]() }
      })
  }
}
