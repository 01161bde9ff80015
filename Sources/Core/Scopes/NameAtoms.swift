/// Lists of name patterns, and one name for every way in which a name can match some of them and not the others.
///
/// The patterns are run together as one automaton: a state is the places in all patterns at which a name may stand. Names that lead to one state
/// behave alike for ever, so that walking every state once finds every way there is, by its shortest name. Characters that no pattern has at a
/// place all lead to the same state: one stands for them.
struct NameAtoms {
  private enum Token: Hashable {
    case run, one
    case literal(Character)
  }

  private var tokens: [Token?] = []
  private var starts: [Int32] = []
  /// By place: the pattern that ends there.
  private var ends: [Int32: Int] = [:]
  private let lists: [[Int]]

  init(_ lists: [[String]]) {
    var known: [String: Int] = [:]
    var patterns: [String] = []
    self.lists = lists.map { list in
      list.map { pattern in
        if let index = known[pattern] { return index }
        known[pattern] = patterns.count
        patterns.append(pattern)
        return patterns.count - 1
      }
    }
    for (index, pattern) in patterns.enumerated() {
      starts.append(Int32(tokens.count))
      tokens += pattern.map { $0 == "*" ? .run : $0 == "?" ? .one : .literal($0) }
      ends[Int32(tokens.count)] = index
      tokens.append(nil)
    }
  }

  /// The shortest name, of one character or more, for every set of lists that a name can match; each once, shorter ones first.
  func names(budget: inout Budget) throws(TooIntricate) -> [String] {
    var found: [String] = []
    var seenAnswers: Set<[Bool]> = []
    let first = closed(starts)
    var visited: Set<[Int32]> = [first]
    var queue = [(state: first, name: "")]
    var next = 0
    while next < queue.count {
      let (state, name) = queue[next]
      next += 1
      for character in characters(at: state) {
        try budget.spend(state.count)
        let reached = closed(step(state, character))
        let longer = name + String(character)
        if seenAnswers.insert(answer(reached)).inserted { found.append(longer) }
        if visited.insert(reached).inserted { queue.append((reached, longer)) }
      }
    }
    return found
  }

  /// One that no pattern has at this place, then those that some have.
  private func characters(at state: [Int32]) -> [Character] {
    var literals: Set<Character> = []
    for place in state { if case .literal(let character) = tokens[Int(place)] { literals.insert(character) } }
    return [Self.other(than: literals)] + literals.sorted()
  }

  private static let usual: [Character] = Array("xyzwvutsrqponmlkjihgfedcba0123456789")

  private static func other(than literals: Set<Character>) -> Character {
    if let found = usual.first(where: { !literals.contains($0) }) { return found }
    let rare = (0x4E00...0x9FFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init).map(Character.init)
    return rare.first { !literals.contains($0) } ?? "\u{FFFD}"
  }

  private func step(_ state: [Int32], _ character: Character) -> [Int32] {
    state.compactMap { place in
      switch tokens[Int(place)] {
      case .run: place
      case .one: place + 1
      case .literal(let wanted): wanted == character ? place + 1 : nil
      case nil: nil
      }
    }
  }

  /// With the places behind runs, which may be empty; ascending, each once.
  private func closed(_ state: [Int32]) -> [Int32] {
    var places = Set(state)
    for var place in state {
      while tokens[Int(place)] == .run, places.insert(place + 1).inserted { place += 1 }
    }
    return places.sorted()
  }

  private func answer(_ state: [Int32]) -> [Bool] {
    let matched = Set(state.compactMap { ends[$0] })
    return lists.map { list in list.contains { matched.contains($0) } }
  }
}

/// How much may be tried before a comparison is given up.
struct Budget {
  private var left: Int
  init(_ steps: Int) { left = steps }

  mutating func spend(_ steps: Int = 1) throws(TooIntricate) {
    left -= steps
    if left < 0 { throw TooIntricate() }
  }
}

/// The rules are so intertwined that deciding what they say would take too long.
package struct TooIntricate: Error {}
