import Figures
import HTML
import Portfolio
import Speech
import Words

/// What runs out today, and who is there to do something about it.
enum ClockSection {
  static func clocks(_ figures: Figures, _ language: Language) -> HTML {
    let clocks = figures.morning.clocks
    let tiles: [Tile] = [
      Tile(
        Wording("first contact runs out today", "首次联系今日到期"), clocks.firstContactToday, isBad: clocks.firstContactToday > 0,
        Wording("missed already: \(NumberText.count(clocks.firstContactMissed))", "已超时：\(NumberText.count(clocks.firstContactMissed))")),
      Tile(
        Wording("untouched after 24 hours", "满24小时未联系"), clocks.untouched24, isBad: false,
        Wording("nobody holds: \(NumberText.count(clocks.untouchedInPool))", "无人持有：\(NumberText.count(clocks.untouchedInPool))")),
      Tile(
        Wording("untouched after 48 hours", "满48小时未联系"), clocks.untouched48, isBad: clocks.untouched48 > 0,
        Wording("counted at 0:00 of this day", "以当日0点计")),
      Tile(
        Wording("due back within 7 days", "7天内到期退案"), clocks.dueBack, isBad: false,
        Wording("with an open promise: \(NumberText.count(clocks.dueBackPromised))", "承诺未到期：\(NumberText.count(clocks.dueBackPromised))")),
      Tile(
        Wording("promised after the case goes back", "承诺日不早于退案日"), clocks.promisedTooLate, isBad: clocks.promisedTooLate > 0,
        Wording("of those due back", "其中到期退案者")),
    ]
    let note = Wording(
      "Held cases have no clock of contact. The first contact is due by the strictest service rule of the case's policy, by the clock from when the case was read on the day of its entrustment; where it was read on another day only that day is known, and hours are rounded up to days. Untouched after 24 and 48 hours: at 0:00 of this day they have passed, whatever the hour the case came in.",
      "停催案件不计联系时限。首次联系时限按案件所属策略中最严的服务规则，自委案当日读入时刻起按小时计；非当日读入的只知委案日期，小时数进整为天。“满24/48小时未联系”指到当日0点已满，不论委案时刻。")
    return Tile.list(tiles, language) + asOf(figures, language) + HTML.p([.class("note")], "\(note[language])")
  }

  static func people(_ figures: Figures, _ language: Language) -> HTML {
    let presence = figures.morning.presence
    guard presence.people > 0 else { return OverviewSection.empty(Wording("There are no collectors.", "没有催收员。")[language]) }
    var tiles = [
      Tile(
        Wording("on the roster today", "今日排班"), presence.scheduled, isBad: presence.scheduled == 0,
        Wording("of \(NumberText.count(presence.people)) people", "共\(NumberText.count(presence.people))人")),
      Tile(
        Wording("away all day", "全天请假"), presence.absent, isBad: false,
        Wording("for a part of it: \(NumberText.count(presence.partly))", "部分时段：\(NumberText.count(presence.partly))")),
    ]
    if presence.scheduled > 0 {
      tiles.append(
        Tile(
          Wording("cases without a present owner", "持有人今日不在的案件"), presence.casesWithoutOwner, isBad: presence.promisesWithoutOwner > 0,
          Wording(
            "with a promise due today: \(NumberText.count(presence.promisesWithoutOwner))",
            "今日承诺到期：\(NumberText.count(presence.promisesWithoutOwner))")))
    }
    tiles.append(
      Tile(
        Wording("cases of leavers", "离职人员名下案件"), presence.casesOfLeavers, isBad: presence.casesOfLeavers > 0,
        Wording("left or not active", "已离职或停用")))
    var notes: [HTML] = []
    if presence.scheduled == 0 {
      notes.append(
        HTML.p(
          [.class("note")], "\(Wording("Nobody is on the roster of this day: who is away cannot be told.", "当日无排班记录，无法判断谁不在岗。")[language])")
      )
    }
    if presence.leaverCount > 0 {
      let others = presence.leaverCount - Int64(presence.leavers.count)
      let more = Wording(" and \(NumberText.count(others)) more", "，另有\(NumberText.count(others))人")
      let codes = Wording(presence.leavers.joined(separator: ", "), presence.leavers.joined(separator: "、")) + (others > 0 ? more : .none)
      let count = NumberText.count(presence.leaverCount)
      let leavers = Wording(
        presence.leaverCount == 1
          ? "1 person has left and still stands in a team: \(codes.en)."
          : "\(count) people have left and still stand in a team: \(codes.en).",
        "\(count)人已过离职日仍在小组内：\(codes.zh)。")
      notes.append(
        HTML.ul([.class("flags")]) {
          HTML.li([.class("look")]) {
            HTML.strong("\(Wording("Look", "关注")[language])")
            " \(leavers[language])"
          }
        })
    }
    return Tile.list(tiles, language) + HTML(notes)
  }

  /// Of when this is, where the report is of an earlier night.
  static func asOf(_ figures: Figures, _ language: Language) -> HTML {
    let header = figures.header
    guard header.readOn.isKnown, header.readOn > header.slot else { return .empty }
    let text = Wording(
      "Days are counted from \(header.slot); what is known of the cases is as of \(header.readOn), when this was written.",
      "日期以\(header.slot)起算；案件信息为\(header.readOn)（写出本报告时）所知。")
    return HTML.p([.class("note")], "\(text[language])")
  }
}

/// A number with its name and one remark below it.
struct Tile {
  let name: Wording
  let value: Int64
  let isBad: Bool
  let remark: Wording

  init(_ name: Wording, _ value: Int64, isBad: Bool, _ remark: Wording) {
    (self.name, self.value, self.isBad, self.remark) = (name, value, isBad, remark)
  }

  static func list(_ tiles: [Tile], _ language: Language) -> HTML {
    HTML.ul([.class("tiles")]) {
      for tile in tiles {
        HTML.li([tile.isBad ? .class("unusual") : nil]) {
          [
            HTML.span([.class("name")], "\(tile.name[language])"), HTML.strong("\(NumberText.count(tile.value))"),
            HTML.span([.class("change")], "\(tile.remark[language])"),
          ]
        }
      }
    }
  }
}
