package import Figures
import Portfolio
import Speech
import Words

/// What stands above the night on the manager's page, as tables: each is a CSV file and a sheet of the workbook.
package enum MorningTables {
  /// Every table, in the order of the page.
  package static func all(_ figures: Figures) -> [ReportTable] {
    [feeds(figures), clocks(figures), pickups(figures), money(figures), batches(figures)]
  }

  static func feeds(_ figures: Figures) -> ReportTable {
    func count(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column { .init(key, title, .count, meaning) }
    return ReportTable(
      "feeds", Wording("What came in", "数据到达"),
      [
        .init("feed", Wording("Feed", "数据"), .text, Wording("Which feed.", "数据种类。")),
        .init(
          "last_arrived", Wording("Last arrived", "最近到达"), .text,
          Wording("When a file of it was read last; empty for never.", "最近一次读取文件的时间；空为从未。")),
        count("files", Wording("Files", "文件"), Wording("Files read since the night before began.", "自上一晚开始以来读取的文件数。")),
        count("new", Wording("New", "新增"), Wording("Rows that were not known.", "此前没有的行。")),
        count("changed", Wording("Changed", "变更"), Wording("Rows that changed something.", "有变更的行。")),
        count("known", Wording("Known before", "重复"), Wording("Rows that were read before.", "已读过的行。")),
        count("rejected", Wording("Rejected", "拒收"), Wording("Rows that could not be read.", "无法读取的行。")),
        count(
          "late", Wording("Late", "迟到"),
          Wording("Rows of days that a night before should have known; empty where it cannot be told.", "所属日期早于上一晚应知范围的行；空为无法判断。")),
        .init("missing", Wording("Missing", "缺失"), .flag, Wording("It usually comes, and did not.", "常到而本次未到。")),
      ],
      rows: figures.morning.feeds.map { feed in
        [.term(feed.feed.rawValue, Words.feed(feed.feed)), .text(feed.lastAt)]
          + [feed.files, feed.inserted, feed.changed, feed.known, feed.rejected].map { .count($0) }
          + [feed.late.map { .count($0) } ?? .empty, .flag(feed.isMissing)]
      })
  }

  static func clocks(_ figures: Figures) -> ReportTable {
    let (clocks, presence, coverage, holds) = (
      figures.morning.clocks, figures.morning.presence, figures.morning.coverage, figures.morning.holds
    )
    let rows: [(String, Wording, Int64)] = [
      ("open", Wording("open cases", "在案案件"), coverage.open),
      ("with_contact_point", Wording("with a contact point", "有联系方式"), coverage.withContactPoint),
      ("tried_in_7_days", Wording("tried within 7 days", "近7天有联系"), coverage.attempted),
      ("with_conversation", Wording("with a conversation", "有过沟通"), coverage.withConversation),
      ("first_contact_today", Wording("first contact runs out today", "首次联系今日到期"), clocks.firstContactToday),
      ("first_contact_missed", Wording("first contact missed", "首次联系已超时"), clocks.firstContactMissed),
      ("untouched_24", Wording("untouched after 24 hours", "满24小时未联系"), clocks.untouched24),
      ("untouched_24_in_pool", Wording("of these nobody holds", "其中无人持有"), clocks.untouchedInPool),
      ("untouched_48", Wording("untouched after 48 hours", "满48小时未联系"), clocks.untouched48),
      ("due_back", Wording("due back within 7 days", "7天内到期退案"), clocks.dueBack),
      ("due_back_promised", Wording("of these with an open promise", "其中承诺未到期"), clocks.dueBackPromised),
      ("promised_too_late", Wording("promised after the case goes back", "承诺日不早于退案日"), clocks.promisedTooLate),
      ("people", Wording("people", "人员"), presence.people), ("scheduled", Wording("on the roster today", "今日排班"), presence.scheduled),
      ("absent", Wording("away all day", "全天请假"), presence.absent),
      ("cases_without_owner", Wording("cases without a present owner", "持有人今日不在的案件"), presence.casesWithoutOwner),
      ("promises_without_owner", Wording("of these with a promise due today", "其中今日承诺到期"), presence.promisesWithoutOwner),
      ("leavers", Wording("people who have left and stand in a team", "已离职仍在小组内的人员"), presence.leaverCount),
      ("cases_of_leavers", Wording("cases of leavers", "离职人员名下案件"), presence.casesOfLeavers),
      ("held_30_days", Wording("held for more than 30 days", "停催超过30天"), holds.long),
      ("held_again", Wording("held and freed again and again", "反复停催"), holds.again),
    ]
    return ReportTable(
      "clocks", Wording("Clocks and people", "时限与人员"),
      [
        .init("what", Wording("What", "项目"), .text, Wording("What was counted; docs/reports.md says how.", "统计项目。")),
        .init("number", Wording("Number", "数量"), .count, Wording("Cases or people.", "件数或人数。")),
      ], rows: rows.map { [.term($0.0, $0.1), .count($0.2)] })
  }

  static func pickups(_ figures: Figures) -> ReportTable {
    ReportTable(
      "pickups", Wording("Lists picked up", "清单领取"),
      [
        .init("team", Wording("Team", "小组"), .identity, Wording("Its name; empty for people without one.", "小组名称；空为无小组。")),
        .init("lead", Wording("Lead", "组长"), .text, Wording("Users who lead it.", "带该组的用户。")),
        .init("collector", Wording("Collector", "催收员"), .identity, Wording("Code of the person.", "催收员工号。")),
        .init("picked_up", Wording("Picked up", "已领取"), .flag, Wording("Whether the list of the day was acknowledged.", "当天清单是否已确认领取。")),
        .init(
          "picked_up_at", Wording("When", "时间"), .text, Wording("When, in the agency's zone; empty for not yet.", "确认时间（机构时区）；空为尚未。")),
        .init("noted_by", Wording("Noted by", "登记人"), .text, Wording("Who said so.", "由谁登记。")),
      ],
      rows: figures.morning.pickups.flatMap { team in
        team.people.map {
          [
            .text(team.team), .text(team.leads.joined(separator: " ")), .text($0.code), .flag(!$0.notedAt.isEmpty), .text($0.notedAt),
            .text($0.notedBy),
          ]
        }
      })
  }

  static func money(_ figures: Figures) -> ReportTable {
    var table = PeriodTables.money([])
    table.name = "promises"
    for entry in figures.morning.money {
      for (code, name, stock) in [
        ("due_today", Wording("due today", "今日到期"), entry.dueToday), ("kept", Wording("kept", "履约"), entry.kept),
        ("broken", Wording("broken", "失约"), entry.broken), ("open", Wording("may still come", "宽限期内"), entry.open),
        ("paid_yesterday", Wording("paid yesterday", "昨日还款"), entry.paidYesterday),
        ("paid_7_days", Wording("paid in 7 days", "近7天还款"), entry.paidWeek),
      ] {
        table.rows.append([
          .term(code, name), .text(entry.currency.description), .count(stock.cases), .amount(stock.amount, entry.currency),
        ])
      }
    }
    return table
  }

  static func batches(_ figures: Figures) -> ReportTable {
    func count(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column { .init(key, title, .count, meaning) }
    func amount(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column { .init(key, title, .amount, meaning) }
    return ReportTable(
      "batches", Wording("What batches have brought", "各批次回款进度"),
      [
        .init("batch", Wording("Batch", "批次"), .identity, Wording("Its name; empty for cases without one.", "批次名称；空为无批次。")),
        .init("client", Wording("Client", "委托方"), .identity, Wording("Whose cases they are.", "所属委托方。")),
        .init("currency", Wording("Currency", "币种"), .text, Wording("Currency of the amounts.", "金额的币种。")),
        .init("since", Wording("Since", "首案日期"), .day, Wording("Day on which its first case came in.", "首件案件委案日期。")),
        count("cases", Wording("Cases", "件数"), Wording("All its cases.", "全部案件。")),
        count("open", Wording("Open", "在案"), Wording("Those that are open.", "在案案件。")),
        amount("owed", Wording("Owed", "尚欠"), Wording("What is owed on open cases.", "在案欠款。")),
        amount("paid", Wording("Paid", "已还"), Wording("Paid since the cases came in.", "委案以来还款。")),
        amount("paid_7_days", Wording("Paid in 7 days", "近7天还款"), Wording("Paid in the seven days before the night.", "此前7天还款。")),
        .init("share", Wording("Share", "占比"), .share, Wording("Paid, of paid and owed.", "已还占已还与尚欠之和。")),
      ],
      rows: figures.morning.batches.map { batch in
        [
          .text(batch.batch), .text(batch.client), .text(batch.currency.description), .day(batch.since), .count(batch.cases),
          .count(batch.open),
          .amount(batch.outstanding, batch.currency), .amount(batch.paid, batch.currency), .amount(batch.paidWeek, batch.currency),
          batch.share.map { .perMille($0) } ?? .empty,
        ]
      })
  }
}
