#!/usr/bin/env bash
# A nightly job at 02:30 is left out by systemd when clocks go forward, and done twice by a cron library when they go back.
#
# One would guess that a job of every night happens once every night: cron has taken care of it for decades, by doing at once what the missing hour
# held and once what the repeated hour holds.
# What happens in Berlin: systemd's calendar has no elapse between 28 and 30 March 2026, as there is no 02:30 on the 29th. croniter has 03:00 then,
# and on 25 October both 02:30, an hour apart; cronsim has one.
#
# For users of allot: the daemon needs neither. A night is due when the clock on the wall (the database's, in the agency's zone) is past its time and
# the slot of that date is not published: at 03:00 in March, once in October, since the date is the run's key. Who starts `allot run` from a systemd
# timer in such a zone should choose an hour that exists every day; China has no clock change, which hides it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check croniter==7.0.0 cronsim==2.8 python-dateutil==2.9.0.post0 pytz==2026.6 six==1.17.0 tzdata==2026.6
cd "$work"
# Debian 12's systemd, unpacked and not installed.
apt-get -qq download 'systemd=252.*' 'libsystemd-shared=252.*' 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" "$work/root"; done
analyze() { # BASE: the next three elapses, in UTC
  LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'libsystemd-shared-252.so' -print -quit)") TZ=UTC \
    "$work/root/usr/bin/systemd-analyze" calendar --base-time="$1" --iterations=3 '*-*-* 02:30:00 Europe/Berlin' |
    sed -nE 's/^ *(Next elapse|Iter\. #[0-9]+): [A-Z][a-z]+ ([0-9-]+) ([0-9:]+) UTC$/\2T\3/p' | paste -s -d ' ' -
}
dpkg-deb -f "$(ls systemd_*.deb)" Package Version | paste -s -d ' ' -
spring=$(analyze '2026-03-28 12:00') autumn=$(analyze '2026-10-24 12:00')
printf '  systemd  %s\n' "$spring" "$autumn"
SPRING=$spring AUTUMN=$autumn "$work/venv/bin/python" - <<'PY'
import os, sys
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo
from croniter import croniter
from cronsim import CronSim

print("croniter", version("croniter"), "and cronsim", version("cronsim"))
berlin = ZoneInfo("Europe/Berlin")
def utc(times): return " ".join(time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") for time in times)
found = {}
for season, start in [("SPRING", datetime(2026, 3, 28, 12, tzinfo=berlin)), ("AUTUMN", datetime(2026, 10, 24, 12, tzinfo=berlin))]:
    one, other = croniter("30 2 * * *", start), CronSim("30 2 * * *", start)
    found[season] = (os.environ[season], utc(one.get_next(datetime) for _ in range(3)), utc(next(other) for _ in range(3)))
    print("  croniter", found[season][1])
    print("  cronsim ", found[season][2])
ok = found == {
    "SPRING": ("2026-03-30T00:30:00 2026-03-31T00:30:00 2026-04-01T00:30:00",) + ("2026-03-29T01:00:00 2026-03-30T00:30:00 2026-03-31T00:30:00",) * 2,
    "AUTUMN": (
        "2026-10-25T00:30:00 2026-10-26T01:30:00 2026-10-27T01:30:00", "2026-10-25T00:30:00 2026-10-25T01:30:00 2026-10-26T01:30:00",
        "2026-10-25T00:30:00 2026-10-26T01:30:00 2026-10-27T01:30:00"),
}
print("no night in March, two in October" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
