import Policy
import Portfolio

/// Who may take a case, by route, skills, presence and class; equal questions are answered once and share a signature.
struct Eligibility {
  /// How many were left after each filter, for the explanation of cases nobody may take.
  struct Filtered: Equatable {
    var inTeams: Int = 0
    var withSkills: Int = 0
    var present: Int = 0
    var requiredSkills: UInt64 = 0
    var route: Int16 = -1
  }
  /// What a case asks of whoever gets it. `deadline` is the last day on which somebody must be present.
  struct Demand: Hashable {
    var policy: Int16
    var route: Int16
    var skills: UInt64
    var deadline: Day
    var caseClass: CaseClass
    /// The policy's rules of `never` that hold for the case, a bit each.
    var never: UInt64 = 0
  }

  /// Eligible receivers by signature, ascending.
  private(set) var signatures: [[Int32]] = []
  private(set) var filtered: [Filtered] = []
  /// By signature, as `filtered`; where several cases meet, of those who pass each filter for all of them.
  private(set) var told: [Filtered] = []
  /// By signature: who passes the filters of teams and of skills, ascending.
  private var passing: [(inTeams: [Int32], withSkills: [Int32])] = []
  private var known: [Demand: Int32] = [:]
  private var meetings: [[Int32]: Int32] = [:]
  private var teams: [[Int32]: [Int32]] = [:]
  private var barred: [Bar: [Bool]] = [:]
  private let routeSkills: [[UInt64]]
  private let unknownSkill: [[Bool]]

  init(_ snapshot: Snapshot, _ policies: PolicySet) {
    routeSkills = policies.policies.map {
      $0.routes.map { $0.skills.reduce(0) { $0 | (snapshot.skills.find($1).map { 1 << UInt64($0) } ?? 0) } }
    }
    unknownSkill = policies.policies.map { $0.routes.map { $0.skills.contains { snapshot.skills.find($0) == nil } } }
  }

  /// The signature of a case under a route.
  mutating func signature(_ demand: Demand, _ standing: Standing) -> Int32 {
    if let answer = known[demand] { return answer }
    let (people, loads) = (standing.snapshot.collectors, standing.loads)
    let required = demand.skills | routeSkills[Int(demand.policy)][Int(demand.route)]
    let impossible = unknownSkill[Int(demand.policy)][Int(demand.route)]
    var result = Filtered(requiredSkills: required, route: demand.route)
    var eligible: [Int32] = []
    var passed: (inTeams: [Int32], withSkills: [Int32]) = ([], [])
    for c in members(demand.policy, demand.route, never: demand.never, standing) {
      let i = Int(c)
      guard loads.closedBy[i] != .inactive, loads.closedBy[i] != .left else { continue }
      result.inTeams += 1
      passed.inTeams.append(c)
      guard !impossible, people.skills[i] & required == required, loads.allowedClasses[i] & (1 << demand.caseClass.rawValue) != 0
      else { continue }
      result.withSkills += 1
      passed.withSkills.append(c)
      guard loads.closedBy[i] != .notPresent, loads.nextPresent[i] <= demand.deadline else { continue }
      result.present += 1
      eligible.append(c)
    }
    let answer = append(eligible, result, told: result, passed)
    known[demand] = answer
    return answer
  }

  /// Those who may take all of several cases.
  mutating func meeting(_ members: [Int32]) -> Int32 {
    let distinct = Array(Set(members)).sorted()
    if distinct.count == 1 { return distinct[0] }
    if let answer = meetings[distinct] { return answer }
    func common(_ people: (Int32) -> [Int32]) -> [Int32] {
      var left = people(distinct[0])
      for other in distinct.dropFirst() {
        let allowed = Set(people(other))
        left.removeAll { !allowed.contains($0) }
      }
      return left
    }
    let eligible = common { signatures[Int($0)] }
    let passed = (inTeams: common { passing[Int($0)].inTeams }, withSkills: common { passing[Int($0)].withSkills })
    let first = filtered[Int(distinct[0])]
    let whole = Filtered(
      inTeams: passed.inTeams.count, withSkills: passed.withSkills.count, present: eligible.count,
      requiredSkills: distinct.reduce(0) { $0 | filtered[Int($1)].requiredSkills }, route: first.route)
    let answer = append(eligible, first, told: whole, passed)
    meetings[distinct] = answer
    return answer
  }

  private mutating func append(
    _ eligible: [Int32], _ result: Filtered, told whole: Filtered, _ passed: (inTeams: [Int32], withSkills: [Int32])
  )
    -> Int32
  {
    signatures.append(eligible)
    filtered.append(result)
    told.append(whole)
    passing.append(passed)
    return Int32(signatures.count - 1)
  }

  /// Who may work a route at all: those it names who work here and hold what it requires; ascending.
  mutating func people(_ policy: Int16, _ route: Int16, _ standing: Standing) -> [Int32] {
    let (required, loads) = (routeSkills[Int(policy)][Int(route)], standing.loads)
    guard !unknownSkill[Int(policy)][Int(route)] else { return [] }
    // Whom a rule without condition keeps away gets none of the route's cases.
    let never = Barring.unconditional(standing.policies.policies[Int(policy)])
    return members(policy, route, never: never, standing).filter { c in
      loads.closedBy[Int(c)] != .inactive && loads.closedBy[Int(c)] != .left
        && standing.snapshot.collectors.skills[Int(c)] & required == required
    }
  }

  /// Who the route names and no rule of `never` among `never` keeps away, ascending.
  mutating func members(_ policy: Int16, _ route: Int16, never: UInt64, _ standing: Standing) -> [Int32] {
    let named = members(policy, route, standing)
    guard never != 0 else { return named }
    let key = Bar(policy: policy, never: never)
    let out = barred[key] ?? Barring.barred(standing.policies.policies[Int(policy)], never, standing.snapshot)
    barred[key] = out
    return named.filter { !out[Int($0)] }
  }

  private struct Bar: Hashable {
    var policy: Int16
    var never: UInt64
  }

  /// Who the route names, ascending.
  private mutating func members(_ policy: Int16, _ route: Int16, _ standing: Standing) -> [Int32] {
    let key = [Int32(policy), Int32(route)]
    if let found = teams[key] { return found }
    let snapshot = standing.snapshot
    let rule = standing.policies.policies[Int(policy)].routes[Int(route)]
    let wanted = snapshot.teams.names.map { name in rule.teams.contains { Glob.matches($0, name) } }
    let open = rule.teams.isEmpty && rule.collectors.isEmpty
    let found = snapshot.collectors.indices.compactMap { c -> Int32? in
      let team = snapshot.collectors.team[c]
      let named = rule.collectors.contains { Glob.matches($0, snapshot.collectors.code[c]) }
      return open || named || (team >= 0 && wanted[Int(team)]) ? Int32(c) : nil
    }
    teams[key] = found
    return found
  }
}
