import Faults
import Portfolio
import Runs
import Speech

extension MoveTargets {
  /// Whoever asks for what is so already is told so: nothing is done twice and nothing is said to be done that was not.
  static func requireChange(_ action: HandAction, _ targets: [MoveTarget], _ snapshot: Snapshot) throws(OperationError) {
    guard [.pin, .unpin, .exclude, .include].contains(action) else { return }
    var places: [Int64: Int] = [:]
    for (place, id) in snapshot.cases.id.enumerated() { places[id] = place }
    try refuse(
      targets.compactMap { target in
        guard target.found.holder == target.to, let place = places[target.found.id] else { return nil }
        return standing(action, target, place, snapshot)
      })
  }

  /// What is so already; nil where something changes.
  private static func standing(_ action: HandAction, _ target: MoveTarget, _ place: Int, _ snapshot: Snapshot) -> Wording? {
    let caseNo = target.found.caseNo
    let (pinnedTo, pinnedUntil) = (snapshot.cases.pinnedTo[place], snapshot.cases.pinnedUntil[place])
    let isPinned = pinnedTo != .none && pinnedUntil >= snapshot.slot
    func isExcluded(_ collector: Int64) -> Bool { snapshot.conflicts[place].contains { snapshot.collectors.id[$0.position] == collector } }
    func code(_ id: Int64) -> String { snapshot.collectors.id.firstIndex(of: id).map { snapshot.collectors.code[$0] } ?? "?" }
    switch action {
    case .unpin: return isPinned ? nil : Wording("case \(caseNo) has no pin", "案件 \(caseNo) 没有指定")
    case .pin:
      guard isPinned, case .set(let collector, let until) = target.pin, pinnedUntil == until,
        snapshot.collectors.id[pinnedTo.position] == collector
      else { return nil }
      let named = code(collector)
      return Wording("case \(caseNo) is pinned to \(named) until \(until) already", "案件 \(caseNo) 已指定给 \(named)，至 \(until)")
    case .exclude:
      guard let other = target.other, isExcluded(other) else { return nil }
      return Wording("\(code(other)) is excluded from case \(caseNo) already", "案件 \(caseNo) 已排除 \(code(other))")
    case .include:
      guard let other = target.other, !isExcluded(other) else { return nil }
      return Wording("\(code(other)) is not excluded from case \(caseNo)", "案件 \(caseNo) 没有排除 \(code(other))")
    case .move, .swap, .release: return nil
    }
  }
}
