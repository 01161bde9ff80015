#!/usr/bin/env bash
# Area codes that lie in two time zones: phonenumbers names both for Idaho and one for Indiana, Tennessee, Kentucky and Florida, for two of them the rarer.
#
# One would guess that time_zones_for_number, which gives a tuple since a number may belong to several zones, gives every zone of an area code when
# nothing more is known of the number; and if it gives one, that the number is there.
# What happens: for numbers whose exchange is in no list (mobile phones, new exchanges; here the ones reserved for films, 555-01xx) 208 has two zones, 605
# and 701 two. 219 (Gary, Central time) is New York and nothing else, 423 (Chattanooga, Eastern time) Chicago and nothing else. 270, 850 and 812, whose
# counties are divided, have New York alone. The number counts as valid, and nothing says that this is a guess.
#
# For users of allot: a dialler that keeps to hours from eight to nine by this zone calls Gary at seven in the morning. allot takes no time zone from a
# number.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check phonenumbers==9.0.43
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version
import phonenumbers
from phonenumbers import timezone

print("phonenumbers", version("phonenumbers"))
EAST, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Boise", "America/Los_Angeles"
# What the numbering plan's map says of the counties of each area code.
areas = {
    208: ("Idaho", "mountain, and pacific in the north"), 219: ("Gary, Indiana", "central but for a county"),
    423: ("Chattanooga, Tennessee", "eastern but for three counties"), 270: ("Bowling Green, Kentucky", "central, and eastern in the east"),
    850: ("Pensacola and Tallahassee, Florida", "central, and eastern in the east"), 812: ("Evansville and Bloomington, Indiana", "central and eastern"),
}
found = {}
for code, (place, truth) in areas.items():
    number = phonenumbers.parse(f"+1{code}5550123")
    zones = timezone.time_zones_for_number(number)
    found[code] = zones if phonenumbers.is_valid_number(number) else None
    print(f"  {code} {place:36} is {truth:33} read: {', '.join(zones)}")
ok = found == {208: (MOUNTAIN, PACIFIC), 219: (EAST,), 423: (CENTRAL,), 270: (EAST,), 850: (EAST,), 812: (EAST,)}
print("one zone is named where there are two" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
