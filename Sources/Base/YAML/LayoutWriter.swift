/// Sets the lines of a file one beneath the other: levels of two blanks, notes at the level of what follows.
struct LayoutWriter {
  /// The result, with one line break at its end.
  private(set) var text = ""

  private enum Kind { case mapping, list }
  private struct Level {
    /// Column in the file and in the result.
    var from: Int
    var to: Int
    var kind: Kind
  }
  private enum Output {
    case empty
    case line(from: Int, indent: Int, [Unicode.Scalar])
    /// A note alone on its line, from a column of the file: at the level of the line after it, or of a line before it where it stood there.
    case note(from: Int, [Unicode.Scalar])
  }
  private var levels: [Level] = []
  private var out: [Output] = []
  private var depth = 0
  private var quote: Unicode.Scalar?
  /// How far the last line moved; what belongs to it moves as far.
  private var shift = 0
  /// Column of the key above a block text; its lines are deeper.
  private var blockText: Int?

  init(_ lines: [[Unicode.Scalar]]) {
    for line in lines { add(line) }
    finish()
  }

  private mutating func add(_ line: [Unicode.Scalar]) {
    let indent = line.prefix { $0 == " " }.count
    let rest = line[indent...]
    let isEmpty = LayoutLine.trimmed(rest).isEmpty
    if let column = blockText {
      if isEmpty || indent > column {
        out.append(.line(from: indent, indent: isEmpty ? 0 : indent + shift, Array(isEmpty ? [] : rest)))
        return
      }
      blockText = nil
    }
    if quote != nil {
      // Blanks at the beginning of a line of quoted text mean nothing; inside of it they do.
      continued(rest, indent)
    } else if isEmpty {
      out.append(.empty)
    } else if depth > 0 {
      continued(rest, indent)
    } else {
      begun(rest, indent)
    }
  }

  private mutating func continued(_ rest: ArraySlice<Unicode.Scalar>, _ indent: Int) {
    let read = LayoutLine(rest, depth: depth, quote: quote)
    (depth, quote) = (read.depth, read.quote)
    put(read, [], from: indent, max(0, indent + shift))
  }

  /// A line that begins something: an item, a key, a note, or goes on with a text of the line before.
  private mutating func begun(_ line: ArraySlice<Unicode.Scalar>, _ indent: Int) {
    var (rest, column, target) = (line, indent, -1)
    if rest.first == "#" { return out.append(.note(from: indent, Array(LayoutLine.trimmed(rest)))) }
    var dashes: [Unicode.Scalar] = []
    while rest.first == "-", rest.dropFirst().first.map(LayoutLine.isBlank) ?? true {
      let to = level(column, .list)
      if target < 0 { target = to }
      let after = rest.dropFirst().drop(while: LayoutLine.isBlank)
      dashes += after.isEmpty ? ["-"] : ["-", " "]
      column += rest.count - after.count
      rest = after
    }
    let read = LayoutLine(rest, depth: 0, quote: nil)
    (depth, quote) = (read.depth, read.quote)
    if read.colon != nil {
      let to = level(column, .mapping)
      if target < 0 { target = to }
    } else if target < 0 {
      // The rest of a text that began above, or a document of one value.
      target = levels.isEmpty ? 0 : max(0, indent + shift)
    }
    shift = target - indent
    put(read, dashes, from: indent, target)
    if read.beginsBlockText { blockText = levels.last.map { $0.kind == .mapping ? $0.from : indent } ?? indent }
  }

  /// The column in the result of what stands at a column of the file.
  private mutating func level(_ column: Int, _ kind: Kind) -> Int {
    while let last = levels.last, last.from > column || (last.from == column && last.kind == .list && kind == .mapping) {
      levels.removeLast()
    }
    if let last = levels.last, last.from == column, last.kind == kind { return last.to }
    let to = levels.last.map { $0.to + 2 } ?? 0
    levels.append(Level(from: column, to: to, kind: kind))
    return to
  }

  private mutating func put(_ line: LayoutLine, _ dashes: [Unicode.Scalar], from: Int, _ indent: Int) {
    var whole = dashes + line.content
    if !line.note.isEmpty { whole += (whole.isEmpty || whole.last == " " ? [] : [" "]) + line.note }
    out.append(.line(from: from, indent: indent, whole))
  }

  /// Where the last line before a place that stood at a column stands now; nil when one further to the left came between.
  private func before(_ index: Int, _ column: Int) -> Int? {
    for line in out[..<index].reversed() {
      guard case .line(let from, let indent, let scalars) = line, !scalars.isEmpty, from <= column else { continue }
      return from == column ? indent : nil
    }
    return nil
  }

  private mutating func finish() {
    var indents = [Int](repeating: 0, count: out.count)
    var next = (from: 0, indent: 0)
    for index in out.indices.reversed() {
      if case .line(let from, let indent, let line) = out[index], !line.isEmpty { next = (from, indent) }
      indents[index] = next.indent
      if case .note(next.from, _) = out[index] { continue }
      if case .note(let from, _) = out[index], let same = before(index, from) { indents[index] = same }
    }
    var result = String.UnicodeScalarView()
    var isAfterEmpty = true
    for (index, line) in out.enumerated() {
      let (indent, scalars): (Int, [Unicode.Scalar]) =
        switch line {
        case .empty: (0, [])
        case .line(_, let indent, let scalars): (indent, scalars)
        case .note(_, let scalars): (indents[index], scalars)
        }
      if case .empty = line, isAfterEmpty { continue }
      if case .empty = line { isAfterEmpty = true } else { isAfterEmpty = false }
      if !scalars.isEmpty { result.append(contentsOf: repeatElement(" ", count: indent)) }
      result.append(contentsOf: scalars)
      result.append("\n")
    }
    while result.count > 1, result.last == "\n", result.dropLast().last == "\n" { result.removeLast() }
    text = String(result)
  }
}

extension LayoutLine {
  /// Whether a block text begins beneath the line.
  fileprivate var beginsBlockText: Bool {
    var end = content[...]
    while let last = end.last, last == "+" || last == "-" || ("1"..."9").contains(last) { end = end.dropLast() }
    guard let sign = end.last, sign == "|" || sign == ">" else { return false }
    return end.dropLast().last.map(LayoutLine.isBlank) ?? true
  }
}
