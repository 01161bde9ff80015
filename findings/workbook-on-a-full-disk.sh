#!/usr/bin/env bash
# libxlsxwriter reports success for a workbook that no program can read, when its temporary files had no room.
#
# One would guess that a library that writes a file says when it could not: every call returns a code, there are codes for temporary files and for the
# archive, and the manual tells to look at them.
# What happens: in constant-memory mode, the one for large workbooks, rows go to a temporary file, which is copied into the sheet at the end. What
# those writes return is not looked at. Here a limit on the size of files stands for a full disk, which would need root: a write beyond it fails. Every
# call for a cell returns 0, so does the closing, and the archive passes its checksums; but its sheet breaks off in the middle of a row.
#
# For users of allot: the morning's workbook would be sent, and at eight o'clock it does not open. allot looks at the temporary file while it writes,
# counts the bytes of its rows, and finds the same number in the finished workbook, or says that it was not written and leaves nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check openpyxl==3.1.5
cd "$work"
# Debian 12's library with what it needs, unpacked and not installed.
apt-get -qq download 'libxlsxwriter4=1.1.4-*' 'libminizip1=1.*' 2>/dev/null
for package in *.deb; do dpkg-deb -x "$package" root; done
dpkg-deb -f libxlsxwriter4_*.deb Package Version | paste -s -d ' ' -
export LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'libxlsxwriter.so.4' -print -quit)")
"$work/venv/bin/python" - <<'PY'
import resource, signal, sys, zipfile
from ctypes import CDLL, Structure, byref, c_char_p, c_uint8, c_uint16, c_uint32, c_void_p
from importlib.metadata import version
from xml.etree.ElementTree import ParseError
import openpyxl

print("openpyxl", version("openpyxl"), "reads")
library = CDLL("libxlsxwriter.so.4")

class Options(Structure):
    _fields_ = [("constant_memory", c_uint8), ("tmpdir", c_char_p), ("use_zip64", c_uint8)]

for name in ("workbook_new_opt", "workbook_add_worksheet"):
    getattr(library, name).restype = c_void_p
library.worksheet_write_string.argtypes = [c_void_p, c_uint32, c_uint16, c_char_p, c_void_p]
ROWS = 50_000

def written(name, room):
    """Writes rows where no file may grow beyond `room`; gives the codes that were returned, and how many rows another reader finds, or why it does not."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    book = c_void_p(library.workbook_new_opt(name.encode(), byref(Options(1, b".", 0))))
    sheet = c_void_p(library.workbook_add_worksheet(book, b"cases"))
    codes = {library.worksheet_write_string(sheet, row, 0, b"110101199001011234", None) for row in range(ROWS)}
    codes.add(library.workbook_close(book))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert zipfile.ZipFile(name).testzip() is None
    try:
        return codes, openpyxl.load_workbook(name).active.max_row
    except ParseError as error:
        return codes, f"none: {error}"

# A write beyond the limit fails as on a full disk, and the program goes on.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
found = {"with room": written("whole.xlsx", resource.RLIM_INFINITY), "without room": written("cut.xlsx", 512 << 10)}
for name, (codes, rows) in found.items():
    print(f"  {name:12} codes returned {sorted(codes)}, rows of {ROWS} read: {rows}")
(codes, whole), (silent, cut) = found.values()
ok = codes == silent == {0} and whole == ROWS and isinstance(cut, str)
print("the workbook is broken, and success is reported (0 is LXW_NO_ERROR)" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
