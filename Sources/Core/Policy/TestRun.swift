import Movement
import Portfolio
import Speech
import YAML

/// Runs the tests of a policy file: their cases are one small snapshot, and go through the conditions and rules that the night uses.
struct TestRun {
  let agency: AgencyPolicy
  private let policy: CasePolicy
  private let snapshot: Snapshot
  private let debtors: DebtorCounts
  private let rules: MovementRules
  private let covers: BoundCondition
  private let segments: [BoundCondition]
  private let service: [BoundCondition]
  private let routes: [BoundCondition]

  /// What came of a case. Rules count from 0.
  struct Result {
    var covered = false
    var segments: [String] = []
    var outcome: MovementRules.Outcome?
    var route: Int?
    var service: Int?
    /// Why a rule does not hold: the first part of a condition that the case lacks.
    var lacks: (Condition) -> String? = { _ in nil }
  }

  /// The cases of the policy's tests, ready to be looked at.
  init(_ written: CasePolicy, agency: AgencyPolicy) {
    self.agency = agency
    let (given, snapshot) = (
      written.tests.map(\.given), TestSnapshot.of(written.tests.map(\.given), currency: agency.currency, calendar: agency.calendar)
    )
    let debtors = DebtorCounts(cases: given.map { Int32($0.debtorCases) }, clients: given.map { Int32($0.debtorClients) })
    let policy = PolicySet(agency: agency, policies: [written]).naming(snapshot).policies[0]
    func bound(_ condition: Condition) -> BoundCondition { condition.bind(to: snapshot, debtors: debtors) }
    let calendars = snapshot.clients.names.map { name in agency.clientCalendars.first { $0.client == name }?.calendar }
    rules = MovementRules(policy.movement, snapshot, agency.calendar, clients: calendars, debtors: debtors)
    covers = bound(policy.covers)
    segments = policy.segments.map { bound($0.when) }
    service = policy.service.map { bound($0.when) }
    routes = policy.routes.map { bound($0.when) }
    (self.policy, self.snapshot, self.debtors) = (policy, snapshot, debtors)
  }

  /// Reports what came otherwise, each at its place in the file.
  func check(_ root: YAMLNode, _ problems: Problems) {
    guard let items = root["tests"]?.items, items.count == policy.tests.count else { return }
    for (number, (test, item)) in zip(policy.tests, items).enumerated() {
      let result = result(number, test.given)
      for expectation in test.expect {
        guard let failure = TestJudgement(policy: policy, result: result).failure(expectation) else { continue }
        problems.add(
          at: item["expect"]?[expectation.key]?.position ?? item.position,
          Wording("test \(number + 1) fails: \(failure.came.en)", "测试 \(number + 1) 未通过：\(failure.came.zh)"), expectation: failure.expected,
          hint: failure.why)
      }
    }
  }

  private func result(_ number: Int, _ given: TestCase) -> Result {
    let calendar = agency.clientCalendars.first { $0.client == given.client }?.calendar ?? agency.calendar
    let (index, facts) = (CaseIndex(number), TestSnapshot.facts(given, calendar: calendar))
    func holds(_ condition: BoundCondition) -> Bool { condition.holds(index, snapshot, facts) }
    var result = Result()
    result.lacks = { condition in condition.parts.first { !holds($0.condition.bind(to: snapshot, debtors: debtors)) }?.name }
    result.covered = holds(covers)
    guard result.covered else { return result }
    result.segments = policy.segments.indices.filter { holds(segments[$0]) }.map { policy.segments[$0].name }
    result.outcome = rules.outcome(index, snapshot, facts)
    result.service = service.firstIndex(where: holds)
    if case .holds = result.outcome?.move { return result }
    result.route = routes.firstIndex(where: holds)
    return result
  }
}
