"""Writes an .xlsx of 20 columns. Usage: generate.py FILE ROWS inline|shared|distinct (texts in the cells; 100,000 shared ones; one of its own in every row)"""

import xlsxwriter, sys, random, datetime
path, rows, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
wb = xlsxwriter.Workbook(path, {'constant_memory': mode == 'inline'})
ws = wb.add_worksheet('Cases')
d = wb.add_format({'num_format': 'yyyy-mm-dd'})
ws.write_row(0, 0, ['案件编号','姓名','手机'] + ['column %d' % i for i in range(17)])
r = random.Random(1)
day = datetime.date(2026, 1, 1)
names = ['张%d' % i for i in range(100000)]
for i in range(1, rows):
    ws.write_string(i, 0, 'AJ%08d' % i if mode != 'shared' else names[i % 100000])
    ws.write_string(i, 1, r.choice(names))
    ws.write_string(i, 2, r.choice(names) if mode != 'distinct' else '138%08d' % i)
    ws.write_datetime(i, 3, day + datetime.timedelta(r.randrange(700)), d)
    for c in range(4, 10): ws.write_number(i, c, r.randrange(10000000) / 100)
    for c in range(10, 15): ws.write_number(i, c, r.randrange(1000))
    for c in range(15, 20): ws.write_string(i, c, 'text %d' % r.randrange(1000))
wb.close()
