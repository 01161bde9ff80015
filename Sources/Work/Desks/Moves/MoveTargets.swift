import Discretion
import Faults
import Portfolio
import Runs
import Schema
import Speech
import Views
import Words

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
      throw OperationError(
        .usage, Wording("\(request.rows.count) cases in one order; at most \(limit)", "一张调案单有 \(request.rows.count) 件案件；最多 \(limit) 件"),
        remedy: Wording("cut the file", "请拆分文件"))
    }
    var problems: [Wording] = []
    let keys = request.rows.map(\.key)
    let partners = request.rows.compactMap { row in row.other.map { CaseKey(client: row.key.client, caseNo: $0) } }
    let looked = try await store.runs.findCases(keys + partners, agency: agency)
    let codes = Set(request.rows.compactMap(\.to) + [request.to].compactMap { $0 })
    let people = try await store.runs.collectorIDs(codes.sorted(), agency: agency)
    // What was probably meant, where somebody is meant that nobody is.
    let known = codes.allSatisfy { people[$0] != nil } ? [] : try await store.views.names(of: .collector, agency: agency)

    func add(_ row: MoveRow, _ en: String, _ zh: String) {
      problems.append(row.line > 0 ? Wording("line \(row.line): \(en)", "第 \(row.line) 行：\(zh)") : Wording(en, zh))
    }
    func find(_ look: CaseLookUp, _ caseNo: String, _ row: MoveRow) -> FoundCase? {
      switch look {
      case .found(let one) where one.status == .open: return one
      case .found(let one): add(row, "case \(caseNo) is \(one.status.word)", "案件 \(caseNo) 的状态为\(Words.status(one.status).zh)")
      case .unknown:
        let number = Quoted.number(caseNo)
        let isAny = row.key.client == nil
        add(row, "there is no case \(number.en)\(isAny ? "" : " of that client")", "\(isAny ? "" : "该委托方")没有案件\(number.zh)")
      case .ambiguous(let clients):
        add(
          row, "case \(caseNo) stands for several clients (\(clients.joined(separator: ", "))); name one with --client",
          "案件 \(caseNo) 在多个委托方下都有（\(clients.joined(separator: "、"))）；请用 --client 指定")
      }
      return nil
    }
    func collector(_ row: MoveRow) -> Int64? {
      guard let code = row.to ?? request.to else { return nil }
      if let id = people[code] { return id }
      let (number, hint) = (Quoted.number(code), Suggestion.hint(for: code, among: known).map { Wording("; ", "；") + $0 } ?? .none)
      add(row, "there is no collector \(number.en)\(hint.en)", "没有催收员\(number.zh)\(hint.zh)")
      return nil
    }
    func until(_ row: MoveRow) -> Day? {
      guard let day = row.until ?? request.until else { return nil }
      if day >= today { return day }
      add(row, "\(day) is past; a pin holds until a day from today (\(today)) on", "\(day) 已过；指定的截止日不能早于今天（\(today)）")
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
          add(row, "no collector for case \(one.caseNo); expected --to CODE", "案件 \(one.caseNo) 没有写催收员；请加 --to CODE")
        }
        if target.to != nil, target.to == one.holder {
          add(row, "case \(one.caseNo) is with that collector already", "案件 \(one.caseNo) 已在该催收员手中")
        }
        target.pin = .clear
        if let day = until(row), let to = target.to { target.pin = .set(collector: to, until: day) }
      case .pin:
        let named = collector(row)
        if let to = named ?? (problems.count == before ? one.holder : nil) {
          if let day = until(row) {
            target.pin = .set(collector: to, until: day)
          } else if problems.count == before {
            add(
              row, "no last day for the pin of case \(one.caseNo); expected --until DATE",
              "案件 \(one.caseNo) 的指定没有写截止日；请加 --until DATE")
          }
        } else if problems.count == before {
          add(
            row, "case \(one.caseNo) lies in the pool: say to whom it is pinned with --to CODE",
            "案件 \(one.caseNo) 在案件池里：请用 --to CODE 写明指定给谁")
        }
      case .unpin: target.pin = .clear
      case .release:
        if one.holder == nil { add(row, "case \(one.caseNo) lies in the pool already", "案件 \(one.caseNo) 已在案件池里") }
        (target.to, target.pin) = (nil, .clear)
      case .swap:
        guard let other else {
          add(row, "no partner for case \(one.caseNo); expected two cases", "案件 \(one.caseNo) 没有互换的案件；应成对给出")
          continue
        }
        guard let second = find(other.look, other.caseNo, row) else { continue }
        if one.holder == second.holder {
          add(
            row, "cases \(one.caseNo) and \(second.caseNo) lie in the same place", "案件 \(one.caseNo) 与 \(second.caseNo) 在同一处")
        }
        var back = MoveTarget(found: second, to: one.holder)
        (target.to, target.pin, back.pin) = (second.holder, .clear, .clear)
        targets.append(back)
      case .exclude, .include:
        target.other = collector(row)
        if target.other == nil, problems.count == before {
          add(
            row, "no collector for case \(one.caseNo); expected --collector CODE", "案件 \(one.caseNo) 没有写催收员；请加 --collector CODE")
        }
        if request.action == .exclude, let other = target.other, other == one.holder { (target.to, target.pin) = (nil, .clear) }
      }
      targets.append(target)
    }
    var seen: Set<Int64> = []
    for target in targets where !seen.insert(target.found.id).inserted {
      problems.append(Wording("case \(target.found.caseNo) is named twice", "案件 \(target.found.caseNo) 写了两次"))
    }
    try refuse(problems)
    return targets
  }

  /// Throws with `EX_DATAERR` and all of them where there are some.
  static func refuse(_ problems: [Wording]) throws(OperationError) {
    guard !problems.isEmpty else { return }
    let shown = problems.prefix(20).map { "  " + $0 }.joined(by: Wording(same: "\n")) + (problems.count > 20 ? "\n  …" : "")
    let count = problems.count
    throw OperationError(
      .dataError,
      Wording("\(count) problem\(count == 1 ? "" : "s"), nothing was moved:\n", "\(count) 处问题，未作任何调动：\n") + shown)
  }
}
