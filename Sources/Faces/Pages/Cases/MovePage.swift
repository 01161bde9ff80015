import Answers
import Desks
import Digest
import HTML
import Night
import Portfolio
import Runs
import Speech
import Views
import Words

/// An order that somebody is asked about, as values.
struct MoveQuestion: Sendable {
  var preview: MovePreview
  /// What is sent when he says yes: the request as it was, word by word.
  var fields: [(name: String, value: String)]
  /// Where it is sent.
  var action: String
  var key: String
  /// Something changed since he looked at it first.
  var isChanged = false

  /// What was looked at, in a few characters: where a second look finds another, he is asked again.
  static func seal(_ preview: MovePreview) -> String {
    var parts: [String] = [preview.order.action.rawValue]
    for step in preview.order.steps {
      parts.append(
        "\(step.caseID) \(step.from ?? 0) \(step.to ?? 0) \(step.broken.map { String($0.rawValue) }.sorted().joined(separator: ","))")
    }
    return Hex.encode(SHA256.hash(Fields.bytes(parts)).prefix(12))
  }
}

extension Frame {
  func question(_ question: MoveQuestion) -> HTML {
    let preview = question.preview
    return HTML([
      question.isChanged
        ? HTML.p([.class("fault"), .other("role", "alert")], say("Something changed meanwhile: look at it again.", "其间情况有变：请重新查看。"))
        : .empty,
      HTML.p(
        [.class("lead")],
        say(
          "\(Words.handAction(preview.order.action).en): \(Text.count(preview.lines.count, "case")), \(preview.overridden) of them against a rule.",
          "\(Words.handAction(preview.order.action).zh)：共 \(Text.grouped(preview.lines.count)) 件，其中突破规则 \(preview.overridden) 件。")),
      HTML.p(say("Reason: ", "原因："), HTML(text: preview.order.reason)),
      preview.needsSecondPerson && preview.proposal == nil
        ? HTML.p(
          badge(
            Wording(
              "more than \(Text.count(preview.limit ?? 0, "case")): a second person has to agree", "超过 \(preview.limit ?? 0) 件：须由另一人复核"),
            "warn"))
        : .empty,
      confirmation(question), lines(preview), loads(preview),
    ])
  }

  private func confirmation(_ question: MoveQuestion) -> HTML {
    let preview = question.preview
    if let first = preview.unlawful.first {
      return HTML.p(
        [.class("fault"), .other("role", "alert")],
        say(
          "\(Text.count(preview.unlawful.count, "case")) would break what nobody can override (case \(first.caseNo)): leave these out, or choose another collector.",
          "\(Text.grouped(preview.unlawful.count)) 件违反任何人都不能越过的规则（案件 \(first.caseNo)）：请去掉这些案件，或另选催收员。"))
    }
    let asks = preview.needsSecondPerson && preview.proposal == nil
    return form(question.action, [.class("row")]) {
      for field in question.fields { hidden(field.name, field.value) }
      hidden("seal", MoveQuestion.seal(preview))
      hidden("key", question.key)
      button(asks ? Wording("Ask a second person", "提交另一人复核") : Wording("Do this", "执行"), isGrave: preview.overridden > 0)
      link("/cases", say("leave it", "放弃"))
    }
  }

  private func lines(_ preview: MovePreview) -> HTML {
    let most = 200
    let rows = preview.lines.prefix(most).map { line -> [HTML] in
      let breaks = line.findings.map { badge(MoveText.sentence($0, preview), $0.rule.isLaw ? "bad" : "warn") }
      var also: [Wording] = []
      if let pin = line.pinnedTo { also.append(Wording("pinned to \(pin) until \(line.pinnedUntil)", "指定给 \(pin)，至 \(line.pinnedUntil)")) }
      if line.clearsPin { also.append(Wording("pin lifted", "取消指定")) }
      if let other = line.other {
        also.append(
          preview.order.action == .include
            ? Wording("\(other) no longer excluded", "解除对 \(other) 的排除") : Wording("\(other) excluded", "排除 \(other)"))
      }
      return [
        caseLink(line.client, line.caseNo), HTML(text: line.client), personLink(line.from), personLink(line.to),
        say(also.joined(by: Wording(", ", "，"))),
        HTML(breaks),
      ]
    }
    let more = preview.lines.count - rows.count
    return HTML([
      table(
        Wording("Cases", "案件"),
        [
          (Wording("Case", "案件号"), false), (Wording("Client", "委托方"), false), (Wording("From", "由"), false), (Wording("To", "至"), false),
          (Wording("Also", "另外"), false), (Wording("Breaks", "违反规则"), false),
        ], Array(rows)),
      more > 0 ? HTML.p([.class("soft")], say("… and \(Text.count(more, "case")) more", "……另有 \(Text.grouped(more)) 件")) : .empty,
    ])
  }

