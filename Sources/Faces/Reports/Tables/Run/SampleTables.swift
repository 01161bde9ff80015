import Figures
import Portfolio
import Speech
import Words

/// An auditor's sample of a run: how it was allocated, and what was drawn.
enum SampleTables {
  /// Both tables; nothing where nobody asked for a sample.
  static func all(_ figures: Figures) -> [ReportTable] {
    figures.sample.map { [strata($0), rows($0)] } ?? []
  }

  /// Which seed, and how it came about, in one sentence.
  static func seed(_ sample: AuditedSample) -> Wording {
    let drawn = sample.rows.count
    let all = sample.strata.reduce(0) { $0 + $1.cases }
    let head = Wording(
      "\(drawn) of \(NumberText.count(all)) decisions, drawn by the seed “\(sample.seed)” from \(sample.strata.count) strata of client, rule and kind: one of each, the rest in proportion. ",
      "按种子“\(sample.seed)”从\(sample.strata.count)层（委托方、规则、动作）的\(NumberText.count(all))项决定中抽取\(drawn)项：每层一项，其余按比例。")
    switch sample.source {
    case .named(let who, let when):
      return head
        + Wording("\(who) named the seed at \(when), before the run began.", "种子由\(who)于\(when)约定，早于运行开始。")
    case .given:
      return head
        + Wording(
          "Nobody had named this seed before the run began: whoever wrote the report could choose it.", "运行开始前无人约定过该种子：编写报告者可自行选择。")
    case .before:
      return head
        + Wording(
          "Nobody had named a seed before the run began (allot audit seed TEXT): it is the digest of the inputs of the run before.",
          "运行开始前无人约定种子（allot audit seed 文字）：采用上一次运行的输入摘要。")
    }
  }

  static func strata(_ sample: AuditedSample) -> ReportTable {
    ReportTable(
      "sample_strata", Wording("Sample by stratum", "抽样分层"),
      stratumColumns + [
        .init("cases", Wording("Decisions", "决定数"), .count, Wording("How many there are.", "该层决定总数。")),
        .init("drawn", Wording("Drawn", "抽取数"), .count, Wording("How many of them were drawn.", "从中抽取的数量。")),
      ], rows: sample.strata.map { cells($0) + [.count($0.cases), .count($0.drawn)] })
  }

  static func rows(_ sample: AuditedSample) -> ReportTable {
    ReportTable(
      "sample", Wording("Audit sample", "审计样本"),
      stratumColumns + [
        .init("case_id", Wording("Case id", "案件序号"), .identity, Wording("Number of the case in allot.", "案件在 allot 中的序号。")),
        .init("case_ref", Wording("Case", "案件"), .identity, Wording("The client's number of the case, masked.", "委托方的案件编号（已脱敏）。")),
        .init("from", Wording("From", "由"), .identity, Wording("Who had the case; empty for the pool.", "原持有人；空为案池。")),
        .init("to", Wording("To", "至"), .identity, Wording("Who got it; empty for nobody.", "现持有人；空为无。")),
        .init("class", Wording("Class", "类别"), .text, Wording("Class the run gave the case.", "本次运行判定的案件类别。")),
        .init("currency", Wording("Currency", "币种"), .text, Wording("Currency of the amount.", "金额的币种。")),
        .init("amount", Wording("Amount", "金额"), .amount, Wording("What was outstanding.", "当时欠款。")),
        .init("reason", Wording("Reason", "原因"), .text, Wording("Why; a code in CSV.", "原因；CSV 中为代码。")),
        .init("lost", Wording("Left out", "未执行"), .flag, Wording("Planned, and not done at the publish.", "已计划、发布时未执行。")),
        .init(
          "rank", Wording("Rank", "抽取序"), .identity,
          Wording("SHA-256 of seed and case by which it was drawn: the least of its stratum.", "据以抽取的种子与案件的 SHA-256：取该层最小者。")),
      ],
      rows: sample.rows.map { row in
        cells(sample.strata[row.stratum]) + [
          .count(row.caseID), .text(row.reference), .text(row.from), .text(row.to), RunTables.term(row.caseClass),
          .text(row.currency.description), .amount(row.amount, row.currency), RunTables.term(row.code), .flag(row.lost), .text(row.rank),
        ]
      })
  }

  private static let stratumColumns: [ReportTable.Column] = [
    .init("client", Wording("Client", "委托方"), .identity, Wording("Whose case it is.", "所属委托方。")),
    .init("policy", Wording("Policy", "策略"), .identity, Wording("Policy that covered it; empty for none.", "覆盖该案的策略；空为无。")),
    .init("route", Wording("Route", "路由"), .identity, Wording("Route that matched; empty for none.", "命中的路由；空为无。")),
    .init("kind", Wording("What", "动作"), .text, Wording("What became of the case.", "案件的去向。")),
  ]

  private static func cells(_ stratum: AuditedSample.Stratum) -> [ReportTable.Cell] {
    [.text(stratum.client), .text(stratum.policy), .text(stratum.route), .term(stratum.kind.word, Words.decision(stratum.kind))]
  }
}
