import Answers
import Desks
import HTML
import Portfolio
import Speech
import Views
import Words

extension Frame {
  /// One case: its card, what can be done with it, its history, and the question why it is not with somebody.
  func aCase(_ shown: ShownCase, _ lines: StoryLines, _ collectors: [String]) -> HTML {
    HTML([
      HTML.p([.class("crumbs")], link(Address.of("/cases", query: [("client", shown.client)]), HTML(text: shown.client))),
      HTML.div([.class("columns")]) {
        HTML.div([.class("card")]) {
          HTML.p(caseClass(shown.caseClass), " ", personLink(shown.holder))
          facts(lines.standing.dropFirst())
        }
        HTML.div {
          if has(.move), shown.status == .open { act(shown) }
          whyNot(shown)
        }
      },
      suggestions("people", collectors.prefix(500)),
      part(Wording("History", "历史"), "history") {
        let entries = entries(lines.byHand) + entries(lines.runs)
        if entries.isEmpty { HTML.p([.class("soft")], say("Nothing has happened yet.", "尚无记录。")) }
        HTML.ol([.class("timeline")]) {
          for entry in entries {
            HTML.li {
              HTML.h3(HTML(text: entry.head))
              facts(entry.lines[...])
            }
          }
        }
      },
    ])
  }

  /// A line without a name begins an entry.
  private func entries(_ lines: [StoryLines.Line]) -> [(head: String, lines: [StoryLines.Line])] {
    var entries: [(head: String, lines: [StoryLines.Line])] = []
    for line in lines {
      if line.name == nil || entries.isEmpty { entries.append((line.value, [])) } else { entries[entries.count - 1].lines.append(line) }
    }
    return entries
  }

  /// Lines below their names; a line with an empty name goes on where the one before ended.
  private func facts(_ lines: some Sequence<StoryLines.Line>) -> HTML {
    var facts: [(name: String, value: HTML)] = []
    for line in lines {
      let name = line.name ?? ""
      if name.isEmpty, !facts.isEmpty {
        facts[facts.count - 1].value += HTML.br() + HTML(text: line.value)
      } else {
        facts.append((name, HTML(text: line.value)))
      }
    }
    if facts.isEmpty { return .empty }
    return HTML.dl {
      for fact in facts {
        HTML.dt(HTML(text: fact.name.isEmpty ? "–" : fact.name))
        HTML.dd(fact.value)
      }
    }
  }

  private func act(_ shown: ShownCase) -> HTML {
    form("/moves/preview", [.class("act"), .other("aria-label", text("Act on this case", "处理此案"))]) { form in
      hidden("case", CaseMark(client: shown.client, caseNo: shown.caseNo).text)
      form.moveFields()
    }
  }

  private func whyNot(_ shown: ShownCase) -> HTML {
    HTML.form([.method(.get), .action(Address.of("cases", shown.client, shown.caseNo, "why-not")), .class("filters")]) {
      field("collector", Wording("Why not this collector?", "为何不是此人？"), nil, list: "people", isNeeded: true)
      button(Wording("Ask", "查询"))
      HTML.p([.class("soft")], say("The night is decided again: it takes a moment.", "将重新决策该晚，需片刻。"))
    }
  }
}