  private func loads(_ preview: MovePreview) -> HTML {
    if preview.effects.isEmpty { return .empty }
    return part(Wording("Loads", "负荷变化")) {
      table(
        Wording("Loads before and after", "调案前后负荷"),
        [
          (Wording("Collector", "催收员"), false), (Wording("Cases", "案件"), true), (Wording("after", "调后"), true),
          (Wording("Amount", "金额"), true),
          (Wording("after", "调后"), true), (Wording("Room before", "调前余量"), true),
        ],
        preview.effects.map { one -> [HTML] in
          [
            personLink(one.collector), HTML(text: Text.grouped(one.effect.casesBefore)), HTML(text: Text.grouped(one.effect.casesAfter)),
            HTML(text: Text.amount(one.effect.amountBefore, digits: preview.amountDigits)),
            HTML(text: Text.amount(one.effect.amountAfter, digits: preview.amountDigits)), HTML(text: Text.grouped(one.effect.room)),
          ]
        })
    }
  }

  /// Orders, the latest first.
  func orders(_ orders: [ShownOrder], _ clock: WallClock) -> HTML {
    table(
      Wording("Moves by hand", "人工调案"),
      [
        (Wording("Order", "调案单"), false), (Wording("What", "操作"), false), (Wording("Cases", "案件"), true),
        (Wording("Against a rule", "突破规则"), true),
        (Wording("State", "状态"), false), (Wording("By", "发起人"), false), (Wording("At (\(clock.name))", "时间（\(clock.name)）"), false),
        (Wording("Reason", "原因"), false),
      ],
      orders.map { order -> [HTML] in
        [
          link("/orders/\(order.id)", HTML(text: String(order.id))), say(Words.handAction(order.action)),
          HTML(text: Text.grouped(order.cases)), HTML(text: Text.grouped(order.overridden)), state(order), HTML(text: order.askedBy),
          HTML(text: Text.time(order.decidedAt ?? order.askedAt, by: clock)), HTML(text: order.reason),
        ]
      }, none: Wording("No moves by hand yet.", "还没有人工调案。"))
  }

  private func state(_ order: ShownOrder) -> HTML {
    switch order.state {
    case .proposed: badge(Words.handState(order.state), "warn")
    case .done: badge(Words.handState(order.state), "ok")
    case .refused: badge(Words.handState(order.state), "bad")
    }
  }

  /// One order with its cases; whoever may agree to it can see it as it would be done now.
  func order(_ order: ShownOrder, _ moves: [ShownHandMove], _ clock: WallClock) -> HTML {
    var facts: [(Wording, HTML)] = [
      (Wording("State", "状态"), state(order)), (Wording("What", "操作"), say(Words.handAction(order.action))),
      (Wording("Reason", "原因"), HTML(text: order.reason)),
      (Wording("Asked by", "发起人"), HTML(text: "\(order.askedBy), \(Text.time(order.askedAt, by: clock))")),
    ]
    if let by = order.decidedBy, let at = order.decidedAt {
      facts.append((Wording("Decided by", "决定人"), HTML(text: "\(by), \(Text.time(at, by: clock))")))
    }
    if let remark = order.remark { facts.append((Wording("Remark", "备注"), HTML(text: remark))) }
    let isMine = order.askedBy == actor?.name
    var all = HTML.div([.class("card")], self.facts(facts))
    if order.state == .proposed, isMine {
      all += HTML.p([.class("calm")], say("A second person has to agree: you asked for it yourself.", "须由另一人复核：此单由您本人提出。"))
    } else if order.state == .proposed, has(.approve) {
      all += HTML.div([.class("card")]) {
        HTML.p(link("/orders/\(order.id)/agree", say("See it as it would be done now, and agree", "查看现在执行的结果并同意")))
        form("/orders/\(order.id)/refuse", [.class("row")]) { form in
          form.field("reason", Wording("Why not", "驳回原因"), nil, isNeeded: true)
          button(Wording("Refuse", "驳回"), isGrave: true)
        }
      }
    }
    return all
      + table(
        Wording("Cases of the order", "调案明细"),
        [
          (Wording("Case", "案件号"), false), (Wording("Client", "委托方"), false), (Wording("From", "由"), false), (Wording("To", "至"), false),
          (Wording("Pinned to", "指定给"), false), (Wording("Rules overridden", "突破规则"), false),
        ],
        moves.prefix(500).map { move -> [HTML] in
          [
            caseLink(move.client, move.caseNo), HTML(text: move.client), personLink(move.from), personLink(move.to),
            HTML(text: move.pinnedTo.map { "\($0) \(move.pinnedUntil)" } ?? ""),
            HTML(move.broken.map { badge(Words.moveRule($0), "warn") }),
          ]
        })
  }
}
