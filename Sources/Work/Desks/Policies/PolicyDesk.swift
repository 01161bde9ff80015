import Discretion
import Faults
package import Intake
import Policy
package import Portfolio
package import Register
import Schema
import Speech
import YAML

/// The stored versions of an agency's files: which there are, which are in force, and putting one in force.
package struct PolicyDesk: Sendable {
  let seat: Seat
  var store: Store { seat.store }
  var agency: Agency { seat.agency }
  var actor: String { seat.actor.name }

  private let watch: @Sendable (ToneDesk.Judging) -> Void

  /// Reading needs `see`, storing `policy`, approving `approve`. `watch` is told how far conversations on record are judged by words that came in force.
  package init(_ seat: Seat, watch: @escaping @Sendable (ToneDesk.Judging) -> Void = { _ in }) { (self.seat, self.watch) = (seat, watch) }

  /// Kind of a file, for those who know only the desks.
  package typealias Kind = PolicyKind

  /// `agency`, `policy`, `lexicon`, `model` or `mapping`; nil for another word.
  package static func kind(_ word: String) -> Kind? { Kind(rawValue: word) }

  /// What became of one file.
  package struct Applied: Sendable {
    /// Name of the file as it was given.
    package var file: String
    /// The version its text is stored as, new or found.
    package var version: PolicyVersion
    /// False when the same text was stored already.
    package var isNew: Bool
    /// False when others have to agree first, or its day has not come.
    package var isInForce: Bool
    /// The change that brings it; nil when nothing had to change.
    package var change: PolicyChange?
    /// People who still have to agree to the change.
    package var missing = 0
  }

  /// Every stored version.
  package func versions() async throws -> [PolicyVersion] {
    try seat.require(.see)
    return try await store.register.policyVersions(agency: agency)
  }

  /// The text of a version as it was applied; of the one in force when `version` is nil, of the first kind that has the name when `kind` is.
  /// Throws with `EX_NOINPUT` when there is none.
  package func text(_ kind: PolicyKind?, name: String, version: Int?) async throws -> (version: PolicyVersion, text: String) {
    let known = try await versions()
    let named = known.filter { $0.name == name && (kind == nil || $0.kind == kind) }
    guard let kind = kind ?? named.first?.kind else { throw Self.noPolicy(name, known.map(\.name)) }
    guard !named.isEmpty else {
      throw StoreError.notFound(
        kind: version == nil ? .activeVersion(kind) : .version(kind), name: name, known: known.filter { $0.kind == kind }.map(\.name))
    }
    return try await store.register.policyText(kind, name: name, version: version, agency: agency)
  }

  /// The mappings in force: name, version, and what their files are; nil for one that this version cannot read.
  package func mappingsInForce() async throws -> [(name: String, version: Int, feed: Feed?)] {
    try seat.require(.see)
    return try await store.register.activePolicies(agency: agency).filter { $0.version.kind == .mapping }.map { version, text in
      (version.name, version.version, (try? MappingFile.read(Array(text.utf8), file: version.name))?.feed)
    }
  }

  /// The mapping in force of that name; nil when there is none. Throws with `EX_CONFIG` for one that this version cannot read: another of the same
  /// name in its place would read every code otherwise, and nobody would know.
  package func mappingInForce(_ name: String) async throws -> Mapping? {
    try seat.require(.see)
    let stored = try await store.register.activePolicies(agency: agency).first { $0.version.kind == .mapping && $0.version.name == name }
    guard let stored else { return nil }
    do {
      return try MappingFile.read(Array(stored.text.utf8), file: name)
    } catch {
      let version = stored.version.version
      throw OperationError(
        .configuration,
        Wording(
          "mapping \(name) version \(version), in force, cannot be read by this version of allot:\n\(error.text(.en))",
          "本版 allot 无法读取生效中的映射 \(name)（版本 \(version)）：\n\(error.text(.zh))"),
        remedy: Wording(
          "mend the file and put it in force with: allot policy apply FILE.yaml", "请改好文件并使其生效：allot policy apply FILE.yaml"))
    }
  }

  /// What came in force takes effect: the agency is as its file says, and conversations on record are judged by what judges now, whoever put it in
  /// force and by whichever way.
  func takeEffect(_ change: PolicyChange) async throws {
    try await adopt(change)
    try await judgeAnew(after: change)
  }

  /// Judges what is on record where words, a model or the agency file came in force. Needs no right: people agreed to what is in force.
  func judgeAnew(after change: PolicyChange) async throws {
    guard change.files.contains(where: { [.lexicon, .model, .agency].contains($0.kind) }),
      let office = try await PolicyLibrary.judgeInForce(store, agency)
    else { return }
    let result = try await ToneDesk(seat).judgeAgain(by: office) { watch(.at($0, of: $1)) }
    watch(.ended(result))
  }

  /// Stores files that were found right, the agency file first, with the calendars that it follows; calendar files are not stored by themselves. In
  /// force at once is what one person is enough for: everything of a new agency, words and columns, and what the agency's rule of approval says.
  /// The rest is a change that waits.
  func apply(_ files: [PolicyDoor.File], _ check: PolicyCheck, isNewAgency: Bool) async throws -> [Applied] {
    try seat.require(.policy)
    let texts = try proposed(files, check)
    // The rule under which a file comes in force is the one in force before it.
    let isAlwaysEnough = try await oneIsAlwaysEnough()
    let isOneEnough = isNewAgency || isAlwaysEnough
    var applied: [Applied] = []
    // Words and columns decide nothing about people by themselves; agency and policy files do.
    for group in isOneEnough ? [texts] : [texts.filter { !$0.decides }, texts.filter(\.decides)] where !group.isEmpty {
      var proposal = Register.Proposal(.submit)
      proposal.texts = group.map { ($0.kind, $0.name, $0.text) }
      proposal.effectiveOn = try Self.effective(check, group, given: nil)
      proposal.isAgreed = isOneEnough || group.allSatisfy { !$0.decides }
      let (proposed, missing) = try await propose(proposal)
      for (text, version) in zip(group, proposed.versions) {
        let change = proposed.change.flatMap { change in
          change.files.contains { $0.kind == text.kind && $0.name == text.name } ? change : nil
        }
        applied.append(
          Applied(
            file: text.file, version: version.version, isNew: version.isNew, isInForce: change.map { $0.state == .active } ?? true,
            change: change, missing: change == nil ? 0 : missing))
      }
    }
    return applied
  }

  /// A text of a file, ready to be stored.
  struct Text {
    var file: String
    var kind: PolicyKind
    var name: String
    var text: String
    /// Whether it decides about people, so that others have a say.
    var decides: Bool { kind == .agency || kind == .policy }
  }

  /// The texts of files that were found right: agency file, lexicons, models, mappings, policies.
  func proposed(_ files: [PolicyDoor.File], _ check: PolicyCheck) throws -> [Text] {
    var texts: [Text] = []
    for kind in [PolicyFileKind.agency, .lexicon, .model, .mapping, .policy] {
      for file in files where check.kinds.contains(where: { $0.name == file.name && $0.kind == kind }) {
        guard let stored = PolicyKind(rawValue: kind.rawValue) else {
          throw OperationError(.software, Wording("unknown kind of file: \(kind.rawValue)", "未知的文件种类：\(kind.rawValue)"))
        }
        var text = String(decoding: file.bytes, as: UTF8.self)
        // A run is decided again by the stored text alone: the days that it follows belong to it.
        if kind == .agency, let years = check.agency?.calendarYears { text = CalendarText.embedding(years, in: text) }
        texts.append(Text(file: file.name, kind: stored, name: kind == .agency ? agency.code : try Self.name(file, kind), text: text))
      }
    }
    return texts
  }

  func adopt(_ settings: AgencyPolicy) async throws {
    _ = try await store.register.adopt(AgencySettings(settings), for: agency)
  }

  /// That there is none of a name, with the nearest of those there are.
  static func noPolicy(_ name: String, _ known: [String]) -> OperationError {
    let (shown, hint) = (Quoted.named(name), Suggestion.hint(for: name, among: known).map { Wording("; ", "；") + $0 } ?? .none)
    return OperationError(.noInput, Wording("there is no policy \(shown.en)", "没有策略\(shown.zh)") + hint, remedy: seeList)
  }

  static let seeList = Wording("see what there is with: allot policy list", "请查看已有的：allot policy list")

  /// What the file calls itself under its first key.
  static func name(_ file: PolicyDoor.File, _ kind: PolicyFileKind) throws -> String {
    let root = YAMLNode.read(file.bytes, into: Problems(file: file.name))
    guard let name = root?[kind.rawValue]?.scalar?.text, !name.isEmpty else {
      throw OperationError(
        .dataError, Wording("\(file.name): the \(kind.rawValue) has no name", "\(file.name)：\(kind.rawValue) 没有名称"),
        remedy: Wording("write “\(kind.rawValue): name” as its first line", "请在第一行写“\(kind.rawValue): 名称”"))
    }
    return name
  }
}
