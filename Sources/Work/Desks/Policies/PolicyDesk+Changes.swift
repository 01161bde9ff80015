import Discretion
package import Faults
import Policy
package import Portfolio
package import Register
package import Schema
package import Speech

extension PolicyDesk {
  /// A change, and what is still to be done about it.
  package struct Shown: Sendable {
    /// The change with its files and steps.
    package var change: PolicyChange
    /// How many people it takes, and why.
    package var need: Need
    /// People who still have to agree; 0 where it is decided.
    package var missing: Int
    /// Who may agree; empty where nobody need, or where the agency has no users: then anybody but the authors may.
    package var approvers: [String]
    /// Other open changes about the same files.
    package var others: [PolicyChange]
    /// Whether anything was changed by what was just done.
    package var isNews = true
  }

  /// Throws with `EX_NOINPUT` when there is none.
  func change(_ number: Int) async throws -> PolicyChange {
    guard let found = try await store.register.policyChanges(agency: agency).first(where: { $0.number == number }) else {
      throw OperationError(
        .noInput, Wording("there is no change \(Quoted.number(String(number)).en)", "没有变更\(Quoted.number(String(number)).zh)"),
        remedy: Self.seeList)
    }
    return found
  }

  /// A change as people look at it.
  package func show(change number: Int) async throws -> Shown {
    try seat.require(.see)
    return try await shown(change(number))
  }

  func shown(_ change: PolicyChange, isNews: Bool = true) async throws -> Shown {
    let need = try await need(change)
    let missing = change.state.isOpen ? Register.missing(need.people, change) : 0
    let others = try await store.register.openChanges(agency: agency).filter { $0.number != change.number && $0.touches(change) }
    return Shown(
      change: change, need: need, missing: missing, approvers: missing == 0 ? [] : try await approvers(change),
      others: change.state.isOpen ? others : [], isNews: isNews)
  }

  /// What is still to be decided, by number.
  package func open() async throws -> [Shown] {
    try seat.require(.see)
    var all: [Shown] = []
    for change in try await store.register.openChanges(agency: agency) { all.append(try await shown(change)) }
    return all
  }

  /// The life of a file, or of everything: the changes about it, by number. Throws with `EX_NOINPUT` when nothing of that name was ever stored.
  package func history(_ kind: PolicyKind?, name: String?) async throws -> [PolicyChange] {
    try seat.require(.see)
    let all = try await store.register.policyChanges(agency: agency)
    guard let name else { return all }
    let found = all.filter { $0.files.contains { $0.name == name && (kind == nil || $0.kind == kind) } }
    guard !found.isEmpty else { throw Self.noPolicy(name, all.flatMap { $0.files.map(\.name) }) }
    return found
  }

  /// Turns a change down, as somebody who may approve, or takes it back as one of its authors.
  package func reject(change number: Int, reason: String) async throws -> Shown {
    try seat.require(seat.actor.has(.approve) ? .approve : .policy)
    try seat.require(reason: reason)
    let change = try await change(number)
    if !change.authors.contains(actor) { try seat.require(.approve) }
    return try await shown(try await store.register.reject(number, why: reason, by: actor, agency: agency))
  }

  /// A remark beside a change, by somebody who has a say in it.
  package func comment(change number: Int, text: String) async throws -> Shown {
    try seat.require(seat.actor.has(.approve) ? .approve : .policy)
    try seat.require(reason: text, option: "TEXT")
    _ = try await change(number)
    return try await shown(try await store.register.comment(number, text, by: actor, agency: agency))
  }

  /// Puts an open change in force for which nobody else is needed any more. Throws with `EX_NOPERM` where somebody is, with `EX_USAGE` where it is not
  /// open or its day has not come, with `EX_DATAERR` when its files cannot come in force.
  package func activate(change number: Int, reason: String = "") async throws -> Shown {
    try seat.require(.policy)
    try seat.require(keepable: reason)
    let change = try await change(number)
    if change.state == .active { return try await shown(change, isNews: false) }
    guard change.state.isOpen else {
      throw OperationError(
        .usage, Wording("change \(number) is not open any more", "变更 \(number) 已不再开放"),
        remedy: Wording("see: allot policy show \(number)", "请查看：allot policy show \(number)"))
    }
    let shown = try await shown(change)
    guard shown.missing == 0 else { throw Self.needsOthers(shown) }
    if change.state == .scheduled, let day = change.effectiveOn, try await store.register.clock(agency).today < day {
      throw OperationError(
        .usage, Wording("change \(number) was agreed to for \(day), which has not come", "变更 \(number) 约定于 \(day) 生效，日期未到"),
        remedy: Wording(
          "it comes in force by itself; for another day edit it: allot policy submit FILE --change \(number) --effective DATE",
          "届时自动生效；如需改期请编辑：allot policy submit FILE --change \(number) --effective DATE"))
    }
    try await verify(change)
    let activated = try await store.register.activate(change, why: reason, by: actor, agency: agency)
    if activated.state == .active { try await takeEffect(activated) }
    return try await self.shown(activated)
  }

