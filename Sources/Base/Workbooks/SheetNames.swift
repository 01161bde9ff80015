/// Names of sheets as spreadsheets allow them: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end, none twice by any capitals,
/// and not the one word they keep for themselves.
struct SheetNames {
  static let limit = 31
  private var taken: Set<String> = ["history"]

  /// A legal name that no other sheet has, as near to `wanted` as can be: what is not allowed becomes a blank or a number in brackets.
  mutating func legal(_ wanted: String) -> String {
    let base = SheetNames.trimmed(wanted)
    var name = SheetNames.shortened(base, to: SheetNames.limit)
    var number = 2
    while taken.contains(name.lowercased()) {
      let ending = " (\(number))"
      name = SheetNames.shortened(base, to: SheetNames.limit - ending.utf16.count) + ending
      number += 1
    }
    taken.insert(name.lowercased())
    return name
  }

  private static func trimmed(_ wanted: String) -> String {
    var name = ""
    for scalar in wanted.unicodeScalars {
      let isForbidden = "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 32 || (127..<160).contains(scalar.value)
      let isNoCharacter = scalar.value & 0xFFFE == 0xFFFE
      name.unicodeScalars.append(isForbidden || isNoCharacter ? " " : scalar)
    }
    let ends: (Character) -> Bool = { $0 == "'" || $0.isWhitespace }
    while let last = name.last, ends(last) { name.removeLast() }
    name = String(name.drop(while: ends))
    return name.isEmpty ? "Sheet" : name
  }

  /// Characters stay whole; `limit` counts UTF-16 units, as spreadsheets do.
  private static func shortened(_ name: String, to limit: Int) -> String {
    var short = ""
    var units = 0
    for character in name {
      units += character.utf16.count
      if units > limit { break }
      short.append(character)
    }
    while let last = short.last, last == "'" || last.isWhitespace { short.removeLast() }
    return short.isEmpty ? "Sheet" : short
  }
}
