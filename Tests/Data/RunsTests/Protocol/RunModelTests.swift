import Glibc
import Testing

/// Every history of the model, breadth first; the first violation found has the shortest trace.
struct RunModelCheck {
  private(set) var states = 0
  private(set) var steps = 0
  private(set) var violation: RunModel.Violation?
  private(set) var trace: [String] = []

  init(_ flaw: RunModel.Flaw, _ budget: RunModel.Budget = RunModel.Budget()) {
    let model = RunModel(flaw: flaw)
    var seen: Set<UInt64> = []
    var start = RunModel.State()
    start.left = budget
    var queue: [(state: RunModel.State, parent: Int32, label: String)] = [(start, -1, "")]
    var backward: [(from: Int32, to: UInt64)] = []
    var indexOf: [UInt64: Int32] = [:]
    seen.insert(queue[0].state.packed)
    indexOf[queue[0].state.packed] = 0
    var head = 0
    while head < queue.count {
      let state = queue[head].state
      for (label, next) in model.successors(state) {
        steps += 1
        if let found = next.violation ?? Self.halfDone(next, flaw) {
          violation = found
          trace = Self.path(queue, head) + [label]
          states = seen.count
          return
        }
        let key = next.packed
        if seen.insert(key).inserted {
          indexOf[key] = Int32(queue.count)
          queue.append((next, Int32(head), label))
        }
        backward.append((Int32(head), key))
      }
      head += 1
    }
    states = seen.count
    findStuck(queue, backward, indexOf)
  }

  /// Only the transaction's end may be seen: effects and publication come together. (The flaw of two commits is caught when nobody is left who
  /// could finish, that is when the state is between the two and the daemon is gone.)
  private static func halfDone(_ state: RunModel.State, _ flaw: RunModel.Flaw) -> RunModel.Violation? {
    guard state.effects != state.publications else { return nil }
    if flaw == .twoCommits, RunModel.State.daemons.contains(where: { state[$0].step == .written || state[$0].step == .fenceChecked }) {
      return state.effects > 1 ? .publishedTwice : nil
    }
    return .halfDone
  }

  /// States from which no step leads to a published slot, walking backward from those that are.
  private mutating func findStuck(
    _ queue: [(state: RunModel.State, parent: Int32, label: String)], _ backward: [(from: Int32, to: UInt64)], _ indexOf: [UInt64: Int32]
  ) {
    var into = [[Int32]](repeating: [], count: queue.count)
    for edge in backward { if let to = indexOf[edge.to] { into[Int(to)].append(edge.from) } }
    var reaches = [Bool](repeating: false, count: queue.count)
    var open = queue.indices.filter { queue[$0].state.row == .published }
    for index in open { reaches[index] = true }
    while let index = open.popLast() {
      for from in into[index] where !reaches[Int(from)] {
        reaches[Int(from)] = true
        open.append(Int(from))
      }
    }
    // Where the bounds of the model are used up (fences, attempts, expiries), nothing more can happen; that says nothing about the protocol.
    let stuck = queue.indices.first { index in
      let state = queue[index].state
      return !reaches[index] && state.leaseFence < 3 && state.attempts < 3 && state.left.expiries > 0
    }
    if let stuck {
      violation = .stuck
      trace = Self.path(queue, stuck)
    }
  }

  private static func path(_ queue: [(state: RunModel.State, parent: Int32, label: String)], _ index: Int) -> [String] {
    var labels: [String] = []
    var at = index
    while at > 0 {
      labels.append(queue[at].label)
      at = Int(queue[at].parent)
    }
    return labels.reversed()
  }
}

@Suite struct RunModelTests {
  @Test func noHistoryOfTheProtocolBreaksARule() {
    let isLong = getenv("ALLOT_LONG_TESTS") != nil
    let check = RunModelCheck(.none, isLong ? .long : RunModel.Budget())
    #expect(check.violation == nil, "\(check.trace.joined(separator: "\n"))")
    // The whole graph, not a part of it: the count is the same every time and is quoted in docs/runs.md.
    #expect(check.states > (isLong ? 1_000_000 : 100_000))
    print("run model: \(check.states) states, \(check.steps) steps")
  }

  @Test(arguments: RunModel.Flaw.allCases.filter { $0 != .none })
  func everyFlawIsFound(_ flaw: RunModel.Flaw) {
    let check = RunModelCheck(flaw)
    let expected: Set<RunModel.Violation> =
      switch flaw {
      case .fenceNotChecked: [.staleHolder]
      case .twoCommits: [.halfDone, .publishedTwice]
      case .noCollectorLock: [.overCap]
      case .revisionNotCompared: [.lostUpdate]
      case .stageNotCounted: [.emptyPlan]
      case .blindRepetition: [.publishedTwice, .halfDone]
      case .none: []
      }
    #expect(check.violation.map { expected.contains($0) } == true, "\(flaw): \(String(describing: check.violation))")
    print("run model, \(flaw): \(check.violation?.rawValue ?? "nothing found") after\n  \(check.trace.joined(separator: "\n  "))")
  }
}
