extension Migration {
  /// Functions that act as the owner, for those who need them only: months for logins that serve somebody, staged plans for the daemon's role.
  static let months = Migration(
    version: 24, name: "months and who makes them",
    sql: """
      -- As before, for whoever serves the agency of the transaction; in one without, any agency: months are common to all.
      CREATE OR REPLACE FUNCTION allot.make_month(parent text, day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        first date := date_trunc('month', day)::date;
        name text := parent || to_char(first, '_YYYY_MM');
        answer boolean;
      BEGIN
        IF nullif(current_setting('allot.agency', true), '') IS NOT NULL THEN
          PERFORM allot.present_agency();
        ELSIF NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
          SELECT bool_or(l.every OR l.agency_id IS NOT NULL) INTO answer FROM allot.login_agency l WHERE l.login = session_user;
          IF answer IS NULL THEN SELECT bool_or(l.every) INTO answer FROM allot.login_agency l WHERE l.login = '*'; END IF;
          IF NOT coalesce(answer, false) AND NOT EXISTS (SELECT FROM allot.database_user u WHERE u.db_user = session_user) THEN
            RAISE EXCEPTION 'the login % serves no agency', session_user USING ERRCODE = 'AL004';
          END IF;
        END IF;
        IF first IS NULL OR first NOT BETWEEN '1950-01-01' AND '2199-12-01' THEN
          RAISE EXCEPTION 'there is no month of %; expected a day from 1950 to 2199', day USING ERRCODE = '22023';
        END IF;
        IF NOT EXISTS (SELECT FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'allot' AND c.relname = parent) THEN
          RAISE EXCEPTION 'allot.% is no table of months', parent;
        END IF;
        IF to_regclass(format('allot.%I', name)) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE allot.%I PARTITION OF allot.%I FOR VALUES FROM (%L) TO (%L)', name, parent, first,
          (first + interval '1 month')::date);
        EXECUTE format('ALTER TABLE allot.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE allot.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY agency ON allot.%I USING (agency_id = (SELECT allot.present_agency()))
          WITH CHECK (agency_id = (SELECT allot.present_agency()))', name);
      END $$;

      -- Who may not stage a plan need not drop one: a login that only looks through the masked views could.
      REVOKE EXECUTE ON FUNCTION allot.make_month(text, date), allot.stages(), allot.drop_stage(bigint), allot.secure_stage(bigint, bigint)
        FROM PUBLIC;
      DO $$
      BEGIN
        IF to_regrole('allot_daemon') IS NOT NULL THEN
          GRANT EXECUTE ON FUNCTION allot.make_month(text, date), allot.stages(), allot.drop_stage(bigint), allot.secure_stage(bigint, bigint)
            TO allot_daemon;
        END IF;
      END $$;
      """)
}
