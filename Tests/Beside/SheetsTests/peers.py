"""Writes workbooks with openpyxl, has LibreOffice turn them into the other formats, and prints what calamine reads of each.

Usage: peers.py FOLDER. One line a row: FILE <tab> ROW <tab> cell <tab> cell …; a cell is kind:text.
"""

import datetime
import decimal
import pathlib
import random
import subprocess
import sys

import openpyxl
import python_calamine

folder = pathlib.Path(sys.argv[1])
numbers = random.Random(20261130)
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "案件"
sheet.append(["案件编号", "身份证", "金额", "日期", "时间", "外访", "备注"])
day = datetime.datetime(2019, 1, 1)
for row in range(2, 302):
    moment = day + datetime.timedelta(seconds=numbers.randrange(250_000_000))
    sheet.append([
        f"AJ{row:08d}",
        f"11010119900101{numbers.randrange(10000):04d}",
        numbers.choice([numbers.randrange(100_000_000) / 100, numbers.randrange(1_000_000), -0.01, 0.1 + 0.2, 1e15, 1.5e-7]),
        moment.date() if row % 3 else None,
        moment if row % 5 else None,
        bool(row % 2),
        numbers.choice([None, "第一行\n第二行", " 前后有空格 ", "x < y & z > \"q\"", "＃", "_x000A_ stays", "😀"]),
    ])
for cell in ("D", "E"):
    for row in sheet[f"{cell}2:{cell}301"]:
        row[0].number_format = 'yyyy"年"m"月"d"日"' if cell == "D" else "yyyy-mm-dd hh:mm:ss"
book.save(folder / "made.xlsx")
for kind in ("ods", "xls"):
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", folder, folder / "made.xlsx"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def text(cell):
    if isinstance(cell, bool):
        return "boolean:TRUE" if cell else "boolean:FALSE"
    if isinstance(cell, (int, float)):
        # Fifteen digits, as spreadsheets show them; no exponent.
        digits = format(decimal.Decimal(f"{cell:.15g}"), "f")
        return "number:" + (digits.rstrip("0").rstrip(".") if "." in digits else digits)
    if isinstance(cell, datetime.datetime):
        return f"date:{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, datetime.date):
        return f"date:{cell:%Y-%m-%d}"
    return ("text:" + cell.replace("\n", "\\n")) if cell else "empty:"


for name in ("made.xlsx", "made.ods", "made.xls"):
    for number, row in enumerate(python_calamine.CalamineWorkbook.from_path(folder / name).get_sheet_by_index(0).to_python(), 1):
        cells = [text(cell) for cell in row]
        while cells and cells[-1] == "empty:":
            cells.pop()
        print(name, number, *cells, sep="\t")
