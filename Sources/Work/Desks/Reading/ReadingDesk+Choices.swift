import Faults
package import Portfolio
import Speech
package import Views

/// Names that a person may choose from when he asks for less.
package struct NameChoices: Sendable {
  package var clients: [String]
  package var teams: [String]
  package var stages: [String]
  package var batches: [String]
  /// Codes.
  package var collectors: [String]
}

extension ReadingDesk {
  /// Every name the agency has, in order.
  package func choices() async throws -> NameChoices {
    try seat.require(.see)
    let views = seat.store.views
    return NameChoices(
      clients: try await views.names(of: .client, agency: agency), teams: try await views.names(of: .team, agency: agency),
      stages: try await views.names(of: .stage, agency: agency), batches: try await views.names(of: .batch, agency: agency),
      collectors: try await views.names(of: .collector, agency: agency))
  }

  /// Files that were loaded, the latest first, at most `limit`; of one feed where given, or only those of which rows were refused.
  package func imports(_ feed: Feed? = nil, isRefused: Bool = false, limit: Int) async throws -> [ShownImport] {
    try seat.require(.see)
    return try await seat.store.views.showImports(feed, isRefused: isRefused, limit: limit, agency: agency)
  }

  /// Rows of the inbox that were refused and stay there, the latest first, at most `limit`.
  package func refusedInbox(limit: Int) async throws -> [RefusedRow] {
    try seat.require(.see)
    return try await seat.store.views.refusedInbox(limit: limit, agency: agency)
  }

  /// The collector of that code. Throws with `EX_NOINPUT` when there is none.
  package func collector(_ code: String) async throws -> ShownCollector {
    try seat.require(.see)
    try await seat.requireName(code, .collector)
    let all = try await seat.store.views.showCollectors(limit: 1_000_000, agency: agency)
    guard let found = all.first(where: { $0.code == code }) else {
      throw OperationError(.noInput, Wording("the collector is gone", "已没有此催收员"))
    }
    return found
  }
}
