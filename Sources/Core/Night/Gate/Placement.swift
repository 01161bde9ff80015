import Movement
import Policy
import Portfolio
import Workload

/// Places given before the plan: pins, and cases that follow their debtor's other case. What is left of everybody's room.
struct Placement {
  private(set) var room: [Int32]
  private(set) var amountRoom: [Int64]
  private(set) var load: [Int64]
  /// By request: receiver and reason, where a place was given beforehand.
  private(set) var fixed: [(receiver: Int32, reason: Reason)?]
  private(set) var open: [Group] = []

  init(_ groups: [Group], _ requests: Requests, _ standing: Standing) {
    room = standing.loads.room
    amountRoom = standing.loads.amountRoom
    load = Workloads.startingLoad(standing.loads, standing.policies.agency.workload)
    fixed = [(receiver: Int32, reason: Reason)?](repeating: nil, count: requests.requests.count)
    let holders = Self.debtorHolders(requests.requests, standing)
    for group in groups {
      // A case pinned away from its holder goes to the pin or stays; it is offered to nobody else.
      let members = group.members.filter {
        !pin($0, requests.requests[$0], standing) && requests.requests[$0].recall != .assignedPinned
      }
      guard let first = members.first else { continue }
      let request = requests.requests[first]
      let rest = Group(members: members, signature: group.signature, exclusions: group.exclusions)
      let debtor = standing.snapshot.cases.debtor[request.caseIndex.position]
      if request.recall == nil, let (holder, sibling) = holders[debtor], follow(holder, sibling, rest, requests, standing) { continue }
      open.append(rest)
    }
  }

  /// A pin is stronger than caps; somebody who left or is inactive cannot be pinned to.
  private mutating func pin(_ position: Int, _ request: Requests.Request, _ standing: Standing) -> Bool {
    guard request.recall == nil || request.recall == .assignedPinned,
      let collector = Pins.inForce(request.caseIndex, standing.snapshot), standing.snapshot.collectors.active[collector.position]
    else { return false }
    fixed[position] = (collector.rawValue, .assignedPinned)
    take(collector.position, request.caseIndex.position, standing)
    return true
  }

  private mutating func follow(
    _ holder: Int32, _ sibling: CaseIndex, _ group: Group, _ requests: Requests, _ standing: Standing
  ) -> Bool {
    let c = Int(holder)
    let amount = group.members.reduce(Int64(0)) { $0 &+ standing.coverage.amount[requests.requests[$1].caseIndex.position] }
    guard requests.eligibility.signatures[Int(group.signature)].binarySearch(holder), !group.exclusions.contains(holder),
      room[c] >= Int32(group.members.count), amountRoom[c] >= amount
    else { return false }
    for member in group.members {
      fixed[member] = (holder, .assignedWithGroup(caseID: standing.snapshot.cases.id[sibling.position]))
      take(c, requests.requests[member].caseIndex.position, standing)
    }
    return true
  }

  private mutating func take(_ c: Int, _ i: Int, _ standing: Standing) {
    room[c] = max(0, room[c] - 1)
    if amountRoom[c] != .max { amountRoom[c] = max(0, amountRoom[c] - standing.coverage.amount[i]) }
    load[c] += standing.effort(i)
  }

  /// For each debtor with a request: who holds most of his cases already (then the earliest case decides), and one such case.
  private static func debtorHolders(_ requests: [Requests.Request], _ standing: Standing) -> [Int64: (Int32, CaseIndex)] {
    let (snapshot, policies) = (standing.snapshot, standing.policies)
    var wanted = Set<Int64>()
    for request in requests where request.recall == nil {
      guard case .debtor = policies.policies[Int(request.policy)].together else { continue }
      wanted.insert(snapshot.cases.debtor[request.caseIndex.position])
    }
    wanted.remove(0)
    guard !wanted.isEmpty else { return [:] }
    var leaving = Set<CaseIndex>()
    for request in requests where request.recall != nil { leaving.insert(request.caseIndex) }
    var held: [Int64: [(holder: Int32, cases: Int32, first: CaseIndex)]] = [:]
    for i in snapshot.cases.indices {
      let holder = snapshot.cases.holder[i]
      guard holder != .none, wanted.contains(snapshot.cases.debtor[i]), !leaving.contains(CaseIndex(i)) else { continue }
      var list = held[snapshot.cases.debtor[i], default: []]
      if let known = list.firstIndex(where: { $0.holder == holder.rawValue }) {
        list[known].cases += 1
      } else {
        list.append((holder.rawValue, 1, CaseIndex(i)))
      }
      held[snapshot.cases.debtor[i]] = list
    }
    return held.compactMapValues { list in
      list.min { ($1.cases, $0.first) < ($0.cases, $1.first) }.map { ($0.holder, $0.first) }
    }
  }
}

extension Array where Element == Int32 {
  /// Whether an ascending array holds `value`.
  func binarySearch(_ value: Int32) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value
  }
}
