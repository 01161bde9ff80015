import Intake
import Portfolio
import Speech
import Testing

/// Values that are kept from a spreadsheet.
@Suite struct GuardedValueTests {
  @Test func theGuardIsNoPartOfADayOrAnAmount() throws {
    let text = "case_no,outstanding,entrusted_on\n1,\"=\"\"66.20\"\"\",\"=\"\"2026-11-05\"\"\"\n2,'55.10,'2026-11-05\n"
    let (rows, rejects, _) = try cases(text)
    #expect(rows.map(\.outstanding) == [6620, 5510] && rejects.isEmpty, "\(rejects)")
    #expect(rows.allSatisfy { $0.entrustedOn == Day(year: 2026, month: 11, day: 5) })
  }

  @Test func theMaskOfSomebodyElseIsNotKept() throws {
    let (rows, rejects, _) = try cases("case_no,outstanding,remark\n1,5,***\n2,6,x\n")
    #expect(rows.map { $0.extra.count } == [0, 1] && rejects.isEmpty)
    // In a file of rejects it stands for a value that was there.
    let mended = "file,line,column,value,reason,case_no,outstanding,remark\na.csv,2,x,y,z,1,5,***\n"
    #expect(try cases(mended).rejects.count == 1)
  }

  @Test(arguments: ["2026-02-30", "2026/02/30", "20260230", "2026年12月32号", "2026-13-01", "30-Feb-2026"])
  func aDayThatDoesNotExistIsRefused(_ day: String) throws {
    #expect(try cases("case_no,outstanding,entrusted_on\n1,5,\(day)\n").rejects.count == 1)
  }

  @Test func twoRowsOfOneDayAreItsPartsOrContradictOneAnother() throws {
    let parts = "工号,日期,班次,工时\nc1,2026-12-01,早班,4\nc1,2026-12-01,晚班,3.5\nc1,2026-12-01,夜班,20\nc1,2026-12-02,早班,8\n"
    let read = try drain(HoursReader(source(parts), options()))
    #expect(read.rows.map(\.scheduledMinutes) == [240, 450, 480] && read.summary.addedUp == 1)
    #expect(read.rejects.map(\.position.line) == [4] && read.rejects[0].why.en.contains("more than a day"))
    let plain = try drain(HoursReader(source("collector,day,hours,remark\nc1,2026-12-01,8,a\nc1,2026-12-01,4,b\n"), options()))
    #expect(plain.rows.map(\.scheduledMinutes) == [480] && plain.rejects.map(\.position.line) == [3])
    #expect(plain.rejects[0].why.en.contains("line 2 already") && plain.rejects[0].why.zh.contains("第 2 行"))
    // Leave without hours, as personnel systems write it, stands beside the roster.
    let leave = try drain(HoursReader(source("collector,day,hours,leave_hours\nc1,2026-12-01,8,0\nc1,2026-12-01,0,4\n"), options()))
    #expect(leave.rows.count == 2 && leave.rejects.isEmpty)
  }
}
