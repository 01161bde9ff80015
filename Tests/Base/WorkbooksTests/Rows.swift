import CLibXlsxWriter

/// One cell, past what the room looks at.
func worksheetRow(_ sheet: UnsafeMutablePointer<lxw_worksheet>) { worksheet_write_number(sheet, 0, 0, 1, nil) }
