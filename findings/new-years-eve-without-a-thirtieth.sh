#!/usr/bin/env bash
# New Year's Eve (除夕, 大年三十): in January one library means the one a year later, another gives New Year's Day when the last month has 29 days.
#
# One would guess that 除夕, the commonest due day of a winter's promises, said in January is four weeks away, as 初五 five days later is; and that a
# calendar asked for the thirtieth of a month of 29 days says that there is none. The eves of 2025 to 2029 all fall on the twenty-ninth.
# What happens: jionlp, told a day of January 2026, reads 大年初五 and 元宵节 as days of February and March 2026, and 除夕 and 大年三十 as February 5,
# 2027, “accurate”: the eve belongs to the lunar year before, and it takes the number of the year of the day it is told. sxtwl gives New Year's Day for
# “the thirtieth of the twelfth month” in the years that have none, as if it had been asked for that.
#
# For users of allot: “除夕前还” is a promise for the year's last day whatever its number. allot's reader (allot promise read) takes 除夕 and 大年三十 as
# the day before New Year's Day, 腊月二十九 as the next to come, and 腊月三十 in a year without one as no day at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check jionlp==1.5.31 sxtwl==2.0.7 lunardate==0.3.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from datetime import date, datetime, timedelta
from importlib.metadata import version
import jionlp, lunardate, sxtwl

print("jionlp", version("jionlp"), "sxtwl", version("sxtwl"), "lunardate", version("lunardate"))
found = {}
for year in (2023, 2024, 2025, 2026):
    first = lunardate.LunarDate(year + 1, 1, 1).to_solar_date() if hasattr(lunardate.LunarDate, "to_solar_date") else lunardate.LunarDate(year + 1, 1, 1).toSolarDate()
    day = sxtwl.fromLunar(year, 12, 30)
    given = date(day.getSolarYear(), day.getSolarMonth(), day.getSolarDay())
    found[year] = (given - first).days
    print(f"  eve {first - timedelta(1)}, New Year's Day {first}: sxtwl's thirtieth of the twelfth month {given}")

said = datetime(2026, 1, 20, 10).timestamp()
def read(text):
    answer = jionlp.parse_time(text, time_base=said)
    return f"{answer['time'][0][:10]} {answer['definition']}"
texts = ["除夕", "大年三十", "腊月二十九", "大年初五", "元宵节"]
answers = {text: read(text) for text in texts}
print("said on 2026-01-20, jionlp:")
for text in texts:
    print(f"  {text}: {answers[text]}")
ok = found == {2023: -1, 2024: 0, 2025: 0, 2026: 0} and answers == {
    "除夕": "2027-02-05 accurate", "大年三十": "2027-02-05 accurate", "腊月二十九": "2027-02-05 accurate",
    "大年初五": "2026-02-21 accurate", "元宵节": "2026-03-03 accurate",
}
print("the coming eve is a year away, or no eve" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
