import Discretion
import Faults
import Intake
import Register
import Speech

extension Importer {
  /// The mapping of a file, or of a name: the one in force, else the one that comes with allot.
  func mapping(_ name: String?) async throws -> Mapping? {
    guard let name else { return nil }
    if name.contains("/") || name.hasSuffix(".yaml") || FileAccess.exists(name) {
      return try mapping(try FileAccess.read(name, limit: 1 << 20), file: name)
    }
    if let (version, text) = try await store.register.activePolicies(agency: agency).first(where: { $0.0.kind == .mapping && $0.0.name == name }) {
      return try mapping(Array(text.utf8), file: "mapping \(name) version \(version.version)")
    }
    let quoted = Quoted.named(name)
    throw OperationError(
      .noInput, Wording("there is no mapping \(quoted.en) in force and no such file", "没有生效的映射\(quoted.zh)，也没有这个文件"),
      remedy: Wording(
        "see what there is: allot mapping list; or apply one: allot policy apply FILE.yaml",
        "请查看现有的：allot mapping list；或使其生效：allot policy apply FILE.yaml"))
  }

  private func mapping(_ bytes: [UInt8], file: String) throws -> Mapping {
    do {
      return try MappingFile.read(bytes, file: file)
    } catch {
      let lines = error.problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
      throw OperationError(.dataError, Wording("the mapping cannot be used:\n", "映射无法使用：\n") + lines)
    }
  }
}
