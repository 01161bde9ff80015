/// One phrase of a lexicon: words and sets of words, next to each other or with a gap.
///
/// Written `明天 … {pay}`: blanks separate elements, which follow each other directly (in English, after a blank); `…` (or `...`) allows
/// other words between, within one clause; `{name}` is any word of a set; `^` at the beginning and `$` at the end tie the phrase to the
/// beginning and the end of its clause, filler words aside. Blanks inside `"…"` belong to the word, as they do in `give me a break`: an
/// element that begins with an ASCII letter takes all following ASCII words with it.
package struct Phrase: Hashable, Sendable {
  /// Something to be found in the text.
  package enum Element: Hashable, Sendable {
    case word(String)
    case set(String)
  }

  /// At least one.
  package private(set) var elements: [Element] = []
  /// `gaps[i]`: other words may stand between element i and i + 1.
  package private(set) var gaps: [Bool] = []
  package private(set) var startsClause = false
  package private(set) var endsClause = false
  /// As written.
  package let text: String

  /// Reads a phrase. Throws what is wrong, with the offset in characters.
  package init(_ text: String) throws(PhraseFault) {
    self.text = text
    var pieces = Phrase.pieces(of: text)
    if let first = pieces.first, first.text.hasPrefix("^") {
      startsClause = true
      pieces[0] = Piece(text: String(first.text.dropFirst()), offset: first.offset + 1)
      if pieces[0].text.isEmpty { pieces.removeFirst() }
    }
    if let last = pieces.last, last.text.hasSuffix("$") {
      endsClause = true
      pieces[pieces.count - 1] = Piece(text: String(last.text.dropLast()), offset: last.offset)
      if pieces[pieces.count - 1].text.isEmpty { pieces.removeLast() }
    }
    var gap = false
    for piece in pieces {
      if piece.text == "…" {
        guard !elements.isEmpty, !gap else { throw PhraseFault(.looseGap, offset: piece.offset) }
        gap = true
        continue
      }
      let element = try Phrase.element(piece)
      // English words in a row are one keyword with blanks: cheaper to find, and what people mean.
      if case .word(let next) = element, case .word(let previous)? = elements.last, !gap, Phrase.isASCII(previous), Phrase.isASCII(next) {
        elements[elements.count - 1] = .word(previous + " " + next)
      } else {
        if !elements.isEmpty { gaps.append(gap) }
        elements.append(element)
      }
      gap = false
    }
    if gap { throw PhraseFault(.looseGap, offset: text.unicodeScalars.count - 1) }
    guard !elements.isEmpty else { throw PhraseFault(.empty, offset: 0) }
    guard elements.count <= 6 else { throw PhraseFault(.tooLong(elements: elements.count), offset: 0) }
  }

  /// The names of the sets it uses.
  package var setNames: [String] { elements.compactMap { if case .set(let name) = $0 { name } else { nil } } }

  private struct Piece {
    var text: String
    var offset: Int
  }

  /// Split at blanks, with `…` and `{…}` as pieces of their own.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var current = Piece(text: "", offset: 0)
    func close() {
      if !current.text.isEmpty { pieces.append(current) }
      current = Piece(text: "", offset: 0)
    }
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == " " {
        close()
      } else if scalar == "…" || (scalar == "." && index + 2 < scalars.count && scalars[index + 1] == "." && scalars[index + 2] == ".") {
        close()
        pieces.append(Piece(text: "…", offset: index))
        if scalar == "." { index += 2 }
      } else {
        if scalar == "{", current.text != "^" { close() }
        if current.text.isEmpty { current.offset = index }
        current.text.unicodeScalars.append(scalar)
        if scalar == "}", index + 1 < scalars.count, scalars[index + 1] != "$" { close() }
      }
      index += 1
    }
    close()
    return pieces
  }

  private static func element(_ piece: Piece) throws(PhraseFault) -> Element {
    if piece.text.hasPrefix("{") {
      let name = String(piece.text.dropFirst().dropLast())
      guard piece.text.hasSuffix("}"), !name.isEmpty, !name.contains("{") else {
        throw PhraseFault(.openBraces, offset: piece.offset)
      }
      return .set(name)
    }
    for (offset, scalar) in piece.text.unicodeScalars.enumerated() {
      if let objection = Phrase.objection(to: scalar) { throw PhraseFault(.character(objection), offset: piece.offset + offset) }
    }
    return .word(piece.text)
  }

  /// Why a character cannot stand in a word: it ends clauses, or the automaton has no way to hold it.
  package static func objection(to scalar: Unicode.Scalar) -> CharacterObjection? {
    if ClauseReader.isBoundary(scalar) { return .endsClause(scalar) }
    if "{}^".unicodeScalars.contains(scalar) { return .standsAlone(scalar) }
    if scalar.value < 0x20 || (0xE000...0xFFFF).contains(scalar.value) && !(0xFF01...0xFF5E).contains(scalar.value) {
      return .notSearchable
    }
    return nil
  }

  private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}

/// Why a character cannot stand in a word.
package enum CharacterObjection: Hashable, Sendable {
  case endsClause(Unicode.Scalar)
  /// A sign of the lexicon's own.
  case standsAlone(Unicode.Scalar)
  /// The automaton has no way to hold it.
  case notSearchable
}

/// What is wrong with a phrase.
package struct PhraseFault: Error, Hashable, Sendable {
  /// What is wrong, without the place.
  package enum Kind: Hashable, Sendable {
    /// A gap at an end, or beside another.
    case looseGap
    case empty
    /// More elements than can be found.
    case tooLong(elements: Int)
    case openBraces
    case character(CharacterObjection)
  }
  /// What is wrong.
  package let kind: Kind
  /// In characters (Unicode scalars) from the beginning of the phrase.
  package let offset: Int
  /// Thrown while a phrase of a lexicon is parsed; `offset` from 0.
  package init(_ kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
