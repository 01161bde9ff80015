import Sheets
import SheetsTesting
import Testing

/// What .xlsx workbooks hold, cell by cell.
struct OfficeTests {
  @Test func rowsHaveTheirNumbersAndGapsAreEmptyCells() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" t="inlineStr"><is><t>案件编号</t></is></c><c r="C1"><v>7</v></c></row>"#
        + #"<row r="3"/><row r="9"><c r="B9"/><c r="AB9"><v>1</v></c></row>"#)
    #expect(try book.rows() == ["1: 案件编号||(number)7", "9: " + String(repeating: "|", count: 27) + "(number)1"])
  }

  @Test func rowsAndCellsWithoutAddressFollowEachOther() throws {
    let book = try TestWorkbook(rows: "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>")
    #expect(try book.rows() == ["1: (number)1|(number)2", "2: |(number)3"])
  }

  @Test func sharedTextsAreTakenWithTheirRunsAndWithoutPhoneticGuides() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row>"#,
      strings: [
        "<t>plain &amp; simple</t>",
        "<r><t>李</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 雷</t></r><rPh sb=\"0\" eb=\"1\"><t>リ</t></rPh>",
        "<t>two_x000A_lines and _x005F_x000A_</t>",
      ])
    #expect(try book.rows() == ["1: 李 雷|plain & simple|two\nlines and _x000A_"])
  }

  @Test func aTextThatLooksLikeANumberStaysAsItIs() throws {
    let book = try TestWorkbook(
      rows:
        #"<row r="1"><c r="A1" t="inlineStr"><is><t>110101199001011237</t></is></c><c r="B1" t="str"><f>T("00042")</f><v>00042</v></c></row>"#
    )
    #expect(try book.rows() == ["1: 110101199001011237|00042"])
  }

  @Test(arguments: [
    ("1234.5", "1234.5"), ("100", "100"), ("100.0", "100"), ("-0", "0"), ("0.30000000000000004", "0.3!"), ("1E+3", "1000"),
    ("1.5E-7", "0.00000015"), ("123456789012345", "123456789012345"), ("1234567890123456", "1234567890123460!"),
    ("1.10101199001011E+17", "110101199001011000!"), ("110101199001011237", "110101199001011000!"), ("0.1", "0.1"), ("-42.50", "-42.5"),
    ("999999999999999.9", "1000000000000000!"), ("1E+25", "1E+25!"), ("2.5000000000000001E-2", "0.025!"),
  ])
  func numbersAreTheShortestTextOfFifteenDigits(_ written: String, _ text: String) throws {
    let book = try TestWorkbook(rows: #"<row r="1"><c r="A1"><v>\#(written)</v></c></row>"#)
    #expect(try book.rows() == ["1: (number)\(text)"])
  }

  @Test func aFormatOfZerosGivesNumbersTheirLeadingZeros() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" s="1"><v>42</v></c><c r="B1" s="1"><v>1234567</v></c><c r="C1" s="2"><v>42</v></c></row>"#,
      formats: ["00000", "0"])
    #expect(try book.rows() == ["1: (number)00042|(number)1234567|(number)42"])
  }

  @Test func booleansErrorsAndResultsOfFormulasAreRead() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#N/A</v></c>"#
        + #"<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f>A1</f></c><c r="G1"><f>A1</f><v></v></c></row>"#
    )
    #expect(try book.rows() == ["1: (boolean)TRUE|(boolean)FALSE|(error)#N/A|(number)2||(formulaWithoutValue)|(formulaWithoutValue)"])
  }

  @Test func aWriterThatLeavesComputingToTheReaderHasNoResults() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1"><f>1+1</f><v>0</v></c><c r="B1"><v>5</v></c></row>"#, book: #"<calcPr fullCalcOnLoad="1"/>"#)
    #expect(try book.rows() == ["1: (formulaWithoutValue)|(number)5"])
  }

  @Test func hiddenRowsAreToldFromFilteredOnes() throws {
    let rows = #"<row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row>"#
    #expect(try TestWorkbook(rows: rows).rows() == ["1: (number)1", "2~: (number)2"])
    #expect(try TestWorkbook(rows: rows, before: #"<sheetPr filterMode="1"/>"#).rows() == ["1: (number)1", "2≈: (number)2"])
  }

  @Test func sheetsAreListedWithThoseThatAreHidden() throws {
    let book = try TestWorkbook(
      sheets: [("案件", "<sheetData/>"), ("Old", "<sheetData/>"), ("Secret", "<sheetData/>")],
      states: ["Old": "hidden", "Secret": "veryHidden"])
    let sheets = try book.open().sheets
    #expect(sheets.map(\.name) == ["案件", "Old", "Secret"])
    #expect(sheets.map(\.isHidden) == [false, true, true])
    #expect(throws: SheetFault.self) { try book.open().open(3) }
  }

  @Test func mergedCellsAreToldAndOnlyTheFirstHasAValue() throws {
    let book = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" t="inlineStr"><is><t>联系方式</t></is></c><c r="B1"/></row>"#,
      after: #"<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>"#)
    let merges = try book.open().merges(0)
    #expect(merges.count == 1)
    #expect(merges.first.map { [$0.row, $0.column, $0.lastRow, $0.lastColumn] } == [1, 0, 1, 1])
    #expect(try book.rows() == ["1: 联系方式"])
  }

  @Test func prefixesOfNamespacesAreTheWritersChoice() throws {
    let book = try TestWorkbook(
      sheets: [
        ("Sheet1", #"<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>AJ1</x:t></x:is></x:c></x:row></x:sheetData>"#)
      ])
    #expect(try book.rows() == ["1: AJ1"])
  }

  @Test func addressesOfCellsAreThoseOfSpreadsheets() {
    #expect(CellAddress.cell(column: 0, row: 1) == "A1")
    #expect(CellAddress.cell(column: 25, row: 7) == "Z7")
    #expect(CellAddress.cell(column: 26, row: 7) == "AA7")
    #expect(CellAddress.cell(column: 16383, row: 1_048_576) == "XFD1048576")
  }
}
