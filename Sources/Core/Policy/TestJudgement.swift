import Movement
import Portfolio
import Speech

/// Compares what came of a test's case with one thing that was expected.
struct TestJudgement {
  let policy: CasePolicy
  let result: TestRun.Result

  struct Failure {
    var came: Wording
    var expected: Wording
    var why: Wording?
  }

  /// nil when it came as expected.
  func failure(_ expectation: PolicyTest.Expectation) -> Failure? {
    if case .covered(let wanted) = expectation {
      guard wanted != result.covered else { return nil }
      return Failure(
        came: wanted ? uncovered : Wording("the policy covers the case", "策略覆盖该案件"), expected: Self.yesOrNo(wanted),
        why: wanted ? lacking("covers", policy.covers) : nil)
    }
    guard result.covered else {
      // A case that nobody covers is not stopped, kept, recalled or routed.
      if expectation.isNo { return nil }
      return Failure(came: uncovered, expected: Self.words(expectation), why: lacking("covers", policy.covers))
    }
    guard let failure = compared(expectation) else { return nil }
    return Failure(came: failure.came, expected: Self.words(expectation), why: failure.why)
  }

  private func compared(_ expectation: PolicyTest.Expectation) -> (came: Wording, why: Wording?)? {
    switch expectation {
    case .covered: return nil
    case .segments(let wanted):
      guard let missing = wanted.first(where: { !result.segments.contains($0) }) else { return nil }
      let segment = policy.segments.first { $0.name == missing }
      return (
        Wording("the case is not in “\(missing)”", "案件不属于“\(missing)”"), segment.flatMap { lacking("segment “\(missing)”", $0.when) }
      )
    case .stop(let wanted):
      let rule = result.outcome?.stopRule
      if matches(wanted, is: isStopped, by: rule) { return nil }
      return (stopped(rule), wantedRule(wanted, "stop", policy.movement.stop.map(\.when)))
    case .stay(let wanted):
      let rule = result.outcome?.stayRule
      if matches(wanted, is: rule != nil, by: rule) { return nil }
      return (stays(rule), wantedRule(wanted, "stay", policy.movement.stay.map(\.when)) ?? inPool)
    case .recall(let wanted):
      let came = recall
      if came == wanted || (wanted == .yes && came != .no) { return nil }
      return (
        came == .no ? stays(result.outcome?.stayRule) : Wording("the case is recalled (\(came.rawValue))", "案件被收回（\(came.rawValue)）"),
        inPool
      )
    case .route(let wanted):
      guard result.route.map({ policy.routes[$0].rule }) != wanted else { return nil }
      if isStopped { return (stopped(result.outcome?.stopRule), nil) }
      let rule = policy.routes.first { $0.rule == wanted }
      return (routed, rule.flatMap { lacking("route “\($0.rule)”", $0.when) })
    case .firstContact(let wanted):
      guard service.firstContactHours != wanted else { return nil }
      return (Wording("\(served.en) says \(service.firstContactHours) h", "\(served.zh)为 \(service.firstContactHours) 小时"), nil)
    case .priority(let wanted):
      guard service.priority != wanted else { return nil }
      return (Wording("\(served.en) says \(service.priority)", "\(served.zh)为 \(service.priority)"), nil)
    }
  }

  // MARK: What came

  private var uncovered: Wording { Wording("the policy does not cover the case", "策略不覆盖该案件") }

  private var isStopped: Bool { if case .holds = result.outcome?.move { true } else { false } }

  private func stopped(_ rule: Int?) -> Wording {
    if let rule { return Wording("stop rule \(rule + 1) stops the case", "停催规则第 \(rule + 1) 条停催该案件") }
    return isStopped ? Wording("the case is held", "案件被暂停") : Wording("no stop rule holds", "没有停催规则成立")
  }

  private func stays(_ rule: Int?) -> Wording {
    if isStopped { return stopped(result.outcome?.stopRule) }
    if let rule { return Wording("stay rule \(rule + 1) keeps the case with its holder", "留任规则第 \(rule + 1) 条让持案人保留案件") }
    switch result.outcome?.move {
    case .recalls: return Wording("the case is recalled (\(recall.rawValue))", "案件被收回（\(recall.rawValue)）")
    case .deals: return Wording("the case lies in the pool", "案件在案件池")
    default: return Wording("the holder keeps the case, by no rule", "持案人保留案件，不因任何规则")
    }
  }

  private var inPool: Wording? {
    guard case .deals = result.outcome?.move else { return nil }
    return Wording("give the case a holder: “held: 20 working days”", "请给案件一个持案人：“held: 20 working days”")
  }

  private var recall: PolicyTest.Recall {
    guard case .recalls(let reason) = result.outcome?.move else { return .no }
    switch reason {
    case .recallForced: return .forced
    case .recallNoFollowUp: return .early
    case .recallRotated: return .rotate
    default: return .yes
    }
  }

  private var routed: Wording {
    guard let place = result.route else { return Wording("the case takes no route", "案件没有走任何路由") }
    let rule = policy.routes[place].rule
    return Wording("the case takes route “\(rule)” (rule \(place + 1))", "案件走路由“\(rule)”（第 \(place + 1) 条）")
  }

  private var service: ServiceRule { result.service.map { policy.service[$0] } ?? .standard }

  private var served: Wording {
    result.service.map { Wording("service rule \($0 + 1)", "service 规则第 \($0 + 1) 条") }
      ?? Wording("no service rule holds, which", "没有 service 规则成立，默认")
  }

  // MARK: Why

  private func wantedRule(_ wanted: PolicyTest.Ruled, _ key: String, _ conditions: [Condition]) -> Wording? {
    guard case .rule(let number) = wanted, conditions.indices.contains(number - 1) else { return nil }
    return lacking("\(key) rule \(number)", conditions[number - 1])
  }

  private func lacking(_ what: String, _ condition: Condition) -> Wording? {
    result.lacks(condition).map { Wording("\(what) asks for another “\($0)”", "\(what) 要求的“\($0)”不同") }
  }

  private func matches(_ wanted: PolicyTest.Ruled, is holds: Bool, by rule: Int?) -> Bool {
    switch wanted {
    case .no: !holds
    case .yes: holds
    case .rule(let number): rule == number - 1
    }
  }

  private static func yesOrNo(_ value: Bool) -> Wording { Wording(same: value ? "yes" : "no") }

  private static func words(_ expectation: PolicyTest.Expectation) -> Wording {
    func ruled(_ wanted: PolicyTest.Ruled) -> Wording {
      switch wanted {
      case .no: yesOrNo(false)
      case .yes: yesOrNo(true)
      case .rule(let number): Wording("rule \(number)", "第 \(number) 条")
      }
    }
    switch expectation {
    case .covered(let wanted): return yesOrNo(wanted)
    case .segments(let names): return Wording(same: names.joined(separator: ", "))
    case .stop(let wanted), .stay(let wanted): return ruled(wanted)
    case .recall(let wanted): return Wording(same: wanted.rawValue)
    case .route(let wanted): return Wording(same: wanted.map { "“\($0)”" } ?? "none")
    case .firstContact(let hours): return Wording("\(hours) h", "\(hours) 小时")
    case .priority(let priority): return Wording(same: String(priority))
    }
  }
}

extension PolicyTest.Expectation {
  /// Whether nothing is to come of the case.
  fileprivate var isNo: Bool {
    switch self {
    case .covered(false), .stop(.no), .stay(.no), .recall(.no), .route(nil): true
    default: false
    }
  }
}
