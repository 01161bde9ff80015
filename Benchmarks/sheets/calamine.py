"""Reads all rows of the first sheet with calamine; prints their number and the processor's seconds. Usage: calamine.py FILE"""

import sys
import time

import python_calamine

started = time.process_time()
sheet = python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
print(sum(1 for _ in sheet.iter_rows()), round(time.process_time() - started, 2))
