import Figures
import HTML
import Portfolio
import Speech
import Words

/// What an auditor or a client asks: scope, digests, controls, and every movement.
enum AuditSection {
  /// Movements beyond this are only in the file.
  static let movementsShown = 200

  static func html(_ figures: Figures, _ language: Language) -> HTML {
    HTML.div([.class("charts")]) {
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("Controls", "控制结果")[language])")
        controls(figures, language)
      }
      HTML.div([.class("card")]) {
        HTML.h3("\(Wording("What was decided on", "决策依据")[language])")
        basis(figures, language)
      }
    } + sample(figures, language) + movements(figures, language)
  }

  /// What was drawn for the auditor: allocation and rows.
  private static func sample(_ figures: Figures, _ language: Language) -> HTML {
    guard let sample = figures.sample else { return .empty }
    return HTML.h3("\(Wording("Audit sample", "审计样本")[language])")
      + HTML.p([.class("note")], "\(SampleTables.seed(sample)[language])")
      + ReportTableView.html(SampleTables.strata(sample), language) + ReportTableView.html(SampleTables.rows(sample), language)
  }

  private static func controls(_ figures: Figures, _ language: Language) -> HTML {
    guard !figures.controls.isEmpty else { return OverviewSection.empty(Wording("No controls were run.", "未执行控制检查。")[language]) }
    var table = DataTable(
      Wording("Checked again from the published rows", "依据已发布数据复核")[language],
      [
        .text(Wording("Control", "控制项")[language]), .number(Wording("Checked", "检查数")[language]),
        .number(Wording("Violations", "违规数")[language]), .word(Wording("Result", "结果")[language]),
      ])
    for control in figures.controls {
      let isGood = control.violations == 0
      table.add(
        "\(Words.control(control.control)[language])", "\(NumberText.count(control.checked))", "\(NumberText.count(control.violations))",
        HTML.span(
          [.class(isGood ? "badge ok" : "badge bad")], "\((isGood ? Wording("passed", "通过") : Wording("violated", "违规"))[language])"))
    }
    return table.html
  }

  private static func basis(_ figures: Figures, _ language: Language) -> HTML {
    let header = figures.header
    var table = DataTable(
      Wording("Versions and digests", "版本与摘要")[language],
      [.text(Wording("Item", "项目")[language]), .text(Wording("Value", "内容")[language])])
    func row(_ name: Wording, _ value: HTML) { table.add("\(name[language])", value) }
    row(Wording("agency", "机构"), "\(header.agencyName) (\(header.agencyCode))")
    row(Wording("run", "批次运行"), "#\(header.run) · \(header.slot.description) · \(Words.runState(header)[language])")
    let zone: HTML = header.timeZone.isEmpty ? .empty : " (\(header.timeZone))"
    row(Wording("started", "开始"), header.startedAt.isEmpty ? "–" : "\(header.startedAt)\(zone)")
    for policy in header.policies {
      let approved: HTML = policy.inForceBy.isEmpty ? .empty : " · \(inForce(policy)[language])"
      row(
        Wording("policy", "策略"),
        "\(policy.name) v\(policy.version)\(approved)\(policy.digest.isEmpty ? HTML.empty : HTML.code("\(policy.digest)"))")
    }
    row(Wording("inputs", "输入摘要"), header.inputDigest.isEmpty ? "–" : HTML.code("\(header.inputDigest)"))
    if let previous = header.previous {
      row(
        Wording("previous run", "上次运行"),
        "#\(previous.run) · \(previous.slot.description)\(previous.inputDigest.isEmpty ? HTML.empty : HTML.code("\(previous.inputDigest)"))"
      )
    } else {
      row(Wording("previous run", "上次运行"), "\(Wording("none", "无")[language])")
    }
    return table.html
  }

  /// Who answers for a version: its second person, else whoever put it in force; a name that is no user's is said to be none.
  private static func inForce(_ policy: PolicyStamp) -> Wording {
    let who = policy.inForceBy
    let name = policy.isUser ? Wording(same: who) : Wording("\(who) (no user of allot; a name of the system)", "\(who)（不是 allot 用户，为系统账号名）")
    return policy.isApproved
      ? Wording("approved by \(name.en)", "复核人 \(name.zh)") : Wording("put in force by \(name.en)", "生效操作人 \(name.zh)")
  }

  private static func movements(_ figures: Figures, _ language: Language) -> HTML {
    let title = HTML.h3("\(Wording("Assignments and moves", "分案与换手明细")[language])")
    guard !figures.movements.isEmpty else { return title + OverviewSection.empty(Wording("Nothing moved.", "无案件流转。")[language]) }
    let shown = figures.movements.prefix(movementsShown)
    var table = DataTable(
      Wording(
        "\(NumberText.count(shown.count)) of \(NumberText.count(figures.movements.count)); all are in assignments.csv",
        "列出\(NumberText.count(shown.count))条，共\(NumberText.count(figures.movements.count))条，全部见assignments.csv")[language],
      [
        .word(Wording("Case", "案件")[language]), .word(Wording("What", "动作")[language]), .word(Wording("From", "由")[language]),
        .word(Wording("To", "至")[language]), .word(Wording("Class", "类别")[language]), .word(Wording("Rule", "规则")[language]),
        .text(Wording("Why", "原因")[language]),
      ])
    let pool = Wording("pool", "案池")[language]
    func name(_ position: Int32) -> String {
      figures.collectors.indices.contains(Int(position)) ? figures.collectors[Int(position)].code : pool
    }
    for movement in shown {
      let recall = movement.recallReason.map { ReasonText.sentence($0, figures.names, language) + " " } ?? ""
      table.add(
        "\(movement.reference)", "\(Words.decision(movement.kind)[language])", "\(name(movement.from))", "\(name(movement.to))",
        "\(Words.caseClass(movement.caseClass)[language])",
        "\(movement.policy)\(movement.route.isEmpty ? HTML.empty : HTML.small([.class("example")], "\(movement.route)"))",
        "\(recall)\(ReasonText.sentence(movement.reason, figures.names, language))")
    }
    return title + table.html
  }
}
