extension Migration {
  /// Which login serves which agency; policies that raise instead of showing nothing; months and staged plans that are made with their policies.
  static let security = Migration(
    version: 19, name: "security",
    sql: """
      -- What a login may set allot.agency to; written by the owner only. `*` stands for every login without rows of its own. every: all agencies, those
      -- to come too. A row with neither serves none: the login is bound, to what its other rows and allot.database_user say.
      CREATE TABLE allot.login_agency (
        login text NOT NULL CHECK (login <> ''),
        agency_id bigint REFERENCES allot.agency,
        every boolean NOT NULL DEFAULT false,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        CHECK (NOT every OR agency_id IS NULL),
        UNIQUE NULLS NOT DISTINCT (login, agency_id)
      );
      -- It has no key that is never NULL: without this, a publication of the schema would forbid changing it.
      ALTER TABLE allot.login_agency REPLICA IDENTITY FULL;
      INSERT INTO allot.login_agency (login, every, set_by, set_at) VALUES ('*', true, 'migrate', clock_timestamp());
      INSERT INTO allot.login_agency (login, set_by, set_at)
        SELECT DISTINCT db_user, 'migrate', clock_timestamp() FROM allot.database_user;

      -- Whether whom the server let in may work for the agency. Who owns the schema, or may act as its owner, may for all: he writes the table.
      CREATE FUNCTION allot.serves(agency bigint) RETURNS boolean LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE answer boolean;
      BEGIN
        IF pg_has_role(session_user, current_user, 'MEMBER') THEN RETURN true; END IF;
        SELECT bool_or(l.every OR l.agency_id IS NOT DISTINCT FROM agency) INTO answer FROM allot.login_agency l WHERE l.login = session_user;
        IF answer IS NULL THEN SELECT bool_or(l.every) INTO answer FROM allot.login_agency l WHERE l.login = '*'; END IF;
        RETURN coalesce(answer, false) OR EXISTS (
          SELECT FROM allot.database_user u WHERE u.db_user = session_user AND u.agency_id = agency);
      END $$;

      -- The agency of this transaction. Raises where there is none or where the login does not serve it: no rows would look like an answer.
      CREATE FUNCTION allot.present_agency() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE present text := current_setting('allot.agency', true);
      BEGIN
        IF present IS NULL OR present !~ '^[0-9]{1,18}$' THEN
          RAISE EXCEPTION 'this transaction does not say which agency it is about (setting allot.agency)'
            USING ERRCODE = 'AL003', HINT = 'With psql: BEGIN; SET LOCAL allot.agency = ''1''; and the statements after it.';
        END IF;
        IF NOT allot.serves(present::bigint) THEN
          RAISE EXCEPTION 'the login % does not serve agency %', session_user, present USING ERRCODE = 'AL004';
        END IF;
        RETURN present::bigint;
      END $$;

      -- Once more: an owner whom forced row-level security bound saw no rows when migration 17 said so.
      UPDATE allot.case_state SET counted_in = NULL, counted_amount = NULL WHERE holder_id IS NULL AND counted_in IS NOT NULL;

      -- As before; the month comes behind row-level security like its table, for whoever may once read it directly.
      CREATE OR REPLACE FUNCTION allot.make_month(parent text, day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        first date := date_trunc('month', day)::date;
        name text := parent || to_char(first, '_YYYY_MM');
      BEGIN
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

      -- Opens a staged plan to other logins that serve its agency, and to nobody else. Its maker stays the owner, whom COPY lets in.
      CREATE FUNCTION allot.secure_stage(run bigint, agency bigint) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY['plan', 'recall', 'verdict', 'receiver'] LOOP
          name := name || '_' || run;
          EXECUTE format('COMMENT ON TABLE allot_stage.%I IS %L', name, 'agency ' || agency);
          EXECUTE format('ALTER TABLE allot_stage.%I ENABLE ROW LEVEL SECURITY', name);
          EXECUTE format('CREATE POLICY agency ON allot_stage.%I USING ((SELECT allot.serves(%s)))', name, agency);
          IF to_regrole('allot_daemon') IS NOT NULL THEN
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON allot_stage.%I TO allot_daemon', name);
          END IF;
        END LOOP;
      END $$;

      -- Numbers of the runs whose staged plans this login may drop: those of agencies it serves. A table that does not say whose it is: its maker.
      CREATE FUNCTION allot.stages() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT DISTINCT substring(c.relname FROM '_([0-9]+)$')::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'allot_stage' AND c.relkind = 'r' AND c.relname ~ '^(plan|recall|verdict|receiver)_[0-9]{1,18}$'
          AND coalesce(allot.serves(substring(obj_description(c.oid, 'pg_class') FROM '^agency ([0-9]{1,18})$')::bigint),
            pg_has_role(session_user, c.relowner, 'MEMBER'))
      $$;

      -- Drops the staged plan of a run, whichever login of the agency made it.
      CREATE FUNCTION allot.drop_stage(run bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        name text;
      BEGIN
        IF run NOT IN (SELECT allot.stages()) THEN RETURN; END IF;
        FOREACH name IN ARRAY ARRAY['plan', 'recall', 'verdict', 'receiver'] LOOP
          EXECUTE format('DROP TABLE IF EXISTS allot_stage.%I', name || '_' || run);
        END LOOP;
      END $$;
      """)
}
