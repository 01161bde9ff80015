import Wire

/// The shapes of `docs/json.md`: the page is part of the program, so that what describes the API is what describes the command line.
package struct ShapeBook: Sendable {
  private struct Section: Sendable {
    var title: String
    /// `allot show cases`; none where the section is of a shape.
    var commands: [String]
    var blocks: [Shape] = []
  }
  private var sections: [Section] = []
  /// Words of a list, by its name.
  package private(set) var words: [String: [String]] = [:]

  /// The page that this program was built with.
  package static let shared = ShapeBook(String(decoding: PackageResources.json_md, as: UTF8.self))

  /// Reads a page.
  init(_ text: String) {
    var header: String?
    var block: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = block {
        if line == "```" {
          block = nil
          if !sections.isEmpty, let shape = Shape(block: lines) { sections[sections.count - 1].blocks.append(shape) }
        } else {
          block = lines + line + "\n"
        }
      } else if line == "```json" {
        block = ""
      } else if line.hasPrefix("#") {
        let heading = line.drop { $0 == "#" || $0 == " " }
        sections.append(
          Section(title: String(heading.filter { $0 != "`" }), commands: Self.quoted(heading).filter { $0.hasPrefix("allot ") }))
      } else if line.hasPrefix("| ") {
        let cells = Self.cells(line)
        if let header { add(cells, below: header) } else { header = cells.first ?? "" }
      }
      if !line.hasPrefix("| ") { header = nil }
    }
  }

  private mutating func add(_ cells: [String], below header: String) {
    guard let first = cells.first, !first.hasPrefix("---") else { return }
    switch header {
    case "kind": break
    case "word": if cells.count > 1 { words[first] = Self.quoted(cells[1]) }
    default:
      // A table of words has its words in front.
      let quoted = Self.quoted(first)
      if !quoted.isEmpty { words[header, default: []] += quoted }
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var rest = line.dropFirst(2)
    if rest.hasSuffix(" |") { rest = rest.dropLast(2) }
    while let bar = rest.firstRange(of: " | ") {
      cells.append(String(rest[..<bar.lowerBound]))
      rest = rest[bar.upperBound...]
    }
    return cells + [String(rest)]
  }

  private static func quoted(_ text: some StringProtocol) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// Names of shapes that others refer to.
  package var shapeNames: [String] { sections.filter { $0.commands.isEmpty && !$0.blocks.isEmpty }.map(\.title) }

  /// A shape that others refer to.
  package func shape(_ name: String) -> Shape? { sections.first { $0.commands.isEmpty && $0.title == name }?.blocks.first }

  /// What a route says of its answer or body: `allot explain`, `allot explain (2)` for the second block, a block as the page has them, and several joined
  /// by ` + `. nil for what is none.
  package func find(_ text: String) -> Shape? {
    var whole: Shape?
    for part in Self.parts(text) {
      guard let shape = one(part) else { return nil }
      whole = whole.map { $0.with(shape) } ?? shape
    }
    return whole
  }

  private static func parts(_ text: String) -> [String] {
    guard !text.hasPrefix("{"), let plus = text.firstRange(of: " + ") else { return [text] }
    return [String(text[..<plus.lowerBound])] + parts(String(text[plus.upperBound...]))
  }

  private func one(_ text: String) -> Shape? {
    if text.hasPrefix("{") || text.hasPrefix("[") { return Shape(block: text) }
    var (name, number) = (text, 1)
    if text.hasSuffix(")"), let open = text.lastIndex(of: "("), let given = Int(text[text.index(after: open)...].dropLast()) {
      (name, number) = (String(text[..<open].dropLast()), given)
    }
    guard let section = sections.first(where: { $0.commands.contains(name) }), section.blocks.indices.contains(number - 1) else {
      return shape(name)
    }
    return section.blocks[number - 1]
  }
}
