import Movement
import Portfolio
import Speech
import YAML

/// Checks that a policy keeps what the agency file binds every policy to: it may be stricter, never looser.
struct BoundsCheck {
  let agency: AgencyPolicy

  func check(_ policy: CasePolicy, _ root: YAMLNode, _ problems: Problems) {
    let sections = Sections(root, problems)
    if sections.isSound("stop") { checkStops(policy.movement.stop, root, problems) }
    if sections.isSound("stay") { checkStays(policy.movement.stay, root, problems) }
    if sections.isSound("recall") { checkRecall(policy.movement.recall, root, problems) }
    if sections.isSound("not_back_to") { checkNotBackTo(policy.movement.notBackTo, root, problems) }
    if sections.isSound("service") { checkService(policy.service, root, problems) }
  }

  /// A flag is stopped only by a rule that asks for nothing else.
  private func checkStops(_ stops: [StopRule], _ root: YAMLNode, _ problems: Problems) {
    var stopped: CaseFlags = []
    for rule in stops {
      var rest = rule.when
      rest.flags = nil
      if rest == .always { stopped.formUnion(rule.when.flags ?? CaseFlags(rawValue: -1)) }
    }
    let missing = agency.bounds.mustStop.subtracting(stopped).wordList.joined(separator: ", ")
    guard !missing.isEmpty, root["stop"] != nil else { return }
    problems.add(
      at: place(root, "stop"),
      Wording("cases with \(missing) are not always stopped, as the agency demands", "机构要求带 \(missing) 的案件一律停催，这里并非如此"),
      hint: Wording(
        "add { when: { flag: [\(missing)] }, owner: keeps, counts_as_load: no }",
        "请加上 { when: { flag: [\(missing)] }, owner: keeps, counts_as_load: no }"))
  }

  private func checkStays(_ stays: [StayRule], _ root: YAMLNode, _ problems: Problems) {
    guard root["stay"] != nil else { return }
    var plan = Condition()
    plan.plan = .running
    var promise = Condition()
    promise.promise = .open
    let demands = [
      (agency.bounds.mustStayPlan, plan, Wording("a running plan", "履行中的分期计划"), "plan: running"),
      (agency.bounds.mustStayPromise, promise, Wording("an open promise", "未到期的还款承诺"), "promise: open"),
    ]
    for (demanded, condition, what, text) in demands where demanded {
      // Only a rule that asks for nothing else keeps every such case.
      guard !stays.contains(where: { $0.when == condition || $0.when == .always }) else { continue }
      problems.add(
        at: place(root, "stay"),
        Wording("no stay rule keeps every case with \(what.en), as the agency demands", "凡有\(what.zh)，机构要求一律留任，但没有这样的留任规则"),
        hint: Wording("add { when: { \(text) } }", "请加上 { when: { \(text) } }"))
    }
  }

  private func checkRecall(_ recall: RecallSettings, _ root: YAMLNode, _ problems: Problems) {
    guard let least = agency.bounds.forcedNotBefore, let forced = recall.forcedAfterWorkingDays, forced < least else { return }
    problems.add(
      at: place(root, "recall", "forced"),
      Wording(
        "forced recall after \(forced) working days is sooner than the agency allows", "\(forced) 个工作日后强制收回，早于机构允许的时间"),
      expectation: Wording("\(least) working days or more", "不少于 \(least) 个工作日"))
  }

  private func checkNotBackTo(_ notBackTo: NotBackTo?, _ root: YAMLNode, _ problems: Problems) {
    guard let least = agency.bounds.notBackToDays, notBackTo?.days ?? 0 < least else { return }
    problems.add(
      at: place(root, "not_back_to", "for"),
      Wording("a case may go back to a former holder sooner than the agency allows", "案件回到前手的时间早于机构允许的时间"),
      expectation: Wording("“not_back_to” for \(least) days or more", "“not_back_to”不少于 \(least) 天"))
  }

  private func checkService(_ service: [ServiceRule], _ root: YAMLNode, _ problems: Problems) {
    guard let most = agency.bounds.firstContactHours else { return }
    for (rule, item) in zip(service, root["service"]?.items ?? []) where rule.firstContactHours > most {
      problems.add(
        at: item["first_contact"]?.position ?? item.position,
        Wording(
          "a first contact within \(rule.firstContactHours) h is later than the agency allows",
          "首次联系期限 \(rule.firstContactHours) 小时，晚于机构允许的时间"),
        expectation: Wording("\(most) h or less", "不超过 \(most) 小时"))
    }
    let standard = ServiceRule.standard.firstContactHours
    guard standard > most, !service.contains(where: { $0.when == .always }) else { return }
    problems.add(
      at: place(root, "service"),
      Wording(
        "cases that no service rule matches have \(standard) h to the first contact, more than the agency allows",
        "没有匹配到 service 规则的案件，首次联系期限为 \(standard) 小时，超过机构允许的时间"),
      expectation: Wording("a last service rule without “when”", "最后一条不带“when”的 service 规则"),
      hint: Wording("add { first_contact: \(most) h }", "请加上 { first_contact: \(most) h }"))
  }

  /// Where the value of the innermost key of the path that exists stands, so that a missing key is reported at what lacks it.
  private func place(_ root: YAMLNode, _ path: String...) -> SourcePosition {
    var node = root
    for key in path {
      guard let next = node[key] else { break }
      node = next
    }
    return node.position
  }
}
