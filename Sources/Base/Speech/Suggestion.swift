/// "Did you mean …?"
package enum Suggestion {
  /// The candidate closest to a mistyped word, or nil if none is close: at most one edit in three characters
  /// (insertion, deletion, replacement, swap of neighbours; capitals, `-`, `_` and blanks count as equal).
  /// Ties go to the earlier candidate.
  package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = folded(word)
    guard typed.count <= 64 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let other = folded(candidate)
      let longer = max(typed.count, other.count)
      let allowed = min(max(1, longer / 3), longer - 1)
      guard longer <= 64, abs(typed.count - other.count) <= allowed else { continue }
      let distance = distance(typed, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The hint for a mistyped word, or nil if nothing is close.
  package static func hint(for word: String, among candidates: some Sequence<String>) -> Wording? {
    closest(to: word, among: candidates).map(meant)
  }

  /// `did you mean “covers”?`
  package static func meant(_ word: String) -> Wording { Wording("did you mean “\(word)”?", "是否想写“\(word)”？") }

  /// Edits between two words by code points: insertions, deletions, replacements, swaps of neighbours.
  package static func distance(_ left: String, _ right: String) -> Int {
    distance(left.unicodeScalars.map(\.value), right.unicodeScalars.map(\.value))
  }

  private static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, typed) in left.enumerated() {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for (column, wanted) in right.enumerated() {
        var best = min(last[column] + (typed == wanted ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, typed == right[column - 1], left[row - 1] == wanted {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current[column + 1] = best
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }

  private static func folded(_ word: String) -> [UInt32] {
    word.unicodeScalars.map { scalar in
      switch scalar {
      case "A"..."Z": scalar.value + 32
      case "-", " ": 0x5F
      default: scalar.value
      }
    }
  }

  /// A list of words for a message: `“a”, “b” or “c”`, shortened when long.
  package static func listed(_ words: [String], by conjunction: Wording = or) -> Wording {
    let shown = words.prefix(20).map { Wording(same: "“\($0)”") }
    let comma = Wording(", ", "、")
    if words.count > 20 { return shown.joined(by: comma) + Wording(" … (\(words.count) in all)", "……（共 \(words.count) 个）") }
    guard shown.count > 1, let last = shown.last else { return shown.first ?? Wording("nothing", "无") }
    return shown.dropLast().joined(by: comma) + conjunction + last
  }
  /// One of them.
  package static let or = Wording(" or ", "或")
  /// All of them.
  package static let and = Wording(" and ", "和")
}
