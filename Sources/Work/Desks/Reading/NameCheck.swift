import Discretion
import Faults
import Schema
import Speech
import Views
import YAML

/// A name that nobody has is said, with the nearest one there is: an empty list would look like an answer.
struct NameCheck {
  let views: Views
  let agency: Agency

  /// Does nothing for nil. Throws with `EX_NOINPUT` when the agency has no such client, team, collector, stage or batch.
  func require(_ name: String?, _ thing: NamedThing) async throws {
    guard let name else { return }
    let known = try await views.names(of: thing, agency: agency)
    guard !known.contains(name) else { return }
    let hint = Suggestion.hint(for: name, among: known)
    let some = known.prefix(10)
    let isMore = known.count > 10
    let (noun, shown) = (Self.noun(thing), Quoted.named(name))
    throw OperationError(
      .noInput,
      Wording(
        "there is no \(thing.rawValue) \(shown.en)\(hint.map { "; \($0.en)" } ?? "")",
        "没有\(noun)\(shown.zh)\(hint.map { "；\($0.zh)" } ?? "")"),
      remedy: known.isEmpty
        ? Wording("the agency has none yet: allot import", "本机构还没有任何\(noun)，请先导入：allot import")
        : Wording(
          "there are: \(some.joined(separator: ", "))\(isMore ? " … (\(known.count) in all)" : "")",
          "现有：\(some.joined(separator: "、"))\(isMore ? "……（共 \(known.count) 个）" : "")"))
  }

  private static func noun(_ thing: NamedThing) -> String {
    switch thing {
    case .client: "委托方"
    case .team: "小组"
    case .collector: "催收员"
    case .stage: "阶段"
    case .batch: "批次"
    }
  }
}
