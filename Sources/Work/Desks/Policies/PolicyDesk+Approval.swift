import Discretion
package import Faults
import Policy
package import Portfolio
package import Register
import Schema
package import Speech
import Words

extension PolicyDesk {
  /// What came of agreeing to a change.
  package struct Agreement: Sendable {
    /// What became of the change by it.
    package enum Outcome: Sendable {
      /// Enough people have agreed: it is in force from the next run.
      case inForce
      /// It was in force before; nothing was changed.
      case inForceBefore
      /// Enough people have agreed: it comes in force on its day.
      case scheduled
      /// Noted; more people have to agree.
      case noted
      /// The same person had agreed before; nothing was changed.
      case notedBefore
    }
    /// What became of the change.
    package var outcome: Outcome
    /// The change as it is now; nil for a version in force that no change brought.
    package var change: PolicyChange?
    /// What was asked for by name, or the first file of the change.
    package var kind: PolicyKind
    package var name: String
    /// The version proposed; nil where a file is to be out of force.
    package var version: Int?
    /// People who still have to agree.
    package var missing = 0
    /// Why an earlier agreement of the same person does not count any more; nil when there was none.
    package var voided: PolicyChange.Step?
  }

  /// A version that is not in force yet, and for whom it waits.
  package struct Waiting: Sendable {
    /// A version proposed by an open change.
    package var version: PolicyVersion
    /// The change that proposes it.
    package var change: PolicyChange
    /// People who still have to agree; 0 where its day has not come.
    package var missing: Int
    /// Who has agreed, by name.
    package var agreed: [String]
    /// Who may: people with the role who neither wrote the texts nor agreed; empty where the agency has no users, then anybody but the authors may.
    package var approvers: [String]
  }

  /// Agrees to the open change that is about a file, as one of its people. Throws with `EX_NOPERM` when the actor is an author, with `EX_USAGE` when
  /// there is no such version or several changes are about it.
  package func approve(kind: PolicyKind, name: String, version: Int?) async throws -> Agreement {
    try seat.require(.approve)
    let open = try await store.register.openChanges(agency: agency).filter { change in
      change.files.contains { $0.kind == kind && $0.name == name && (version == nil || $0.to == version) }
    }
    guard open.count < 2 else { throw Self.several(open, name) }
    if let change = open.first { return try await approve(change, kind: kind, name: name) }
    let named = try await versions().filter { $0.kind == kind && $0.name == name && (version == nil || $0.version == version) }
    guard let chosen = named.first(where: \.isActive) ?? named.last else {
      throw OperationError(
        .usage,
        Wording(
          "there is no \(kind.rawValue) \(Quoted.named(name).en)\(version.map { " version \(Quoted.number(String($0)).en)" } ?? "")",
          "没有\(Words.policyKind(kind).zh)\(Quoted.named(name).zh)\(version.map { "的版本\(Quoted.number(String($0)).zh)" } ?? "")"),
        remedy: Self.seeList)
    }
    guard chosen.isActive else {
      throw OperationError(
        .usage,
        Wording(
          "\(kind.rawValue) \(name) version \(chosen.version) is in no open change",
          "\(Words.policyKind(kind).zh) \(name) 第 \(chosen.version) 版不在任何待复核的变更中"),
        remedy: Wording("see what became of it with: allot policy history \(name)", "请查看其经过：allot policy history \(name)"))
    }
    return Agreement(outcome: .inForceBefore, kind: kind, name: name, version: chosen.version)
  }

  /// Agrees to a change, and puts it in force, or on its day, once enough people have: the authors count as one. Twice by the same person is once.
  /// Throws as `approve(kind:name:version:)`, with `EX_NOINPUT` when there is no such change, with `EX_DATAERR` when its files cannot come in force.
  package func approve(change number: Int) async throws -> Agreement {
    try seat.require(.approve)
    let change = try await change(number)
    guard let file = change.files.first else {
      throw OperationError(
        .noInput, Wording("there is no change \(Quoted.number(String(number)).en)", "没有变更\(Quoted.number(String(number)).zh)"))
    }
    if change.state == .active {
      return Agreement(outcome: .inForceBefore, change: change, kind: file.kind, name: file.name, version: file.to)
    }
    return try await approve(change, kind: file.kind, name: file.name)
  }

