import Desks
import HTML
import Portfolio
import Schema
import Speech
import Views

extension Frame {
  /// Hours and leave of a person from a day on, and the forms by which they are entered.
  func hours(of person: ShownCollector, _ days: [ShownHours], from first: Day, keys: [String]) -> HTML {
    let address = Address.of("people", person.code)
    return part(Wording("Hours and leave", "工时与请假"), "hours") {
      HTML.p(
        [.class("pager")], link(Address.of(address, query: [("from", (first - 14).description)]), say("before", "往前")),
        link(Address.of(address, query: [("from", (first + 14).description)]), say("after", "往后")))
      table(
        Wording("Days from \(first)", "自 \(first) 起"),
        [
          (Wording("Day", "日期"), false), (Wording("Scheduled", "排班"), true), (Wording("Leave that counts", "计入的请假"), true),
          (Wording("Left to work", "应出勤"), true), (Wording("By the list of leave", "请假单"), false),
        ],
        days.map { one -> [HTML] in
          [
            day(one.day), HTML(text: Self.clock(one.scheduledMinutes)),
            HTML(text: one.leaveMinutes > 0 ? Self.clock(one.leaveMinutes) : ""),
            HTML(text: Self.clock(one.workMinutes)), listed(one),
          ]
        }, none: Wording("Nothing is known of these two weeks: contract hours count.", "这两周没有记录：按合同工时计。"))
      if mayEnter(person) { entering(address, first, keys) }
    }
  }

  /// A lead enters for his own team; the desk refuses the others all the same.
  private func mayEnter(_ person: ShownCollector) -> Bool {
    has(.hours) && (actor?.team == nil || actor?.team == person.team)
  }

  private func entering(_ address: String, _ first: Day, _ keys: [String]) -> HTML {
    HTML([
      form("\(address)/hours", [.class("filters"), .other("aria-label", text("Hours of a day", "某日工时"))]) { form in
        form.field("day", Wording("Day", "日期"), first.description, type: "date", isNeeded: true, id: "h-day")
        form.field(
          "hours", Wording("Scheduled hours (7.5, 7:30, 0 for a day off)", "排班小时（7.5、7:30，休息日写 0）"), nil, isNeeded: true, id: "h-hours")
        form.field("leave", Wording("of these leave", "其中请假"), nil, id: "h-leave")
        hidden("key", keys.first)
        button(Wording("Enter the hours", "登记工时"))
      },
      form("\(address)/leave", [.class("filters"), .other("aria-label", text("Leave", "请假"))]) { form in
        form.field("from", Wording("Leave from", "请假自"), first.description, type: "date", isNeeded: true, id: "l-from")
        form.field("until", Wording("until", "至"), nil, type: "date", id: "l-until")
        form.choice(
          "part", Wording("of each day", "每日"),
          [("whole", Wording("whole", "全天")), ("morning", Wording("morning", "上午")), ("afternoon", Wording("afternoon", "下午"))], "whole",
          id: "l-part")
        hidden("key", keys.last)
        button(Wording("Enter the leave", "登记请假"), name: "do", value: "enter")
        button(Wording("Take it back", "撤回"), name: "do", value: "withdraw", isGrave: true)
      },
      HTML.p(
        [.class("soft")],
        say(
          "Each counts as a file with one row: it stands under Data with who entered it, and the coming night reckons with it.",
          "每次登记等同导入一行的文件：在“数据”中可见登记人，下一晚据此计算。")),
    ])
  }

  private func listed(_ one: ShownHours) -> HTML {
    let part: HTML =
      switch one.listed {
      case .whole: say("whole day", "全天")
      case .morning: say("morning", "上午")
      case .afternoon: say("afternoon", "下午")
      case .minutes, nil: .empty
      }
    if one.listedMinutes == 0 { return part }
    return part + HTML(text: (part.isEmpty ? "" : " + ") + Self.clock(one.listedMinutes))
  }

  /// `7:30`
  private static func clock(_ minutes: Int) -> String { "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)" }
}
