extension Migration {
  /// The first schema. `agency_id` leads every key, so that a sharded PostgreSQL accepts it unchanged; no triggers; money in minor units beside
  /// its currency; `NULL` dates are unknown, `infinity` is without end. Small whole numbers are the raw values of Portfolio's enumerations.
  static let initial = Migration(
    version: 1, name: "initial",
    sql: """
      CREATE SCHEMA IF NOT EXISTS allot_stage;

      CREATE TABLE allot.agency (
        agency_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        zone text NOT NULL,
        currency text NOT NULL,
        identifier_key bytea NOT NULL,
        key_id integer NOT NULL DEFAULT 1,
        keep_text boolean NOT NULL DEFAULT false
      );

      -- Minor units of the agency's currency are round(minor * numerator / denominator); a currency without a row counts one to one.
      CREATE TABLE allot.exchange_rate (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        currency text NOT NULL,
        numerator bigint NOT NULL CHECK (numerator > 0),
        denominator bigint NOT NULL CHECK (denominator > 0),
        PRIMARY KEY (agency_id, currency)
      );

      CREATE TABLE allot.client (agency_id bigint NOT NULL REFERENCES allot.agency, client_id integer NOT NULL, name text NOT NULL,
        PRIMARY KEY (agency_id, client_id), UNIQUE (agency_id, name));
      CREATE TABLE allot.batch (agency_id bigint NOT NULL REFERENCES allot.agency, batch_id integer NOT NULL, name text NOT NULL,
        PRIMARY KEY (agency_id, batch_id), UNIQUE (agency_id, name));
      CREATE TABLE allot.product (agency_id bigint NOT NULL REFERENCES allot.agency, product_id integer NOT NULL CHECK (product_id < 65536), name text NOT NULL,
        PRIMARY KEY (agency_id, product_id), UNIQUE (agency_id, name));
      CREATE TABLE allot.stage (agency_id bigint NOT NULL REFERENCES allot.agency, stage_id integer NOT NULL CHECK (stage_id < 65536), name text NOT NULL,
        PRIMARY KEY (agency_id, stage_id), UNIQUE (agency_id, name));
      CREATE TABLE allot.region (agency_id bigint NOT NULL REFERENCES allot.agency, region_id integer NOT NULL, name text NOT NULL,
        PRIMARY KEY (agency_id, region_id), UNIQUE (agency_id, name));
      CREATE TABLE allot.team (agency_id bigint NOT NULL REFERENCES allot.agency, team_id integer NOT NULL, name text NOT NULL,
        PRIMARY KEY (agency_id, team_id), UNIQUE (agency_id, name));
      -- skill_id is 1 + the skill's bit in the `skills` masks.
      CREATE TABLE allot.skill (agency_id bigint NOT NULL REFERENCES allot.agency, skill_id integer NOT NULL CHECK (skill_id <= 64), name text NOT NULL,
        PRIMARY KEY (agency_id, skill_id), UNIQUE (agency_id, name));

      CREATE TABLE allot.collector (
        agency_id bigint NOT NULL REFERENCES allot.agency,
        collector_id bigint GENERATED ALWAYS AS IDENTITY,
        code text NOT NULL,
        name text,
        team_id integer,
        skills bigint NOT NULL DEFAULT 0,
        active boolean NOT NULL DEFAULT true,
        joined_on date,
        leaves_on date,
        full_time integer NOT NULL DEFAULT 1000,
        case_limit integer NOT NULL DEFAULT 0,
        amount_limit bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (agency_id, collector_id),
        UNIQUE (agency_id, code)
      );

      -- The one lock for a collector's load. rev moves with eligibility (leave, departure, team, limits); the given_ counters only ever grow.
      -- Amounts in minor units of the agency's currency.
      CREATE TABLE allot.collector_state (
        agency_id bigint NOT NULL,
        collector_id bigint NOT NULL,
        rev integer NOT NULL DEFAULT 0,
        open_cases integer NOT NULL DEFAULT 0,
        open_amount bigint NOT NULL DEFAULT 0,
        given_cases bigint NOT NULL DEFAULT 0,
        given_amount bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (agency_id, collector_id)
      ) WITH (fillfactor = 50);

      -- new_cases and new_amount (agency's currency): dealt to the person by runs of that slot day.
      CREATE TABLE allot.collector_day (
        agency_id bigint NOT NULL,
        collector_id bigint NOT NULL,
        day date NOT NULL,
        scheduled_minutes integer NOT NULL DEFAULT 0,
        leave_minutes integer NOT NULL DEFAULT 0,
        talk_seconds integer NOT NULL DEFAULT 0,
        calls integer NOT NULL DEFAULT 0,
        messages integer NOT NULL DEFAULT 0,
        other_contacts integer NOT NULL DEFAULT 0,
        new_cases integer NOT NULL DEFAULT 0,
        new_amount bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (agency_id, collector_id, day)
      );

      CREATE TABLE allot.debtor (
        agency_id bigint NOT NULL,
        debtor_id bigint GENERATED ALWAYS AS IDENTITY,
        reference bytea NOT NULL,
        key_id integer NOT NULL,
        PRIMARY KEY (agency_id, debtor_id),
        UNIQUE (agency_id, reference, key_id)
      );

      -- What rarely changes and no night reads. stated_outstanding, stated_on: the client's last word and the day it came, so that a file read
      -- again undoes no payment, and a payment from before that day is not subtracted twice.
      CREATE TABLE allot.case_record (
        agency_id bigint NOT NULL,
        case_id bigint GENERATED ALWAYS AS IDENTITY,
        client_id integer NOT NULL,
        case_no text NOT NULL,
        contract text,
        entrusted_amount bigint,
        principal bigint,
        interest bigint,
        fees bigint,
        stated_outstanding bigint NOT NULL,
        stated_on date NOT NULL,
        extra jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (agency_id, case_id),
        UNIQUE (agency_id, case_no, client_id)
      );

      -- The hot row: everything a night reads of a case, and the one place that says who holds it. No secondary index, on purpose.
      -- frozen: what a night reads, in one value; a COPY of two columns is three times as fast as one of twenty-six.
      CREATE TABLE allot.case_state (
        agency_id bigint NOT NULL,
        case_id bigint NOT NULL,
        outstanding bigint NOT NULL,
        holder_id bigint,
        debtor_id bigint,
        required_skills bigint NOT NULL DEFAULT 0,
        class_n1 bigint NOT NULL DEFAULT 0,
        class_n2 bigint NOT NULL DEFAULT 0,
        class_n3 bigint NOT NULL DEFAULT 0,
        class_n4 bigint NOT NULL DEFAULT 0,
        rev integer NOT NULL DEFAULT 1,
        client_id integer NOT NULL,
        batch_id integer,
        product_id integer,
        stage_id integer,
        region_id integer,
        flags integer NOT NULL DEFAULT 0,
        entrusted_on date,
        overdue_on date,
        due_back_on date,
        held_since date,
        class_since date,
        retained_until date,
        hold_from date,
        hold_until date,
        pinned_until date,
        pinned_to bigint,
        hand smallint NOT NULL DEFAULT 0,
        class smallint NOT NULL DEFAULT 0,
        class_code smallint,
        status smallint NOT NULL DEFAULT 0,
        hold smallint NOT NULL DEFAULT 0,
        currency text NOT NULL CHECK (length(currency) = 3),
        frozen bytea NOT NULL GENERATED ALWAYS AS (\(frozenCase)) STORED,
        PRIMARY KEY (agency_id, case_id)
      ) WITH (fillfactor = 70);

      -- Packed per-day counters (Portfolio.ContactCounters); last_day: no cell is later.
      CREATE TABLE allot.contacts (
        agency_id bigint NOT NULL,
        case_id bigint NOT NULL,
        last_day date NOT NULL,
        packed bytea NOT NULL,
        PRIMARY KEY (agency_id, case_id)
      ) WITH (fillfactor = 85);
      ALTER TABLE allot.contacts ALTER COLUMN packed SET STORAGE MAIN;

      CREATE TABLE allot.contact_point (
        agency_id bigint NOT NULL,
        case_id bigint NOT NULL,
        reference bytea NOT NULL,
        ordinal smallint NOT NULL,
        PRIMARY KEY (agency_id, case_id, reference)
      );
      -- For call records that know the number and no case.
      CREATE INDEX contact_point_by_reference ON allot.contact_point (agency_id, reference);
      """
        + facts + runs
  )

