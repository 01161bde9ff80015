import Discretion
import Faults
import Imports
import Intake
import Portfolio
import Register
import Speech
import YAML

extension Importer {
  /// The mapping that a request names, and where it is from: a file, else the one in force of that name, else the one that comes with allot.
  func mapping(of request: Request) async throws -> (mapping: Mapping, origin: MappingOrigin)? {
    guard let name = request.mapping else { return nil }
    if name.contains("/") || name.hasSuffix(".yaml") || FileAccess.exists(name) { return (try mapping(inFile: name), .file(name)) }
    let known = try await store.register.activePolicies(agency: agency).filter { $0.version.kind == .mapping }
    let inForce = known.first { $0.version.name == name }
    if let (version, text) = inForce {
      return (try mapping(Array(text.utf8), file: "mapping \(name) version \(version.version)"), .inForce(name, version: version.version))
    }
    if let path = request.shippedMapping { return (try mapping(inFile: path), .shipped(name)) }
    let (quoted, hint) = (
      Quoted.named(name), Suggestion.hint(for: name, among: known.map(\.version.name)).map { Wording("; ", "；") + $0 } ?? .none
    )
    throw OperationError(
      .noInput,
      Wording(
        "there is no mapping \(quoted.en): none in force, none that comes with allot, and no such file\(hint.en)",
        "没有映射\(quoted.zh)：既没有生效的，也没有自带的，也没有这个文件\(hint.zh)"),
      remedy: Wording(
        "see what there is: allot mapping list; or apply one: allot policy apply FILE.yaml",
        "请查看现有的：allot mapping list；或使其生效：allot policy apply FILE.yaml"))
  }

  private func mapping(inFile path: String) throws -> Mapping { try mapping(try FileAccess.read(path, limit: 1 << 20), file: path) }

  private func mapping(_ bytes: [UInt8], file: String) throws -> Mapping {
    do {
      return try MappingFile.read(bytes, file: file)
    } catch {
      let lines = error.problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
      throw OperationError(.dataError, Wording("the mapping cannot be used:\n", "映射无法使用：\n") + lines)
    }
  }
}