  private func approve(_ change: PolicyChange, kind: PolicyKind, name: String) async throws -> Agreement {
    let need = try await need(change)
    try await refuseAuthor(change, need)
    // What cannot come in force is not agreed to: whoever agrees would learn it later, or never.
    try await verify(change)
    let before = change.steps.last { $0.step == .approved && $0.person == actor }
    let agreed = try await store.register.agree(to: change, needed: need.people, by: actor, agency: agency)
    if agreed.change.state == .active { try await takeEffect(agreed.change) }
    let outcome: Agreement.Outcome =
      switch agreed.change.state {
      case .active: .inForce
      case .scheduled: .scheduled
      default: agreed.isNew ? .noted : .notedBefore
      }
    return Agreement(
      outcome: outcome, change: agreed.change, kind: kind, name: name,
      version: change.files.first { $0.kind == kind && $0.name == name }?.to, missing: agreed.missing,
      voided: before != nil && agreed.isNew ? change.steps.last { $0.step == .voided || $0.step == .fellBack } : nil)
  }

  private func refuseAuthor(_ change: PolicyChange, _ need: Need) async throws {
    let authors = try await authors(change)
    guard authors.contains(actor) else { return }
    let names = change.files.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", ")
    throw OperationError(
      .noPermission,
      Wording(
        "\(actor) is an author of change \(change.number) (\(names)) and cannot approve it",
        "变更 \(change.number)（\(names)）由 \(actor) 提交或编写，本人不能复核"),
      remedy: need.people <= 1
        ? Wording(
          "one person is enough: allot policy activate \(change.number)", "一人即可：allot policy activate \(change.number)")
        : Wording("ask a second person", "请由另一人复核"))
  }

  /// Whoever submitted or edited the change, or wrote one of its texts.
  func authors(_ change: PolicyChange) async throws -> Set<String> {
    let versions = try await store.register.policyVersions(agency: agency)
    let writers = change.files.compactMap { file in
      versions.first { $0.kind == file.kind && $0.name == file.name && $0.version == file.to }?.appliedBy
    }
    return Set(change.authors + writers)
  }

  /// Who may agree to a change and has not.
  func approvers(_ change: PolicyChange) async throws -> [String] {
    let authors = try await authors(change)
    return try await store.register.people(agency: agency).filter { person in
      person.isActive && !Right.approve.roles.isDisjoint(with: person.roles) && !authors.contains(person.name)
        && !change.agreed.contains(person.name)
    }.map(\.name)
  }

  /// What waits and for whom: the versions that open changes propose.
  package func waiting() async throws -> [Waiting] {
    let all = try await versions()
    var found: [Waiting] = []
    for change in try await store.register.openChanges(agency: agency) {
      let missing = Register.missing(try await need(change).people, change)
      let approvers = missing == 0 ? [] : try await approvers(change)
      for file in change.files {
        guard let version = all.first(where: { $0.kind == file.kind && $0.name == file.name && $0.version == file.to }) else { continue }
        found.append(Waiting(version: version, change: change, missing: missing, agreed: change.agreed, approvers: approvers))
      }
    }
    return found
  }

  static func several(_ changes: [PolicyChange], _ name: String) -> OperationError {
    let numbers = changes.map { String($0.number) }
    return OperationError(
      .usage,
      Wording(
        "several open changes are about \(name): \(numbers.joined(separator: ", "))", "有多个待定的变更涉及 \(name)：\(numbers.joined(separator: "、"))"
      ),
      remedy: Wording("name one by its number: allot policy show \(numbers[0])", "请用编号指明：allot policy show \(numbers[0])"))
  }
}