  /// The columns of `case_state` a night reads, big-endian: 71 bytes, and 38 more when any of the rare ones is set. `FrozenCase` reads it.
  private static let frozenCase = """
    int8send(outstanding) || int8send(coalesce(holder_id, 0)) || int8send(coalesce(debtor_id, 0))
              || int8send((rev::bigint << 32) | (hand::bigint << 16) | class::bigint)
              || int8send((client_id::bigint << 32) | coalesce(batch_id, 0)::bigint)
              || int8send((coalesce(product_id, 0)::bigint << 48) | (coalesce(stage_id, 0)::bigint << 32) | coalesce(region_id, 0)::bigint)
              || date_send(coalesce(entrusted_on, '-infinity')) || date_send(coalesce(overdue_on, '-infinity'))
              || date_send(coalesce(due_back_on, '-infinity')) || date_send(coalesce(held_since, '-infinity'))
              || date_send(coalesce(class_since, '-infinity')) || decode(currency, 'escape')
              || CASE WHEN flags <> 0 OR hold <> 0 OR required_skills <> 0 OR retained_until IS NOT NULL OR pinned_to IS NOT NULL
                THEN int8send(required_skills) || int8send(coalesce(pinned_to, 0)) || int4send(flags) || int2send(hold)
                  || date_send(coalesce(retained_until, '-infinity')) || date_send(coalesce(hold_from, '-infinity'))
                  || date_send(coalesce(hold_until, '-infinity')) || date_send(coalesce(pinned_until, '-infinity'))
                ELSE ''::bytea END
    """
}
