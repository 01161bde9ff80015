#!/usr/bin/env bash
# openpyxl writes whole numbers with 16 digits: two identity numbers of 18 digits become one before any spreadsheet program has seen the file.
#
# One would guess that 440000000000001201, an exact integer in Python, stands in the file as it is: the format keeps numbers as text, and it is
# known that Excel itself shows 15 digits of them, but no Excel takes part here.
# What happens: the cell holds 4.400000000000012e+17. A reader of another make gives the same number for …1201 and …1202, and no warning is raised.
#
# For users of allot: in a workbook a number of more than 15 digits where an identifier belongs is rejected, and so is scientific notation in any
# file, since digits are lost. A column of whole numbers exported from such a file to CSV (440000000000001200) has no sign of it left, and allot
# cannot know: have whoever makes the file write identifiers as text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check openpyxl==3.1.5 et_xmlfile==2.0.0 python-calamine==0.9.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import re, sys, zipfile
from importlib.metadata import version
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

print("openpyxl", version("openpyxl"), "writes, python-calamine", version("python-calamine"), "reads")
numbers = [440000000000001201, 440000000000001202]
book = Workbook()
for number in numbers:
    book.active.append([number, str(number)])
book.save("people.xlsx")
stored = re.findall(r'<c r="A\d"[^>]*><v>([^<]*)</v>', zipfile.ZipFile("people.xlsx").read("xl/worksheets/sheet1.xml").decode())
rows = CalamineWorkbook.from_path("people.xlsx").get_sheet_by_index(0).to_python()
for number, text, row in zip(numbers, stored, rows):
    print(f"  {number} as a number: in the file {text}, read back {row[0]:.0f}; as text: {row[1]}")
ok = stored == ["4.400000000000012e+17"] * 2 and rows[0][0] == rows[1][0] and [row[1] for row in rows] == [str(n) for n in numbers]
print("two numbers are one, two texts are two" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
