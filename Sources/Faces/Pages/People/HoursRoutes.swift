import Desks
import Portfolio
import Reception
import Speech
import Web

/// Hours and leave of one person, entered on his page.
enum HoursRoutes {
  private static let code = RouteParameter("collector", .text(200), Wording("Code.", "工号。"), example: "C0007", in: .path)

  static let all: [Route] = [
    Route(
      .post, "/people/{collector}/hours", "enterHours", Wording("What the roster says of one day.", "某日的排班。"), need: .right(.hours),
      parameters: [code], content: .form(["day", "hours", "leave", "key"])
    ) { call in
      let (desk, code, form) = (HoursDesk(try call.seat), try call.needed("collector"), call.form)
      let day = try day(form, "day")
      return try await call.onceByForm {
        _ = try await desk.set(code, day: day, hours: form["hours"] ?? "", leave: form.filled("leave"))
        return address(code, day)
      }
    },
    Route(
      .post, "/people/{collector}/leave", "enterLeaveOfPerson", Wording("Leave from one day to another, or taken back.", "请假或撤回请假。"),
      need: .right(.hours), parameters: [code], content: .form(["from", "until", "part", "do", "key"])
    ) { call in
      let (desk, code, form) = (HoursDesk(try call.seat), try call.needed("collector"), call.form)
      let from = try day(form, "from")
      let until = form.filled("until") == nil ? from : try day(form, "until")
      let part: LeaveRow.Part = form["part"] == "morning" ? .morning : form["part"] == "afternoon" ? .afternoon : .whole
      return try await call.onceByForm {
        _ = try await desk.leave(code, from: from, until: until, part: part, isWithdrawn: form["do"] == "withdraw")
        return address(code, from)
      }
    },
  ]

  private static func day(_ form: FormFields, _ name: String) throws(Refusal) -> Day {
    guard let day = form.filled(name).flatMap({ Day(iso: $0) }) else {
      throw .unfit(
        name, form.filled(name) ?? "", Wording("a day", "日期"), remedy: Wording("write it as 2026-12-07", "请写成 2026-12-07"))
    }
    return day
  }

  private static func address(_ code: String, _ day: Day) -> String {
    Address.of(Address.of("people", code), query: [("done", Done.entered.rawValue), ("from", day.description)])
  }
}
