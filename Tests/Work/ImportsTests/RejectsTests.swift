import Intake
import Portfolio
import Speech
import Tables
import Testing

@testable import Imports

/// Rows that the database refuses, as people read of them.
@Suite struct RejectsTests {
  @Test func theColumnHasTheNameThatTheFileGivesIt() throws {
    let text = "案件编号,委托方,最新欠款,数据日期,催收员\n1,c,5,2027-01-01,x\n"
    let reader = try CaseReader(
      .bytes(Array(text.utf8), name: "案件.csv"), IntakeOptions { OpaqueReference(bytes: Array($0.utf8)) })
    _ = try reader.next()
    var rejects = Rejects(nil)
    rejects.add(
      ["balance_on", "collector", "hold", ""].map {
        Reject(position: RowPosition(file: "案件.csv", line: 2), column: $0, value: "", why: Wording("no", "否"))
      }, of: reader)
    var report = ImportReport(feed: .cases, file: "案件.csv")
    rejects.finish(replacesOld: false, &report)
    // A field that the file has no column of keeps its own word.
    #expect(report.firstRejects.map(\.column) == ["数据日期", "催收员", "hold", ""])
  }
}
