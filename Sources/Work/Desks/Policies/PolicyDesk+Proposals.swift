import Digest
import Discretion
import Failures
import Faults
package import Logging
package import Policy
package import Portfolio
package import Register
package import Schema
import Speech
import YAML

extension PolicyDesk {
  /// Proposes files that were found right, together; puts nothing in force.
  func submit(_ files: [PolicyDoor.File], _ check: PolicyCheck, _ terms: PolicyDoor.Terms) async throws -> (Register.Proposed, Shown?) {
    try seat.require(.policy)
    let texts = try proposed(files, check)
    var proposal = Register.Proposal(.submit)
    proposal.texts = texts.map { ($0.kind, $0.name, $0.text) }
    try seat.require(keepable: terms.reason)
    (proposal.reason, proposal.change) = (terms.reason, terms.change)
    proposal.effectiveOn = try Self.effective(check, texts, given: terms.effective)
    if let number = terms.change { _ = try await change(number) }
    let proposed = try await store.register.propose(proposal, by: actor, agency: agency)
    guard let change = proposed.change else { return (proposed, nil) }
    return (proposed, try await shown(change, isNews: proposed.isNews))
  }

  /// Proposes of the files of a folder what is new: an old text is proposed again by people only, or what was rejected or taken back would come again.
  func take(_ files: [PolicyDoor.File], _ check: PolicyCheck) async throws -> Shown? {
    let known = try await store.register.policyVersions(agency: agency)
    let own = try await store.register.openChanges(agency: agency).last { $0.authors == [actor] }
    let texts = try proposed(files, check).filter { text in
      let version = known.first { $0.kind == text.kind && $0.name == text.name && $0.digest == SHA256.hash(text.text) }
      guard let version else { return true }
      return own?.files.contains { $0.kind == text.kind && $0.name == text.name && $0.to != version.version } ?? false
    }
    guard !texts.isEmpty else { return nil }
    var proposal = Register.Proposal(.submit)
    proposal.texts = texts.map { ($0.kind, $0.name, $0.text) }
    proposal.effectiveOn = try Self.effective(check, texts, given: nil)
    proposal.change = own?.number
    guard let change = try await store.register.propose(proposal, by: actor, agency: agency).change else { return nil }
    return try await shown(change)
  }

  /// Proposes, and puts in force what nobody else is needed for. Gives the people who still have to agree.
  func propose(_ proposal: Register.Proposal) async throws -> (Register.Proposed, missing: Int) {
    var proposed = try await store.register.propose(proposal, by: actor, agency: agency)
    guard let change = proposed.change else { return (proposed, 0) }
    if change.state == .active {
      try await takeEffect(change)
      return (proposed, 0)
    }
    let missing = Register.missing(try await need(change).people, change)
    guard missing == 0, change.state != .scheduled else { return (proposed, missing) }
    try await verify(change)
    let activated = try await store.register.activate(change, why: "", by: actor, agency: agency)
    if activated.state == .active { try await takeEffect(activated) }
    proposed.change = activated
    return (proposed, 0)
  }

  /// Back to the texts that a change, or the change in force of a file, replaced; without a word, the change that came in force last. It needs the same
  /// agreement as any change.
  package func rollback(_ word: String?, kind: PolicyKind?, reason: String) async throws -> Shown {
    try seat.require(.policy)
    try seat.require(reason: reason)
    let change = try await lastActive(word, kind)
    var proposal = Register.Proposal(.rollback)
    proposal.reason = reason
    for file in change.files where word == nil || word == String(change.number) || (file.name == word && (kind == nil || kind == file.kind))
    {
      if let version = file.from {
        let text = try await store.register.policyText(file.kind, name: file.name, version: version, agency: agency).text
        proposal.texts.append((file.kind, file.name, text))
      } else if file.kind != .agency {
        proposal.retiring.append((file.kind, file.name))
      }
    }
    guard !proposal.texts.isEmpty || !proposal.retiring.isEmpty else {
      throw OperationError(
        .usage, Wording("before change \(change.number) there was nothing to go back to", "变更 \(change.number) 之前没有可以回到的版本"),
        remedy: Wording("see: allot policy history", "请查看：allot policy history"))
    }
    return try await proposed(proposal)
  }

