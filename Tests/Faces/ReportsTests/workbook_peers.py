"""Prints what openpyxl and calamine read in a workbook. Usage: workbook_peers.py FILE SHEET

Lines of openpyxl: what the sheet is set to, then a line a cell: ADDRESS <tab> type <tab> number format <tab> value. Lines of calamine: ROW <tab> values.
"""

import sys

import openpyxl
import python_calamine

path, name = sys.argv[1:]
book = openpyxl.load_workbook(path)
sheet = book[name]
print("sheets", *book.sheetnames, sep="\t")
print("frozen", sheet.freeze_panes, "filter", sheet.auto_filter.ref, sep="\t")
print("page", sheet.page_setup.paperSize, sheet.page_setup.orientation, "titles", sheet.print_title_rows, sep="\t")
print("widths", *(round(sheet.column_dimensions[letter].width) for letter in "ABC"), sep="\t")
print("charts", *(len(one._charts) for one in book.worksheets), sep="\t")
print("created", book.properties.created, book.properties.title, sep="\t")
for row in sheet.iter_rows(min_row=2):
    for cell in row:
        if cell.value is not None:
            print(cell.coordinate, cell.data_type, cell.number_format, repr(cell.value), sep="\t")
for number, row in enumerate(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(), 1):
    print(number, *(repr(value) for value in row), sep="\t")
