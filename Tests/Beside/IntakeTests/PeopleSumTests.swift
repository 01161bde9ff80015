import Intake
import Portfolio
import Testing

/// Sums at the foot of lists of people's time are no rows.
@Suite struct PeopleSumTests {
  @Test(arguments: ["合计,,15", ",合计,15", "Total,,15.0", ",,15", "甲组 小计,,15", "本月合计：,,15:00"]) func aSumOfHoursIsLeftOut(_ foot: String)
    throws
  {
    let text = "collector,day,scheduled_hours\nc1,2026-11-02,7.5\nc1,2026-11-03,7:30\n\(foot)\n"
    let (rows, rejects, summary) = try drain(HoursReader(source(text), options()))
    #expect(rows.map(\.scheduledMinutes) == [450, 450] && rejects.isEmpty && summary.sums == 1, "\(foot): \(rejects)")
  }

  @Test(arguments: ["合计,,,12", "总计,,", ",,,12"]) func aSumOfLeaveIsLeftOut(_ foot: String) throws {
    let text = "工号,开始日期,结束日期,请假小时\nc1,2026-11-02,,8\nc2,2026-11-03,,4\n\(foot)\n"
    let (rows, rejects, summary) = try drain(LeaveReader(source(text), options()))
    #expect(rows.map(\.collector) == ["c1", "c2"] && rejects.isEmpty && summary.sums == 1, "\(foot): \(rejects)")
  }

  @Test func hoursWithoutAPersonThatAreNoSumAreRefused() throws {
    let (rows, rejects, summary) = try drain(HoursReader(source("collector,day,minutes\nc1,2026-11-02,480\n,,470\n"), options()))
    #expect(rows.count == 1 && rejects.map(\.position.line) == [3] && summary.sums == 0)
  }

  @Test func aPersonWhoseCodeIsAWordForASumWorks() throws {
    let (rows, rejects, _) = try drain(HoursReader(source("collector,day,minutes\nsum,2026-11-02,480\n"), options()))
    #expect(rows.map(\.collector) == ["sum"] && rejects.isEmpty)
  }
}
