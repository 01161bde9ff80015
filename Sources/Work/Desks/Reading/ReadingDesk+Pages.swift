import Faults
import Speech
package import Views

extension ReadingDesk {
  /// How many cases there are of a kind, as far as a page counts them. Throws with `EX_NOINPUT` for a name that nobody has.
  package func count(_ filter: CaseFilter) async throws -> Int {
    try seat.require(.see)
    try await requireNames(filter)
    return try await seat.store.views.caseCount(filter, agency: agency)
  }

  /// A page of cases behind `after`, the mark that the page before gave. Throws with `EX_NOINPUT` for a name that nobody has, with `EX_USAGE` for what is no
  /// mark.
  package func page(_ filter: CaseFilter, after: String?, limit: Int) async throws -> CasePage {
    try seat.require(.see)
    try await requireNames(filter)
    var filter = filter
    if let after {
      guard let mark = CaseMark(after) else {
        throw OperationError(
          .usage, Wording("this is not where a page ended", "这不是上一页的结尾标记"),
          remedy: Wording("take what the page before gave as next", "请使用上一页给出的 next"))
      }
      filter.after = mark
    }
    return try await seat.store.views.casePage(filter, limit: limit, agency: agency)
  }

  /// Throws with `EX_NOINPUT` for a name that nobody has.
  func requireNames(_ filter: CaseFilter) async throws {
    let check = NameCheck(views: seat.store.views, agency: agency)
    try await check.require(filter.client, .client)
    try await check.require(filter.stage, .stage)
    try await check.require(filter.batch, .batch)
    try await check.require(filter.team, .team)
    try await check.require(filter.holder, .collector)
  }
}
