import Portfolio
package import Speech
package import YAML

/// One result of a check: a problem, and whether it keeps the files from being used.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
  /// An error keeps the file from being used, a warning does not.
  package enum Severity: String, Sendable { case error, warning }
  /// Whether the file can be used all the same.
  package let severity: Severity
  /// What, where (file, line, column), what was expected, and what to do.
  package let problem: Problem

  /// Made when the problems of a document are gathered, errors and warnings apart.
  package init(_ severity: Severity, _ problem: Problem) {
    self.severity = severity
    self.problem = problem
  }
  /// `file:line:column: message; …`, warnings marked as such.
  package func text(_ language: Language) -> String {
    problem.text(language) + (severity == .error ? .none : Wording(" (warning)", "（警告）"))[language]
  }
  /// `text` in English, for logs.
  package var description: String { text(.en) }

  /// Errors and warnings of one file in its order; what was beyond the limit is counted at the beginning.
  static func sorted(errors: Problems, warnings: Problems) -> [Finding] {
    var all = errors.list.map { Finding(.error, $0) } + warnings.list.map { Finding(.warning, $0) }
    if errors.omitted > 0 {
      let message = Wording("\(errors.omitted) more problems", "另有 \(errors.omitted) 个问题")
      all.append(Finding(.error, Problem(file: errors.file, position: .start, message: message)))
    }
    return all.enumerated().sorted { ($0.element.problem.position, $0.offset) < ($1.element.problem.position, $1.offset) }.map(\.element)
  }
}

/// Names that exist in the agency's tables, for warnings about names that do not. nil = not known, no warnings.
package struct KnownNames: Sendable {
  /// Names of clients.
  package var clients: [String]?
  /// Names of teams.
  package var teams: [String]?
  /// Names of skills, licences and languages among them.
  package var skills: [String]?
  /// Names of regions, each as the first row that named it wrote it.
  package var regions: [String]?
  /// Names of active users, each with whether a mail address is known.
  package var users: [String: Bool]?
  /// Made from the agency's tables; without arguments nothing is known and nothing is warned of.
  package init(
    clients: [String]? = nil, teams: [String]? = nil, skills: [String]? = nil, regions: [String]? = nil, users: [String: Bool]? = nil
  ) {
    self.users = users
    self.clients = clients
    self.teams = teams
    self.skills = skills
    self.regions = regions
  }
}

/// What a check of several files found.
package struct PolicyCheck: Sendable {
  /// In the order of the files, then of the lines.
  package let findings: [Finding]
  /// Each file whose kind is known, in the order given.
  package let kinds: [(name: String, kind: PolicyFileKind)]
  /// The agency file among them, if it is without error.
  package let agency: AgencyPolicy?
  /// The policies without error, in the order of the files.
  package let policies: [CasePolicy]
  /// What the policies among the files call themselves, those with mistakes too: each is meant to take the place of the one of its name.
  package let policyNames: Set<String>
  /// Those in force of which something was found.
  fileprivate let filesInForce: Set<String>
  /// The years of calendars among the files that are without error, in the order of the files.
  package let calendars: [CalendarYear]
  /// Agency and policies together, if nothing at all is wrong and there is an agency (among the files or given).
  package let set: PolicySet?

  /// What keeps the files from being used, in the order of `findings`.
  package var errors: [Problem] { findings.filter { $0.severity == .error }.map(\.problem) }
  /// What is allowed in the files given but deserves a look, in the order of `findings`.
  package var warnings: [Problem] { concerning.filter { $0.severity == .warning }.map(\.problem) }
  /// What concerns whoever gave the files: all of their own, and what in force would be wrong beside them.
  package var concerning: [Finding] { findings.filter { isOfGiven($0) || $0.severity == .error } }
  /// Files in force of which something is to be looked at whatever the given ones say; each once, in order.
  package var warnedInForce: [String] {
    var names: [String] = []
    for finding in findings where !isOfGiven(finding) && finding.severity == .warning && !names.contains(finding.problem.file) {
      names.append(finding.problem.file)
    }
    return names
  }
  /// Whether it is of a file that was given, rather than of one in force.
  package func isOfGiven(_ finding: Finding) -> Bool { !filesInForce.contains(finding.problem.file) }
}

extension PolicyCheck {
  /// The same with what others found of the agency file; nothing can be used where one of these is an error.
  package func adding(_ more: [Finding]) -> PolicyCheck {
    let isUsable = more.allSatisfy { $0.severity == .warning }
    return PolicyCheck(
      findings: findings + more, kinds: kinds, agency: agency, policies: policies, policyNames: policyNames,
      filesInForce: filesInForce, calendars: calendars, set: isUsable ? set : nil)
  }
}

