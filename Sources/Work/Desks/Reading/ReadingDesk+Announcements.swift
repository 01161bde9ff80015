import Faults
import Speech
package import Views

extension ReadingDesk {
  /// What was published, dealt and moved behind `position`, in the order in which it was sealed, at most `limit`. Needs `see`.
  package func announcements(after position: Int64, limit: Int) async throws -> [Announcement] {
    try seat.require(.see)
    return try await seat.store.views.announcements(after: position, limit: limit, agency: agency)
  }

  /// The first and the last position there are, for whoever goes on behind `position`. Throws with `EX_USAGE` for one beyond the last: it is of another
  /// database, and whoever went on there would wait for ever. Needs `see`.
  package func announced(behind position: Int64) async throws -> (first: Int64, last: Int64) {
    let (first, last) = try await announced()
    guard position > last else { return (first, last) }
    throw OperationError(
      .usage,
      Wording(
        "there is no position \(position): the last one is \(last); perhaps the database was restored since it was read",
        "没有位置 \(position)：最后的位置是 \(last)；数据库可能在此后恢复过"),
      remedy: Wording("read how things stand (/v1/cases), then go on behind \(last)", "请先读取现状（/v1/cases），再从 \(last) 之后继续"))
  }

  /// The first and the last position there are; 0 where there is none. Needs `see`.
  package func announced() async throws -> (first: Int64, last: Int64) {
    try seat.require(.see)
    return try await seat.store.views.announced(agency: agency)
  }
}
