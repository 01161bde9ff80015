#!/usr/bin/env bash
# Of three calendars of Chinese working days one refuses a year not yet announced, one answers as if nothing could change, one answers on weekends only.
#
# One would guess that a library which knows that working Sundays are announced each November either has the announcement or says that it has not.
# What happens: chinesecalendar raises beyond 2026. holidays has the six working weekend days of 2026 and for 2027 a year without any, its days off
# computed from the statutory ones, and nothing tells one kind of year from the other. workalendar, whose data end in 2023, raises on a Wednesday of
# 2026 and answers that Sunday, 4 January 2026, a working day as announced, is free: weekends are decided before data are looked for.
#
# For users of allot: calendars are files with a source for every day; a year without its announcement is marked provisional, and from October on `allot
# doctor` and the report say so until somebody completes it. `allot calendar compare` tells where a file and the shipped year part.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check chinesecalendar==1.11.0 holidays==0.109 workalendar==17.0.0
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from datetime import date, timedelta
from importlib.metadata import version
import chinese_calendar, holidays
from workalendar.asia import China

def asked(question):
    try:
        return question()
    except Exception as error:
        return type(error).__name__

print(*(f"{name} {version(name)}" for name in ("chinesecalendar", "holidays", "workalendar")), sep=" · ")
libraries = {
    "chinesecalendar": chinese_calendar.is_workday, "workalendar": China().is_working_day,
    "holidays": lambda day: holidays.country_holidays("CN", years=day.year).is_working_day(day),
}
def weekends_worked(works, year):
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    return asked(lambda: sum(works(day) for day in days if day.weekday() > 4))
found = {}
for name, works in libraries.items():
    found[name] = (
        asked(lambda: works(date(2026, 1, 4))), asked(lambda: works(date(2026, 3, 4))), weekends_worked(works, 2026), weekends_worked(works, 2027))
    print("  {}: Sunday 4 January 2026 works: {}; Wednesday 4 March: {}; weekend days worked in 2026: {}, in 2027: {}".format(name, *found[name]))
ok = found == {
    "chinesecalendar": (True, True, 6, "NotImplementedError"), "workalendar": (False, "CalendarError", 0, 0), "holidays": (True, True, 6, 0),
}
print("not known, not said, said at weekends" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
