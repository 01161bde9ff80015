import Answers
import Desks
import Figures
import HTML
import Portfolio
import Schema
import Speech
import Views
import Words

extension Frame {
  /// Collectors with what they hold now, and what the last night did with them: the columns of either say of when they are.
  func people(_ people: [ShownCollector], _ last: LastNight?, _ agency: Agency) -> HTML {
    guard !people.isEmpty, let slot = last?.run.key.slot else { return listed(people, last, agency) }
    return HTML.p(
      [.class("soft")],
      say(
        "Cases and amount are of now. New, taken, room, saturation and month are of the night of \(slot); what came or went since is not in them.",
        "案件与金额为当前值。新案、离手、名额、饱满度与本月为 \(slot) 夜间分案时的值，不含此后的变动。")) + listed(people, last, agency)
  }

  private func listed(_ people: [ShownCollector], _ last: LastNight?, _ agency: Agency) -> HTML {
    // The year stands above.
    let night = last.map { $0.run.key.slot.description.suffix(5) }.map { Wording(", night of \($0)", "（\($0) 夜间）") } ?? .none
    return table(
      Wording("Collectors", "催收员"),
      [
        (Wording("Code", "工号"), false), (Wording("Name", "姓名"), false), (Wording("Team", "小组"), false),
        (Wording("Cases now", "当前案件"), true),
        (Wording("Amount now (\(agency.currency))", "当前金额（\(agency.currency)）"), true), (Wording("New", "新案") + night, true),
        (Wording("Taken", "离手") + night, true), (Wording("Room before", "分案前名额") + night, true),
        (Wording("Saturation", "饱满度") + night, true), (Wording("Month / share", "本月 / 应得") + night, true),
        (Wording("State", "状态"), false),
      ],
      people.map { person -> [HTML] in
        let night = last?.nights[person.code]
        return [
          personLink(person.code), HTML(text: person.name ?? ""), HTML(text: person.team ?? ""),
          link(Address.of("/cases", query: [("holder", person.code)]), HTML(text: Text.grouped(person.openCases))),
          HTML(text: Text.amount(person.openAmount, digits: agency.currency.minorDigits)),
          HTML(text: night.map { Text.grouped($0.got) } ?? ""), HTML(text: night.map { Text.grouped($0.taken) } ?? ""),
          HTML(text: night.map { Text.grouped($0.room) } ?? ""),
          HTML(text: night.map { "\(Text.grouped($0.saturationPermille / 10)) %" } ?? ""), HTML(text: night.map(month) ?? ""),
          state(person, night),
        ]
      }, none: Wording("There is nobody here.", "没有人员。"))
  }

  /// New cases of the month up to now, and the share by hours; both are kept in 1024ths.
  private func month(_ night: CollectorNight) -> String {
    guard let after = night.monthAfter, let share = night.monthShare else { return "" }
    return "\(Text.grouped((after + 512) / 1024)) / \(Text.grouped((share + 512) / 1024))"
  }

  private func state(_ person: ShownCollector, _ night: CollectorNight?) -> HTML {
    if !person.isActive { return badge(Wording("inactive", "未启用"), "bad") }
    if person.leavesOn.isKnown { return badge(Wording("leaves \(person.leavesOn)", "\(person.leavesOn) 离职"), "warn") }
    guard let night, night.closedBy != .open else { return .empty }
    return badge(Words.closed(night.closedBy))
  }

  /// Which team is looked at.
  func teamFilter(_ chosen: String?, _ teams: [String]) -> HTML {
    HTML.form([.method(.get), .action("/people"), .class("filters")]) {
      choice("team", Wording("Team", "小组"), teams.map { ($0, Wording(same: $0)) }, chosen, none: Wording("all", "全部"))
      button(Wording("Show", "显示"))
    }
  }

  /// One person: what he holds, what the last night gave him and why, and what can be looked at further.
  func person(_ person: ShownCollector, _ story: CollectorStory?, _ agency: Agency) -> HTML {
    let digits = agency.currency.minorDigits
    var facts: [(Wording, HTML)] = [
      (Wording("Name", "姓名"), HTML(text: person.name ?? "")),
      (
        Wording("Team", "小组"),
        person.team.map { link(Address.of("/people", query: [("team", $0)]), HTML(text: $0)) } ?? .empty
      ),
      (
        Wording("Cases", "在手案件"), link(Address.of("/cases", query: [("holder", person.code)]), HTML(text: Text.grouped(person.openCases)))
      ),
      (Wording("Amount", "金额"), HTML(text: "\(Text.amount(person.openAmount, digits: digits)) \(agency.currency)")),
      (Wording("Skills", "技能"), HTML(text: person.skills.joined(separator: text(", ", "、")))),
    ]
    if person.caseLimit > 0 { facts.append((Wording("Cases at most", "案件上限"), HTML(text: Text.grouped(person.caseLimit)))) }
    if person.joinedOn.isKnown { facts.append((Wording("Joined", "入职"), day(person.joinedOn))) }
    facts.append((Wording("State", "状态"), state(person, story?.told.night)))
    return HTML([
      HTML.div([.class("card")], self.facts(facts)),
      part(Wording("The last night", "最近一晚")) {
        if let story {
          HTML.p(link("/nights/\(story.run.id)", say(story.run.title)))
          HTML.div([.class("lines")]) { for line in story.told.lines(language) { HTML.p(HTML(text: line)) } }
        } else {
          HTML.p([.class("soft")], say("The last run did not know this person.", "最近一次运行中没有此人。"))
        }
      },
      part(Wording("Hours, load and score", "工时、负荷与评分")) {
        HTML.p(
          link(Address.of("people", person.code, "score"), say("As counted now, part by part", "按当前数据逐项计算")), " ",
          HTML.span([.class("soft")], say("(takes a moment)", "（需片刻）")))
      },
    ])
  }

  /// Names with what stands for them; those that say nothing are left out.
  func facts(_ facts: [(Wording, HTML)]) -> HTML {
    HTML.dl {
      for (name, value) in facts where !value.isEmpty {
        HTML.dt(say(name))
        HTML.dd(value)
      }
    }
  }
}
