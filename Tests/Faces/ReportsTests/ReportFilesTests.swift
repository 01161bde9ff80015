import Figures
import FiguresTesting
import Portfolio
import Reports
import Speech
import Testing
import Words

@Suite struct ReportFilesTests {
  /// A strict reader of RFC 4180; nil when a rule is broken.
  func read(_ bytes: [UInt8]) -> [[String]]? {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var index = 3
    func at(_ offset: Int) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }
    while index < bytes.count {
      if bytes[index] == 34 {
        guard field.isEmpty else { return nil }
        index += 1
        while true {
          guard let byte = at(0) else { return nil }
          if byte == 34, at(1) == 34 {
            field.append(34)
            index += 2
          } else if byte == 34 {
            index += 1
            break
          } else {
            field.append(byte)
            index += 1
          }
        }
        guard at(0) == 44 || at(0) == 13 else { return nil }
      } else if bytes[index] == 44 {
        row.append(String(decoding: field, as: UTF8.self))
        field = []
        index += 1
      } else if bytes[index] == 13 {
        guard at(1) == 10 else { return nil }
        row.append(String(decoding: field, as: UTF8.self))
        rows.append(row)
        (row, field) = ([], [])
        index += 2
      } else {
        guard bytes[index] != 10 else { return nil }
        field.append(bytes[index])
        index += 1
      }
    }
    return row.isEmpty && field.isEmpty ? rows : nil
  }

  @Test func everyFileIsARectangleWithADistinctHeader() throws {
    for figures in [Sample.night(), Sample.empty(), Sample.night(people: 0)] {
      for (name, bytes) in ReportWriter.files(figures) where name.hasSuffix(".csv") {
        let rows = try #require(read(bytes), "\(name)")
        let header = try #require(rows.first)
        #expect(Set(header).count == header.count, "\(name)")
        for row in rows { #expect(row.count == header.count, "\(name)") }
      }
    }
  }

  @Test func theWholeSetIsThere() {
    let names = ReportWriter.files(Sample.night()).map(\.name)
    for name in [
      "report.html", "assignments.csv", "collectors.csv", "classes.csv", "flows.csv", "held_unassigned.csv", "fairness.csv", "rules.csv",
    ] { #expect(names.contains(name)) }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "\n=1", "-"])
  func formulasAreDefused(text: String) throws {
    var figures = Sample.night(people: 2)
    figures.collectors[0].code = text
    let rows = try #require(read(RunTables.collectors(figures, .en).csv(.en)))
    #expect(rows[1][0] == "'" + text)
  }

  @Test(arguments: ["a,b", "a\"b", "a\r\nb", " a ", "中文，“引号”", "", "C-1001", "a=b"])
  func textSurvivesTheRoundTrip(text: String) throws {
    var figures = Sample.night(people: 2)
    figures.collectors[0].code = text
    let rows = try #require(read(RunTables.collectors(figures, .zh).csv(.zh)))
    #expect(rows[1][0] == text)
  }

  @Test func negativeNumbersStayNumbers() throws {
    let rows = try #require(read(RunTables.flows(Sample.night()).csv(.zh)))
    let assigned = try #require(rows.first { $0[1] == "pool" && $0[2] == "assigned" })
    #expect(assigned[3] == "-402" && assigned[4] == "-6030201.00" && assigned[5] == "-603020100")
    let difference = rows.filter { $0[2] == "difference" }
    #expect(difference.count == 2 && difference.allSatisfy { $0[3] == "0" && $0[5] == "0" })
  }

  @Test func everyMovementHasARowWithItsReason() throws {
    let figures = Sample.night()
    let rows = try #require(read(RunTables.assignments(figures, .zh).csv(.zh)))
    #expect(rows.count == figures.movements.count + 1)
    for (row, movement) in zip(rows.dropFirst(), figures.movements) {
      #expect(row[3] == movement.reference && row[12] == "assigned_cheapest" && row[17].hasSuffix("。"))
      #expect(!row[3].contains("2026"))
      #expect((row[5] == "") == (movement.from < 0) && (row[6] == "") == (movement.to < 0))
    }
  }

  @Test func waitingCasesAddUpOverAges() throws {
    let rows = try #require(read(RunTables.waiting(Sample.night(), .en).csv(.en)))
    for row in rows.dropFirst() { #expect(row[5...9].compactMap { Int($0) }.reduce(0, +) == Int(row[2])) }
  }
}
