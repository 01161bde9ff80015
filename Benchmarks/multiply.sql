-- Makes N agencies' worth of cases out of one: every case, debtor and fact N − 1 times more, under new numbers, with the same people.
-- psql -v times=N -f multiply.sql: for measuring at a size that would take long to import. The ledger stays balanced.
\set ON_ERROR_STOP on
SET allot_bench.times = :'times';
DO $$
DECLARE
  times integer := current_setting('allot_bench.times');
  cases bigint := (SELECT max(case_id) FROM allot.case_record);
  debtors bigint := (SELECT coalesce(max(debtor_id), 0) FROM allot.debtor);
  name text;
  target text;
  source text;
BEGIN
  FOREACH name IN ARRAY ARRAY['debtor', 'case_record', 'case_state', 'contacts', 'conversation', 'payment', 'promise', 'former_holder', 'change'] LOOP
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
      string_agg(
        CASE a.attname
          WHEN 'case_id' THEN format('case_id + k * %s', cases)
          WHEN 'debtor_id' THEN format('debtor_id + k * %s', debtors)
          WHEN 'case_no' THEN 'case_no || ''-'' || k'
          WHEN 'reference' THEN 'substr(sha256(reference || int8send(k)), 1, octet_length(reference))'
          ELSE quote_ident(a.attname) END, ', ' ORDER BY a.attnum)
    INTO target, source
    FROM pg_attribute a
    WHERE a.attrelid = ('allot.' || name)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND (name <> 'change' OR a.attname NOT IN ('xid', 'seq'));
    EXECUTE format(
      'INSERT INTO allot.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM generate_series(1::bigint, %4$s) k, allot.%1$I ORDER BY k, %5$s',
      name, target, source, times - 1, CASE name WHEN 'debtor' THEN 'debtor_id' ELSE 'case_id' END);
    RAISE NOTICE '%', name;
  END LOOP;
  UPDATE allot.collector_state SET open_cases = open_cases * times, open_amount = open_amount * times, given_cases = given_cases * times,
    given_amount = given_amount * times;
  PERFORM setval(pg_get_serial_sequence('allot.case_record', 'case_id'), cases * times), setval(pg_get_serial_sequence('allot.debtor', 'debtor_id'), greatest(1, debtors * times));
END $$;
