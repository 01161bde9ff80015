import AnotherProcess
import CLibXlsxWriter
import CLibZip
import Faults
import Foundation
import Speech
import Testing

@testable import Workbooks

@Suite struct BookTests {
  private static let about = Book.About(title: "Night", author: "allot", created: 1_795_000_000)

  private static func folder() throws -> String {
    let path = NSTemporaryDirectory() + "books-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// One part of a workbook.
  private static func part(_ name: String, of path: String) throws -> String {
    let archive = try #require(zip_open(path, Int32(ZIP_RDONLY), nil))
    defer { zip_discard(archive) }
    let file = try #require(zip_fopen(archive, name, 0))
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let got = Int(zip_fread(file, &buffer, UInt64(buffer.count))), got > 0 { bytes += buffer[..<got] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ path: String, rows: Int, perSheet: Int = 1_048_576) throws -> [BookRemark] {
    let book = try Book(path, about, rowsPerSheet: perSheet)
    let table = try book.table("Cases", [BookColumn("Case", .text), BookColumn("Amount", .number), BookColumn("Due", .day)])
    for row in 0..<rows { try table.add([.text("00\(row)"), .decimal(Int64(row) * 100 + 5, digits: 2, unit: "CNY"), .day(9821 + row)]) }
    try table.end()
    try book.finish()
    return book.remarks
  }

  @Test func rowsBeyondASheetGoOnInTheNextAndItIsSaid() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let remarks = try Self.write(folder + "/b.xlsx", rows: 25, perSheet: 11)
    #expect(
      remarks.map(\.wording.en) == [
        "Sheet “Cases” is full after 10 rows; its rows go on in sheet “Cases (2)”.",
        "Sheet “Cases (2)” is full after 10 rows; its rows go on in sheet “Cases (3)”.",
      ])
    for (sheet, last) in [(1, "009"), (2, "0019"), (3, "0024")] {
      let xml = try Self.part("xl/worksheets/sheet\(sheet).xml", of: folder + "/b.xlsx")
      #expect(xml.contains("<is><t>Case</t></is>") && xml.contains("<t>\(last)</t>") && xml.contains("state=\"frozen\""))
      #expect(xml.contains("<autoFilter ref=\"A1:C") && xml.contains("orientation=\"landscape\"") && xml.contains("paperSize=\"9\""))
    }
    #expect(try Self.part("xl/workbook.xml", of: folder + "/b.xlsx").contains("_xlnm.Print_Titles"))
  }

  @Test func whatASpreadsheetDoesNotKeepStandsAsTextAndIsSaid() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let book = try Book(folder + "/b.xlsx", Self.about)
    let table = try book.table("T", [BookColumn("N", .number), BookColumn("D", .day), BookColumn("S", .text)])
    try table.add([.whole(999_999_999_999_999), .day(-36_465), .text("=1+1")])
    try table.add([.whole(.max), .day(-36_466), .text(String(repeating: "a", count: 40_000))])
    try table.add([.decimal(.min, digits: 2, unit: "CNY"), .day(2_921_939), .text("+")])
    try table.add([.decimal(-5, digits: 2, unit: "CNY"), .day(2_921_940), .text("@")])
    try table.end()
    try book.finish()
    #expect(
      book.remarks.map(\.wording.en) == [
        "Sheet “T”, column “N”: 2 numbers have more than 15 digits, which spreadsheets do not keep; they stand as text.",
        "Sheet “T”, column “D”: 2 days before 1900-03-01 or after 9999-12-31 stand as text; spreadsheets do not know them.",
        "Sheet “T”, column “S”: 1 texts are longer than the 32,767 characters of a cell; they are cut there and end in “…”.",
      ])
    let xml = try Self.part("xl/worksheets/sheet1.xml", of: folder + "/b.xlsx")
    for text in ["9223372036854775807", "-92233720368547758.08", "1900-02-28", "10000-01-01", "=1+1", "+", "@"] {
      #expect(xml.contains("<t>\(text)</t>"), "\(text)")
    }
    for value in ["999999999999999", "61", "2958465", "-0.05"] { #expect(xml.contains("<v>\(value)</v>"), "\(value)") }
    #expect(!xml.contains("<f>"))
  }

  @Test func theSameRowsGiveTheSameBytes() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Self.write(folder + "/a.xlsx", rows: 100)
    _ = try Self.write(folder + "/b.xlsx", rows: 100)
    #expect(FileManager.default.contentsEqual(atPath: folder + "/a.xlsx", andPath: folder + "/b.xlsx"))
    #expect(try Self.part("docProps/core.xml", of: folder + "/a.xlsx").contains("2026-11-18T"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.xlsx", "b.xlsx"])
  }

  @Test func rowsThatDoNotReachTheDiskAreNotedAtOnceAndNothingIsLeft() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data([1]).write(to: URL(fileURLWithPath: folder + "/b.xlsx"))
    let book = try Book(folder + "/b.xlsx", Self.about)
    let (_, sheet) = try book.sheet(named: "S")
    try #require(freopen("/dev/full", "w", sheet.pointee.optimize_tmpfile) != nil)
    worksheetRow(sheet)
    let error = try #require(throws: OperationError.self) { try book.finish() }
    #expect(error.what.zh == "无法写入工作簿 \(folder)/b.xlsx：磁盘已满" && error.remedy != nil && error.status == .cannotCreate)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["b.xlsx"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/b.xlsx")) == Data([1]))
  }

  /// In a process of its own, whose files may not grow beyond a limit: every write fails there as on a full disk, wherever the limit falls.
  @Test func whereverTheDiskIsFullTheWorkbookIsWholeOrNotThere() throws {
    var said = ""
    if getenv("ALLOT_ANOTHER_PROCESS") != nil {
      let folder = try Self.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      _ = try Self.write(folder + "/whole.xlsx", rows: 2000)
      let size = try Self.part("xl/worksheets/sheet1.xml", of: folder + "/whole.xlsx").utf8.count
      signal(SIGXFSZ, SIG_IGN)
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
      var (whole, none, wrong) = (0, 0, 0)
      for limit in stride(from: size - 3000, through: size + 500, by: 125) + [4096, 20_000] {
        var bound = rlimit(rlim_cur: UInt(limit), rlim_max: rlim_t.max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
        do {
          _ = try Self.write(folder + "/b.xlsx", rows: 2000)
          if FileManager.default.contentsEqual(atPath: folder + "/b.xlsx", andPath: folder + "/whole.xlsx") {
            whole += 1
          } else {
            wrong += 1
          }
        } catch {
          none += 1
        }
        bound.rlim_cur = rlim_t.max
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
        try? FileManager.default.removeItem(atPath: folder + "/b.xlsx")
        if try FileManager.default.contentsOfDirectory(atPath: folder) != ["whole.xlsx"] { wrong += 1 }
      }
      // Temporary files have no name: what stays open stays on the disk.
      if try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count != open { wrong += 1 }
      said = wrong == 0 && whole > 0 && none > 20 ? "whole or not there" : "whole \(whole), none \(none), wrong \(wrong)"
    }
    for text in try AnotherProcess.texts(besides: said) { #expect(text == "whole or not there") }
  }
}
