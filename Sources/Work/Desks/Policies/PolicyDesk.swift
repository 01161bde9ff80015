package import Faults
import Glibc
import Intake
package import Policy
package import Portfolio
package import Register
package import Schema
package import YAML

/// Checks policy files and puts them in force.
package struct PolicyDesk: Sendable {
  private let store: Store
  /// Who acts, as it is written beside every version.
  private let actor: String

  package init(store: Store, actor: String) {
    self.store = store
    self.actor = actor
  }

  package typealias File = (name: String, bytes: [UInt8])

  /// What became of one file.
  package struct Applied: Sendable {
    package var file: String
    package var version: PolicyVersion
    /// False when the same text was stored already.
    package var isNew: Bool
    /// False when a second person has to approve it first.
    package var isInForce: Bool
  }

  package struct Result: Sendable {
    package var agency: Agency
    package var agencyIsNew: Bool
    package var applied: [Applied]
    package var warnings: [String]
  }

  /// Checks files of every kind without a database.
  package static func alone(_ files: [File], under agency: AgencyPolicy? = nil, known: KnownNames = KnownNames()) -> PolicyCheck {
    PolicyFile.check(files, under: agency, known: known, mapping: { _ = MappingFile.read($0, into: $1) })
  }

  /// Checks the files against each other and, as far as they are not replaced, against what is in force and the names of clients, teams and skills
  /// that were imported. `agency` is nil when there is none yet.
  package func check(_ files: [File], agency: Agency?) async throws -> PolicyCheck {
    var all = files
    var under: AgencyPolicy?
    var known = KnownNames()
    if let agency {
      let names = try await store.register.names(agency: agency)
      // Before the first import there is nothing to compare with.
      func some(_ list: [String]) -> [String]? { list.isEmpty ? nil : list }
      known = KnownNames(clients: some(names.clients), teams: some(names.teams), skills: some(names.skills))
      let given = Self.alone(files)
      let replaced = Set(given.policies.map(\.name))
      let active = try await store.register.activePolicies(agency: agency)
      if let stored = active.first(where: { $0.version.kind == .agency }) {
        under = try? PolicyFile.parseAgency(Array(stored.text.utf8), file: "agency \(stored.version.name) in force")
      }
      all += active.filter { $0.version.kind == .policy && !replaced.contains($0.version.name) }
        .map { ("\($0.version.name) in force (version \($0.version.version))", Array($0.text.utf8)) }
    }
    return Self.alone(all, under: under, known: known)
  }

  /// The same against the agency named by the files, by `agencyCode`, or the only one.
  package func check(_ files: [File], agencyCode: String?) async throws -> PolicyCheck {
    let own = Self.alone(files)
    let code = own.agency?.code ?? agencyCode
    let all = try await store.register.agencies()
    // An agency file may be the first of its agency; without one, the only agency there is is meant.
    return try await check(files, agency: code == nil && all.count == 1 ? all[0] : all.first { $0.code == code })
  }

  /// Stores every file and puts it in force, the agency file first; it makes the agency when there is none of its code. Throws with `EX_DATAERR`
  /// and every problem when any file is wrong: then nothing is stored.
  package func apply(_ files: [File], agencyCode: String?) async throws -> Result {
    let own = Self.alone(files)
    let existing = try await existingAgency(own.agency?.code ?? agencyCode, mayBeMissing: own.agency != nil)
    let check = try await check(files, agency: existing)
    guard check.errors.isEmpty else { throw Self.refusal(check.errors) }
    if existing == nil, own.agency == nil { throw Self.noAgency }
    // The rule under which a file comes in force is the one in force before it.
    let approval = try await approvalInForce(existing)
    let agency = if let existing { existing } else { try await create(check.agency) }

    var applied: [Applied] = []
    for kind in [PolicyFileKind.agency, .lexicon, .model, .mapping, .policy] {
      for file in files where check.kinds.contains(where: { $0.name == file.name && $0.kind == kind }) {
        applied.append(try await apply(file, kind, agency: agency, peopleNeeded: approval))
      }
    }
    let settings = check.agency ?? own.agency
    if let settings, applied.contains(where: { $0.version.kind == .agency && $0.isInForce }) { try await adopt(settings, agency) }
    return Result(
      agency: try await store.register.agency(agency.code), agencyIsNew: existing == nil, applied: applied,
      warnings: check.warnings.map(\.description))
  }

  /// Puts a stored version in force as its second person. Throws with `EX_NOPERM` when the actor stored it.
  package func approve(kind: PolicyKind, name: String, version: Int?, agency: Agency) async throws -> PolicyVersion {
    let all = try await store.register.policyVersions(agency: agency).filter { $0.kind == kind && $0.name == name }
    guard let chosen = all.filter({ version == nil || $0.version == version }).max(by: { $0.version < $1.version }) else {
      throw OperationError(
        .usage, "there is no \(kind.rawValue) \(name)\(version.map { " version \($0)" } ?? "")",
        remedy: "see what there is with: allot policy list")
    }
    let people = try await approvalInForce(agency)
    guard people <= 1 || chosen.appliedBy != actor else {
      throw OperationError(
        .noPermission, "\(actor) wrote \(kind.rawValue) \(name) version \(chosen.version) and cannot approve it",
        remedy: "ask a second person")
    }
    try await store.register.activatePolicy(kind, name: name, version: chosen.version, by: actor, agency: agency)
    if kind == .agency {
      let (_, text) = try await store.register.policyText(kind, name: name, version: chosen.version, agency: agency)
      try await adopt(try PolicyFile.parseAgency(Array(text.utf8), file: name), agency)
    }
    return try await store.register.policyVersions(agency: agency).first { $0.kind == kind && $0.name == name && $0.version == chosen.version }
      ?? chosen
  }

  /// The agency these files are for, if there is one yet.
  package static func agency(of files: [File], named code: String?, in store: Store) async throws -> Agency? {
    let own = alone(files)
    return try await PolicyDesk(store: store, actor: "").existingAgency(own.agency?.code ?? code, mayBeMissing: own.agency != nil)
  }

  private func existingAgency(_ code: String?, mayBeMissing: Bool) async throws -> Agency? {
    let all = try await store.register.agencies()
    if let code, let found = all.first(where: { $0.code == code }) { return found }
    if mayBeMissing || all.isEmpty { return nil }
    return try await store.register.agency(code)
  }

  private func create(_ settings: AgencyPolicy?) async throws -> Agency {
    guard let settings else { throw Self.noAgency }
    var random = SystemRandomNumberGenerator()
    let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    return try await store.register.createAgency(
      code: settings.code, name: settings.name, zone: settings.timezone, currency: settings.currency, identifierKey: key,
      keepText: settings.keepText)
  }

  private func adopt(_ settings: AgencyPolicy, _ agency: Agency) async throws {
    _ = try await store.register.adopt(
      AgencySettings(
        name: settings.name, zone: settings.timezone, currency: settings.currency, keepText: settings.keepText, rates: settings.rates),
      for: agency)
  }

  /// One person is enough until an agency file is in force.
  private func approvalInForce(_ agency: Agency?) async throws -> Int {
    guard let agency, let stored = try await store.register.activePolicies(agency: agency).first(where: { $0.version.kind == .agency }) else {
      return 1
    }
    return (try? PolicyFile.parseAgency(Array(stored.text.utf8), file: stored.version.name))?.approval.peoplePerPolicy ?? 1
  }

  private func apply(_ file: File, _ kind: PolicyFileKind, agency: Agency, peopleNeeded: Int) async throws -> Applied {
    guard let stored = PolicyKind(rawValue: kind.rawValue) else {
      throw OperationError(.software, "unknown kind of file: \(kind.rawValue)")
    }
    let text = String(decoding: file.bytes, as: UTF8.self)
    let name = kind == .agency ? agency.code : try Self.name(file, kind)
    let (version, isNew) = try await store.register.applyPolicy(stored, name: name, text: text, by: actor, agency: agency)
    // Words and columns decide nothing about people by themselves; agency and policy files do.
    let isApproved = peopleNeeded <= 1 || version.isActive || kind == .lexicon || kind == .model || kind == .mapping
    if isApproved, !version.isActive {
      try await store.register.activatePolicy(stored, name: name, version: version.version, by: actor, agency: agency)
    }
    return Applied(file: file.name, version: version, isNew: isNew, isInForce: isApproved)
  }

  /// What the file calls itself under its first key.
  private static func name(_ file: File, _ kind: PolicyFileKind) throws -> String {
    let root = YAMLNode.read(file.bytes, into: Problems(file: file.name))
    guard let name = root?[kind.rawValue]?.scalar?.text, !name.isEmpty else {
      throw OperationError(
        .dataError, "\(file.name): the \(kind.rawValue) has no name", remedy: "write “\(kind.rawValue): name” as its first line")
    }
    return name
  }

  private static let noAgency = OperationError(
    .configuration, "there is no agency yet",
    remedy: "put its file in force first, or together with the others: allot policy apply agency.yaml FILE…")

  /// What is said of wrong files.
  package static func refusal(_ problems: [Problem]) -> OperationError {
    let lines = problems.map { "  \($0)" }.joined(separator: "\n")
    return OperationError(.dataError, "\(problems.count) problem\(problems.count == 1 ? "" : "s"), nothing was stored:\n\(lines)")
  }
}
