import Figures
import HTML
import Portfolio
import Speech
import Words

/// Can I trust the night? What came in, what is known of the cases, what held or was left out.
enum TrustSection {
  static func html(_ figures: Figures, _ language: Language) -> HTML {
    let morning = figures.morning
    guard !morning.feeds.isEmpty else {
      return OverviewSection.empty(Wording("Nobody has looked at what came in.", "未统计数据到达情况。")[language])
    }
    return verdict(figures, language) + left(figures, language) + coverage(figures, language) + feeds(morning, language)
  }

  /// One badge for each thing that could make the night worthless.
  private static func verdict(_ figures: Figures, _ language: Language) -> HTML {
    HTML.p([.class("verdict")]) {
      for (mark, text) in checks(figures) { HTML.span([.class("badge \(mark.rawValue)")], "\(text[language])") }
    }
  }

  /// How a check came out.
  enum Mark: String { case ok, warn, bad }

  /// What was looked at, and what was found; in the order of the page.
  static func checks(_ figures: Figures) -> [(mark: Mark, text: Wording)] {
    let morning = figures.morning
    var checks: [(mark: Mark, text: Wording)] = []
    let came = morning.feeds.filter { $0.files > 0 }.count
    let missing = morning.feeds.filter(\.isMissing)
    let names = missing.map { Words.feed($0.feed) }.joined(by: Wording(", ", "、"))
    checks.append(
      missing.isEmpty
        ? (
          .ok,
          Wording(
            "\(came) of \(morning.feeds.count) feeds came, none that usually comes is missing", "\(morning.feeds.count)类数据到\(came)类，常到的无缺失")
        )
        : (.bad, Wording("missing: \(names.en)", "未到：\(names.zh)")))
    let open = morning.feeds.filter(\.isOpen).map { Words.feed($0.feed) }.joined(by: Wording(", ", "、"))
    if !open.en.isEmpty { checks.append((.bad, Wording("import not finished: \(open.en)", "导入未完成：\(open.zh)"))) }
    let rejected = morning.feeds.reduce(Int64(0)) { $0 + $1.rejected }
    let rows = morning.feeds.reduce(Int64(0)) { $0 + $1.rows }
    let number = NumberText.count(rejected)
    checks.append(
      rejected == 0
        ? (.ok, Wording("no row rejected", "无拒收行"))
        : (rejected * 100 > rows ? .bad : .warn, Wording("\(number) rows rejected", "拒收\(number)行")))
    let unmapped = figures.talk.unmapped
    let share = NumberText.percent(PerMille.of(unmapped, max(1, figures.talk.attempts)))
    checks.append(
      unmapped == 0
        ? (.ok, Wording("every code of the week is mapped", "近7天代码全部已映射"))
        : (unmapped * 100 > figures.talk.attempts ? .bad : .warn, Wording("\(share) of the week's attempts unmapped", "近7天联系记录\(share)未映射"))
    )
    let late = morning.feeds.compactMap(\.late).reduce(0, +)
    if late > 0 { checks.append((.warn, Wording("\(NumberText.count(late)) late facts", "迟到数据\(NumberText.count(late))条"))) }
    if figures.controls.isEmpty {
      checks.append((.warn, Wording("no controls were run", "未执行控制检查")))
    } else {
      let broken = figures.controls.filter { $0.violations > 0 }.count
      checks.append(
        broken == 0
          ? (.ok, Wording("all \(figures.controls.count) controls passed", "\(figures.controls.count)项控制全部通过"))
          : (.bad, Wording("\(broken) of \(figures.controls.count) controls violated", "\(figures.controls.count)项控制中\(broken)项违规")))
    }
    if !morning.brakes.isEmpty {
      let count = morning.brakes.count
      checks.append((.warn, Wording("\(count) \(count == 1 ? "brake" : "brakes") released by a person", "\(count)项刹车经人工放行")))
    } else if figures.plan == nil {
      checks.append((.ok, Wording("no brake tripped", "未触发刹车")))
    }
    if morning.leftOut > 0 {
      let left = NumberText.count(morning.leftOut)
      checks.append((.warn, Wording("\(left) decisions of the plan left out at the publish", "发布时略去方案中的\(left)项决定")))
    }
    return checks
  }

