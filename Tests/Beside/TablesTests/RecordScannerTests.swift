import Glibc
import Speech
import TestRandom
import Testing

@testable import Tables

@Suite struct RecordScannerTests {
  private func records(_ bytes: [UInt8], pieceSize: Int, separator: UInt8? = 44) throws -> [[String]] {
    var source = try ByteSource(.bytes(bytes, name: "f"), pieceSize: pieceSize)
    let inspection = try Inspection(&source, declared: nil)
    var scanner = try RecordScanner(source, inspection)
    try scanner.detectForm(separator: separator)
    var record = Record()
    var result: [[String]] = []
    while try scanner.next(&record) { result.append((0..<record.count).map { record.text($0) }) }
    return result
  }

  @Test func anyTableReadsBackWhateverItsQuotesAndPieces() throws {
    var random = SplitMix64(seed: 3)
    let words = ["", "a", "中文", "x,y", "say \"hi\"", "two\nlines", "\r\nret", " pad ", "\"", ",", "'", "𠮷"]
    for round in 0..<150 {
      let width = 2 + random.below(4)
      let table = (0..<1 + random.below(8)).map { _ in ["k"] + (1..<width).map { _ in words[random.below(words.count)] } }
      let newline = random.below(2) == 0 ? "\n" : "\r\n"
      var text = table.map { row in
        row.map { field in
          let mustQuote = field.contains { "\",\n\r".contains($0) || $0 == "\r\n" }
          guard mustQuote || random.below(3) == 0 else { return field }
          return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: ",")
      }.joined(separator: newline)
      if random.below(2) == 0 { text += newline }
      for pieceSize in [1, 2, 3, 5, 64, 4096] {
        #expect(try records(Array(text.utf8), pieceSize: pieceSize) == table, "round \(round), pieces of \(pieceSize)")
      }
    }
  }

  @Test func separatorsAndLineEndsAreToldFromTheHeader() throws {
    for (separator, text) in [("\t", "a\tb,c\td\n1\t2\t3\n"), (";", "a;b;c\n1;2,5;3\n"), ("|", "a|b|c\n1|2|3\n")] {
      let rows = try records(Array(text.utf8), pieceSize: 4096, separator: nil)
      #expect(rows.count == 2 && rows.allSatisfy { $0.count == 3 }, "\(separator)")
    }
    #expect(try records(Array("a,b\r1,2\r3,4\r".utf8), pieceSize: 4096, separator: nil) == [["a", "b"], ["1", "2"], ["3", "4"]])
    #expect(try records(Array("sep=;\na;b\n1;2\n".utf8), pieceSize: 4096, separator: nil) == [["a", "b"], ["1", "2"]])
    #expect(try records(Array("a,\"x;y;z;\",b\n1,2,3\n".utf8), pieceSize: 4096, separator: nil).last?.count == 3)
  }

  @Test(arguments: [
    "sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", "sep=;;;\n", "Sep=; \n", "\u{FEFF}sep=;\n", "\u{FEFF}\"SEP=;\"\r\n", "sep=;\r",
  ]) func aSpreadsheetsLineOfTheSeparatorIsObeyedHoweverItIsSpelt(_ first: String) throws {
    let end = first.hasSuffix("\r") ? "\r" : "\n"
    // More commas than semicolons: the line decides, not the header.
    let rows = try records(Array((first + "a,b,c;d\(end)1;2\(end)").utf8), pieceSize: 4096, separator: nil)
    #expect(rows == [["a,b,c", "d"], ["1", "2"]])
  }

  @Test func aColumnThatOnlyBeginsLikeThatLineIsAColumn() throws {
    for header in ["sep=date;b", "separator;b", "sep=;b"] {
      #expect(try records(Array("\(header)\n1;2\n".utf8), pieceSize: 4096, separator: nil).count == 2, "\(header)")
    }
  }

  @Test func theSeparatorIsToldFromTheFirstLineThatHasOne() throws {
    #expect(try records(Array("委案清单\n\na;b\n1;2\n".utf8), pieceSize: 4096, separator: nil).last == ["1", "2"])
  }

  @Test func aCellOfASheetIsNamedByItsLetters() {
    var record = Record()
    record.line = 7
    #expect(record.cell(column: 1) == nil)
    record.sheet = "Sheet1"
    record.clear()
    #expect(record.cell(column: 1) == "Sheet1!B7" && record.cell() == "Sheet1!7")
    #expect(record.cell(column: 25) == "Sheet1!Z7" && record.cell(column: 26) == "Sheet1!AA7" && record.cell(column: 702) == "Sheet1!AAA7")
  }

  @Test func emptyLinesAreSkippedAndEmptyFieldsAreNot() throws {
    #expect(try records(Array("a,b\n\n\r\n1,\n,\n".utf8), pieceSize: 4096) == [["a", "b"], ["1", ""], ["", ""]])
  }

  @Test(arguments: [60_000, 70_000, 80_000])
  func aFileThatChangesBetweenTheTwoLooksIsRefused(_ length: Int) throws {
    let path = "/tmp/allot-changing-\(UInt64.random(in: .min ... .max)).csv"
    let text = "case_no,client,outstanding\n" + (1...2_500).map { "K\($0),cmb,1000.00\n" }.joined()
    let file = try #require(fopen(path, "w"))
    defer { remove(path) }
    _ = fputs(text, file)
    fclose(file)
    var bytes = try ByteSource(.file(path: path))
    let inspection = try Inspection(&bytes, declared: nil)
    // Somebody writes it anew, shorter or longer.
    try #require(truncate(path, length) == 0)
    var scanner = try RecordScanner(bytes, inspection)
    var record = Record()
    var said: FileFault?
    do { while try scanner.next(&record) {} } catch { said = error }
    #expect(length == inspection.byteCount || said?.kind == .changed && said?.message.en.contains("changed while it was read") == true)
  }
}
