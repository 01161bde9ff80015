import Discretion
import Faults
import Portfolio
import Runs
import Schema

/// One case of a request with what is to become of it.
struct MoveTarget: Sendable {
  var found: FoundCase
  /// Holder afterwards; nil is the pool.
  var to: Int64?
  var pin = HandStep.Pin.keep
  /// The collector of an exclusion.
  var other: Int64?

  init(found: FoundCase, to: Int64?) {
    self.found = found
    self.to = to
  }

  var pinnedCollector: Int64? { if case .set(let collector, _) = pin { collector } else { nil } }
}

/// Turns what a person wrote into targets; collects every problem.
enum MoveTargets {
  /// Cases one order can hold: more is a run, not a move by hand.
  static let limit = 20_000

  static func resolve(_ request: MoveDesk.Request, store: Store, agency: Agency, today: Day) async throws -> [MoveTarget] {
    guard request.rows.count <= limit else {
      throw OperationError(.usage, "\(request.rows.count) cases in one order; at most \(limit)", remedy: "cut the file")
    }
    var problems: [String] = []
    let keys = request.rows.map(\.key)
    let partners = request.rows.compactMap { row in row.other.map { CaseKey(client: row.key.client, caseNo: $0) } }
    let looked = try await store.runs.findCases(keys + partners, agency: agency)
    let codes = Set(request.rows.compactMap(\.to) + [request.to].compactMap { $0 })
    let people = try await store.runs.collectorIDs(codes.sorted(), agency: agency)

    func place(_ row: MoveRow) -> String { row.line > 0 ? "line \(row.line): " : "" }
    func find(_ look: CaseLookUp, _ caseNo: String, _ row: MoveRow) -> FoundCase? {
      switch look {
      case .found(let one) where one.status == .open: return one
      case .found(let one): problems.append("\(place(row))case \(caseNo) is \(one.status.word)")
      case .unknown:
        problems.append("\(place(row))there is no case \(Shown.number(caseNo))\(row.key.client == nil ? "" : " of that client")")
      case .ambiguous(let clients):
        problems.append(
          "\(place(row))case \(caseNo) stands for several clients (\(clients.joined(separator: ", "))); name one with --client")
      }
      return nil
    }
    func collector(_ row: MoveRow) -> Int64? {
      guard let code = row.to ?? request.to else { return nil }
      if let id = people[code] { return id }
      problems.append("\(place(row))there is no collector \(Shown.number(code))")
      return nil
    }
    func until(_ row: MoveRow) -> Day? {
      guard let day = row.until ?? request.until else { return nil }
      if day >= today { return day }
      problems.append("\(place(row))\(day) is past; a pin holds until a day from today (\(today)) on")
      return nil
    }

    var targets: [MoveTarget] = []
    var partner = keys.count
    for (row, look) in zip(request.rows, looked) {
      let other = row.other.map { caseNo in
        defer { partner += 1 }
        return (look: looked[partner], caseNo: caseNo)
      }
      guard let one = find(look, row.key.caseNo, row) else { continue }
      let before = problems.count
      var target = MoveTarget(found: one, to: one.holder)
      switch request.action {
      case .move:
        target.to = collector(row)
        if target.to == nil, problems.count == before {
          problems.append("\(place(row))no collector for case \(one.caseNo); expected --to CODE")
        }
        if target.to != nil, target.to == one.holder { problems.append("\(place(row))case \(one.caseNo) is with that collector already") }
        target.pin = .clear
        if let day = until(row), let to = target.to { target.pin = .set(collector: to, until: day) }
      case .pin:
        let named = collector(row)
        if let to = named ?? (problems.count == before ? one.holder : nil) {
          if let day = until(row) {
            target.pin = .set(collector: to, until: day)
          } else if problems.count == before {
            problems.append("\(place(row))no last day for the pin of case \(one.caseNo); expected --until DATE")
          }
        } else if problems.count == before {
          problems.append("\(place(row))case \(one.caseNo) lies in the pool: say to whom it is pinned with --to CODE")
        }
      case .unpin: target.pin = .clear
      case .release:
        if one.holder == nil { problems.append("\(place(row))case \(one.caseNo) lies in the pool already") }
        (target.to, target.pin) = (nil, .clear)
      case .swap:
        guard let other else {
          problems.append("\(place(row))no partner for case \(one.caseNo); expected two cases")
          continue
        }
        guard let second = find(other.look, other.caseNo, row) else { continue }
        if one.holder == second.holder { problems.append("\(place(row))cases \(one.caseNo) and \(second.caseNo) lie in the same place") }
        var back = MoveTarget(found: second, to: one.holder)
        (target.to, target.pin, back.pin) = (second.holder, .clear, .clear)
        targets.append(back)
      case .exclude, .include:
        target.other = collector(row)
        if target.other == nil, problems.count == before {
          problems.append("\(place(row))no collector for case \(one.caseNo); expected --collector CODE")
        }
        if request.action == .exclude, let other = target.other, other == one.holder { (target.to, target.pin) = (nil, .clear) }
      }
      targets.append(target)
    }
    var seen: Set<Int64> = []
    for target in targets where !seen.insert(target.found.id).inserted { problems.append("case \(target.found.caseNo) is named twice") }
    guard problems.isEmpty else {
      let shown = problems.prefix(20).map { "  \($0)" }.joined(separator: "\n") + (problems.count > 20 ? "\n  …" : "")
      let count = problems.count
      throw OperationError(.dataError, "\(count) problem\(count == 1 ? "" : "s"), nothing was moved:\n\(shown)")
    }
    return targets
  }
}
