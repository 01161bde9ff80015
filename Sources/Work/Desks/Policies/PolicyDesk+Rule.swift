import Policy
package import Portfolio
package import Register
import Schema
package import Speech

extension PolicyDesk {
  /// How many people a change takes, and why.
  package struct Need: Sendable {
    /// 1…3, the author included.
    package var people: Int
    /// Why not fewer, a sentence each: what lines of the agency's rule asked and did not find.
    package var why: [Wording]
  }

  /// What the agency file in force asks for a change: no change loosens the rule by which it is agreed to.
  func need(_ change: PolicyChange) async throws -> Need {
    guard change.files.contains(where: { $0.kind == .agency || $0.kind == .policy }) else { return Need(people: 1, why: []) }
    guard let settings = try await governingFile() else { return Need(people: 1, why: []) }
    // A file that cannot be read may ask for two: nobody alone gets past it by being of another version.
    guard case .readable(let settings) = settings else {
      return Need(people: 2, why: [Wording("the agency file in force cannot be read by this version of allot", "本版 allot 无法读取生效中的机构文件")])
    }
    let lines = settings.approval.policies
    let last = lines.last?.people ?? 2
    guard lines.count > 1 else { return Need(people: last, why: []) }
    if change.files.contains(where: { $0.kind == .agency }) {
      return Need(people: last, why: [Wording("it changes the agency file", "变更涉及机构文件")])
    }
    let changed = try await changedSections(change, settings)
    var why: [Wording] = []
    for (index, line) in lines.enumerated() {
      guard let objection = Self.objection(line, index + 1, change, changed) else { return Need(people: line.people, why: why) }
      why.append(objection)
    }
    return Need(people: last, why: why)
  }

  /// Whether nobody else is ever asked: until an agency file is in force, and where it says so.
  func oneIsAlwaysEnough() async throws -> Bool {
    guard let settings = try await governingFile() else { return true }
    guard case .readable(let settings) = settings else { return false }
    return settings.approval.policies.allSatisfy { $0.people <= 1 }
  }

  private enum AgencyFile {
    case readable(AgencyPolicy)
    case unreadable
  }

  /// nil: none is in force.
  private func governingFile() async throws -> AgencyFile? {
    guard let stored = try await store.register.activePolicies(agency: agency).first(where: { $0.version.kind == .agency }) else {
      return nil
    }
    let settings = try? PolicyFile.parseAgency(Array(stored.text.utf8), file: stored.version.name)
    return settings.map { .readable($0) } ?? .unreadable
  }

  /// What a line of the rule misses; nil when it holds.
  private static func objection(_ line: Approval.Line, _ number: Int, _ change: PolicyChange, _ changed: Set<PolicySection>?) -> Wording? {
    if let most = line.movedAtMost {
      guard let moved = change.moved else {
        return Wording(
          "line \(number) of the rule asks how many cases move, and no simulation says it; see: allot policy simulate \(change.number)",
          "规则第 \(number) 行要看变动件数，而尚无模拟结果；请执行：allot policy simulate \(change.number)")
      }
      guard moved <= most else {
        return Wording(
          "line \(number) of the rule: \(moved) \(Plural.of(moved, "case")) \(moved == 1 ? "moves" : "move"), more than \(most)",
          "规则第 \(number) 行：变动 \(moved) 件，多于 \(most) 件")
      }
    }
    guard !line.unchanged.isEmpty else { return nil }
    guard let changed else {
      return Wording("line \(number) of the rule: a policy comes or goes", "规则第 \(number) 行：有策略新增或停用")
    }
    let touched = line.unchanged.filter(changed.contains).map(\.rawValue)
    guard !touched.isEmpty else { return nil }
    return Wording(
      "line \(number) of the rule: it changes \(touched.joined(separator: ", "))", "规则第 \(number) 行：改动了 \(touched.joined(separator: "、"))")
  }

  /// The parts of policies whose meaning differs; nil when a policy comes or goes, or one of its texts cannot be read: then anything may differ.
  private func changedSections(_ change: PolicyChange, _ settings: AgencyPolicy) async throws -> Set<PolicySection>? {
    var changed: Set<PolicySection> = []
    for file in change.files where file.kind == .policy {
      guard let from = file.from, let to = file.to else { return nil }
      var texts: [CasePolicy] = []
      for version in [from, to] {
        let text = try await store.register.policyText(.policy, name: file.name, version: version, agency: agency).text
        guard let policy = try? PolicyFile.parsePolicy(Array(text.utf8), file: file.name, agency: settings) else { return nil }
        texts.append(policy)
      }
      changed.formUnion(PolicySection.changed(texts[0], texts[1]))
    }
    return changed
  }
}