  /// What the publish left out, by name.
  private static func left(_ figures: Figures, _ language: Language) -> HTML {
    guard !figures.morning.left.isEmpty else { return .empty }
    var table = DataTable(
      Wording("Decisions of the plan that the publish left out: the cases stay as they were found", "发布时略去的方案决定：案件保持当时状态")[language],
      [
        .word(Wording("Planned", "原计划")[language]), .text(Wording("Why it was left out", "略去原因")[language]),
        .number(Wording("Cases", "件数")[language]), .text(Wording("The first of them", "其中前几件")[language]),
      ])
    for group in figures.morning.left {
      let more = group.cases > Int64(group.first.count) ? " …" : ""
      table.add(
        "\(Words.decision(group.kind)[language])", "\(ReasonText.title(group.code, language))", "\(NumberText.count(group.cases))",
        "\(group.first.joined(separator: Wording(", ", "、")[language]))\(more)")
    }
    let all = Wording(
      "All of them: allot show assignments \(figures.header.run) --kind left_out",
      "全部：allot show assignments \(figures.header.run) --kind left_out")
    return table.html + HTML.p([.class("note")], "\(all[language])")
  }

  private static func coverage(_ figures: Figures, _ language: Language) -> HTML {
    let coverage = figures.morning.coverage
    let mapped = figures.talk.attempts - figures.talk.unmapped
    let shares: [(Wording, Int64, Int64)] = [
      (Wording("with a contact point", "有联系方式"), coverage.withContactPoint, coverage.open),
      (Wording("tried within 7 days", "近7天有联系"), coverage.attempted, coverage.open),
      (Wording("attempts with a mapped outcome", "联系结果已映射"), mapped, figures.talk.attempts),
      (Wording("with a conversation", "有过沟通"), coverage.withConversation, coverage.open),
    ]
    return HTML.h3("\(Wording("How much of the open cases is known", "在案案件的信息覆盖")[language])")
      + HTML.ul([.class("tiles")]) {
        for (name, part, whole) in shares {
          HTML.li {
            [
              HTML.span([.class("name")], "\(name[language])"),
              HTML.strong("\(whole > 0 ? NumberText.percent(PerMille.of(part, whole)) : "–")"),
              HTML.span(
                [.class("change")],
                "\(Wording("\(NumberText.count(part)) of \(NumberText.count(whole))", "\(NumberText.count(part))/\(NumberText.count(whole))")[language])"
              ),
            ]
          }
        }
      }
  }

  private static func feeds(_ morning: Morning, _ language: Language) -> HTML {
    let caption =
      morning.since.isEmpty
      ? Wording("What came in before this night, the first", "首晚之前到达的数据")
      : Wording("What came in since the night before began, \(morning.since)", "自上一晚开始（\(morning.since)）以来到达的数据")
    var table = DataTable(
      caption[language],
      [
        .word(Wording("Feed", "数据")[language]), .word(Wording("State", "状态")[language]), .word(Wording("Last arrived", "最近到达")[language]),
        .number(Wording("Files", "文件")[language]), .number(Wording("New", "新增")[language]), .number(Wording("Changed", "变更")[language]),
        .number(Wording("Known before", "重复")[language]), .number(Wording("Rejected", "拒收")[language]),
        .number(Wording("Late", "迟到")[language]),
      ])
    for feed in morning.feeds {
      func number(_ value: Int64) -> HTML { value == 0 ? HTML.span([.class("zero")], "0") : "\(NumberText.count(value))" }
      let (style, state) = state(feed)
      table.add(
        "\(Words.feed(feed.feed)[language])", HTML.span([.class("badge \(style)")], "\(state[language])"),
        "\(feed.lastAt.isEmpty ? "–" : feed.lastAt)", number(feed.files), number(feed.inserted), number(feed.changed), number(feed.known),
        feed.rejected == 0 ? number(0) : HTML.strong("\(NumberText.count(feed.rejected))"), feed.late.map { number($0) } ?? "–")
    }
    return table.html
      + HTML.p(
        [.class("note")],
        "\(Wording("Late: of a day that the night before should have known. Attempts are late from two days on; “–” where it cannot be told.", "迟到：所属日期早于上一晚应知范围；联系记录满两天才计；“–”为无法判断。")[language])"
      )
  }

  private static func state(_ feed: FeedArrival) -> (style: String, text: Wording) {
    if feed.isOpen { return ("bad", Wording("not finished", "未完成")) }
    if feed.files > 0 { return ("ok", Wording("arrived", "已到")) }
    if feed.isMissing { return ("bad", Wording("missing", "未到")) }
    return feed.lastAt.isEmpty ? ("", Wording("never", "从未")) : ("", Wording("nothing new", "无新数据"))
  }
}
