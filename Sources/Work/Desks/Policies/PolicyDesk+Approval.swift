import Discretion
import Faults
import Policy
package import Portfolio
package import Register
import Schema
import Speech
import Words

extension PolicyDesk {
  /// What came of agreeing to a version.
  package enum Approval: Sendable {
    /// Enough people have agreed: it is in force from the next run.
    case inForce(PolicyVersion)
    /// It was in force before; nothing was changed.
    case inForceBefore(PolicyVersion)
    /// Noted; so many more people have to agree.
    case noted(PolicyVersion, missing: Int)
    /// The same person had agreed before; nothing was changed.
    case notedBefore(PolicyVersion, missing: Int)
  }

  /// A version that is not in force yet, and for whom it waits.
  package struct Waiting: Sendable {
    /// The newest version of its name, newer than the one in force.
    package var version: PolicyVersion
    /// People who still have to agree, 1 or more.
    package var missing: Int
    /// Who has agreed, by name.
    package var agreed: [String]
    /// Who may: people with the role who neither brought the text nor agreed; empty where the agency has no users, then anybody but the author may.
    package var approvers: [String]
  }

  /// Agrees to a stored version as one of its people, and puts it in force when they are enough: the author counts as one. Twice by the same person
  /// is once. Throws with `EX_NOPERM` when the actor stored it and others have to agree, with `EX_USAGE` when there is none.
  package func approve(kind: PolicyKind, name: String, version: Int?) async throws -> Approval {
    try seat.require(.approve)
    let all = try await store.register.policyVersions(agency: agency).filter { $0.kind == kind && $0.name == name }
    guard let chosen = all.filter({ version == nil || $0.version == version }).max(by: { $0.version < $1.version }) else {
      throw OperationError(
        .usage,
        Wording(
          "there is no \(kind.rawValue) \(Quoted.named(name).en)\(version.map { " version \(Quoted.number(String($0)).en)" } ?? "")",
          "没有\(Words.policyKind(kind).zh)\(Quoted.named(name).zh)\(version.map { "的版本\(Quoted.number(String($0)).zh)" } ?? "")"),
        remedy: Self.seeList)
    }
    if chosen.isActive { return .inForceBefore(chosen) }
    let needed = try await approvalInForce()
    guard needed <= 1 || chosen.appliedBy != actor else {
      throw OperationError(
        .noPermission,
        Wording(
          "\(actor) wrote \(kind.rawValue) \(name) version \(chosen.version) and cannot approve it",
          "\(Words.policyKind(kind).zh) \(name) 的版本 \(chosen.version) 由 \(actor) 提交，本人不能复核"),
        remedy: Wording("ask a second person", "请由另一人复核"))
    }
    let (agreed, isNew) = try await store.register.noteApproval(kind, name: name, version: chosen.version, by: actor, agency: agency)
    let missing = Self.missing(needed, chosen, agreed)
    guard missing == 0 else { return isNew ? .noted(chosen, missing: missing) : .notedBefore(chosen, missing: missing) }
    try await store.register.activatePolicy(kind, name: name, version: chosen.version, by: actor, agency: agency)
    if kind == .agency {
      let (_, text) = try await store.register.policyText(kind, name: name, version: chosen.version, agency: agency)
      try await adopt(try PolicyFile.parseAgency(Array(text.utf8), file: name))
    }
    return .inForce(chosen)
  }

  /// What waits and for whom; only agency and policy files wait.
  package func waiting() async throws -> [Waiting] {
    let all = try await versions()
    let needed = try await approvalInForce()
    let people = try await store.register.people(agency: agency).filter(\.isActive)
    var found: [Waiting] = []
    for version in all where version.kind == .agency || version.kind == .policy {
      let same = all.filter { $0.kind == version.kind && $0.name == version.name }
      guard version.version == same.map(\.version).max(), !version.isActive, version.activatedAt == nil else { continue }
      let agreed = try await store.register.approvals(version.kind, name: version.name, version: version.version, agency: agency)
      let may = people.filter { person in
        !Right.approve.roles.isDisjoint(with: person.roles) && person.name != version.appliedBy && !agreed.contains(person.name)
      }
      found.append(
        Waiting(version: version, missing: max(1, Self.missing(needed, version, agreed)), agreed: agreed, approvers: may.map(\.name)))
    }
    return found
  }

  /// People who still have to agree; the author counts as one where more than one is needed.
  private static func missing(_ needed: Int, _ version: PolicyVersion, _ agreed: [String]) -> Int {
    max(0, needed - Set(agreed + [version.appliedBy]).count)
  }
}
