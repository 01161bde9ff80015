import Desks
import Portfolio
import Reception
import Speech
import Views
import Web
import Wire

/// Hours and leave of one person: read, and entered one by one.
enum HoursRoutes {
  private static let shape =
    #"{ "collector": "text", "days": [{ "day": "day", "scheduled_minutes": "count", "leave_minutes": "count", "work_minutes": "count", "roster_leave_minutes": "count", "listed_leave": "= whole | morning | afternoon?", "listed_leave_minutes": "count" }] }"#
  private static func day(_ name: String, _ about: Wording, in place: RouteParameter.Place = .path) -> RouteParameter {
    RouteParameter(name, .day, about, example: "2026-12-01", in: place)
  }
  private static let from = day("from", Wording("First day.", "首日。"))
  private static let until = day("until", Wording("Last day.", "末日。"))
  private static let part = #"= whole | morning | afternoon"#

  static let all: [Route] = [
    Route(
      .get, "/v1/collectors/{collector}/hours", "listHours",
      Wording("Hours and leave of one person, day by day; days of which nothing is known are left out.", "一人逐日的工时和请假；无记录的日子不列出。"),
      need: .right(.see),
      parameters: [
        PeopleRoutes.collector, day("from", Wording("First day (today).", "首日（今日）。"), in: .query),
        day("until", Wording("Last day (four weeks from the first).", "末日（首日起四周）。"), in: .query),
      ], replies: [.init(200, Wording("The days.", "各日。"), shape: shape)]
    ) { call in
      let desk = HoursDesk(try call.seat)
      let first = try await first(call, desk)
      return try await shown(call, desk, first, call.text("until").flatMap { Day(iso: $0) } ?? first + 27)
    },
    Route(
      .put, "/v1/collectors/{collector}/hours/{day}", "setHours",
      Wording(
        "What the roster says of one day; 0 minutes for a day off. A lead only for his team. Read and refused as a row of a file of hours.",
        "某日的排班；休息日写 0 分钟。组长只限本组。按工时文件的一行读取和拒收。"), need: .right(.hours),
      parameters: [PeopleRoutes.collector, day("day", Wording("The day.", "日期。")), Call.keyParameter],
      content: .json(
        #"{ "scheduled_minutes": "count", "leave_minutes?": "count" }"#, example: #"{"scheduled_minutes":480,"leave_minutes":60}"#),
      replies: [.init(200, Wording("The day as it stands now.", "该日现状。"), shape: shape)]
    ) { call in
      let (desk, day) = (HoursDesk(try call.seat), try day(call, "day"))
      let (minutes, leave) = (call.json["scheduled_minutes"]?.integer ?? 0, call.json["leave_minutes"]?.integer ?? 0)
      return try await call.once {
        _ = try await desk.set(
          call.needed("collector"), day: day, minutes: Int(clamping: minutes), leaveMinutes: Int(clamping: leave))
        return try await shown(call, desk, day, day)
      }
    },
    Route(
      .put, "/v1/collectors/{collector}/leave/{from}/{until}", "enterLeave",
      Wording(
        "Leave from one day to another, beside what the roster says. A lead only for his team. Read and refused as a row of a list of leave.",
        "自某日至某日的请假，与排班并存。组长只限本组。按请假文件的一行读取和拒收。"), need: .right(.hours),
      parameters: [PeopleRoutes.collector, from, until, Call.keyParameter],
      content: .json("{ \"part\": \"\(part)\" }", example: #"{"part":"whole"}"#),
      replies: [.init(200, Wording("The days as they stand now.", "各日现状。"), shape: shape)]
    ) { call in try await leave(call, call.json["part"]?.string, isWithdrawn: false) },
    Route(
      .delete, "/v1/collectors/{collector}/leave/{from}/{until}", "withdrawLeave",
      Wording("Take leave of a list back; what the roster says stays.", "撤回请假单上的请假；排班不变。"), need: .right(.hours),
      parameters: [
        PeopleRoutes.collector, from, until,
        RouteParameter(
          "part", .words(["whole", "morning", "afternoon"]), Wording("Of every day (whole).", "每日的部分（whole）。"), example: "whole"),
      ], replies: [.init(200, Wording("The days as they stand now.", "各日现状。"), shape: shape)]
    ) { call in try await leave(call, call.text("part"), isWithdrawn: true) },
  ]

  private static func leave(_ call: Call, _ word: String?, isWithdrawn: Bool) async throws -> WebResponse {
    let (desk, from, until) = (HoursDesk(try call.seat), try day(call, "from"), try day(call, "until"))
    let part: LeaveRow.Part = word == "morning" ? .morning : word == "afternoon" ? .afternoon : .whole
    return try await call.once {
      _ = try await desk.leave(call.needed("collector"), from: from, until: until, part: part, isWithdrawn: isWithdrawn)
      return try await shown(call, desk, from, until)
    }
  }

  private static func day(_ call: Call, _ name: String) throws -> Day {
    guard let day = Day(iso: try call.needed(name)) else { throw Refusal.notFound }
    return day
  }

  private static func first(_ call: Call, _ desk: HoursDesk) async throws -> Day {
    if let day = call.text("from").flatMap({ Day(iso: $0) }) { return day }
    return try await desk.today()
  }

  private static func shown(_ call: Call, _ desk: HoursDesk, _ from: Day, _ through: Day) async throws -> WebResponse {
    let code = try call.needed("collector")
    let days = try await desk.days(of: code, from: from, through: through)
    return call.answer(["collector": .string(code), "days": .array(days.map(\.json))])
  }
}

extension ShownHours {
  fileprivate var json: JSON {
    let word: String? =
      switch listed {
      case .whole: "whole"
      case .morning: "morning"
      case .afternoon: "afternoon"
      case .minutes, nil: nil
      }
    return [
      "day": .string(day.description), "scheduled_minutes": JSON(scheduledMinutes), "leave_minutes": JSON(leaveMinutes),
      "work_minutes": JSON(workMinutes), "roster_leave_minutes": JSON(rosterLeaveMinutes), "listed_leave": JSON(word),
      "listed_leave_minutes": JSON(listedMinutes),
    ]
  }
}
