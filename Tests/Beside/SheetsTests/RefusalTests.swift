import Foundation
import Sheets
import SheetsTesting
import Speech
import Testing

/// What is not read is refused with what, where and what to do, after bounded work.
struct RefusalTests {
  private func row(_ cells: String) -> String { "<row r=\"1\">\(cells)</row>" }

  private func expect(_ fault: SheetFault, _ kind: SheetFault.Kind, _ english: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(fault.kind == kind, sourceLocation: sourceLocation)
    #expect(fault.wording.en.contains(english), "\(fault.wording.en)", sourceLocation: sourceLocation)
    // Both languages say what to do.
    #expect(fault.hint?.isEmpty == false && fault.hint?.zh != fault.hint?.en, sourceLocation: sourceLocation)
    #expect(fault.message.zh != fault.message.en, sourceLocation: sourceLocation)
  }

  @Test func aBombIsRefusedAfterBoundedWork() throws {
    let blanks = String(repeating: " ", count: 64 << 20)
    let bomb = try TestWorkbook(rows: row("<c r=\"A1\"><v>1</v></c>") + blanks)
    // 64 MiB of blanks pack to 64 KiB: a little more than 1000 : 1.
    expect(try bomb.fault(), .tooLarge, "1000 : 1")
    var limits = WorkbookLimits()
    limits.ratio = 2000
    #expect(try bomb.rows(0, limits) == ["1: (number)1"])
    limits.unpackedBytes = 8 << 20
    expect(try bomb.fault(0, limits), .tooLarge, "8 MiB")
  }

  @Test func manyPartsTogetherAreBoundedToo() throws {
    var limits = WorkbookLimits()
    limits.unpackedBytes = 5 << 20
    let strings = (0..<3).map { "<t>\($0)\(String(repeating: "x", count: 1 << 20))</t>" }
    let cells = (0..<3).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined()
    let book = try TestWorkbook(rows: (1...3).map { "<row r=\"\($0)\">\(cells)</row>" }.joined(), strings: strings)
    // 3 MiB of texts are named three times: 9 MiB of cells.
    expect(try book.fault(0, limits), .tooLarge, "5 MiB")
    #expect(try book.rows().count == 3)
  }

  @Test func oneRowIsBounded() throws {
    var limits = WorkbookLimits()
    limits.rowBytes = 1 << 20
    let text = String(repeating: "x", count: 2 << 20)
    let inline = try TestWorkbook(rows: row("<c r=\"A1\" t=\"inlineStr\"><is><t>\(text)</t></is></c>")).fault(0, limits)
    expect(inline, .tooLarge, "cases.xlsx:Sheet1!1: the row has more than 1 MiB")
    let shared = try TestWorkbook(rows: row("<c r=\"A1\" t=\"s\"><v>0</v></c>"), strings: ["<t>\(text)</t>"])
    expect(try shared.fault(0, limits), .tooLarge, "Sheet1!1")
  }

