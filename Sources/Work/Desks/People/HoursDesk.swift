import Faults
import Feeds
package import Imports
package import Portfolio
import Speech
import Tables
package import Views

/// Hours and leave of one person, entered by hand: each is a file with one row, so that it is read, refused, counted and kept as any other row of its feed.
package struct HoursDesk: Sendable {
  private let seat: Seat

  /// Reading needs `see`, entering `hours`; a lead enters for his own team.
  package init(_ seat: Seat) { self.seat = seat }

  /// What is known of the days of a person, in order. Throws with `EX_NOINPUT` for a code that nobody has, with `EX_USAGE` for more than a year.
  package func days(of code: String, from: Day, through: Day) async throws -> [ShownHours] {
    guard through >= from, through - from < 400 else {
      throw OperationError(
        .usage, Wording("from \(from) to \(through) is no span of at most 400 days", "\(from) 到 \(through) 不是 400 天以内的区间"),
        remedy: Wording("ask for fewer days", "请缩短区间"))
    }
    let person = try await ReadingDesk(seat).collector(code)
    return try await seat.store.views.hours(of: person.id, from: from, through: through, agency: seat.agency)
  }

  /// The agency's day, from which people look ahead.
  package func today() async throws -> Day { try await ReadingDesk(seat).today() }

  /// What a roster says of one day, in the words of its column: `7.5`, `7:30`, `0`. Throws with `EX_DATAERR` and the reason what a file would have refused, with
  /// `EX_NOPERM` for a lead of another team.
  package func set(_ code: String, day: Day, hours: String, leave: String?) async throws -> ImportReport {
    try await enter(
      .hours, code, of: day, through: day,
      [("day", day.description), ("scheduled_hours", hours)] + (leave.map { [("leave_hours", $0)] } ?? []))
  }

  /// The same in minutes.
  package func set(_ code: String, day: Day, minutes: Int, leaveMinutes: Int) async throws -> ImportReport {
    try await enter(
      .hours, code, of: day, through: day,
      [("day", day.description), ("scheduled_minutes", "\(minutes)"), ("leave_minutes", "\(leaveMinutes)")])
  }

  /// Leave from one day to another, as a list of leave has it, or taken back. `part`: of every day. Throws as `set`, and with `EX_NOINPUT` when there is none to be
  /// taken back.
  package func leave(_ code: String, from: Day, until: Day, part: LeaveRow.Part, isWithdrawn: Bool = false) async throws -> ImportReport {
    let report = try await listed(code, from: from, until: until, part: part, isWithdrawn: isWithdrawn)
    guard isWithdrawn, report.applied.inserted + report.applied.changed == 0 else { return report }
    throw OperationError(
      .noInput,
      Wording("\(code) has no such leave from \(from) to \(until) on a list of leave", "\(from) 至 \(until)，请假单上没有 \(code) 的此项请假"),
      remedy: Wording(
        "see the days: leave that stands in the roster is changed with the hours of its day", "请查看各日：排班内的请假随该日工时更改"))
  }

  private func listed(_ code: String, from: Day, until: Day, part: LeaveRow.Part, isWithdrawn: Bool) async throws -> ImportReport {
    let word: String
    switch part {
    case .whole: word = "whole"
    case .morning: word = "morning"
    case .afternoon: word = "afternoon"
    case .minutes(let count):
      return try await enter(
        .leave, code, of: from, through: until,
        [
          ("from", from.description), ("until", until.description), ("leave_minutes", "\(count)"),
          ("status", isWithdrawn ? "cancelled" : "approved"),
        ])
    }
    return try await enter(
      .leave, code, of: from, through: until,
      [("from", from.description), ("until", until.description), ("part", word), ("status", isWithdrawn ? "cancelled" : "approved")])
  }

  private func enter(_ feed: Feed, _ code: String, of first: Day, through last: Day, _ columns: [(String, String)]) async throws
    -> ImportReport
  {
    try seat.require(.hours)
    let person = try await ReadingDesk(seat).collector(code)
    if let team = seat.actor.team, person.team != team {
      throw OperationError(
        .noPermission,
        Wording("\(seat.actor.name) leads team \(team); not of it: \(code)", "\(seat.actor.name) 只管小组 \(team)；不属于该组：\(code)"),
        remedy: Wording("ask a manager", "请找经理处理"))
    }
    try requireNear(first, last, try await today())
    let all = [("collector", code)] + columns
    let text = Self.line(all.map(\.0)) + Self.line(all.map(\.1))
    let name = "\(feed.rawValue) of \(code) by hand"
    let importer = Importer(seat)
    let request = Importer.Request(feed: feed, path: name)
    let (options, _) = try await importer.options(request)
    let report = try await importer.loadUnwritten(.bytes(Array(text.utf8), name: name), options, request)
    guard let reject = report.firstRejects.first else { return report }
    let column = reject.column.isEmpty ? Wording.none : Wording("\(reject.column): ", "\(reject.column)：")
    let value = reject.value.isEmpty ? Wording.none : Wording("“\(reject.value)” ", "“\(reject.value)”")
    throw OperationError(
      .dataError, column + value + reject.why, remedy: Wording("mend it and send it again; nothing was changed", "请改正后重新提交；未作任何更改"))
  }

  /// A day far from today is a typing error in the year: rosters of other years come as files.
  private func requireNear(_ first: Day, _ last: Day, _ today: Day) throws(OperationError) {
    guard let far = [first, last].first(where: { abs($0 - today) > Self.farthest }) else { return }
    throw OperationError(
      .dataError,
      Wording("\(far) is more than \(Self.farthest) days from today, \(today)", "\(far) 距今日 \(today) 超过 \(Self.farthest) 天"),
      remedy: Wording("look at the year; other years come as a file: allot import hours FILE", "请检查年份；其他年份请用文件导入：allot import hours FILE"))
  }

  /// As long as one absence can be.
  private static let farthest = 400

  /// Whatever stands in a field, it is one.
  private static func line(_ fields: [String]) -> String {
    fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
  }
}
