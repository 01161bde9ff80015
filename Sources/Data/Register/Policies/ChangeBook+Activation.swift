import Faults
import Portfolio
import Postgres
import Schema
import Speech

extension ChangeBook {
  /// Puts all files of the round in force, or none: throws `invalid` where the base is another than the one people agreed to. What else is open and
  /// touches the same files has another base from now on.
  func activate(_ change: PolicyChange, cause: PolicyChange.Cause? = nil, why: String = "") throws {
    for file in change.files {
      let present = try inForce(file.kind, file.name)
      guard present?.digest == file.fromDigest else {
        throw StoreError.invalid(
          Wording(
            "\(file.kind.rawValue) \(file.name) in force is another than change \(change.number) was made for",
            "生效中的 \(file.name) 与变更 \(change.number) 提出时的不同"))
      }
    }
    for file in change.files where file.from != file.to { try put(file) }
    try set(.active, change.number)
    try step(.activated, change.number, round: change.round, why: why, cause: cause)
    try moved(change.files.map { ($0.kind, $0.name) }, by: change.number)
    FaultHook.reach("policy.changed")
  }

  /// In force at once where the day has come on the agency's clock, else on its day.
  func activateOrSchedule(_ change: PolicyChange, why: String = "") throws -> PolicyChange.State {
    if let day = change.effectiveOn, try day > today() {
      try set(.scheduled, change.number)
      try step(.scheduled, change.number, round: change.round, why: why)
      return .scheduled
    }
    try activate(change, why: why)
    return .active
  }

  private func put(_ file: PolicyChange.File) throws {
    try connection.execute(
      """
      UPDATE allot.policy_version SET active = false
      WHERE agency_id = \(agency) AND kind = \(file.kind.rawValue) AND name = \(file.name) AND active
      """)
    guard let version = file.to else {
      return try Store.audit(connection, agency, by: person, "policy.retired", "\(file.kind.rawValue) \(file.name)")
    }
    let found = try connection.execute(
      """
      UPDATE allot.policy_version SET active = true, activated_by = \(person), activated_at = clock_timestamp()
      WHERE agency_id = \(agency) AND kind = \(file.kind.rawValue) AND name = \(file.name) AND version = \(version)
      """)
    guard found == 1 else { throw StoreError.notFound(kind: .version(file.kind), name: "\(file.name) v\(version)") }
    try Store.audit(connection, agency, by: person, "policy.activated", "\(file.kind.rawValue) \(file.name) v\(version)")
  }

  /// What follows from other texts being in force under these names, brought by `number`, or by nobody's change.
  func moved(_ names: [(kind: PolicyKind, name: String)], by number: Int?) throws {
    let others = try Self.load(
      connection, agency, "c.state IN ('checked', 'simulated', 'scheduled', 'active') AND c.change <> \(number ?? 0)")
    for other in others where other.files.contains(where: { file in names.contains { $0.kind == file.kind && $0.name == file.name } }) {
      if other.state == .active { try retireIfReplaced(other, by: number) } else { try rebase(other, names, by: number) }
    }
  }

  private func retireIfReplaced(_ change: PolicyChange, by number: Int?) throws {
    for file in change.files {
      // What took something out of force stands until there is something again.
      if try inForce(file.kind, file.name)?.version == file.to { return }
    }
    try set(.retired, change.number)
    try step(.retired, change.number, round: change.round, cause: .replaced, other: number)
  }

  private func rebase(_ change: PolicyChange, _ names: [(kind: PolicyKind, name: String)], by number: Int?) throws {
    var files = change.files
    for index in files.indices where names.contains(where: { $0.kind == files[index].kind && $0.name == files[index].name }) {
      let present = try inForce(files[index].kind, files[index].name)
      (files[index].from, files[index].fromDigest) = (present?.version, present?.digest)
    }
    guard files != change.files else { return }
    try begin(round: change.round + 1, of: change, files: files, cause: .baseMoved, other: number)
    guard files.allSatisfy({ $0.from == $0.to }) else { return }
    try set(.retired, change.number)
    try step(.retired, change.number, round: change.round + 1, cause: .inForce, other: number)
  }
}
