import Glibc
import Intake
import Portfolio
import Speech
import Tables
import Testing

@Suite struct FileFaultTests {
  private func opening(_ bytes: [UInt8]) -> FileFault? {
    fault { _ = try drain(CaseReader(.bytes(bytes, name: "f.csv"), options(client: "c"))) }
  }
  private func opening(_ text: String) -> FileFault? { opening(Array(text.utf8)) }

  @Test func aFileThatCannotBeOpenedExitsWith66() {
    for (path, kind) in [("/no/such/file.csv", FileFault.Kind.missing), ("/tmp", .notAFile), ("/dev/null", .notAFile)] {
      let found = fault { _ = try CaseReader(.file(path: path), options(client: "c")) }
      #expect(found?.kind == kind && found?.exitCode == 66 && found?.file == path)
    }
  }

  @Test(arguments: [
    ("", FileFault.Kind.empty, ""), ("\n\r\n\n", .empty, ""), ("\u{FEFF}", .empty, ""), ("case_no,balance\n", .headerOnly, ""),
    ("case_no,balance\n1,\"2", .truncated, "missing"), ("case_no,balance\n1,\u{0}2\n", .binary, "CSV"),
    ("<html><table>", .binary, "spreadsheet"),
    ("{\"a\":1}", .binary, "CSV"), ("1,2\n3,4\n", .header, "first line"), ("case_no,remark\n1,2\n", .header, "rename"),
    ("案件编号,案号,balance\n1,1,2\n", .header, "columns: { case_no"), ("case_no,case_no,balance\n1,1,2\n", .header, "mapping"),
    ("case_no,balance\n案件编号,最新欠款\n1,2\n", .secondHeader, "delete"),
    ("case_no,balance\n1,2\ncase_no,balance\n3,4\n", .secondHeader, "delete"),
  ]) func textsAtFaultSayWhatToDo(_ text: String, _ kind: FileFault.Kind, _ hint: String) throws {
    let found = try #require(opening(text))
    #expect(found.kind == kind && found.exitCode == 65, "\(found)")
    if !hint.isEmpty { #expect(found.hint?.en.contains(hint) == true, "\(found)") }
  }

  @Test func archivesAndSpreadsheetsAreToldByTheirFirstBytes() {
    let rest = [UInt8](repeating: 7, count: 40)
    #expect(opening([0x1F, 0x8B, 8] + rest)?.hint?.en.contains("decompress") == true)
    #expect(opening([0x50, 0x4B, 3, 4] + rest)?.hint?.en.contains("save it as CSV") == true)
    #expect(opening([0xD0, 0xCF, 0x11, 0xE0] + rest)?.hint?.en.contains("save it as CSV") == true)
    #expect(opening([0x61, 0, 0x62, 0] + rest)?.kind == .encoding)
  }

  @Test func linesAreNamed() {
    #expect(opening("case_no,balance\n1,2\n2,\"3\n4,5\n")?.line == 3)
    #expect(opening("\n\ncase_no,balance\n1,2\ncase_no,balance\n")?.line == 5)
    #expect(opening("\n\ncase_no,balance\n1,2\ncase_no,balance\n")?.description.hasPrefix("f.csv:5: ") == true)
  }

  @Test func aFileWithoutHeaderIsNotQuoted() {
    #expect(opening("110101199003071234,5\n1,2\n")?.description.contains("1101") == false)
  }

  @Test func aQuoteNeverClosedEndsAtTheRecordLimit() {
    #expect(opening("case_no,balance\n1,\"" + String(repeating: "x,1\n", count: 300_000))?.kind == .truncated)
  }

  @Test func nothingSaysWhoseCasesTheyAre() {
    let found = fault { _ = try CaseReader(source("case_no,balance\n1,2\n"), options()) }
    #expect(found?.kind == .header && found?.hint?.en.contains("--client") == true)
  }

  @Test func textBehindAClosingQuoteCostsOneRow() throws {
    let (rows, rejects, _) = try cases("case_no,balance,memo\n1,2,\"a\"b\n2,3,ok\n")
    #expect(rows.map(\.caseNo) == ["2"] && rejects.map(\.position.line) == [2])
  }

  @Test func filesOnDiskReadLikeBytes() throws {
    let path = "/tmp/intake-test-\(getpid()).csv"
    let text = "case_no,balance\n" + (0..<30_000).map { "\($0),1.25,\n" }.joined()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { unlink(path) }
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count { offset += bytes[offset...].withUnsafeBytes { max(1, write(descriptor, $0.baseAddress, $0.count)) } }
    close(descriptor)
    let fromFile = try drain(CaseReader(.file(path: path), options(client: "c")))
    let fromBytes = try cases(text)
    #expect(fromFile.rows.count == 30_000 && fromFile.rows.map(\.caseNo) == fromBytes.rows.map(\.caseNo))
    #expect(fromFile.summary.digest == fromBytes.summary.digest && fromFile.summary.byteCount == bytes.count)
  }

  @Test func aFileThatIsCutWhileItIsReadIsNoticed() throws {
    var template = Array("/tmp/allot-cut-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      close(descriptor)
      unlink(path)
    }
    let row = "10001,2.00,\(String(repeating: "x", count: 1000))\n"
    let head = "case_no,balance,note\n"
    let text = head + String(repeating: row, count: 3000)
    #expect(Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == text.utf8.count)
    #expect(try drain(CaseReader(.file(path: path), options(client: "c"))).rows.count == 3000)
    // Behind the first piece, at the end of a row: what is left is a good file.
    let reader = try CaseReader(.file(path: path), options(client: "c"))
    let length = head.utf8.count + row.utf8.count * 2000
    #expect(ftruncate(descriptor, off_t(length)) == 0)
    let found = fault { while try reader.next() != nil {} }
    #expect(found?.kind == .changed && found?.exitCode == 65, "\(String(describing: found))")
    #expect(found?.message.en.contains("\(text.utf8.count) bytes at the first look, \(length) at the second") == true)
  }

  @Test func aWideFileIsReadAndOneThatIsTooWideIsRefusedAtOnce() throws {
    let clock = ContinuousClock()
    func reading(_ width: Int) throws -> Duration {
      let text =
        "case_no,balance" + (1...width).map { ",extra \($0)" }.joined() + "\n1,2.00" + String(repeating: ",", count: width) + "\n"
      var rows = 0
      let taken = try clock.measure { rows = try drain(CaseReader(source(text), options(client: "c"))).rows.count }
      #expect(rows == 1)
      return taken
    }
    let (narrow, wide) = (try reading(1_000), try reading(8_000))
    // Eight times as wide; what grows with the square takes 64 times as long.
    #expect(wide < narrow * 30, "\(narrow), \(wide)")
    let tooWide = opening("case_no,balance" + String(repeating: ",电话", count: 100_000) + "\n1,2\n")
    #expect(
      tooWide?.kind == .header && tooWide?.message.en == "the file has 100002 columns; at most 16384 are read",
      "\(String(describing: tooWide))")
  }
}
