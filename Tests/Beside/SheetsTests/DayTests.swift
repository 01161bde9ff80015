import Sheets
import SheetsTesting
import Testing

/// Days and times of cells.
struct DayTests {
  private func one(_ serial: String, _ code: String, book: String = "") throws -> [String] {
    try TestWorkbook(rows: #"<row r="1"><c r="A1" s="1"><v>\#(serial)</v></c></row>"#, formats: [code], book: book).rows()
  }

  @Test(arguments: [
    ("yyyy-mm-dd", "46356", "2026-11-30"), ("yyyy\"年\"m\"月\"d\"日\";@", "46356", "2026-11-30"), ("[$-804]yyyy/m/d", "46356.5", "2026-11-30"),
    ("yyyy-mm-dd hh:mm:ss", "46356.628472222219", "2026-11-30 15:05:00"), ("m/d/yy h:mm", "46356", "2026-11-30 00:00:00"),
    ("h:mm", "0.628472222222222", "15:05:00"), ("[h]:mm:ss", "1.1458333333333333", "27:30:00"), ("[mm]:ss", "0.0625", "01:30:00"),
    ("上午/下午h\"时\"mm\"分\"", "0.75", "18:00:00"), ("mmm-yy", "46356", "2026-11-30"), ("[Red]d.m.yyyy", "1", "1900-01-01"),
  ])
  func aFormatTellsDaysAndTimes(_ code: String, _ serial: String, _ text: String) throws {
    #expect(try one(serial, code) == ["1: (date)\(text)"])
  }

  @Test(arguments: [
    "0.00", "#,##0.00", "\"day\" 0", "[Red]0", "0.00E+00", "General", "0.0\\d", "¥#,##0;[Red]-¥#,##0", "0%", "# ?/?", "_-* 0_d",
  ])
  func aFormatOfNumbersIsNone(_ code: String) throws {
    #expect(try one("46356", code) == ["1: (number)46356"])
  }

  @Test func secondsAreRoundedOnceAndNeverBecomeSixty() throws {
    // 14:59:59.9996, and half a millisecond before midnight.
    #expect(try one("46356.624999995370", "yyyy-mm-dd hh:mm:ss") == ["1: (date)2026-11-30 15:00:00"])
    #expect(try one("46356.999999996", "yyyy-mm-dd hh:mm:ss") == ["1: (date)2026-12-01 00:00:00"])
    #expect(try one("46356.999999996", "yyyy-mm-dd") == ["1: (date)2026-12-01"])
  }

  @Test(arguments: [
    ("0", "1900-01-00"), ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "1900-02-29"), ("61", "1900-03-01"), ("36585", "2000-02-29"),
    ("2958465", "9999-12-31"),
  ])
  func theCalendarOf1900HasItsPhantomDay(_ serial: String, _ text: String) throws {
    #expect(try one(serial, "yyyy-mm-dd") == ["1: (date)\(text)"])
  }

  @Test(arguments: [("0", "1904-01-01"), ("60", "1904-03-01"), ("44894", "2026-11-30")])
  func theCalendarOf1904HasNone(_ serial: String, _ text: String) throws {
    #expect(try one(serial, "yyyy-mm-dd", book: #"<workbookPr date1904="1"/>"#) == ["1: (date)\(text)"])
  }

  @Test func whatIsNoDayStaysANumber() throws {
    #expect(try one("-1", "yyyy-mm-dd") == ["1: (number)-1"])
    #expect(try one("2958466", "yyyy-mm-dd") == ["1: (number)2958466"])
  }

  @Test(arguments: [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
  func builtInFormatsAreDays(_ id: Int) throws {
    let row = try TestWorkbook(rows: #"<row r="1"><c r="A1" s="\#(100 + id)"><v>46356</v></c></row>"#).rows()
    #expect(row == ["1: (date)2026-11-30\(id == 22 ? " 00:00:00" : "")"])
  }

  /// 32 to 35, 55 and 56 are times in Chinese workbooks and days in Japanese ones.
  @Test(arguments: [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56])
  func builtInFormatsAreTimesAndKeepADay(_ id: Int) throws {
    let row = try TestWorkbook(
      rows: #"<row r="1"><c r="A1" s="\#(100 + id)"><v>0.5</v></c><c r="B1" s="\#(100 + id)"><v>46356</v></c></row>"#
    ).rows()
    #expect(row == ["1: (date)12:00:00|(date)2026-11-30"])
  }

  @Test(arguments: [0, 1, 2, 3, 4, 9, 10, 11, 37, 40, 44, 48, 49])
  func builtInFormatsAreNumbers(_ id: Int) throws {
    #expect(try TestWorkbook(rows: #"<row r="1"><c r="A1" s="\#(100 + id)"><v>46356</v></c></row>"#).rows() == ["1: (number)46356"])
  }

  @Test(arguments: [
    ("2026-11-30", "2026-11-30"), ("2026-11-30T15:05:00Z", "2026-11-30 15:05:00"), ("2026-12-31T23:59:59.6", "2027-01-01 00:00:00"),
  ])
  func daysWrittenAsTextsByTheFormatAreRead(_ written: String, _ text: String) throws {
    #expect(try TestWorkbook(rows: #"<row r="1"><c r="A1" t="d"><v>\#(written)</v></c></row>"#).rows() == ["1: (date)\(text)"])
  }
}
