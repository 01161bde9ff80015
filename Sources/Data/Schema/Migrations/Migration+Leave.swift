extension Migration {
  /// Leave that a list of its own says, beside what a roster says of the same day, whichever came first.
  static let leave = Migration(
    version: 23, name: "leave",
    sql: """
      ALTER TABLE allot.collector_day
        -- Halves of the day that a leave list gives, 1 the morning, 2 the afternoon, 3 the whole day; and minutes besides.
        ADD COLUMN listed_halves smallint NOT NULL DEFAULT 0,
        ADD COLUMN listed_minutes integer NOT NULL DEFAULT 0;
      -- What counts: of a day with hours never more than they are; of one without, 1,440 minutes for the whole day and 240 for a half.
      ALTER TABLE allot.collector_day ADD COLUMN effective_leave integer GENERATED ALWAYS AS (
        CASE
          WHEN listed_halves = 0 AND listed_minutes = 0 THEN leave_minutes
          WHEN scheduled_minutes > 0 THEN least(scheduled_minutes, greatest(leave_minutes,
            CASE listed_halves WHEN 3 THEN scheduled_minutes WHEN 0 THEN 0 ELSE scheduled_minutes / 2 END + listed_minutes))
          ELSE least(1440, CASE listed_halves WHEN 3 THEN 1440 WHEN 0 THEN 0 ELSE 240 END + listed_minutes)
        END) STORED;
      """)
}
