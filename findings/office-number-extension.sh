#!/usr/bin/env bash
# The library of telephone numbers refuses an office number with its extension written the Chinese way, and joins both when they are written with a hyphen.
#
# One would guess that 010-62511234转8021, as letterheads and call lists have it, is read like 010-62511234 ext. 8021, and that of a number with two
# hyphens the library that knows the length of every country's numbers finds the extension or refuses it.
# What happens: 转 is no number at all, although the same library finds the number in running text and drops the rest; with a hyphen the extension's
# digits become the end of a number of 14 digits, parsed without an error, which no exchange has.
#
# For users of allot: contact points are read by allot's own rules for each country: 转, ext., x, # and a hyphen before three or four digits are the
# extension, one form for all of them; the number without extension is another contact point.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check phonenumbers==9.0.43
"$work/venv/bin/python" - <<'PY'
import sys
import phonenumbers

print("phonenumbers", phonenumbers.__version__)
def read(text):
    try:
        number = phonenumbers.parse(text, "CN")
        return number.national_number, number.extension, phonenumbers.is_valid_number(number)
    except phonenumbers.NumberParseException:
        return "refused"
found = {}
for text in ["010-62511234 ext. 8021", "010-62511234#8021", "010-62511234转8021", "010-62511234-8021"]:
    found[text] = read(text)
    print(f"  {text}: {found[text]}")
within = [(m.number.national_number, m.number.extension) for m in phonenumbers.PhoneNumberMatcher("单位电话010-62511234转8021", "CN")]
print("  in running text, with 转:", within)
ok = found == {
    "010-62511234 ext. 8021": (1062511234, "8021", True), "010-62511234#8021": (1062511234, "8021", True), "010-62511234转8021": "refused",
    "010-62511234-8021": (10625112348021, None, False),
} and within == [(1062511234, None)]
print("refused, or joined" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