  /// That others have to agree first, and who.
  static func needsOthers(_ shown: Shown) -> OperationError {
    let (number, people) = (shown.change.number, shown.missing)
    let why = shown.need.why.map { Wording("; ", "；") + $0 }.joined(by: .none)
    let who =
      shown.approvers.isEmpty
      ? Wording("anybody but its authors", "除作者外任何人")
      : Wording(shown.approvers.joined(separator: " or "), shown.approvers.joined(separator: " 或 "))
    return OperationError(
      .noPermission,
      Wording(
        "change \(number) needs \(people) more \(people == 1 ? "person" : "people")\(why.en)", "变更 \(number) 还须 \(people) 人同意\(why.zh)"),
      remedy: Wording("\(who.en) may say: allot policy approve \(number)", "可由\(who.zh)执行：allot policy approve \(number)"))
  }

  /// The change that a word means: its number, or the name of a file with one open change. Throws with `EX_NOINPUT` when there is none, with
  /// `EX_USAGE` when there are several.
  package func openChange(_ word: String) async throws -> Int {
    try seat.require(.see)
    if let number = Int(word), word.allSatisfy(\.isNumber) { return number }
    let open = try await store.register.openChanges(agency: agency).filter { $0.files.contains { $0.name == word } }
    guard open.count < 2 else { throw Self.several(open, word) }
    guard let change = open.first else {
      let name = Quoted.named(word)
      throw OperationError(.noInput, Wording("no open change is about \(name.en)", "没有待定的变更涉及\(name.zh)"), remedy: Self.seeList)
    }
    return change.number
  }

  // MARK: What a simulation needs

  /// The files that a change proposes, as they stand in its present round, by kind and name; what it takes out of force is not among them.
  package func files(ofChange number: Int) async throws -> [(kind: PolicyKind, name: String, text: String)] {
    try seat.require(.see)
    var files: [(kind: PolicyKind, name: String, text: String)] = []
    for file in try await change(number).files {
      guard let version = file.to else { continue }
      let text = try await store.register.policyText(file.kind, name: file.name, version: version, agency: agency).text
      files.append((file.kind, file.name, text))
    }
    return files
  }

  /// What a change takes out of force with nothing in its place, by kind and name.
  package func retired(byChange number: Int) async throws -> [(kind: PolicyKind, name: String)] {
    try seat.require(.see)
    return try await change(number).files.filter { $0.to == nil }.map { ($0.kind, $0.name) }
  }

  /// The present round of a change: another edit or base makes another.
  package func round(ofChange number: Int) async throws -> Int {
    try seat.require(.see)
    return try await change(number).round
  }

  /// Keeps what a simulation showed of a change, `record` being a JSON object: its key `moved`, cases whose holder differs, is read by the rule of
  /// approval. Agreements to another simulation are void. Throws with `EX_DATAERR` when the change is decided, or `round` is not its round any more.
  package func note(simulation digest: String, record: String, change number: Int, round: Int? = nil) async throws {
    try seat.require(seat.actor.has(.approve) ? .approve : .policy)
    _ = try await change(number)
    try await store.register.note(simulation: digest, record: record, change: number, round: round, by: actor, agency: agency)
  }

  /// What `note` kept with a change: digest and JSON object. nil where its present round was not simulated. Throws with `EX_NOINPUT` when there is no such
  /// change.
  package func simulation(ofChange number: Int) async throws -> (digest: String, record: String)? {
    try seat.require(.see)
    guard let digest = try await change(number).simulation,
      let record = try await store.register.simulationRecord(ofChange: number, digest: digest, agency: agency)
    else { return nil }
    return (digest, record)
  }
}