  /// The change by which something is in force.
  private func lastActive(_ word: String?, _ kind: PolicyKind?) async throws -> PolicyChange {
    let active = try await store.register.policyChanges(agency: agency).filter { $0.state == .active }
    let found: PolicyChange? =
      if let word {
        if let number = Int(word), word.allSatisfy(\.isNumber) {
          active.first { $0.number == number }
        } else {
          active.last { change in change.files.contains { $0.name == word && (kind == nil || kind == $0.kind) } }
        }
      } else {
        active.max { Self.activation($0) < Self.activation($1) }
      }
    guard let found else {
      throw OperationError(
        .usage,
        word.map {
          Wording("nothing of \(Quoted.named($0).en) is in force by a change", "\(Quoted.named($0).zh)没有由变更生效的内容")
        } ?? Wording("nothing is in force by a change", "没有由变更生效的内容"),
        remedy: Wording("see: allot policy history", "请查看：allot policy history"))
    }
    return found
  }

  private static func activation(_ change: PolicyChange) -> Instant {
    change.steps.last { $0.step == .activated }?.at ?? Instant(rawValue: .min)
  }

  /// Takes a text out of force with nothing in its place. The agency file cannot go, nor the last policy.
  package func retire(_ kind: PolicyKind?, name: String, reason: String) async throws -> Shown {
    try seat.require(.policy)
    try seat.require(reason: reason)
    let active = try await store.register.activePolicies(agency: agency).map(\.version).filter {
      $0.name == name && (kind == nil || $0.kind == kind)
    }
    guard let chosen = active.first(where: { $0.kind == .policy }) ?? active.first else {
      let name = Quoted.named(name)
      throw OperationError(.noInput, Wording("nothing named \(name.en) is in force", "没有名为\(name.zh)的内容生效"), remedy: Self.seeList)
    }
    var proposal = Register.Proposal(.retire)
    proposal.reason = reason
    proposal.retiring = [(chosen.kind, chosen.name)]
    return try await proposed(proposal)
  }

  private func proposed(_ proposal: Register.Proposal) async throws -> Shown {
    try await verify(texts: proposal.texts, retiring: proposal.retiring)
    let (proposed, _) = try await propose(proposal)
    guard let change = proposed.change else {
      throw OperationError(.usage, Wording("that is in force already", "该内容已经生效"), remedy: Self.seeList)
    }
    return try await shown(change, isNews: proposed.isNews)
  }

  // MARK: Coming in force

  /// Throws with `EX_DATAERR` and every problem when a change's files cannot come in force beside what is in force now.
  func verify(_ change: PolicyChange) async throws {
    try await verify(texts: try await files(of: change), retiring: change.files.filter { $0.to == nil }.map { ($0.kind, $0.name) })
  }

  private func files(of change: PolicyChange) async throws -> [(kind: PolicyKind, name: String, text: String)] {
    var files: [(kind: PolicyKind, name: String, text: String)] = []
    for file in change.files {
      guard let version = file.to else { continue }
      files.append(
        (file.kind, file.name, try await store.register.policyText(file.kind, name: file.name, version: version, agency: agency).text))
    }
    return files
  }

  private func verify(texts: [(kind: PolicyKind, name: String, text: String)], retiring: [(kind: PolicyKind, name: String)]) async throws {
    let active = try await store.register.activePolicies(agency: agency)
    let kept = active.filter { stored in
      !texts.contains { $0.kind == stored.version.kind && $0.name == stored.version.name }
        && !retiring.contains { $0.kind == stored.version.kind && $0.name == stored.version.name }
    }
    if let agencyFile = retiring.first(where: { $0.kind == .agency }) {
      throw OperationError(
        .usage, Wording("the agency file \(agencyFile.name) cannot be taken out of force", "机构文件 \(agencyFile.name) 不能停用"),
        remedy: Wording("put another in its place: allot policy submit agency.yaml", "请用新的代替：allot policy submit agency.yaml"))
    }
    if let policy = retiring.first(where: { $0.kind == .policy }), !(kept.map(\.version.kind) + texts.map(\.kind)).contains(.policy) {
      throw OperationError(
        .usage,
        Wording(
          "\(policy.name) is the last policy in force: without it nothing says who may get which case",
          "\(policy.name) 是最后一个生效的策略：停用后无从得知谁可以接哪些案件"),
        remedy: Wording("put another in force with it: allot policy submit FILE", "请同时让另一个策略生效：allot policy submit FILE"))
    }
    let all = texts.map { ("\($0.kind.rawValue) \($0.name)", Array($0.text.utf8)) }
    var under: AgencyPolicy?
    var standing: [PolicyDoor.File] = []
    for stored in kept {
      let name = "\(stored.version.kind.rawValue) \(stored.version.name) in force (version \(stored.version.version))"
      if stored.version.kind == .agency { under = try? PolicyFile.parseAgency(Array(stored.text.utf8), file: name) }
      if stored.version.kind == .policy { standing.append((name, Array(stored.text.utf8))) }
    }
    let check = PolicyDoor.alone(all, standing: standing, under: under)
    guard check.errors.isEmpty else { throw Self.cannotComeInForce(check.errors) }
    if let settings = check.agency, texts.contains(where: { $0.kind == .agency }),
      let error = try await store.register.objection(to: AgencySettings(settings), of: agency)
    {
      throw OperationError(.dataError, Wording(error))
    }
  }

