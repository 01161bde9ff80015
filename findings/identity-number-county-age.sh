#!/usr/bin/env bash
# A validator of Chinese identity numbers refuses a holder born in 1965 under 85 of 100 county codes: it asks that the code was in use at his birth.
#
# One would guess that a well-formed number with a right check digit, a real date and a code of its table is valid. The standard (GB 11643) has the
# first six digits say where the holder was registered when the number was given, and numbers have been given since the middle of the eighties.
# What happens: python-stdnum reads the six digits as a birth place and looks for the year of birth in the periods of its table, which for most codes
# begin in 1983 (Wuchang in Wuhan) or later (1988 Haikou): a resident born in 1965 or 1975 is invalid, his neighbour born in 1995 is not.
#
# For users of allot: it does not validate identity numbers. They are folded to one form and become a keyed digest that ties a debtor's cases
# together; a number some validator refuses ties as well as another. Files cleaned with such a validator lose the ties of older debtors.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check python-stdnum==2.2
"$work/venv/bin/python" - <<'PY'
import re, sys
from importlib.resources import files
import stdnum
from stdnum.cn import ric

# Numbers are made here with a right check digit and belong to nobody in particular; none is printed.
def number(code, year):
    body = f"{code}{year}0615001"
    return body + ric.calc_check_digit(body + "0")

def is_refused_for_its_place(code, year):
    try:
        ric.validate(number(code, year))
        return False
    except stdnum.exceptions.InvalidComponent:
        return True

print("python-stdnum", stdnum.__version__)
ok = True
for name, code, since in [("Wuhan, Wuchang", "420106", 1983), ("Haikou", "460100", 1988), ("Shenzhen, Futian", "440304", 1983)]:
    refused = [year for year in (1955, 1965, 1975, 1995) if is_refused_for_its_place(code, year)]
    print(f"  {name} ({code}, in its table since {since}): refused when born in {refused}")
    ok = ok and refused == [1955, 1965, 1975]
codes, province = [], ""
for line in (files("stdnum") / "cn" / "loc.dat").read_text(encoding="utf-8").splitlines():
    if match := re.match(r"(\d\d) ", line): province = match[1]
    # In use today: without a period, or with one that has no end.
    elif (match := re.match(r" +(\d{4}) county=\"(.*)\"", line)) and ("[" not in match[2] or re.search(r"\[\d{4}-\]", match[2])):
        codes.append(province + match[1])
shares = {year: sum(is_refused_for_its_place(code, year) for code in codes) / len(codes) for year in (1965, 1985, 1995)}
print(f"  of {len(codes)} codes in use today, refused for a birth in", ", ".join(f"{year}: {share:.0%}" for year, share in shares.items()))
ok = ok and len(codes) > 2000 and shares[1965] > 0.5 and shares[1965] > shares[1985] > shares[1995]
print("the older the holder, the less valid the number" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
