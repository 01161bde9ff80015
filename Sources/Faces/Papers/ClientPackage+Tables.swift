import Figures
import HandoutDesks
import Handouts
import Portfolio
import Register
import Reports
import Speech
import Words

/// The package as people read it: the same rows in words, on a page and in a workbook. Nothing here is part of the proof.
extension ClientPackage {
  private var isDrawn: Set<Int64> { Set(sample.map(\.caseID)) }

  /// A row a decision.
  var decisionTable: ReportTable {
    let drawn = isDrawn
    return ReportTable(
      "decisions_in_words", Wording("Decisions", "决定"),
      [
        .init("case_id", "case", "案件", .identity, Wording("The agency's number of the case.", "机构内部的案件号。")),
        .init("reference", "reference", "编号", .identity, Wording("Your number of the case, masked.", "贵方案件编号（已掩码）。")),
        .init("kind", "what", "决定", .text, Wording("What became of the case.", "案件的去向。")),
        .init("reason", "why", "原因", .text, Wording("What decided, without the numbers behind it.", "起决定作用的原因，不含其后数字。")),
        .init("class", "class", "类别", .text, Wording("Class of the case that night.", "当晚的案件类别。")),
        .init("amount", "amount", "金额", .amount, Wording("What was outstanding when the run decided.", "运行决定时的欠款。")),
        .init("policy", "policy", "策略", .text, Wording("The policy that covered the case, with its version.", "覆盖该案的策略及版本。")),
        .init("route", "rule", "规则", .text, Wording("The route of that policy that matched.", "命中的路由规则。")),
        .init(
          "lost", "left out", "未执行", .flag, Wording("Planned, and not done at the publish; why says the reason.", "已计划、发布时未执行，原因见“原因”列。")),
        .init("sample", "drawn", "抽样", .flag, Wording("Whether the audit sample has it.", "是否在审计样本中。")),
      ],
      rows: contents.rows.decisions.map { row in
        let kind = DecisionKind(rawValue: UInt8(row.fields[3]) ?? 0)
        let caseClass = CaseClass(rawValue: UInt8(row.fields[8]) ?? 0) ?? .unknown
        return [
          .count(row.caseID), .text(Masking.reference(row.caseNo)), kind.map { .term($0.word, Words.decision($0)) } ?? .empty,
          Self.why(row.code), .term(caseClass.word, Words.caseClass(caseClass)),
          Currency(row.fields[7]).map { .amount(Int64(row.fields[6]) ?? 0, $0) } ?? .empty,
          .text(row.fields[9].isEmpty ? "" : "\(row.fields[9]) v\(row.fields[10])"), .text(row.fields[12]), .flag(row.fields[15] == "1"),
          .flag(drawn.contains(row.caseID)),
        ]
      })
  }

  /// Decisions by what became of the cases and why.
  var reasonTable: ReportTable {
    struct Key: Hashable, Comparable {
      var kind: UInt8
      var code: Int16
      static func < (a: Key, b: Key) -> Bool { (a.kind, a.code) < (b.kind, b.code) }
    }
    var counts: [Key: Int64] = [:]
    for row in contents.rows.decisions { counts[Key(kind: UInt8(row.fields[3]) ?? 0, code: row.code), default: 0] += 1 }
    // Stays come last: they are no decisions.
    for row in contents.rows.stays { counts[Key(kind: .max, code: row.code ?? 0), default: 0] += 1 }
    return ReportTable(
      "reasons", Wording("What became of your cases", "贵方案件的去向"),
      [
        .init("kind", "what", "去向", .text, Wording("What became of the cases.", "案件的去向。")),
        .init("reason", "why", "原因", .text, Wording("What decided.", "起决定作用的原因。")),
        .init("cases", "cases", "案件", .count, Wording("Number of cases.", "案件数。")),
      ],
      rows: counts.keys.sorted().map { key in
        let kind = DecisionKind(rawValue: key.kind)
        return [
          kind.map { .term($0.word, Words.decision($0)) } ?? .term("stayed", Wording("stayed", "原地不动")), Self.why(key.code),
          .count(counts[key] ?? 0),
        ]
      })
  }

  private static func why(_ code: Int16) -> ReportTable.Cell {
    if code == 0 { return .term("nothing", Wording("no rule asked for it", "没有规则要动它")) }
    return ReasonCode(rawValue: code).map { .term(ReasonText.word($0), Words.reason($0)) } ?? .text("#\(code)")
  }

