import Digest
package import Faults
import Glibc
import Intake
package import Policy
package import Portfolio
import Register
package import Schema
package import Speech
package import YAML

/// Where policy files come in: they may be the first of an agency, so there is no seat yet. Checks them and puts them in force.
package struct PolicyDoor: Sendable {
  private let entrance: Entrance
  var store: Store { entrance.store }

  private let watch: @Sendable (ToneDesk.Judging) -> Void

  /// The seat is taken once the files say at which agency. `watch`: see `PolicyDesk`.
  package init(_ entrance: Entrance, watch: @escaping @Sendable (ToneDesk.Judging) -> Void = { _ in }) {
    (self.entrance, self.watch) = (entrance, watch)
  }

  /// A file's name, for messages, and its bytes.
  package typealias File = (name: String, bytes: [UInt8])

  /// What came of putting files in force.
  package struct Result: Sendable {
    /// Who applied them, at their agency.
    package var seat: Seat
    /// Whether the files made the agency.
    package var agencyIsNew: Bool
    /// What became of each file: agency file, lexicons, models, mappings, policies.
    package var applied: [PolicyDesk.Applied]
    /// What was found and is no error, one line each.
    package var warnings: [Wording]
    /// The agency as its file says now.
    package var agency: Agency { seat.agency }
  }

  /// Files of every kind, read, each once.
  package struct Reading: Sendable {
    /// In the order given.
    package let files: [File]
    /// Calendar files that an agency file among `files` may follow; the nearest first.
    package let beside: [File]
    /// By themselves, without what is in force.
    package let check: PolicyCheck

    /// Reads and checks the files at once; needs no database.
    package init(_ files: [File], beside: [File] = []) {
      self.files = files
      self.beside = beside
      check = PolicyDoor.alone(files, beside: beside)
    }

    /// Codes of the calendars that agency files among `files` name.
    package static func calendars(namedBy files: [File]) -> Set<String> {
      files.reduce(into: []) { $0.formUnion(CalendarText.named(in: $1.bytes)) }
    }
  }

  /// Checks files of every kind without a database.
  package static func alone(
    _ files: [File], beside: [File] = [], standing: [File] = [], under agency: AgencyPolicy? = nil, known: KnownNames = KnownNames()
  ) -> PolicyCheck {
    PolicyFile.check(
      files, beside: beside, standing: standing, under: agency, known: known, mapping: { _ = MappingFile.read($0, into: $1) })
  }

  /// Checks the files against each other and, as far as they are not replaced, against what is in force at the agency named by the files, by
  /// `agencyCode`, or at the only one.
  package func check(_ reading: Reading, agencyCode: String?) async throws -> PolicyCheck {
    let code = reading.check.agency?.code ?? agencyCode
    let all = try await store.register.agencies()
    // An agency file may be the first of its agency; without one, the only agency there is is meant.
    return try await check(reading, against: code == nil && all.count == 1 ? all[0] : all.first { $0.code == code })
  }

  /// `agency` is nil when there is none yet.
  func check(_ reading: Reading, against agency: Agency?) async throws -> PolicyCheck {
    try await names(reading, at: agency).adding(objections(reading, at: agency))
  }

  private func names(_ reading: Reading, at agency: Agency?) async throws -> PolicyCheck {
    guard let agency else { return reading.check }
    var under: AgencyPolicy?
    let names = try await store.register.names(agency: agency)
    // Before the first import there is nothing to compare with.
    func some(_ list: [String]) -> [String]? { list.isEmpty ? nil : list }
    let known = KnownNames(
      clients: some(names.clients), teams: some(names.teams), skills: some(names.skills), regions: some(names.regions),
      users: try await store.register.mailUsers(agency: agency))
    let replaced = reading.check.policyNames
    let active = try await store.register.activePolicies(agency: agency)
    if let stored = active.first(where: { $0.version.kind == .agency }) {
      let name = "agency \(stored.version.name) in force"
      do {
        under = try PolicyFile.parseAgency(Array(stored.text.utf8), file: name)
      } catch  where reading.check.agency == nil {
        // Its bounds hold for every policy: without them nothing can be found to be right.
        throw OperationError(
          .configuration,
          Wording(
            "\(name) (version \(stored.version.version)) cannot be read by this version of allot:\n  \(error)",
            "本版 allot 无法读取生效中的机构文件 \(stored.version.name)（版本 \(stored.version.version)）：\n  "
              + PolicyLibrary.lines(error).zh),
          remedy: Wording(
            "mend that file first, or together with these: allot policy apply agency.yaml FILE…",
            "请先改好该文件，或与这些文件一起提交：allot policy apply agency.yaml FILE…"))
      } catch {}
    }
    let standing: [File] = active.filter { $0.version.kind == .policy && !replaced.contains($0.version.name) }
      .map { ("\($0.version.name) in force (version \($0.version.version))", Array($0.text.utf8)) }
    return Self.alone(reading.files, beside: reading.beside, standing: standing, under: under, known: known)
  }

  /// Stores every file and puts it in force, the agency file first; it makes the agency when there is none of its code. Throws with `EX_DATAERR`
  /// and every problem when any file is wrong: then nothing is stored; with `EX_NOPERM` for those who may not.
  package func apply(_ reading: Reading, agencyCode: String?) async throws -> Result {
    let existing = try await agency(reading.check.agency?.code ?? agencyCode, mayBeMissing: reading.check.agency != nil)
    var seat = try await existing.asyncMap { try await entrance.seat(at: $0) }
    try seat?.require(.policy)
    let (sound, check, notFollowed) = try await sound(reading, at: existing)
    if seat == nil { seat = Seat(store: store, agency: try await create(check.agency), actor: entrance.nobodyYet) }
    guard let seat else { throw Self.noAgency }
    let applied = try await PolicyDesk(seat, watch: watch).apply(sound.files, check, isNewAgency: existing == nil)
    let renewed = Seat(store: store, agency: try await store.register.agency(seat.agency.code), actor: seat.actor)
    return Result(
      seat: renewed, agencyIsNew: existing == nil, applied: applied,
      warnings: check.warnings.map { Wording($0.text(.en), $0.text(.zh)) } + notFollowed)
  }

  /// How files are proposed.
  package struct Terms: Sendable {
    /// Why, in the author's words; may be empty.
    package var reason = ""
    /// Business day from which they are to be in force; nil: as the files say, else as soon as enough people agree.
    package var effective: Day?
    /// The open change that is edited; nil: a new one.
    package var change: Int?
    /// Nothing said.
    package init() {}
  }

  /// What came of proposing files.
  package struct Submission: Sendable {
    /// The change as it is now; nil when all of it is in force already.
    package var shown: PolicyDesk.Shown?
    /// Whether it is a new change, rather than another round of one or the same as before.
    package var isNew: Bool
    /// What was found and is no error, one line each.
    package var warnings: [Wording]
  }

  /// Proposes every file of `reading`, all in one change; puts nothing in force. Throws as `apply`; the agency must be there.
  package func submit(_ reading: Reading, agencyCode: String?, _ terms: Terms) async throws -> Submission {
    guard let existing = try await agency(reading.check.agency?.code ?? agencyCode, mayBeMissing: reading.check.agency != nil) else {
      throw Self.noAgency
    }
    return try await submit(reading, at: try await entrance.seat(at: existing), terms)
  }

  /// The same by somebody who has taken his seat already.
  package func submit(_ reading: Reading, at seat: Seat, _ terms: Terms) async throws -> Submission {
    try seat.require(.policy)
    let (sound, check, notFollowed) = try await sound(reading, at: seat.agency)
    let (proposed, shown) = try await PolicyDesk(seat).submit(sound.files, check, terms)
    return Submission(
      shown: shown, isNew: proposed.isNew, warnings: check.warnings.map { Wording($0.text(.en), $0.text(.zh)) } + notFollowed)
  }

  /// What a watched folder holds, as a change of `directory`'s: texts that nobody has brought before, and what differs from its own open change. nil when
  /// there is nothing new. Throws as `submit`.
  package static func watched(_ reading: Reading, _ store: Store) async throws -> PolicyDesk.Shown? {
    let directory = "directory"
    let door = own(store, directory)
    guard let agency = try await door.agency(reading.check.agency?.code, mayBeMissing: false) else { throw noAgency }
    let seat = Seat(store: store, agency: agency, actor: ActingUser(name: directory, isOwner: true))
    let (sound, check, _) = try await door.sound(reading, at: agency)
    return try await PolicyDesk(seat).take(sound.files, check)
  }

  /// The door by which the daemon comes in, under the name it is written down by.
  package static func own(_ store: Store, _ name: String) -> PolicyDoor {
    PolicyDoor(Entrance(store: store, process: Access.Process(token: nil, osUser: name, claimed: name), isEmbedded: true))
  }

  /// The files as they would be stored, found right. Throws with `EX_DATAERR` and every problem.
  private func sound(_ reading: Reading, at agency: Agency?) async throws -> (Reading, PolicyCheck, [Wording]) {
    let (reading, notFollowed) = try await withAgencyFile(reading, of: agency)
    let check = try await check(reading, against: agency)
    guard check.errors.isEmpty else { throw Self.refusal(check.errors) }
    return (reading, check, notFollowed)
  }

  /// Calendar files alone change the agency file in force: it is brought along with these years in it. Without its own line an unknown calendar would
  /// change nothing, silently, so that is said.
  func withAgencyFile(_ reading: Reading, of agency: Agency?) async throws -> (Reading, [Wording]) {
    let years = reading.check.calendars
    guard !years.isEmpty, !reading.check.kinds.contains(where: { $0.kind == .agency }), let agency else { return (reading, []) }
    guard let stored = try await store.register.activePolicies(agency: agency).first(where: { $0.version.kind == .agency }) else {
      return (reading, [])
    }
    let (text, others) = CalendarText.updating(stored.text, with: years)
    let notes = others.map {
      Wording(
        "the agency file in force does not follow the calendar \($0); nothing was changed for it",
        "生效中的机构文件没有引用日历 \($0)；未作任何改动")
    }
    guard others.count < Set(years.map(\.code)).count else { return (reading, notes) }
    return (Reading(reading.files + [("agency \(agency.code)", Array(text.utf8))], beside: reading.beside), notes)
  }

  private func agency(_ code: String?, mayBeMissing: Bool) async throws -> Agency? {
    let all = try await store.register.agencies()
    if let code, let found = all.first(where: { $0.code == code }) { return found }
    if mayBeMissing || all.isEmpty { return nil }
    return try await store.register.agency(code)
  }

  private func create(_ settings: AgencyPolicy?) async throws -> Agency {
    guard let settings else { throw Self.noAgency }
    return try await store.register.createAgency(
      code: settings.code, name: settings.name, zone: settings.timezone, currency: settings.currency, identifierKey: SHA256.randomBytes(),
      keepText: settings.keepText, country: settings.country)
  }

  private static let noAgency = OperationError(
    .configuration, Wording("there is no agency yet", "还没有机构"),
    remedy: Wording(
      "put its file in force first, or together with the others: allot policy apply agency.yaml FILE…",
      "请先让机构文件生效，或与其他文件一起提交：allot policy apply agency.yaml FILE…"))

  /// What is said of wrong files that were to be stored.
  package static func refusal(_ problems: [Problem]) -> OperationError {
    told(problems, Wording(", nothing was stored", "，未保存任何内容"))
  }

  /// The same of files that are only read.
  package static func unusable(_ problems: [Problem]) -> OperationError { told(problems, .none) }

  private static func told(_ problems: [Problem], _ outcome: Wording) -> OperationError {
    let lines = problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
    let count = Wording("\(problems.count) problem\(problems.count == 1 ? "" : "s")", "\(problems.count) 处问题")
    return OperationError(.dataError, count + outcome + Wording(":\n", "：\n") + lines)
  }
}

extension Optional where Wrapped: Sendable {
  fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async throws -> Value? {
    if let self { try await body(self) } else { nil }
  }
}
