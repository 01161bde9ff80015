import Policy
import Portfolio
import Speech

extension PolicySaid {
  static func fair(_ policy: CasePolicy, _ tongue: Tongue) -> SaidSection {
    let fair = policy.fair
    let by = FairnessSettings.Dimension.allCases.filter(fair.by.contains).map(dimension)
    func line(_ key: String, _ text: Wording) -> SaidLine { SaidLine("fair.\(key)", text) }
    var lines = [
      line(
        "new_cases",
        fair.newCasesWithin.map {
          Wording(
            "Everybody's new cases of the month come within \(Tongue.count($0, "case")) of the share by scheduled time.",
            "每人当月新案数与按排班工时应得份额相差不超过 \($0) 件。")
        } ?? Wording("New cases of the month are not evened out.", "不平衡当月新案数。")),
      line(
        "new_amount",
        fair.newAmountWithinPermille.map {
          Wording(
            "Everybody's new amount of the month comes within \(Tongue.percent($0)) of that share.",
            "每人当月新案金额与该份额相差不超过 \(Tongue.percent($0))。")
        } ?? Wording("The new amount of the month is not evened out.", "不平衡当月新案金额。")),
      line(
        "load",
        fair.loadWithinPermille.map {
          Wording(
            "For an even month the load may be uneven by \(Tongue.percent($0)).", "为使当月均衡，工作量可以不均 \(Tongue.percent($0))。")
        } ?? Wording("For an even month the load may be as uneven as it comes.", "为使当月均衡，工作量的不均不设限。")),
      line(
        "by",
        by.isEmpty
          ? Wording("That counts over each route as a whole.", "以上按每条路由整体计算。")
          : Wording(
            "That counts over each route as a whole and over each \(Tongue.and(by).en).", "以上按每条路由整体、并按每个\(Tongue.and(by).zh)的组合计算。")),
    ]
    if !fair.amountBands.isEmpty {
      let bands = Tongue.and(fair.amountBands.map { Wording(same: tongue.amount($0)) })
      lines.append(line("amount_bands", Wording("New bands of amount begin at \(bands.en).", "金额分段的起点为 \(bands.zh)。")))
    }
    return SaidSection("fair", Wording("How even the month comes out", "公平性"), lines)
  }

  private static func dimension(_ value: FairnessSettings.Dimension) -> Wording {
    switch value {
    case .client: Wording("client", "委托方")
    case .batch: Wording("batch", "批次")
    case .stage: Wording("stage", "阶段")
    case .amountBand: Wording("amount band", "金额段")
    }
  }

  static func quotas(_ policy: CasePolicy) -> SaidSection {
    let title = Wording("Shares of teams", "小组配额")
    guard let quotas = policy.quotas else {
      return SaidSection("quotas", title, [SaidLine("quotas", "No team has a quota.", "没有小组配额。")])
    }
    let of: Wording =
      switch quotas.of {
      case .newCases: Wording("new cases", "新案件数")
      case .newAmount: Wording("new amount", "新案金额")
      }
    let period: Wording =
      switch quotas.period {
      case .month: Wording("calendar month", "自然月")
      }
    let shares = Tongue.and(
      quotas.shares.map { Wording("\(Tongue.percent(ppm: $0.ppm)) to team “\($0.team)”", "小组“\($0.team)”\(Tongue.percent(ppm: $0.ppm))") })
    return SaidSection(
      "quotas", title,
      [
        SaidLine("quotas.of", "Quotas share out the \(of.en).", "配额按\(of.zh)分配。"),
        SaidLine("quotas.period", "They count over the \(period.en).", "按\(period.zh)累计。"),
        SaidLine("quotas.teams", "Of that go \(shares.en).", "其中：\(shares.zh)。"),
        SaidLine(
          "quotas.tolerance", "A team may be off by \(Tongue.percent(ppm: quotas.tolerancePPM)) of the whole.",
          "每组可偏离总量的 \(Tongue.percent(ppm: quotas.tolerancePPM))。"),
      ])
  }

  static func runs(_ policy: CasePolicy) -> SaidSection {
    let title = Wording("When nights run", "运行时间")
    guard let runs = policy.runs else {
      return SaidSection(
        "runs", title,
        [SaidLine("runs", "It says nothing of when nights run: another policy does, or 02:30 holds.", "没有写运行时间：以其他策略为准，否则为 02:30。")])
    }
    return SaidSection(
      "runs", title,
      [
        SaidLine("runs.night", "The night runs at \(runs.night).", "夜间分案在 \(runs.night) 运行。"),
        SaidLine("runs.missed_until", "A night that was missed is made up until \(runs.missedUntil).", "错过的夜间分案可补到 \(runs.missedUntil)。"),
        SaidLine(
          "runs.batch_file", "A case file of more than \(Tongue.count(runs.batchFileAbove, "row")) is a run of its own.",
          "超过 \(runs.batchFileAbove) 行的案件文件单独运行一次。"),
      ])
  }
}
