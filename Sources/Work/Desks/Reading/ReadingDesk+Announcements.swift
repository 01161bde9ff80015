package import Views

extension ReadingDesk {
  /// What was published, dealt and moved behind `position`, in the order in which it was sealed, at most `limit`. Needs `see`.
  package func announcements(after position: Int64, limit: Int) async throws -> [Announcement] {
    try seat.require(.see)
    return try await seat.store.views.announcements(after: position, limit: limit, agency: agency)
  }

  /// The first and the last position there are; 0 where there is none. Needs `see`.
  package func announced() async throws -> (first: Int64, last: Int64) {
    try seat.require(.see)
    return try await seat.store.views.announced(agency: agency)
  }
}
