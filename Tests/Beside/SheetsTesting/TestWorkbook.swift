import CLibZip
import Foundation
package import Sheets

/// A workbook written part by part, so that a test says what stands in it to the byte.
package final class TestWorkbook {
  /// Where it is, until the value goes.
  package let path: String
  private let folder: URL

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A file of these bytes.
  package init(bytes: [UInt8], name: String = "cases.xlsx") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// An archive of these parts.
  package init(parts: [(path: String, text: String)], name: String = "cases.xlsx") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sheets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: name).path
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE, &code) else { throw NotWritten() }
    var kept: [UnsafeMutableRawPointer] = []
    for part in parts {
      let bytes = Array(part.text.utf8)
      let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
      copy.copyMemory(from: bytes, byteCount: bytes.count)
      kept.append(copy)
      guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 0), zip_file_add(archive, part.path, source, 0) >= 0 else {
        throw NotWritten()
      }
    }
    guard zip_close(archive) == 0 else { throw NotWritten() }
    for copy in kept { copy.deallocate() }
  }

  /// An .xlsx of sheets by name, each with what its worksheet element holds.
  package convenience init(
    sheets: [(name: String, xml: String)], strings: [String]? = nil, styles: String = "", book: String = "",
    states: [String: String] = [:]
  ) throws {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    var parts = [
      ("_rels/.rels", #"<Relationships><Relationship Id="r" Type="\#(kind)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
      (
        "xl/workbook.xml",
        "<workbook>\(book)<sheets>"
          + sheets.enumerated().map { index, sheet in
            #"<sheet name="\#(sheet.name)" sheetId="\#(index + 1)" r:id="s\#(index)" state="\#(states[sheet.name] ?? "visible")"/>"#
          }.joined() + "</sheets></workbook>"
      ),
      ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>"
          + sheets.indices.map { #"<Relationship Id="s\#($0)" Type="\#(kind)/worksheet" Target="/xl/worksheets/sheet\#($0).xml"/>"# }
          .joined()
          + #"<Relationship Id="t" Type="\#(kind)/sharedStrings" Target="sharedStrings.xml"/>"#
          + #"<Relationship Id="y" Type="\#(kind)/styles" Target="styles.xml"/></Relationships>"#
      ),
    ]
    if let strings { parts.append(("xl/sharedStrings.xml", "<sst>" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>")) }
    for (index, sheet) in sheets.enumerated() { parts.append(("xl/worksheets/sheet\(index).xml", "<worksheet>\(sheet.xml)</worksheet>")) }
    try self.init(parts: parts)
  }

  /// An .xlsx of one sheet with these rows.
  package convenience init(
    rows: String, strings: [String]? = nil, formats: [String] = [], book: String = "", before: String = "", after: String = ""
  )
    throws
  {
    let codes = formats.enumerated().map { index, code in
      #"<numFmt numFmtId="\#(200 + index)" formatCode="\#(code.replacing("\"", with: "&quot;"))"/>"#
    }
    let cells = formats.indices.map { #"<xf numFmtId="\#(200 + $0)"/>"# }
    // Style 0 is general, style n the n-th of the formats; styles from 100 on are built-in formats by their number.
    let builtIn = (cells.count + 1..<100).map { _ in #"<xf numFmtId="0"/>"# } + (0..<60).map { #"<xf numFmtId="\#($0)"/>"# }
    try self.init(
      sheets: [("Sheet1", "\(before)<sheetData>\(rows)</sheetData>\(after)")], strings: strings,
      styles: "<numFmts>\(codes.joined())</numFmts><cellXfs><xf numFmtId=\"0\"/>\((cells + builtIn).joined())</cellXfs>", book: book)
  }

  /// An .ods with these tables, and with these automatic styles.
  package convenience init(tables: String, styles: String = "", manifest: String = "") throws {
    try self.init(
      parts: [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest>\(manifest)</manifest:manifest>"),
        (
          "content.xml",
          "<office:document-content><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(tables)"
            + "</office:spreadsheet></office:body></office:document-content>"
        ),
      ], name: "cases.ods")
  }

  /// Opens it.
  package func open(_ limits: WorkbookLimits = WorkbookLimits()) throws -> Workbook {
    try Workbook(path: path, name: "cases.xlsx", limits: limits)
  }

  /// The rows of a sheet: `7: AJ1|(number)42|`, with what is not text in brackets, `~` for hidden and `≈` for filtered rows, `!` for lost digits.
  package func rows(_ sheet: Int = 0, _ limits: WorkbookLimits = WorkbookLimits()) throws -> [String] {
    let rows = try open(limits).open(sheet)
    var row = SheetRow()
    var result: [String] = []
    while try rows.next(&row) {
      let cells = (0..<row.count).map { column in
        let kind = row.kinds[column]
        let prefix = kind == .text || kind == .empty ? "" : "(\(kind))"
        return prefix + row.text(column) + (row.marks[column].contains(.digitsLost) ? "!" : "")
      }
      result.append("\(row.number)\(row.isFiltered ? "≈" : row.isHidden ? "~" : ""): " + cells.joined(separator: "|"))
    }
    return result
  }

  /// What the workbook is refused with, when it is opened or read.
  package func fault(_ sheet: Int = 0, _ limits: WorkbookLimits = WorkbookLimits()) throws -> SheetFault {
    do {
      let rows = try open(limits).open(sheet)
      var row = SheetRow()
      while try rows.next(&row) {}
    } catch let fault as SheetFault {
      return fault
    }
    throw NotRefused()
  }

  /// It was read to the end.
  package struct NotRefused: Error {}
  /// The archive could not be written.
  private struct NotWritten: Error {}
}
