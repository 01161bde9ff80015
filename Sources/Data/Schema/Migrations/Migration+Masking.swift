extension Migration {
  /// What auditors of others see of an audit row's subject: which run, order, key or policy, and none of the words a person gave as a reason.
  ///
  /// The view is made again from what it is, whoever may look through it: only its subject changes.
  static let masking = Migration(
    version: 21, name: "masking",
    sql: """
      DO $$
      DECLARE options text := (SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = 'allot.masked_audit'::regclass);
      BEGIN
        EXECUTE 'CREATE OR REPLACE VIEW allot.masked_audit WITH (' || coalesce(options, 'security_barrier') || ') AS '
          || replace(pg_get_viewdef('allot.masked_audit'::regclass), ' a.subject,', $mask$
            coalesce(
              substring(a.subject FROM '^(?:run|order|token|key|debtor)(?: of case)? [0-9]+(?: by run [0-9]+)?'),
              CASE WHEN a.action LIKE 'policy.%' OR a.action IN ('data.retention', 'data.purged', 'server.changed') THEN a.subject
                ELSE substring(a.subject FROM '^[a-z]+') END) AS subject,
          $mask$);
      END $$
      """)
}
