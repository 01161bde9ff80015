#!/usr/bin/env bash
# New Year's Eve (除夕, 大年三十) is the last day of the lunar year. From 2025 to 2029 its last month has no thirtieth day, and libraries take the word by its number.
#
# One would guess that a reader of Chinese times knows 除夕, the most common due day of a winter's promises, in every year; and that a calendar
# asked for a day its month does not have says so.
# What happens, for the eves of 2024 to 2027 (February 9, January 28, February 16, February 5): sxtwl gives New Year's Day for “the thirtieth of the
# twelfth month” in the three years that have none, as if it had been asked for that. jionlp, told a day of January 2026, reads 初五 and 元宵节, but for
# 除夕 and 大年三十 of 2026 says that the date does not exist; and 腊月二十九, which is that very eve, is to it, accurately, the one of 2027.
#
# For users of allot: “除夕前还” is a promise for the year's last day whatever its number. allot's reader (allot promise read) takes 除夕 and 大年三十 as
# the day before New Year's Day, 腊月二十九 as the next to come, and 腊月三十 in a year without one as no day at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check jionlp==1.5.24 sxtwl==2.0.7 lunardate==0.3.0
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
    try:
        answer = jionlp.parse_time(text, time_base=said)
        return f"{answer['time'][0][:10]} {answer['definition']}"
    except ValueError:
        return "refused: no such date"
texts = ["除夕", "大年三十", "2026年除夕", "腊月二十九", "大年初五", "元宵节"]
answers = {text: read(text) for text in texts}
print("said on 2026-01-20, jionlp:")
for text in texts:
    print(f"  {text}: {answers[text]}")
ok = found == {2023: -1, 2024: 0, 2025: 0, 2026: 0} and answers == {
    "除夕": "refused: no such date", "大年三十": "refused: no such date", "2026年除夕": "refused: no such date", "腊月二十九": "2027-02-05 accurate",
    "大年初五": "2026-02-21 accurate", "元宵节": "2026-03-03 accurate",
}
print("the eve is missing in years without a thirtieth" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
