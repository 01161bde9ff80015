extension Migration {
  /// Why a conversation was given to people to read, and the way to the week's attempts.
  static let review = Migration(
    version: 13, name: "review",
    sql: """
      -- 0 disputed, 1 unsure, 2 by lot; NULL: chosen by hand.
      ALTER TABLE allot.tone_label ADD COLUMN why smallint CHECK (why BETWEEN 0 AND 2);

      -- Attempts lie nearly in the order of their days: some blocks a day are all that a report has to read.
      CREATE INDEX attempt_day ON allot.attempt USING brin (day);
      """)
}
