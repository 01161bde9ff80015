import Portfolio
import Speech
import Testing

@testable import Intake

@Suite struct LeaveTests {
  private func day(_ text: String) -> Day { Day(iso: text) ?? .none }

  @Test("days, halves, hours and times of day are read as personnel systems write them")
  func parts() throws {
    let (rows, rejects, _) = try drain(
      LeaveReader(
        source(
          """
          工号,开始时间,结束时间,时段,请假小时,假别,审批状态
          C1,2026-11-30,2026-12-01,,,年假,已通过
          C1,2026-12-02,,上午,,,
          C1,2026-12-03,,,2.5,事假,
          C1,2026-12-04 下午,2026-12-07 上午,,,病假,
          C1,2026-12-08 13:30,2026-12-08 18:00,,,病假,
          C1,2026-12-09 09:00,2026-12-09 12:00,,,病假,
          C1,2026-12-10 09:00,2026-12-10 18:00,,,病假,
          C1,2026-12-11 00:00,2026-12-11 00:00,,,,

          """), options()))
    #expect(rejects.isEmpty, "\(rejects)")
    let read = rows.map { row in row.days.map { "\($0.day) \($0.part)" } }
    #expect(
      read == [
        ["2026-11-30 whole", "2026-12-01 whole"], ["2026-12-02 morning"], ["2026-12-03 minutes(150)"],
        ["2026-12-04 afternoon", "2026-12-05 whole", "2026-12-06 whole", "2026-12-07 morning"], ["2026-12-08 afternoon"],
        ["2026-12-09 morning"], ["2026-12-10 whole"], ["2026-12-11 whole"],
      ])
    #expect(rows.allSatisfy { !$0.isWithdrawn })
  }

  @Test("what is not agreed to, taken back or no absence is none")
  func withdrawn() throws {
    let (rows, rejects, _) = try drain(
      LeaveReader(
        source(
          """
          code,from,until,kind,status
          C1,2026-11-30,2026-11-30,annual,pending
          C1,2026-11-30,2026-11-30,annual,cancelled
          C1,2026-11-30,2026-11-30,加班,已通过
          C1,2026-11-30,2026-11-30,annual,approved

          """), options()))
    #expect(rejects.isEmpty && rows.map(\.isWithdrawn) == [true, true, true, false])
  }

  @Test("an end before the beginning, a year typed wrong and an unknown word are refused with the column")
  func refused() throws {
    let (rows, rejects, _) = try drain(
      LeaveReader(
        source(
          """
          code,from,until,half,status
          C1,2026-12-02,2026-12-01,,
          C1,2026-12-02,2036-12-02,,
          C1,2026-12-02,,evening,
          C1,2026-12-02,,,perhaps
          ,2026-12-02,,,
          C1,,,,
          C1,2026-12-02 下午,2026-12-02 上午,,

          """), options()))
    #expect(rows.isEmpty && rejects.map(\.column) == ["until", "until", "half", "status", "code", "from", "until"])
    #expect(rejects[1].why.en.contains("400 days") && rejects[1].why.zh.contains("400"))
  }

  @Test("an hours row without hours and with leave is one of a leave list; more leave than hours is a contradiction")
  func hoursRows() throws {
    let (rows, rejects, _) = try drain(
      HoursReader(source("code,date,minutes,leave_minutes\nC1,2026-11-30,0,480\nC1,2026-12-01,240,480\n"), options()))
    #expect(rows.map(\.leaveMinutes) == [480] && rejects.map(\.position.line) == [3])
  }

  @Test("hours of several days are never those of each: whole days are, and fewer are refused")
  func hoursOfSeveralDays() throws {
    let (rows, rejects, _) = try drain(
      LeaveReader(
        source(
          """
          code,from,until,hours
          C1,2026-12-01,2026-12-02,16
          C1,2026-12-03,2026-12-04,4
          C1,2026-12-07 下午,2026-12-08,12
          C1,2026-12-09,2026-12-09,4

          """), options()))
    #expect(rejects.map(\.column) == ["hours"] && rejects.map(\.position.line) == [3])
    let read = rows.map { row in row.days.map { "\($0.part)" } }
    #expect(read == [["whole", "whole"], ["afternoon", "whole"], ["minutes(240)"]])
  }

  @Test("an empty cell of hours is no day off, and a span may be written as a time of day")
  func emptyHours() throws {
    let (rows, rejects, _) = try drain(
      HoursReader(source("code,date,hours\nC1,2026-11-30,\nC1,2026-12-01,07:30:00\nC1,2026-12-02,0\nC1,2026-12-03,7:30:15\n"), options()))
    #expect(rows.map(\.scheduledMinutes) == [450, 0] && rejects.map(\.position.line) == [2, 5])
  }
}