extension PolicyFile {
  /// Checks files together: each for itself, then policies against the agency's bounds and against each other.
  ///
  /// - Parameters:
  ///   - files: Any mix of agency, policy, lexicon, calendar and mapping files; `mapping` reads the last, which belong to intake.
  ///   - beside: Calendar files that an agency file may follow where `files` have no such year and it holds none; they are only spoken of when they
  ///     are wrong.
  ///   - standing: Policies in force beside which the files are held; what they have in common with one is said of the file.
  ///   - agency: The agency file in force, for when none is among `files`.
  ///   - known: What the tables hold, for warnings about unknown names.
  package static func check(
    _ files: [(name: String, bytes: [UInt8])], beside: [(name: String, bytes: [UInt8])] = [],
    standing: [(name: String, bytes: [UInt8])] = [], under agency: AgencyPolicy? = nil, known: KnownNames = KnownNames(),
    mapping: (YAMLNode, Problems) -> Void = { _, _ in }
  ) -> PolicyCheck {
    let given = files.map { Document($0.name, $0.bytes) }
    let inForce = standing.map { Document($0.name, $0.bytes) }
    let documents = given + inForce
    let agencies = documents.filter { $0.kind == .agency }
    for (document, first) in agencies.dropFirst().map({ ($0, agencies[0]) }) {
      document.problems.add(
        at: document.root?.pairs?.first?.keyPosition ?? .start,
        Wording("a second agency file; the first is \(first.problems.file)", "第二个机构文件；第一个是 \(first.problems.file)"),
        hint: Wording("an agency has one: move one of the two away", "一个机构只有一个：请移走其中之一"))
    }
    let shelf = CalendarShelf(documents, beside: beside.map { Document($0.name, $0.bytes) })
    var own: AgencyPolicy?
    for document in agencies {
      let calendars = shelf.years(for: document.root)
      let read = document.root.flatMap {
        AgencyReader(warnings: document.warnings, calendars: calendars).read(ValueReader($0, into: document.problems))
      }
      if let root = document.root { NamesCheck(known: known).checkAgency(root, document.warnings) }
      if document === agencies[0] { own = read }
    }
    if let own { shelf.warn(documents, ofWhatIsNotFollowedBy: own) }
    // A broken agency file still says in which currency its policies count; its bounds are only used when it is whole.
    let money = Money(own ?? agency)
    let binding = agencies.isEmpty ? agency : agencies[0].problems.isEmpty ? own : nil
    let policyDocuments = documents.filter { $0.kind == .policy }
    for document in policyDocuments {
      guard let root = document.root else { continue }
      let policy = PolicyReader(money: money, warnings: document.warnings).read(ValueReader(root, into: document.problems))
      document.policy = policy
      guard let policy else { continue }
      if let binding { BoundsCheck(agency: binding).check(policy, root, document.problems) }
      NamesCheck(known: known).check(root, document.warnings)
      // What is wrong otherwise would make its tests fail for no reason of theirs.
      if document.problems.isEmpty, !policy.tests.isEmpty {
        TestRun(policy, agency: binding ?? own ?? agency ?? Self.anyAgency).check(root, document.problems)
      }
      if own == nil, agency == nil {
        document.warnings.add(
          at: root.position,
          Wording("no agency file: currencies and the agency's bounds were not checked", "没有机构文件：未检查币种和机构的限制"))
      }
    }
    SetCheck.check((inForce + given).filter { $0.kind == .policy })
    for document in documents {
      guard let root = document.root else { continue }
      if document.kind == .lexicon { _ = LexiconFile.read(root, into: document.problems) }
      if document.kind == .model { _ = ToneModelFile.read(root, into: document.problems) }
      if document.kind == .mapping { mapping(root, document.problems) }
    }

    let sound = policyDocuments.filter { $0.problems.isEmpty }.compactMap(\.policy)
    let clean = (documents + shelf.broken).allSatisfy { $0.problems.isEmpty }
    return PolicyCheck(
      findings: (given + shelf.broken + inForce).flatMap(\.findings),
      kinds: given.compactMap { document in document.kind.map { (document.problems.file, $0) } },
      agency: agencies.isEmpty ? nil : binding, policies: sound,
      policyNames: Set(given.compactMap(\.policyName)),
      filesInForce: Set(inForce.flatMap(\.findings).map(\.problem.file)), calendars: shelf.given,
      set: clean ? binding.map { PolicySet(agency: $0, policies: sound) } : nil)
  }
}

extension PolicyFile {
  /// Where no agency file is at hand: Monday to Friday, any currency.
  private static var anyAgency: AgencyPolicy { AgencyPolicy(code: "none", name: "none", timezone: "UTC", currency: .cny) }
}

/// One file under check.
final class Document {
  let root: YAMLNode?
  let kind: PolicyFileKind?
  let problems: Problems
  let warnings: Problems
  var policy: CasePolicy?

  init(_ name: String, _ bytes: [UInt8]) {
    problems = Problems(file: name)
    warnings = Problems(file: name)
    root = YAMLNode.read(bytes, into: problems)
    kind = root.flatMap { [problems] in PolicyFile.kind(of: $0, into: problems) }
    if let root {
      policyName = kind == .policy ? root["policy"]?.scalar?.text : nil
    } else {
      let line = bytes.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "policy:".utf8) }
      policyName = line.map { String(decoding: $0.dropFirst(7).filter { !" \r\"'".utf8.contains($0) }, as: UTF8.self) }
    }
  }

  /// What a policy file calls itself, also where the rest of it cannot be read.
  let policyName: String?

  /// Errors and warnings in the order of the file.
  var findings: [Finding] { Finding.sorted(errors: problems, warnings: warnings) }
}
