#!/usr/bin/env bash
# freexl gives nothing for the result of a formula in an .xls, and the number 1 for #N/A, and reports success.
#
# One would guess that a library whose only task is to read values out of .xls files gives every value that the file holds, or at least an error or
# a type of its own for what it does not read: the results of formulas are in the file, next to the formulas, so that readers need not compute.
# What happens: a cell with a plain number and its copy by formula, both 1234.56 in the file, are 1234.56 and “null”, the same as a cell that was
# never filled. TRUE and #N/A are both the whole number 1: as good an amount as any. Every call returns FREEXL_OK. Another reader gives the result
# of the formula, and says of the others that they are a truth value and an error.
#
# For users of allot: amounts owed are formulas in many clients' workbooks (principal + interest). Read this way such a row has an empty amount,
# which a loader may take for “as before”, and a lookup that found nothing becomes a debt of 1. allot reads .xls with its own reader, takes results
# of formulas, and rejects a row whose amount is an error or a formula without a result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check xlwt==1.3.0 xlrd==2.0.2
cd "$work"
# Debian 12's freexl, unpacked and not installed.
apt-get -qq download 'libfreexl1=1.0.6-*' 2>/dev/null
dpkg-deb -x libfreexl1_*.deb root
dpkg-deb -f libfreexl1_*.deb Package Version | paste -s -d ' ' -
LIBRARY=$(find "$work/root" -name 'libfreexl.so.1' -print -quit) "$work/venv/bin/python" - <<'PY'
import os, struct, sys
from ctypes import CDLL, POINTER, Structure, Union, byref, c_char_p, c_double, c_int, c_ubyte, c_uint, c_ushort, c_void_p
from importlib.metadata import version
import xlrd, xlwt

print("xlwt", version("xlwt"), "writes, xlrd", version("xlrd"), "reads too")
names = ["number", "formula", "true", "error", "unfilled"]
book = xlwt.Workbook()
row = book.add_sheet("cases").row(0)
row.write(0, 1234.56)
row.write(1, xlwt.Formula("A1"))
row.set_cell_boolean(2, True)
row.set_cell_error(3, 42)  # #N/A
row.write(5, "end")
book.save("plain.xls")
# xlwt computes nothing and stores “empty text” as the result; spreadsheet programs store the number in the same eight bytes.
data = open("plain.xls", "rb").read()
pending = struct.pack("<Q", 0xFFFF000000000003)
assert data.count(pending) == 1
open("cases.xls", "wb").write(data.replace(pending, struct.pack("<d", 1234.56)))

class Content(Union):
    _fields_ = [("whole", c_int), ("real", c_double), ("text", c_char_p)]
class Cell(Structure):
    _fields_ = [("type", c_ubyte), ("content", Content)]

library = CDLL(os.environ["LIBRARY"])
library.freexl_get_cell_value.argtypes = [c_void_p, c_uint, c_ushort, POINTER(Cell)]
library.freexl_select_active_worksheet.argtypes = [c_void_p, c_ushort]
handle = c_void_p()
codes = [library.freexl_open(b"cases.xls", byref(handle)), library.freexl_select_active_worksheet(handle, 0)]
kinds = {101: "null", 102: "int", 103: "double", 104: "text", 105: "text"}
found = {}
for column, name in enumerate(names):
    cell = Cell()
    codes.append(library.freexl_get_cell_value(handle, 0, column, byref(cell)))
    found[name] = cell.content.real if cell.type == 103 else cell.content.whole if cell.type == 102 else kinds.get(cell.type, cell.type)
sheet = xlrd.open_workbook("cases.xls").sheet_by_index(0)
other = {name: sheet.cell(0, column).value for column, name in enumerate(names)}
types = [sheet.cell_type(0, column) for column in range(5)]
for name in names:
    print(f"  {name:9} freexl {found[name]!s:8} xlrd {other[name]!s}")
print("  codes returned by freexl:", sorted(set(codes)), "(0 is FREEXL_OK)")
ok = (
    set(codes) == {0} and found == {"number": 1234.56, "formula": "null", "true": 1, "error": 1, "unfilled": "null"}
    and types == [xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_BOOLEAN, xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY] and other["formula"] == 1234.56
)
print("a result is read as nothing, an error as a number" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
