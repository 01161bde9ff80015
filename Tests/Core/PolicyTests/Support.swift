import Policy
import Portfolio

/// A small repeatable generator (SplitMix64).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Small sound files to change in tests.
enum Small {
  static let agency = """
    agency: demo
    name: Demo
    timezone: Asia/Shanghai
    currency: CNY
    rates: { USD: 7.10 CNY, JPY: 0.047 CNY }
    calendar: { weekdays: mon..fri }
    workload:
      effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
      limits: { portfolio: 80..400, amount: 5000000 CNY, new_per_day: { usual: 60, batch_day: 500 } }
    brakes: { recalled: "> 3%", moved: "> 5%", unassigned: "> 1%", class_changed: off }
    approval: { policies: two people, moves_above: 20 cases }
    bounds:
      must_stop: [deceased]
      must_stay: [plan, promise]
      forced_recall_not_before: 20 working days
      not_back_to_at_least: 90 days
      first_contact_within: 5 days
    """

  static let policy = """
    policy: small
    covers: { client: cmb }
    stay:
      - { when: { plan: running }, until: 2 missed instalments }
      - { when: { promise: open } }
    stop:
      - { when: { flag: [deceased, dispute] }, owner: keeps, counts_as_load: no }
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: everyone, to: { teams: [a, b] } }
    together: { same: debtor, if_not_authorised: split }
    not_back_to: { holders: 3, for: 180 days }
    recall: { forced: 60 working days }
    fair: { new_cases: within 1, new_amount: within 5%, load: off }
    """

  /// Changes one place of a text, which must be there.
  static func changed(_ text: String, _ old: String, _ new: String) -> String {
    guard let range = text.ranges(of: old).first else { fatalError("“\(old)” is not in the text") }
    return text.replacingCharacters(in: range, with: new)
  }

  /// What a check of the small agency and a policy says, as `line:column message` without the file.
  static func findings(_ policy: String, agency: String = agency, known: KnownNames = KnownNames()) -> [String] {
    let check = PolicyFile.check([("a.yaml", Array(agency.utf8)), ("p.yaml", Array(policy.utf8))], known: known)
    return check.findings.map(\.description)
  }

  static func parsedAgency(_ text: String = agency) throws -> AgencyPolicy {
    try PolicyFile.parseAgency(Array(text.utf8), file: "a.yaml")
  }

  static func parsed(_ policy: String, agency: String = agency) throws -> CasePolicy {
    try PolicyFile.parsePolicy(Array(policy.utf8), file: "p.yaml", agency: parsedAgency(agency))
  }

  /// A policy with the line that begins with `key:` replaced.
  static func policy(_ key: String, _ line: String) -> String {
    let lines = policy.split(separator: "\n").map { $0.hasPrefix(key + ":") ? line : String($0) }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
