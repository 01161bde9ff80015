#!/usr/bin/env bash
# Five monthly instalments from 31 January fall on five different rows of days, in two ways within one database.
#
# One would guess that "monthly from the 31st" is the last day of each month that has no 31st, and that a series of dates is the same as adding one,
# two, three months to its first.
# What happens: DuckDB's generate_series steps from the day before (28 March and ever after the 28th), while its date + interval gives 31 March. SQLite
# carries over into March: two instalments there, none in February. The recurrence rule of calendars (RFC 5545) skips short months: the fifth
# instalment is due in August.
#
# For users of allot: it makes no plans of instalments. Each instalment of a plan is a row of the promises feed with a due day of its own, and a
# missed one is missed by that day. What made the rows decides who breaks his plan in March.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check duckdb==2.0.1 apsw==3.54.1.0 python-dateutil==2.9.0.post0 six==1.17.0
"$work/venv/bin/python" - <<'PY'
import datetime, sys
import apsw, duckdb
from importlib.metadata import version
from dateutil.rrule import MONTHLY, rrule

print("DuckDB", duckdb.__version__, "· SQLite", apsw.sqlite_lib_version(), "· dateutil", version("python-dateutil"))
series = duckdb.sql("SELECT unnest(generate_series(date '2026-01-31', date '2026-06-30', interval 1 month)) LIMIT 5").fetchall()
added = duckdb.sql("SELECT date '2026-01-31' + interval (i) month FROM range(5) t(i) ORDER BY i").fetchall()
lite = apsw.Connection(":memory:")
carried = [lite.execute("SELECT date('2026-01-31', ?)", (f"{i} months",)).fetchone() for i in range(5)]
rule = [(day,) for day in rrule(MONTHLY, dtstart=datetime.datetime(2026, 1, 31), count=5)]
found = {}
for name, rows in [("DuckDB generate_series", series), ("DuckDB date + interval", added), ("SQLite date + months", carried), ("RFC 5545 rule", rule)]:
    found[name] = [str(row[0])[5:10] for row in rows]
    print(f"  {name:24}", " ".join(found[name]))
ok = list(found.values()) == [
    ["01-31", "02-28", "03-28", "04-28", "05-28"],
    ["01-31", "02-28", "03-31", "04-30", "05-31"],
    ["01-31", "03-03", "03-31", "05-01", "05-31"],
    ["01-31", "03-31", "05-31", "07-31", "08-31"],
]
print("one sentence, four plans" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
