import Figures
import Portfolio
import Speech

extension PeriodTables {
  /// Whose ranks a league table shows.
  enum League: String {
    case people, teams, clients, batches

    var title: Wording {
      switch self {
      case .people: Wording("People", "人员")
      case .teams: Wording("Teams", "小组")
      case .clients: Wording("Clients", "委托方")
      case .batches: Wording("Batches", "批次")
      }
    }

    /// People work; clients and batches come in and are paid.
    var isOfPeople: Bool { self == .people || self == .teams }
  }

  /// A league table in the order of its rows; amounts in the base currency.
  static func league(_ league: League, _ rows: [LeagueRow], _ currency: Currency) -> ReportTable {
    func count(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column { .init(key, title, .count, meaning) }
    func amount(_ key: String, _ title: Wording, _ meaning: Wording) -> ReportTable.Column {
      .init(key, title, .amount, meaning + Wording(" In \(currency), each turned into it by itself.", "以\(currency)计，逐笔折算。"))
    }
    var columns: [ReportTable.Column] = [
      count("rank", Wording("Rank", "名次"), Wording("By cases dealt; the same number has the same rank.", "按分到件数；相同件数名次相同。")),
      .init(
        "name", league == .people ? Wording("Collector", "催收员") : Wording("Name", "名称"), .identity,
        Wording("Code or name; empty for none.", "编号或名称；空为无。")),
    ]
    if league == .people {
      columns.append(.init("team", Wording("Team", "小组"), .identity, Wording("Team when this was read.", "读取时所在小组。")))
    }
    if league == .batches {
      columns.append(.init("client", Wording("Client", "委托方"), .identity, Wording("Whose cases they are.", "所属委托方。")))
    }
    if !league.isOfPeople {
      columns += [
        count(
          "entrusted", Wording("Came in", "新增"), Wording("Cases entrusted or reopened, as in stock and flow.", "新委托或重新打开的案件，与库存流量表一致。")),
        amount("entrusted_amount", Wording("Amount", "新增金额"), Wording("What was owed on them then.", "当时的欠款。")),
      ]
    }
    columns += [
      count("dealt", Wording("Dealt", "分到"), Wording("Cases dealt or moved to somebody.", "分给或转给人员的案件。")),
      amount("dealt_amount", Wording("Amount", "分到金额"), Wording("What was owed on them then.", "当时的欠款。")),
      count("taken", Wording("Gone", "离手"), Wording("Cases moved or recalled from somebody.", "换手或收回的案件。")),
    ]
    if league.isOfPeople {
      columns += [
        .init("scheduled_hours", Wording("Hours", "工时"), .hours, Wording("Scheduled, less leave.", "排班减请假。")),
        .init("talk_hours", Wording("Talk", "通话"), .hours, Wording("Talked in calls.", "通话时长。")),
        count("calls", Wording("Calls", "呼叫"), Wording("Calls made.", "呼叫次数。")),
        count("other_contacts", Wording("Other", "其他"), Wording("Messages, letters and visits.", "信息、信函与外访。")),
      ]
    } else {
      columns += [
        count(
          "closed", Wording("Closed", "结束"), Wording("Cases that ended, for whatever reason, as in stock and flow.", "因任何原因结束的案件，与库存流量表一致。")
        ),
        count("payments", Wording("Payments", "还款笔数"), Wording("Payments of the period's days.", "本期还款笔数。")),
        amount("paid", Wording("Paid", "还款"), Wording("Their sum, reversals taken off.", "还款合计，已减冲正。")),
      ]
    }
    columns += [
      count("open", Wording("Open", "在案"), Wording("Open cases when this was read.", "读取时在案件数。")),
      amount("open_amount", Wording("Owed", "尚欠"), Wording("What is owed on them.", "在案欠款。")),
    ]
    var table = ReportTable(league.rawValue, league.title, columns)
    var rank: Int64 = 0
    for (index, row) in rows.enumerated() {
      if index == 0 || rows[index - 1].dealt.cases != row.dealt.cases { rank = Int64(index + 1) }
      var cells: [ReportTable.Cell] = [.count(rank), .text(row.name)]
      if league == .people || league == .batches { cells.append(.text(row.of)) }
      if !league.isOfPeople { cells += [.count(row.entrusted.cases), .amount(row.entrusted.amount, currency)] }
      cells += [.count(row.dealt.cases), .amount(row.dealt.amount, currency), .count(row.taken.cases)]
      if league.isOfPeople {
        cells += [.seconds(row.scheduledSeconds), .seconds(row.talkSeconds), .count(row.calls), .count(row.otherContacts)]
      } else {
        cells += [.count(row.closed), .count(row.paid.cases), .amount(row.paid.amount, currency)]
      }
      cells += [.count(row.open.cases), .amount(row.open.amount, currency)]
      table.rows.append(cells)
    }
    return table
  }
}
