import Figures
import HTML
import Portfolio
import Speech
import Words

/// What was promised, what came, and what each batch has brought.
enum MoneySection {
  /// Batches beyond this are only in the file.
  static let batchesShown = 10

  static func html(_ figures: Figures, _ language: Language) -> HTML {
    let morning = figures.morning
    guard !morning.money.isEmpty else {
      return OverviewSection.empty(Wording("Nothing was promised and nothing was paid.", "无承诺，无还款。")[language])
    }
    return HTML.div([.class("charts")]) {
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Promises and payments", "承诺与还款")[language])")
        money(morning.money, Wording("due today", "今日到期"), language)
        HTML.p(
          [.class("note")],
          "\(Wording("Kept: the money came by the end of grace. Of the promises of the seven days before; instalments are only in “due today”.", "履约：宽限期内到款。统计此前7天到期的承诺；分期只计入“今日到期”。")[language])"
        )
      }
    }
      // Amounts of many digits need the whole width.
      + HTML.div([.class("charts")]) {
        PaceChart.figure(morning.batches, language: language, id: "\(language.rawValue)-pace")
      }
  }

  /// One row a kind of promise or payment and currency. `due`: what the first row is called; nil leaves it out.
  static func money(_ money: [MoneyDay], _ due: Wording?, _ language: Language) -> HTML {
    var table = DataTable(
      Wording("By currency", "按币种")[language],
      [
        .text(Wording("What", "项目")[language]), .word(Wording("Currency", "币种")[language]), .number(Wording("Number", "笔数")[language]),
        .number(Wording("Amount", "金额")[language]),
      ])
    for entry in money {
      var rows: [(Wording, Stock)] = due.map { [($0, entry.dueToday)] } ?? []
      rows += [
        (Wording("kept", "履约"), entry.kept), (Wording("broken", "失约"), entry.broken),
        (Wording("may still come", "宽限期内"), entry.open),
      ]
      if due != nil { rows.append((Wording("paid yesterday", "昨日还款"), entry.paidYesterday)) }
      rows.append((due == nil ? Wording("paid", "还款") : Wording("paid in 7 days", "近7天还款"), entry.paidWeek))
      for (name, stock) in rows {
        table.add(
          "\(name[language])", "\(entry.currency.description)", "\(NumberText.count(stock.cases))",
          "\(NumberText.amount(stock.amount, entry.currency))")
      }
    }
    return table.html
  }
}

/// What was paid of each batch, of what there was to pay.
enum PaceChart {
  static func figure(_ batches: [BatchPace], language: Language, id: String) -> HTML {
    let title = Wording("What each batch has brought", "各批次回款进度")[language]
    let open = batches.filter { $0.open > 0 }
    let shown = open.prefix(MoneySection.batchesShown)
    let rowHeight = 22.0
    let (left, right) = (150.0, 372.0)
    var drawing = Drawing(height: max(1, Double(shown.count)) * rowHeight + 8)
    let scale = Scale(shown.map { $0.share ?? 0 })
    var table = DataTable(
      Wording("Paid since the cases came in, of paid and still owed", "委案以来还款占已还与尚欠之和")[language],
      [
        .word(Wording("Batch", "批次")[language]), .word(Wording("Client", "委托方")[language]), .number(Wording("Open", "在案")[language]),
        .number(Wording("Owed", "尚欠")[language]), .number(Wording("Paid", "已还")[language]),
        .number(Wording("7 days", "近7天")[language]), .number(Wording("Share", "占比")[language]),
      ])
    let none = Wording("no batch", "无批次")[language]
    for (index, batch) in shown.enumerated() {
      let name = batch.batch.isEmpty ? none : batch.batch
      let share = batch.share ?? 0
      let y = 4 + Double(index) * rowHeight
      drawing.text(shortened(name, 20), x: left - 8, y: y + 14, anchor: .end, style: "t s")
      drawing.bar(
        x: left, y: y + 3, width: max(1, scale.share(max(0, share)) * (right - left)), height: 14, style: "f-main", value: share,
        label: "\(name): \(NumberText.percent(share))")
      drawing.text(NumberText.percent(share), x: right + 8, y: y + 14, style: "t s num")
      table.add(
        "\(name)", "\(batch.client)", "\(NumberText.count(batch.open))",
        "\(NumberText.major(batch.outstanding, batch.currency)) \(batch.currency.description)",
        "\(NumberText.major(batch.paid, batch.currency))",
        "\(NumberText.major(batch.paidWeek, batch.currency))", "\(batch.share.map { NumberText.percent($0) } ?? "–")")
    }
    if shown.isEmpty { drawing.text(Wording("no open cases", "无在案案件")[language], x: left, y: 18) }
    let cut =
      open.count > shown.count
      ? HTML.p(
        [.class("note")],
        "\(Wording("The \(shown.count) largest of \(open.count); all are in batches.csv.", "列出最大的\(shown.count)个，共\(open.count)个，全部见batches.csv。")[language])"
      )
      : .empty
    return ChartFigure.html(
      id: id, title: title, style: "chart beside",
      description: Wording("For the ten largest batches the share that was paid.", "最大十个批次的回款占比。")[language], drawing: drawing,
      table: table.html + cut)
  }
}
