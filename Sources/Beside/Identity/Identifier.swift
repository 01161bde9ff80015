import Digest
package import Portfolio
import Tables

/// Identifiers of people on their way to opaque references.
package enum Identifier {
  /// HMAC-SHA256 of `text` with the first key, first 16 bytes; of these with the next key, and so on.
  package static func reference(_ text: String, keys: [[UInt8]]) -> OpaqueReference {
    var bytes = Array(text.utf8)
    for key in keys { bytes = Array(HMACSHA256.code(for: bytes, key: key).prefix(16)) }
    return OpaqueReference(bytes: bytes)
  }

  /// An identity number in one form: half-width, capitals, without blanks and hyphens.
  package static func identity(_ text: String) -> String {
    var result = "id:"
    for scalar in Folding.narrow(text).unicodeScalars where scalar != " " && scalar != "-" {
      result.unicodeScalars.append(("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value - 32)) : scalar)
    }
    return result
  }

  /// Whether signs of the number are hidden: what is left stands for many people, and must never stand for one.
  package static func isMasked(_ text: String) -> Bool { text.unicodeScalars.contains { $0 == "*" || $0 == "＊" || $0 == "•" } }

  /// A contact point as names of rows have it: a phone number as digits without the prefix of China, anything else in lower case. Names are for
  /// ever, so that a file read again is known; what a number is otherwise, `ContactPointReader` says.
  static func point(_ text: String) -> String {
    let plain = Folding.word(text)
    let signs = plain.unicodeScalars.filter { !" -()./".unicodeScalars.contains($0) }
    let digits = signs.first == "+" ? signs.dropFirst() : signs[...]
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return "point:" + plain }
    var number = Substring(digits)
    if number.hasPrefix("0086") { number = number.dropFirst(4) }
    if number.hasPrefix("86"), number.utf8.count == 13 { number = number.dropFirst(2) }
    if number.hasPrefix("01"), number.utf8.count == 12 { number = number.dropFirst() }
    return "point:" + number
  }
}

/// Contact points of a cell as references.
package struct PointReferences {
  /// In the order of the cell.
  package var references: [OpaqueReference]
  /// What was left out.
  package var unusable: [UnusableNumber]
}

/// References already computed: numbers repeat, and a keyed digest costs more than a look-up. Bounded.
package struct IdentifierCache {
  private static let limit = 1 << 16
  private var known: [String: OpaqueReference] = [:]
  private var knownCells: [String: PointReferences] = [:]
  private let identify: @Sendable (String) -> OpaqueReference
  private let identifyFirst: (@Sendable (String) -> OpaqueReference)?
  private var naming: @Sendable (String) -> OpaqueReference { identifyFirst ?? identify }

  /// `identifyFirst`: with the first key alone, when there are several.
  package init(_ identify: @escaping @Sendable (String) -> OpaqueReference, identifyFirst: (@Sendable (String) -> OpaqueReference)? = nil) {
    self.identify = identify
    self.identifyFirst = identifyFirst
  }

  /// The point in the name of a row that has none of its own.
  package mutating func pointInName(_ text: String) -> OpaqueReference {
    if let reference = known[text] { return reference }
    if known.count >= IdentifierCache.limit { known.removeAll(keepingCapacity: true) }
    let reference = naming(Identifier.point(text))
    known[text] = reference
    return reference
  }

  /// References of the contact points in a cell, and what of it was left out; `read` is asked once a cell.
  package mutating func points<Failure: Error>(
    _ cell: String, _ read: (String) throws(Failure) -> ContactPoints
  ) throws(Failure) -> PointReferences {
    if let known = knownCells[cell] { return known }
    if knownCells.count >= IdentifierCache.limit { knownCells.removeAll(keepingCapacity: true) }
    let read = try read(cell)
    let references = PointReferences(references: read.points.map(identify), unusable: read.unusable)
    knownCells[cell] = references
    return references
  }

  /// The reference of an identity number.
  package func identity(_ text: String) -> OpaqueReference { identify(Identifier.identity(text)) }

  /// A name for a code that may hold somebody's name or number: `?3f2a9c04`, the same for the same code.
  package func codeName(_ text: String) -> String { "?" + Hex.encode(naming("code:" + text).bytes.prefix(4)) }

  /// A name for a row that has none of its own, from what it says; keyed, so that nobody can guess the row from it. With the first key for ever: by
  /// its name a row is known when its file comes again.
  package func rowID(_ parts: [String]) -> String {
    "r:" + Hex.encode(naming("row:" + parts.joined(separator: "\u{1F}")).bytes)
  }

  /// The name of a row about a case. Who the client is may be said by a column, by the command or by nobody: the name is the same. `withClient` is
  /// the one that version 0.1 gave a row whose client was said.
  package func rowID(of key: CaseKey?, _ parts: [String]) -> (name: String, withClient: String?) {
    let caseNo = key?.caseNo ?? ""
    return (rowID(["", caseNo] + parts), (key?.client).map { rowID([$0, caseNo] + parts) })
  }
}
