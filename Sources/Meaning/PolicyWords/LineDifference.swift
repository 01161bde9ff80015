/// Two texts line by line, as `diff -u` shows them.
package struct LineDifference: Sendable {
  /// One line of what is shown.
  package struct Line: Sendable, Equatable {
    /// What has become of it.
    package enum Kind: Character, Sendable {
      case same = " "
      case gone = "-"
      case new = "+"
      /// `@@ -3,7 +3,8 @@`
      case place = "@"
    }
    package let kind: Kind
    package let text: String

    /// As `diff -u` has it.
    package var written: String { kind == .place ? text : "\(kind.rawValue)\(text)" }
  }

  /// Empty for texts that are the same.
  package let lines: [Line]

  private static let around = 3

  /// Lines are compared as they are, blanks included.
  package init(_ old: String, _ new: String) {
    func split(_ text: String) -> [String] {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return lines
    }
    let (before, after) = (split(old), split(new))
    var (gone, added) = (Set<Int>(), Set<Int>())
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    // Every line once, with its number in both texts.
    var all: [(line: Line, old: Int, new: Int)] = []
    var (i, j) = (0, 0)
    while i < before.count || j < after.count {
      if i < before.count, gone.contains(i) {
        all.append((Line(kind: .gone, text: before[i]), i, j))
        i += 1
      } else if j < after.count, added.contains(j) {
        all.append((Line(kind: .new, text: after[j]), i, j))
        j += 1
      } else {
        all.append((Line(kind: .same, text: before[i]), i, j))
        (i, j) = (i + 1, j + 1)
      }
    }
    let changed = all.indices.filter { all[$0].line.kind != .same }
    var shown: [Line] = []
    var next = 0
    while next < changed.count {
      var last = next
      while last + 1 < changed.count, changed[last + 1] - changed[last] <= 2 * Self.around { last += 1 }
      let hunk = max(0, changed[next] - Self.around)...min(all.count - 1, changed[last] + Self.around)
      let old = all[hunk].count { $0.line.kind != .new }
      let new = all[hunk].count { $0.line.kind != .gone }
      let first = all[hunk.lowerBound]
      let place = "@@ -\(first.old + (old > 0 ? 1 : 0)),\(old) +\(first.new + (new > 0 ? 1 : 0)),\(new) @@"
      shown.append(Line(kind: .place, text: place))
      shown += all[hunk].map(\.line)
      next = last + 1
    }
    lines = shown
  }
}
