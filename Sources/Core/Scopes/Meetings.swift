/// Two lists of rules, the first match deciding in each, and every pair of rules that can decide one and the same case.
///
/// Exact: every field has finitely many values that the rules tell apart (``Atoms``), and walking through the fields, what is left of the rules is all
/// that matters, so that every situation is looked at once. No case is drawn at random.
package struct Meetings: Sendable {
  /// A case that is decided by these rules of the two lists; nil: by none of the list.
  package struct Meeting: Sendable {
    /// Position in the first list.
    package let old: Int?
    /// Position in the second list.
    package let new: Int?
    /// One such case.
    package let made: MadeCase
  }

  /// Each pair of rules once; those first whose cases are the most usual ones.
  package private(set) var all: [Meeting] = []

  /// So many situations are looked at, and so many places of patterns, before a comparison is given up: about a second, where usual policies take
  /// milliseconds.
  private static let steps = 1_000_000

  /// Throws when the lists are too intertwined to be decided in reasonable time; nothing is guessed then.
  package init(_ old: [Scope], _ new: [Scope]) throws(TooIntricate) {
    var walk = try Walk(old, new, Budget(Self.steps))
    try walk.run()
    all = walk.found
  }

  /// The first case that this pair of rules decides, if there is any.
  package func meeting(_ old: Int?, _ new: Int?) -> MadeCase? { all.first { $0.old == old && $0.new == new }?.made }
}

private struct Walk {
  private struct State: Hashable {
    var field: Int
    /// Rules that may still decide: position and what is left of the rule.
    var old: [Int32]
    var new: [Int32]
    /// Which way the number of the debtor's cases answers, while that of his clients is still to be found; −1 where it does not matter.
    var debtor: Int
  }

  private var nodes = Nodes()
  private let old: [Int32]
  private let new: [Int32]
  private var atoms: [Atoms] = []
  private var settled: [[[Int32: Int32]]] = []
  private var visited: Set<State> = []
  private var known: Set<[Int32]> = []
  private var budget: Budget
  private(set) var found: [Meetings.Meeting] = []

  init(_ old: [Scope], _ new: [Scope], _ budget: Budget) throws(TooIntricate) {
    self.budget = budget
    var nodes = Nodes()
    self.old = Self.alive(old.enumerated().flatMap { [Int32($0.offset), nodes.add($0.element)] })
    self.new = Self.alive(new.enumerated().flatMap { [Int32($0.offset), nodes.add($0.element)] })
    self.nodes = nodes
    for field in Field.allCases {
      let atoms = try Atoms(field, nodes.parts[field.rawValue], budget: &self.budget)
      self.atoms.append(atoms)
      settled.append([[Int32: Int32]](repeating: [:], count: atoms.values.count))
    }
  }

  mutating func run() throws(TooIntricate) { try visit(0, old, new, MadeCase(), debtor: -1) }

  /// Without rules that cannot match any more, and without those behind one that takes all.
  private static func alive(_ rules: [Int32]) -> [Int32] {
    var left: [Int32] = []
    for k in stride(from: 0, to: rules.count, by: 2) where rules[k + 1] != Nodes.no {
      left += [rules[k], rules[k + 1]]
      if rules[k + 1] == Nodes.yes { break }
    }
    return left
  }

  /// The rule that decides whatever else the case is like, −1 for none of them; nil while that is open.
  private static func decided(_ rules: [Int32]) -> Int32? {
    if rules.isEmpty { return -1 }
    return rules[1] == Nodes.yes ? rules[0] : nil
  }

  private mutating func visit(_ field: Int, _ old: [Int32], _ new: [Int32], _ made: MadeCase, debtor: Int) throws(TooIntricate) {
    try budget.spend()
    if let first = Self.decided(old), let second = Self.decided(new) {
      guard known.insert([first, second]).inserted else { return }
      found.append(.init(old: first < 0 ? nil : Int(first), new: second < 0 ? nil : Int(second), made: made))
      return
    }
    guard visited.insert(State(field: field, old: old, new: new, debtor: debtor)).inserted else { return }
    let bit = UInt32(1) << UInt32(field)
    guard asks(old, bit) || asks(new, bit) else { return try visit(field + 1, old, new, made, debtor: -1) }
    let asked = Field.allCases[field]
    for k in atoms[field].values.indices {
      let atom = atoms[field].values[k]
      var next = made
      let isName = if case .name = atom.value { true } else { false }
      next.tell(asked, atom.value, anyOther: isName && !atom.isNamed)
      if asked == .debtorClients {
        guard let cases = debtorCases(made, atLeast: atom.value, debtor) else { continue }
        next[.debtorCases] = cases
      }
      try visit(field + 1, settle(old, field, k), settle(new, field, k), next, debtor: asked == .debtorCases ? k : -1)
    }
  }

  /// The number of a debtor's cases that answers as before and is not below that of his clients; nil where there is none.
  private func debtorCases(_ made: MadeCase, atLeast clients: FieldValue, _ debtor: Int) -> FieldValue? {
    guard case .number(let least) = clients, case .number(let cases) = made[.debtorCases], cases < least else { return made[.debtorCases] }
    guard debtor >= 0 else { return clients }
    let field = Field.debtorCases.rawValue
    let parts = nodes.parts[field]
    let truth = atoms[field].values[debtor].truth
    var numbers = [least]
    for case .debtorCases(let range) in parts {
      numbers.append(range.lowerBound)
      numbers.append(range.upperBound + 1)
    }
    return numbers.filter { number in
      number >= least && Field.debtorCases.bounds.contains(number) && parts.map { $0.holds(.number(number)) } == truth
    }.min().map { .number($0) }
  }

  private func asks(_ rules: [Int32], _ bit: UInt32) -> Bool {
    stride(from: 1, to: rules.count, by: 2).contains { nodes.fields[Int(rules[$0])] & bit != 0 }
  }

  private mutating func settle(_ rules: [Int32], _ field: Int, _ atom: Int) -> [Int32] {
    var left: [Int32] = []
    left.reserveCapacity(rules.count)
    for k in stride(from: 0, to: rules.count, by: 2) {
      let node = nodes.settle(rules[k + 1], field, atoms[field].values[atom].truth, &settled[field][atom])
      if node == Nodes.no { continue }
      left += [rules[k], node]
      if node == Nodes.yes { break }
    }
    return left
  }
}
