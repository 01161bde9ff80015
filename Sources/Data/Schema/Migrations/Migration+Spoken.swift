extension Migration {
  /// Promises that were heard in conversations, beside those that somebody entered.
  static let spoken = Migration(
    version: 25, name: "spoken promises",
    sql: """
      ALTER TABLE allot.promise
        -- Heard in the words of a conversation, whose id stands in source_id; made_on is its day, due_on the last day that was named.
        ADD COLUMN spoken boolean NOT NULL DEFAULT false,
        -- Which of the promises of one conversation: 1 counts, the others are kept beside it; 0 is no longer heard.
        ADD COLUMN ordinal smallint NOT NULL DEFAULT 1,
        -- First day that was named, and the greatest amount in minor units, where one was said; amount is the least.
        ADD COLUMN from_on date,
        ADD COLUMN most bigint;

      -- What counts: everything entered. Of what was heard the first promise of a conversation, unless somebody entered one of the same days, or a
      -- later conversation named another day before this one had come.
      CREATE VIEW allot.standing_promise WITH (security_invoker = true) AS
      SELECT p.* FROM allot.promise p
      WHERE NOT p.spoken OR p.ordinal = 1 AND NOT EXISTS (
        SELECT FROM allot.promise o
        WHERE o.agency_id = p.agency_id AND o.case_id = p.case_id
          AND (NOT o.spoken AND o.made_on BETWEEN p.made_on - 1 AND p.made_on + 3
            OR o.spoken AND o.ordinal = 1 AND o.made_on > p.made_on AND o.made_on <= p.due_on));
      """)
}
