#!/usr/bin/env bash
# A federal holiday on a Saturday: offices close on the Friday before, Federal Reserve Banks do not. workalendar's calendar of the Federal Reserve does.
#
# One would guess that a class named FederalReserveSystem has the rule of that system, since it is the one in which it differs from the offices:
# a Saturday's holiday gives its banks no other day off (frbservices.org, holiday schedule).
# What happens: workalendar's FederalReserveSystem is closed on all of these Fridays from 2026 to 2028, five of them. QuantLib's calendar of the
# Federal Reserve is open on all five; its calendar for settlement in general is closed, so there are two rules to choose from.
#
# For users of allot: transfers promised for July 3, 2026 arrive that day. Whoever counts a promise's working days with the offices' calendar calls it
# kept or broken a day off. allot ships us-federal and us-banking as two calendars; July 3, 2026 is off in the first and a working day in the second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check workalendar==17.0.0 QuantLib==1.44 \
  convertdate==2.5.1 lunardate==0.3.0 pyluach==2.3.0 PyMeeus==0.5.12 python-dateutil==2.9.0.post0 six==1.17.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from datetime import date
from importlib.metadata import version
import QuantLib
from workalendar.usa import FederalReserveSystem

print("workalendar", version("workalendar"), "and QuantLib", version("QuantLib"), "on Fridays before a holiday on a Saturday")
fridays = {
    "Independence Day": date(2026, 7, 3), "Juneteenth": date(2027, 6, 18), "Christmas": date(2027, 12, 24), "New Year": date(2027, 12, 31),
    "Veterans Day": date(2028, 11, 10),
}
def quantlib(market):
    calendar = QuantLib.UnitedStates(getattr(QuantLib.UnitedStates, market))
    return lambda day: calendar.isBusinessDay(QuantLib.Date(day.day, day.month, day.year))
calendars = {
    "workalendar FederalReserveSystem": FederalReserveSystem().is_working_day,
    "QuantLib FederalReserve": quantlib("FederalReserve"), "QuantLib Settlement": quantlib("Settlement"),
}
found = {}
for name, is_open in calendars.items():
    found[name] = [bool(is_open(day)) for day in fridays.values()]
    print(f"  {name:32}", ", ".join(f"{day} {'open' if yes else 'closed'}" for day, yes in zip(fridays.values(), found[name])))
monday = bool(FederalReserveSystem().is_working_day(date(2026, 7, 6)))
ok = monday and all(day.weekday() == 4 for day in fridays.values()) and found == {
    "workalendar FederalReserveSystem": [False] * 5, "QuantLib FederalReserve": [True] * 5,
    "QuantLib Settlement": [False] * 5,
}
print("the banks are closed with the offices" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