  @Test func documentTypesAndEntitiesAreRefused() throws {
    let parts = [("_rels/.rels", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Relationships>&a;</Relationships>")]
    expect(try TestWorkbook(parts: parts).fault(), .declaration, "document type")
  }

  @Test func elementsWithoutEndAreRefused() throws {
    expect(try TestWorkbook(rows: String(repeating: "<a>", count: 100_000)).fault(), .broken, "not well-formed")
    // One tag of 32 MiB.
    let tag = "<a b=\"" + String(repeating: "x", count: 32 << 20)
    expect(try TestWorkbook(rows: tag).fault(), .broken, "not well-formed")
  }

  @Test func encryptedWorkbooksAreRefused() throws {
    let manifest = #"<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>"#
    expect(try TestWorkbook(tables: "", manifest: manifest).fault(), .encrypted, "behind a password")
    let container = CompoundBytes.file(streams: [("EncryptedPackage", [UInt8](repeating: 1, count: 5000)), ("EncryptionInfo", [1])])
    expect(try TestWorkbook(bytes: container).fault(), .encrypted, "behind a password")
  }

  @Test func otherArchivesAndContainersAreRefused() throws {
    expect(try TestWorkbook(parts: [("cases.csv", "a,b")]).fault(), .unsupported, "without a workbook")
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    func office(_ target: String) -> [(path: String, text: String)] {
      [
        ("_rels/.rels", #"<Relationships><Relationship Id="r" Type="\#(kind)" Target="\#(target)"/></Relationships>"#),
        (target, "<document/>"),
      ]
    }
    expect(try TestWorkbook(parts: office("xl/workbook.bin")).fault(), .unsupported, "XLSB")
    expect(try TestWorkbook(parts: office("word/document.xml")).fault(), .unsupported, "without a workbook")
    expect(try TestWorkbook(bytes: CompoundBytes.file(streams: [("WordDocument", [1])])).fault(), .unsupported, "without a workbook")
    expect(try TestWorkbook(bytes: CompoundBytes.file(streams: [("Book", [1])])).fault(), .unsupported, "Excel 95")
    expect(try TestWorkbook(bytes: Array("a,b\n1,2\n".utf8)).fault(), .unsupported, "no workbook")
  }

  @Test func aWorkbookCutOffAnywhereIsRefused() throws {
    let whole = try TestWorkbook(rows: (1...2000).map { "<row r=\"\($0)\"><c><v>\($0 * 7919)</v></c></row>" }.joined())
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole.path)))
    for length in [4, 100, bytes.count / 2, bytes.count - 30] {
      expect(try TestWorkbook(bytes: Array(bytes[..<length])).fault(), .broken, "damaged")
    }
  }

  @Test func aChangedByteOfAPartIsNoticedByItsEnd() throws {
    let whole = try TestWorkbook(rows: (1...2000).map { "<row r=\"\($0)\"><c><v>\($0 * 7919)</v></c></row>" }.joined())
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: whole.path)))
    // The sheet is the last part: its data end before the archive's directory.
    let directory = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) && !bytes[..<$0].isEmpty })
    let first = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    #expect(first < directory)
    bytes[first - 500] ^= 0x10
    expect(try TestWorkbook(bytes: bytes).fault(), .broken, "damaged")
  }

  @Test func cellsThatContradictThemselvesAreRefusedByAddress() throws {
    func place(_ rows: String) throws -> String { try TestWorkbook(rows: rows, strings: ["<t>x</t>"]).fault().place }
    #expect(try place(row("<c r=\"B1\" t=\"s\"><v>1</v></c>")) == "cases.xlsx:Sheet1!B1")
    #expect(try place(row("<c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>abc</v></c>")) == "cases.xlsx:Sheet1!C1")
    #expect(try place(row("<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>")) == "cases.xlsx:Sheet1!1")
    #expect(try place("<row r=\"5\"><c><v>1</v></c></row><row r=\"4\"><c><v>1</v></c></row>") == "cases.xlsx:Sheet1!4")
  }

  @Test func noFileIsNoWorkbook() {
    #expect(
      throws: SheetFault(.missing, file: "cases.xlsx", Wording("there is no such file", "没有这个文件"), hint: Wording("check the path", "请检查路径"))
    ) {
      try Workbook(path: "/nonexistent/cases.xlsx", name: "cases.xlsx")
    }
  }

  @Test func textsBeyondTheLimitGoToAFileWithoutAName() throws {
    var limits = WorkbookLimits()
    limits.stringsInMemory = 64 << 10
    let strings = (0..<40_000).map { "<t>text number \($0)</t>" }
    let rows = (1...40_000).map { "<row r=\"\($0)\"><c t=\"s\"><v>\(($0 * 7919) % 40_000)</v></c></row>" }.joined()
    let book = try TestWorkbook(rows: rows, strings: strings)
    #expect(try book.rows(0, limits) == (1...40_000).map { "\($0): text number \(($0 * 7919) % 40_000)" })
  }
}
