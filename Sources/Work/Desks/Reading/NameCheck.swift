import Faults
import Schema
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
    let hint = Suggestion.hint(for: name, among: known).map { "; \($0)" } ?? ""
    let some = known.prefix(10).joined(separator: ", ") + (known.count > 10 ? " … (\(known.count) in all)" : "")
    throw OperationError(
      .noInput, "there is no \(thing.rawValue) “\(name.prefix(40))”\(hint)",
      remedy: known.isEmpty ? "the agency has none yet: allot import" : "there are: \(some)")
  }
}
