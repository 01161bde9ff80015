#!/usr/bin/env bash
# A parser of dates in 200 languages reads the promise "12月5日" as a day in the year 2112, and "25日" as 25 days away.
#
# One would guess that a month and a day of the month, the commonest way to name a due day in Chinese, give that day, or nothing at all when the
# parser does not know the form: it knows 2026年12月5日 and 明天.
# What happens when it finds out the language by itself: the characters are dropped and the digits 125 are taken for a date with a two-digit year.
# When Chinese is named that is refused, but 12/5 becomes the same day of 2112; 日 counts days either way. None of it comes with a warning. 5号, 下周一,
# 月底 and 三天后 give nothing.
#
# For users of allot: `allot promise read` and the import of conversations read such days by a grammar of their own: a day and month without a year is
# the next one, 25日 the next 25th. Whoever makes a promises file with such a parser should look at days more than some months ahead.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  dateparser==1.5.0 python-dateutil==2.9.0.post0 pytz==2026.6 regex==2026.11.19 tzlocal==5.4.5 six==1.17.0
"$work/venv/bin/python" - <<'PY'
import datetime, sys
import dateparser

print("dateparser", dateparser.__version__, "on Friday, 20 November 2026")
settings = {"RELATIVE_BASE": datetime.datetime(2026, 11, 20, 10), "PREFER_DATES_FROM": "future"}
# What was said, the day by itself, the day with Chinese named.
expected = [
    ("2026年12月5日", "2026-12-05", "2026-12-05"), ("明天", "2026-11-21", "2026-11-21"), ("12月5日", "2112-05-20", None), ("12/5", "2026-12-05", "2112-05-20"),
    ("25日", "2026-12-15", "2026-12-15"), ("5号", None, None), ("下周一", None, None), ("月底", None, None), ("三天后", None, None),
]
found = []
for said, *_ in expected:
    days = [dateparser.parse(said, languages=languages, settings=settings) for languages in (None, ["zh"])]
    found.append((said, *(day and day.date().isoformat() for day in days)))
    print("  {}: {}; with Chinese named: {}".format(*found[-1]))
ok = found == expected
print("a due day is a century off" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
