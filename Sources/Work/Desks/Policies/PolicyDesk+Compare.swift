package import Comparisons
import Discretion
import Faults
package import Policy
import Portfolio
import Register
import Runs
import Schema
import Scopes
import Speech
import Tasks
import Views

extension PolicyDesk {
  /// A stored agency file or policy by its name, as `retail-card` or `retail-card@3`. Throws with `EX_NOINPUT` when there is none, `EX_USAGE` when the
  /// word is no name, `EX_DATAERR` when this version of allot cannot read it. Needs `see`.
  package func side(_ word: String) async throws -> PolicySide {
    guard let (name, version) = PolicySide.parts(word) else {
      let shown = Quoted.typed(word)
      throw OperationError(
        .usage, Wording("\(shown.en) is neither a file nor a name", "\(shown.zh)既不是文件，也不是名称"),
        remedy: Wording("write a file, a name or a version, such as retail-card@3", "请写文件、名称或版本，如 retail-card@3"))
    }
    let kinds = try await versions().filter { $0.name == name }.map(\.kind)
    let kind = [PolicyKind.policy, .agency].first { kinds.contains($0) }
    let (found, text) = try await self.text(kind, name: name, version: version)
    let label = "\(found.name)@\(found.version)"
    return try PolicySide(
      (label, Array(text.utf8)), under: try await PolicyLibrary.agencyInForce(store, agency), version: found.version,
      isInForce: found.isActive)
  }

  /// What is in force under the name of a file; nil when nothing is.
  package func inForce(like side: PolicySide) async throws -> PolicySide? {
    let kind: PolicyKind = side.kind == .agency ? .agency : .policy
    let isThere = try await versions().contains { $0.kind == kind && $0.name == side.name && $0.isActive }
    guard isThere else { return nil }
    let (found, text) = try await self.text(kind, name: side.name, version: nil)
    return try PolicySide(
      ("\(found.name)@\(found.version)", Array(text.utf8)), under: try await PolicyLibrary.agencyInForce(store, agency),
      version: found.version, isInForce: true)
  }

  /// The agency file in force, under which files are read; nil when there is none.
  package func agencyFile() async throws -> AgencyPolicy? {
    try seat.require(.see)
    return try await PolicyLibrary.agencyInForce(store, agency)
  }
}

extension PolicyDesk {
  /// Looks at every open case as a night now would see it; writes nothing. nil for agency files, and where a policy was read without one. Needs `see`.
  package func realCases(_ old: PolicySide, _ new: PolicySide) async throws -> [RealFinding]? {
    try seat.require(.see)
    guard case .policy(let before, let under?) = old.content, case .policy(let after, let above?) = new.content else { return nil }
    let clock = try await store.register.clock(agency)
    let snapshot = try await store.runs.freeze(FreezeRequest(agency: agency, slot: clock.today, asOf: clock.now, seed: 0)).snapshot
    let cases = try await BlockingThread.run { RealCases(snapshot, old: (before, under), new: (after, above)) }
    let tied = Set(cases.differences.flatMap(\.smallest)).sorted()
    let numbers = try await store.views.caseNumbers(of: tied.map { snapshot.cases.id[$0.position] }, agency: agency)
    func key(_ index: CaseIndex) -> (String, Int64) {
      let id = snapshot.cases.id[index.position]
      return (numbers[id] ?? "", id)
    }
    return cases.differences.map { difference in
      // Numbers are unique within a client; of the same number the older case comes first.
      let first = difference.smallest.min { key($0) < key($1) }
      let example = first.flatMap { index -> RealFinding.Example? in
        guard let fates = cases.fates(index, difference.aspect) else { return nil }
        return RealFinding.Example(
          caseNo: key(index).0, client: snapshot.clients[snapshot.cases.client[index.position]],
          made: cases.made(index, difference.aspect), old: fates.old, new: fates.new)
      }
      return RealFinding(aspect: difference.aspect, considered: difference.considered, count: difference.count, smallest: example)
    }
  }
}
