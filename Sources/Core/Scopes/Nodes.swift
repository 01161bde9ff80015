/// Scopes as a table of distinct formulas, so that equal ones are the same number, and what is left of one once a field is known is found once.
struct Nodes {
  private enum Node: Hashable {
    case yes, no
    /// Position in `parts` of its field.
    case part(field: Int, position: Int)
    case every([Int32]), any([Int32])
    case except(Int32)
  }

  static let no: Int32 = 0
  static let yes: Int32 = 1

  private var nodes: [Node] = [.no, .yes]
  private var numbers: [Node: Int32] = [.no: Nodes.no, .yes: Nodes.yes]
  /// By node: bits of the fields that it asks about.
  private(set) var fields: [UInt32] = [0, 0]
  /// By field: the questions about it.
  private(set) var parts = [[Part]](repeating: [], count: Field.allCases.count)

  mutating func add(_ scope: Scope) -> Int32 {
    switch scope {
    case .all: return Self.yes
    case .part(let part):
      let field = part.field.rawValue
      let position =
        parts[field].firstIndex(of: part)
        ?? {
          parts[field].append(part)
          return parts[field].count - 1
        }()
      return number(.part(field: field, position: position))
    case .every(let scopes): return every(scopes.map { add($0) })
    case .any(let scopes): return any(scopes.map { add($0) })
    case .except(let scope): return except(add(scope))
    }
  }

  /// What is left of a formula once a field answers its questions in a certain way. `known` keeps what was found for this answer.
  mutating func settle(_ node: Int32, _ field: Int, _ truth: [Bool], _ known: inout [Int32: Int32]) -> Int32 {
    guard fields[Int(node)] & (1 << UInt32(field)) != 0 else { return node }
    if let found = known[node] { return found }
    let settled: Int32
    switch nodes[Int(node)] {
    case .yes, .no: settled = node
    case .part(let asked, let position): settled = asked == field ? (truth[position] ? Self.yes : Self.no) : node
    case .every(let children):
      var left: [Int32] = []
      for child in children { left.append(settle(child, field, truth, &known)) }
      settled = every(left)
    case .any(let children):
      var left: [Int32] = []
      for child in children { left.append(settle(child, field, truth, &known)) }
      settled = any(left)
    case .except(let child): settled = except(settle(child, field, truth, &known))
    }
    known[node] = settled
    return settled
  }

  private mutating func every(_ children: [Int32]) -> Int32 {
    let left = Set(children).subtracting([Self.yes])
    if left.contains(Self.no) { return Self.no }
    if left.count < 2 { return left.first ?? Self.yes }
    return number(.every(left.sorted()))
  }

  private mutating func any(_ children: [Int32]) -> Int32 {
    let left = Set(children).subtracting([Self.no])
    if left.contains(Self.yes) { return Self.yes }
    if left.count < 2 { return left.first ?? Self.no }
    return number(.any(left.sorted()))
  }

  private mutating func except(_ child: Int32) -> Int32 {
    if child == Self.yes { return Self.no }
    if child == Self.no { return Self.yes }
    if case .except(let inner) = nodes[Int(child)] { return inner }
    return number(.except(child))
  }

  private mutating func number(_ node: Node) -> Int32 {
    if let known = numbers[node] { return known }
    let number = Int32(nodes.count)
    nodes.append(node)
    numbers[node] = number
    fields.append(mask(node))
    return number
  }

  private func mask(_ node: Node) -> UInt32 {
    switch node {
    case .yes, .no: 0
    case .part(let field, _): 1 << UInt32(field)
    case .every(let children), .any(let children): children.reduce(0) { $0 | fields[Int($1)] }
    case .except(let child): fields[Int(child)]
    }
  }
}
