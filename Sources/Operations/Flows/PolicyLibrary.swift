package import Classification
import Digest
import Movement
package import Policy
import Portfolio
package import Store
import Workload
import YAML

/// The policies in force of one agency, read from their stored texts.
package struct PolicyLibrary: Sendable {
  package var set: PolicySet
  /// What a run notes of each policy, in the order of `set.policies`.
  package var stamps: [RunPolicy]
  package var agencyVersion: Int
  /// The texts it was read from, for runs to keep.
  package var texts: [KeptText]

  /// Reads what is active. Throws with `EX_CONFIG` when something is missing, or a stored text cannot be read by this version of allot.
  package static func load(_ store: Store, _ agency: Agency) async throws -> PolicyLibrary {
    let active = try await store.activePolicies(agency: agency)
    return try read(
      active.map { KeptText(kind: $0.version.kind, name: $0.version.name, version: $0.version.version, text: $0.text) }, of: agency)
  }

  /// From texts, those in force or those that a run kept; other kinds than agency file and policies are left alone.
  package static func read(_ texts: [KeptText], of agency: Agency) throws -> PolicyLibrary {
    guard let agencyFile = texts.first(where: { $0.kind == .agency }) else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no agency file in force", remedy: "put one in force with: allot policy apply agency.yaml"
      )
    }
    var settings = try read(agencyFile) { try PolicyFile.parseAgency($0, file: $1) }
    settings.version = agencyFile.version
    var policies: [(policy: CasePolicy, text: KeptText)] = []
    for stored in texts where stored.kind == .policy {
      var policy = try read(stored) { [settings] in try PolicyFile.parsePolicy($0, file: $1, agency: settings) }
      policy.version = stored.version
      policies.append((policy, stored))
    }
    guard !policies.isEmpty else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no policy in force: nothing says who may get which case",
        remedy: "put one in force with: allot policy apply FILE.yaml")
    }
    let set = PolicySet(agency: settings, policies: policies.map(\.policy))
    let stamps = set.policies.map { policy in
      let text = policies.first { $0.policy.name == policy.name }?.text.text
      return RunPolicy(
        name: policy.name, version: policy.version, digest: text.map { SHA256.hash($0) } ?? [], routes: policy.routes.map(\.rule))
    }
    return PolicyLibrary(
      set: set, stamps: stamps, agencyVersion: settings.version, texts: [agencyFile] + policies.map(\.text))
  }

  /// What judges conversations, and the number that says which words did. Throws with `EX_CONFIG` when no lexicon is in force.
  package static func judge(_ store: Store, _ agency: Agency) async throws -> (judge: ToneJudge, version: Int32) {
    let active = try await store.activePolicies(agency: agency).filter { $0.0.kind == .lexicon }
    guard !active.isEmpty else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no lexicon in force: nothing says which words are cooperative",
        remedy: "put the shipped ones in force with: allot policy apply lexicons/zh.yaml lexicons/en.yaml")
    }
    let lexicons = try active.map { stored in
      let text = KeptText(kind: .lexicon, name: stored.version.name, version: stored.version.version, text: stored.text)
      return try read(text) { try LexiconFile.parse($0, file: $1).lexicon }
    }
    // Versions only grow, so their sum tells any two states of the lexicons apart.
    return (ToneJudge(lexicons), Int32(clamping: active.reduce(0) { $0 + $1.0.version }))
  }

  /// What the report needs of the policies.
  package func terms(program: String) -> ReportTerms {
    var notBackTo: [String: ReportTerms.NotBack] = [:]
    for policy in set.policies {
      if let rule = policy.movement.notBackTo { notBackTo[policy.name] = ReportTerms.NotBack(holders: rule.holders, days: rule.days) }
    }
    return ReportTerms(effortSeconds: set.agency.workload.effortSeconds, notBackTo: notBackTo, program: program)
  }

  private static func read<Value>(_ stored: KeptText, _ parse: ([UInt8], String) throws -> Value) throws -> Value {
    let name = "\(stored.kind.rawValue) \(stored.name) version \(stored.version)"
    do {
      return try parse(Array(stored.text.utf8), name)
    } catch {
      throw OperationError(
        .configuration, "\(name), in force, cannot be read by this version of allot:\n  \(error)",
        remedy: "mend the file and put it in force with: allot policy apply FILE.yaml")
    }
  }
}