  private static func cannotComeInForce(_ problems: [Problem]) -> OperationError {
    let lines = problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
    return OperationError(
      .dataError, Wording("it cannot come in force beside what is in force now:\n", "与现在生效的内容不相容，不能生效：\n") + lines)
  }

  /// The agency is as its file in force says.
  func adopt(_ change: PolicyChange) async throws {
    guard let file = change.files.first(where: { $0.kind == .agency }), let version = file.to else { return }
    let text = try await store.register.policyText(.agency, name: file.name, version: version, agency: agency).text
    try await adopt(try PolicyFile.parseAgency(Array(text.utf8), file: file.name))
  }

  /// What is scheduled and due comes in force, or is open again with the reason. `slot`: the business day of a run; nil or an earlier day: today on the
  /// agency's clock. Needs no right: people agreed to it. Gives the changes that were due, as they are now.
  package func comeIntoForce(on slot: Day? = nil) async throws -> [PolicyChange] {
    var done: [PolicyChange] = []
    for due in try await store.register.dueChanges(on: slot, agency: agency) {
      // Another that was due a moment ago may have moved its base.
      guard let change = try await store.register.openChanges(agency: agency).first(where: { $0.number == due.number }),
        change.state == .scheduled
      else { continue }
      do {
        try await verify(change)
        let activated = try await store.register.activate(change, why: "", cause: .due, by: actor, agency: agency)
        try await adopt(activated)
      } catch let error as OperationError where error.status == .dataError || error.status == .usage {
        try await store.register.fallBack(change, why: error.what.en, by: actor, agency: agency)
      }
      let now = try await self.change(change.number)
      if now.state == .active { try await judgeAnew(after: now) }
      done.append(now)
    }
    return done
  }

  /// From which day the files are to be in force: as was said, else as policies among them say. Throws with `EX_USAGE` where they say different days.
  static func effective(_ check: PolicyCheck, _ texts: [Text], given: Day?) throws -> Day? {
    if let given { return given }
    let days = Set(
      check.policies.filter { policy in texts.contains { $0.kind == .policy && $0.name == policy.name } }.compactMap(\.effective))
    guard days.count < 2 else {
      let shown = days.sorted().map(\.description)
      throw OperationError(
        .usage,
        Wording(
          "the files say different days under effective: \(shown.joined(separator: ", "))",
          "各文件的 effective 日期不同：\(shown.joined(separator: "、"))"),
        remedy: Wording("what comes in force together has one day: --effective \(shown[0])", "一起生效的内容只有一个日期：--effective \(shown[0])"))
    }
    return days.first
  }
}

extension PolicyChange {
  /// Tells in the log what became of a change whose day had come.
  package func log(_ logger: Logger, _ agency: Agency) {
    let metadata: Logger.Metadata = [
      "agency": "\(agency.code)", "change": "\(number)",
      "files": "\(files.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", "))",
    ]
    if state == .active {
      logger.notice("a policy change came in force on its day", metadata: metadata)
    } else {
      let reason = voided?.why ?? ""
      logger.warning(
        "a policy change could not come in force and is open again", metadata: metadata.merging(["reason": "\(reason)"]) { $1 })
    }
  }
}
