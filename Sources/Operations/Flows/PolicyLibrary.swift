package import Classification
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

  /// Reads what is active. Throws with `EX_CONFIG` when something is missing, or a stored text cannot be read by this version of allot.
  package static func load(_ store: Store, _ agency: Agency) async throws -> PolicyLibrary {
    let active = try await store.activePolicies(agency: agency)
    guard let agencyFile = active.first(where: { $0.0.kind == .agency }) else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no agency file in force", remedy: "put one in force with: allot policy apply agency.yaml"
      )
    }
    var settings = try read(agencyFile) { try PolicyFile.parseAgency($0, file: $1) }
    settings.version = agencyFile.0.version
    var policies: [(CasePolicy, PolicyVersion)] = []
    for stored in active where stored.0.kind == .policy {
      var policy = try read(stored) { [settings] in try PolicyFile.parsePolicy($0, file: $1, agency: settings) }
      policy.version = stored.0.version
      policies.append((policy, stored.0))
    }
    guard !policies.isEmpty else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no policy in force: nothing says who may get which case",
        remedy: "put one in force with: allot policy apply FILE.yaml")
    }
    let set = PolicySet(agency: settings, policies: policies.map(\.0))
    let stamps = set.policies.map { policy in
      let version = policies.first { $0.0.name == policy.name }?.1
      return RunPolicy(name: policy.name, version: policy.version, digest: version?.digest ?? [], routes: policy.routes.map(\.rule))
    }
    return PolicyLibrary(set: set, stamps: stamps, agencyVersion: settings.version)
  }

  /// What judges conversations, and the number that says which words did. Throws with `EX_CONFIG` when no lexicon is in force.
  package static func judge(_ store: Store, _ agency: Agency) async throws -> (judge: ToneJudge, version: Int32) {
    let active = try await store.activePolicies(agency: agency).filter { $0.0.kind == .lexicon }
    guard !active.isEmpty else {
      throw OperationError(
        .configuration, "agency \(agency.code) has no lexicon in force: nothing says which words are cooperative",
        remedy: "put the shipped ones in force with: allot policy apply lexicons/zh.yaml lexicons/en.yaml")
    }
    let lexicons = try active.map { try read($0) { try LexiconFile.parse($0, file: $1).lexicon } }
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

  private static func read<Value>(_ stored: (PolicyVersion, String), _ parse: ([UInt8], String) throws -> Value) throws -> Value {
    let name = "\(stored.0.kind.rawValue) \(stored.0.name) version \(stored.0.version)"
    do {
      return try parse(Array(stored.1.utf8), name)
    } catch {
      throw OperationError(
        .configuration, "\(name), in force, cannot be read by this version of allot:\n  \(error)",
        remedy: "mend the file and put it in force with: allot policy apply FILE.yaml")
    }
  }
}
