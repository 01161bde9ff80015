extension Migration {
  /// Whose cases a team lead may move.
  static let teams = Migration(
    version: 10, name: "leads and their teams",
    sql: """
      -- A lead with a team moves only among its people; NULL: no such limit.
      ALTER TABLE allot.person ADD COLUMN team text;
      """)
}
