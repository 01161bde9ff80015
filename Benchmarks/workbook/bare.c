// The same cells by a bare program on libxlsxwriter, in constant memory. Usage: bare FILE ROWS
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int count, char **words) {
  if (count != 3) return 64;
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", words[1]);
  *(strrchr(folder, '/') + 1) = 0;
  lxw_workbook_options options = {.constant_memory = 1, .tmpdir = folder, .use_zip64 = 1};
  lxw_workbook *book = workbook_new_opt(words[1], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, "Cases");
  const char *formats[] = {"@", "#,##0", "#,##0.00\" CNY\"", "yyyy-mm-dd", "#,##0.0", "0.0%"};
  lxw_format *looks[6];
  for (int i = 0; i < 6; i++) format_set_num_format(looks[i] = workbook_add_format(book), formats[i]);
  const char *titles[] = {"Case", "Name", "Team", "What", "Before", "New", "Amount", "Paid", "Due", "Hours", "Saturation", "Why"};
  const char *teams[] = {"一组", "二组", "legal"};
  for (int i = 0; i < 12; i++) worksheet_write_string(sheet, 0, i, titles[i], NULL);
  long rows = atol(words[2]);
  char text[64];
  for (long i = 0; i < rows; i++) {
    lxw_row_t row = i + 1;
    snprintf(text, sizeof text, "1101011990%08ld", i);
    worksheet_write_string(sheet, row, 0, text, looks[0]);
    worksheet_write_string(sheet, row, 1, "王小明", looks[0]);
    worksheet_write_string(sheet, row, 2, teams[i % 3], looks[0]);
    worksheet_write_string(sheet, row, 3, i % 4 ? "assigned" : "moved", looks[0]);
    worksheet_write_number(sheet, row, 4, i % 400, looks[1]);
    worksheet_write_number(sheet, row, 5, i % 17, looks[1]);
    worksheet_write_number(sheet, row, 6, (i * 7919 % 900000000) / 100.0, looks[2]);
    worksheet_write_number(sheet, row, 7, (i * 104729 % 9000000) / 100.0, looks[2]);
    worksheet_write_number(sheet, row, 8, 46347 + i % 365, looks[3]);
    worksheet_write_number(sheet, row, 9, (i % 1600) / 10.0, looks[4]);
    worksheet_write_number(sheet, row, 10, (i % 1200) / 1000.0, looks[5]);
    worksheet_write_string(sheet, row, 11, "Of 22 who may have it, the one whose load it raises least.", looks[0]);
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
