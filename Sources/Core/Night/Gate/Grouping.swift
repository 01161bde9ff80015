import Policy
import Portfolio

/// Requests that are placed as one: a debtor's cases together where the policy says so, others alone.
struct Group {
  /// Positions in `Requests.requests`, ascending.
  var members: [Int]
  var signature: Int32
  var exclusions: [Int32]
}

enum Grouping {
  private struct Key: Hashable {
    var debtor: Int64
    var policy: Int16
    var recalled: Bool
  }

  /// Groups in ascending order of their first case. A group nobody may take as a whole is divided along authorisation, or stays whole and
  /// waits.
  static func groups(_ requests: [Requests.Request], _ eligibility: inout Eligibility, _ standing: Standing) -> [Group] {
    let policies = standing.policies
    var groups: [Group] = []
    var together: [Key: Int] = [:]
    for (position, request) in requests.enumerated() {
      let debtor = standing.snapshot.cases.debtor[request.caseIndex.position]
      guard debtor != 0, case .debtor = policies.policies[Int(request.policy)].together else {
        groups.append(Group(members: [position], signature: request.signature, exclusions: request.exclusions))
        continue
      }
      let key = Key(debtor: debtor, policy: request.policy, recalled: request.recall != nil)
      if let known = together[key] {
        groups[known].members.append(position)
      } else {
        together[key] = groups.count
        groups.append(Group(members: [position], signature: request.signature, exclusions: request.exclusions))
      }
    }
    return groups.flatMap { $0.members.count == 1 ? [$0] : joined($0.members, requests, &eligibility, policies) }
  }

  /// The members one by one: for a group that found no room as a whole.
  static func singles(_ group: Group, _ requests: [Requests.Request]) -> [Group] {
    group.members.map { Group(members: [$0], signature: requests[$0].signature, exclusions: requests[$0].exclusions) }
  }

  private static func joined(_ members: [Int], _ requests: [Requests.Request], _ eligibility: inout Eligibility, _ policies: PolicySet)
    -> [Group]
  {
    let exclusions = Array(Set(members.flatMap { requests[$0].exclusions })).sorted()
    let signature = eligibility.meeting(members.map { requests[$0].signature })
    let excluded = Set(exclusions)
    if eligibility.signatures[Int(signature)].contains(where: { !excluded.contains($0) }) {
      return [Group(members: members, signature: signature, exclusions: exclusions)]
    }
    guard case .debtor(.split) = policies.policies[Int(requests[members[0]].policy)].together else {
      return [Group(members: members, signature: signature, exclusions: exclusions)]
    }
    var parts: [Group] = []
    for member in members {
      if let part = parts.firstIndex(where: { $0.signature == requests[member].signature && $0.exclusions == requests[member].exclusions })
      {
        parts[part].members.append(member)
      } else {
        parts.append(Group(members: [member], signature: requests[member].signature, exclusions: requests[member].exclusions))
      }
    }
    return parts
  }
}