  /// The flow of each currency.
  var flowTable: ReportTable {
    ReportTable(
      "flow_in_words", Wording("Flow", "流量"),
      [
        .init("line", "line", "项目", .text, Wording("Opening, what came and went, closing.", "期初、增减、期末。")),
        .init("currency", "currency", "币种", .identity, Wording("Currency of the cases.", "案件币种。")),
        .init("cases", "cases", "案件", .count, Wording("Number of cases.", "案件数。")),
        .init("amount", "amount", "金额", .amount, Wording("Outstanding of these cases.", "这些案件的欠款。")),
      ],
      rows: ClientFlow.all(contents.stock?.lines ?? []).flatMap { flow in
        flow.lines.map { name, stock in
          [.term(name, Self.flowLine(name)), .text(flow.currency.description), .count(stock.cases), .amount(stock.amount, flow.currency)]
        }
      })
  }

  private static func flowLine(_ name: String) -> Wording {
    switch name {
    case "opening": Wording("opening", "期初")
    case "entrusted": Wording("entrusted", "新委案")
    case "reopened": Wording("reopened", "重新打开")
    case "revalued": Wording("payments and corrections", "还款与更正")
    case "closing": Wording("closing", "期末")
    default:
      CaseStatus.allCases.first { name == "closed_\($0.word)" }.map {
        let how = Words.status($0)
        return Wording("closed: \(how.en)", "结束：\(how.zh)")
      } ?? .none
    }
  }

  /// What was looked for, and what was found.
  var controlTable: ReportTable {
    var rows: [[ReportTable.Cell]] = contents.controls.map {
      [.term($0.name.rawValue, Self.control($0.name)), .count($0.checked), .count($0.violations), .text($0.query)]
    }
    if let stock = contents.stock {
      rows.append([
        .term("books", Wording("all cases, counted back from now, are what was counted behind the run", "由现状倒推的全部案件与运行后清点一致")),
        .count(Int64(stock.checked)), .count(Int64(stock.differences)), .empty,
      ])
    }
    return ReportTable(
      "controls_in_words", Wording("Controls", "控制"),
      [
        .init("control", "control", "控制", .text, Wording("What must hold.", "必须成立的事。")),
        .init("checked", "checked", "已查", .count, Wording("What was looked at.", "检查的数量。")),
        .init("violations", "violations", "违反", .count, Wording("0 is well.", "0 为正常。")),
        .init("query", "query", "查询", .text, Wording("The statement, as it was asked.", "所执行的查询语句。")),
      ], rows: rows)
  }

  private static func control(_ name: ClientControl.Name) -> Wording {
    switch name {
    case .once: Wording("every case was decided once", "每案只有一个决定")
    case .authorisations: Wording("nobody got a case without the skill or licence for it", "无人获得缺少相应技能或授权的案件")
    case .conflicts: Wording("nobody got a case in conflict with him", "无人获得有利益冲突的案件")
    case .openCollectors: Wording("nobody got a case while closed for new ones", "关闭接案者未获新案")
    case .heldNotDealt: Wording("no held case was dealt", "停催案件未被分出")
    case .lostSayWhy: Wording("what was planned and not done says why", "计划未执行者均有原因")
    }
  }

  /// Rows that do not agree with the client's own file; nil where there was none.
  var differenceTable: ReportTable? {
    differences.map { differences in
      ReportTable(
        "differences_in_words", Wording("Against your statement", "与贵方对账单的差异"),
        [
          .init("difference", "difference", "差异", .text, Wording("Who holds what the other does not.", "一方有、另一方没有，或数字不同。")),
          .init("case_id", "case", "案件", .identity, Wording("The agency's number; empty where it holds none.", "机构内部的案件号；机构没有时为空。")),
          .init("reference", "reference", "编号", .identity, Wording("Your number, masked.", "贵方编号（已掩码）。")),
          .init("line", "line", "行", .count, Wording("Line of your file.", "贵方文件中的行号。")),
          .init("ours", "we have", "我方", .amount, Wording("Outstanding by the agency's books.", "机构账上的欠款。")),
          .init("his", "you have", "贵方", .amount, Wording("Outstanding by your file.", "贵方文件中的欠款。")),
        ],
        rows: differences.map { one in
          [
            .term(one.kind.rawValue, Self.difference(one.kind)), one.caseID.map { .count($0) } ?? .empty,
            .text(Masking.reference(one.caseNo)), one.line.map { .count(Int64($0)) } ?? .empty,
            one.ours.map { .amount($0.amount, $0.currency) } ?? .empty, one.his.map { .amount($0.amount, $0.currency) } ?? .empty,
          ]
        })
    }
  }

  private static func difference(_ kind: ClientStatement.Difference.Kind) -> Wording {
    switch kind {
    case .weHold: Wording("we hold it, you do not", "我方有，贵方没有")
    case .heHolds: Wording("you hold it, we do not", "贵方有，我方没有")
    case .amount: Wording("amounts differ", "金额不同")
    case .currency: Wording("currencies differ", "币种不同")
    }
  }
}
