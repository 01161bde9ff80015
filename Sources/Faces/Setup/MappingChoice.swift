package import Desks
import Discretion
import Faults
package import Intake
import Speech

/// Which mapping a command means: a file, else the one in force of that name, else the one that comes with allot; as imports have it.
package enum MappingChoice {
  /// nil where no such file is: then it is a name.
  package static func file(_ name: String) throws -> Mapping? { FileAccess.exists(name) ? try load(name) : nil }

  /// The one in force, where there is a seat to ask at, else the one that comes with allot. Throws with `EX_NOINPUT` where there is neither.
  package static func named(_ name: String, _ seat: Seat?) async throws -> Mapping {
    let desk = seat.map { PolicyDesk($0) }
    if let found = try await desk?.mappingInForce(name) { return found }
    if let path = ShippedFiles.mapping(name) { return try load(path) }
    let (own, shipped) = (try await desk?.mappingsInForce().map(\.name) ?? [], try ShippedFiles.mappings())
    let quoted = Quoted.named(name)
    let hint = Suggestion.hint(for: name, among: own + shipped).map { Wording("; ", "；") + $0 } ?? .none
    func told(_ names: [String]) -> Wording {
      names.isEmpty ? Wording("none", "无") : Wording(names.joined(separator: ", "), names.joined(separator: "、"))
    }
    throw OperationError(
      .noInput, Wording("there is no mapping \(quoted.en)\(hint.en)", "没有映射\(quoted.zh)\(hint.zh)"),
      remedy: Wording(
        "name a file, one in force (\(told(own).en)) or one that comes with allot (\(told(shipped).en))",
        "请指定文件、已生效的映射（\(told(own).zh)）或自带的映射（\(told(shipped).zh)）"))
  }

  private static func load(_ path: String) throws -> Mapping {
    do {
      return try MappingFile.load(path)
    } catch {
      throw OperationError(.dataError, Wording("the mapping cannot be used:\n\(error.text(.en))", "映射无法使用：\n\(error.text(.zh))"))
    }
  }
}
