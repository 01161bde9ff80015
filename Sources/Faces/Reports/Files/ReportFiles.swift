package import Figures
package import Portfolio
package import Speech
import Words

/// The figures as files for spreadsheets and programs. Headers never change with the language; sentences do.
package enum ReportFiles {
  /// Every assignment, move and recall, one a row.
  package static func assignments(_ figures: Figures, _ language: Language) -> [UInt8] {
    var csv = CSV(header: [
      "run", "slot", "case_id", "case_ref", "kind", "from", "to", "policy", "route", "class", "currency", "amount", "reason", "n1", "n2",
      "n3",
      "n4", "sentence", "recall_reason", "recall_sentence", "state",
    ])
    for movement in figures.movements {
      let (reason, numbers) = (movement.reason, movement.reason.numbers)
      let recall = movement.recallReason
      csv.add([
        .number(figures.header.run), .plain(figures.header.slot.description), .number(movement.caseID), .text(movement.reference),
        .plain(movement.kind.word), .text(code(movement.from, figures)), .text(code(movement.to, figures)), .text(movement.policy),
        .text(movement.route), .plain(movement.caseClass.word), .plain(movement.currency.description),
        .plain(NumberText.plainAmount(movement.amount, movement.currency)), .plain(ReasonText.word(reason.code)), .number(numbers.n1),
        .number(numbers.n2), .number(numbers.n3), .number(numbers.n4), .text(ReasonText.sentence(reason, figures.names, language)),
        .plain(recall.map { ReasonText.word($0.code) } ?? ""), .text(recall.map { ReasonText.sentence($0, figures.names, language) } ?? ""),
        .plain(figures.header.isTakenBack ? "taken_back" : figures.header.status.rawValue),
      ])
    }
    return csv.bytes
  }

  private static func code(_ position: Int32, _ figures: Figures) -> String {
    figures.collectors.indices.contains(Int(position)) ? figures.collectors[Int(position)].code : ""
  }

  /// One row per collector; amounts in the base currency.
  package static func collectors(_ figures: Figures, _ language: Language) -> [UInt8] {
    var csv = CSV(
      header: [
        "collector", "name", "team", "capacity_hours", "before", "new", "gone", "after", "amount_before", "amount_new", "amount_gone",
        "amount_after",
        "currency",
      ] + CaseClass.allCases.map(\.word) + [
        "effort_hours", "new_effort_hours", "saturation", "used_hours", "scheduled_hours", "talk_hours", "calls", "messages",
        "other_contacts", "score",
        "assignable", "closed_by", "next_present", "room", "headroom", "promises_due", "sentence",
      ])
    let currency = figures.header.baseCurrency
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    func money(_ minor: Int64) -> CSV.Field { .plain(NumberText.plainAmount(minor, currency)) }
    func hours(_ seconds: Int64) -> CSV.Field { .plain(plainHours(seconds)) }
    for person in figures.collectors {
      csv.add(
        [
          .text(person.code), .text(person.name), .text(person.team), hours(person.capacitySeconds), .number(person.before),
          .number(person.new),
          .number(person.gone), .number(person.after), money(person.amountBefore), money(person.amountNew), money(person.amountGone),
          money(person.amountAfter), .plain(currency.description),
        ] + person.classes.map { .number($0) } + [
          hours(person.effortSeconds), hours(person.newEffortSeconds), .plain(NumberText.ratio(person.saturation)),
          hours(person.usedSeconds),
          hours(person.scheduledSeconds), hours(person.talkSeconds), .number(person.calls), .number(person.messages),
          .number(person.otherContacts),
          .plain(CollectorLoads.isAbsent(person.score) ? "" : NumberText.ratio(person.score)),
          .plain(person.assignable ? "yes" : "no"), .plain(person.closedBy.word),
          .plain(person.nextPresent.isKnown ? person.nextPresent.description : ""), .number(person.room), .number(person.headroom),
          .number(person.promisesDue), .text(sentence.text(person, language)),
        ])
    }
    return csv.bytes
  }

  /// Hours without thousands separator.
  private static func plainHours(_ seconds: Int64) -> String { String(NumberText.hours(seconds).filter { $0 != "," }) }

  /// Cases and base amount by stage and class.
  package static func classes(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: ["stage", "class", "cases", "amount", "currency"])
    let currency = figures.header.baseCurrency
    for stage in figures.classes.stages {
      for caseClass in CaseClass.allCases {
        let position = Int(caseClass.rawValue)
        csv.add([
          .text(stage.stage), .plain(caseClass.word), .number(stage.cases[position]),
          .plain(NumberText.plainAmount(stage.amounts[position], currency)),
          .plain(currency.description),
        ])
      }
    }
    return csv.bytes
  }

  /// Class at the previous run and now.
  package static func classChanges(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: ["from", "to", "cases"])
    for from in CaseClass.allCases {
      for to in CaseClass.allCases { csv.add([.plain(from.word), .plain(to.word), .number(figures.classes.moved(from, to))]) }
    }
    for to in CaseClass.allCases where figures.classes.new[Int(to.rawValue)] > 0 {
      csv.add([.plain("new"), .plain(to.word), .number(figures.classes.new[Int(to.rawValue)])])
    }
    return csv.bytes
  }

  /// Both accounts of every currency with opening, lines, closing and difference.
  package static func flows(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: ["currency", "account", "line", "cases", "amount", "amount_minor"])
    for flow in figures.flows {
      func add(_ account: String, _ line: String, _ stock: Stock) {
        csv.add([
          .plain(flow.currency.description), .plain(account), .plain(line), .number(stock.cases),
          .plain(NumberText.plainAmount(stock.amount, flow.currency)), .number(stock.amount),
        ])
      }
      for (name, account) in [("pool", flow.pool), ("people", flow.people)] {
        add(name, "opening", account.opening)
        for line in account.lines { add(name, line.kind.rawValue, line.change) }
        add(name, "closing", account.closing)
        add(name, "difference", account.difference)
      }
      add("all", "held", flow.held)
    }
    return csv.bytes
  }

  /// Held and unassigned cases by reason and age; amounts in the base currency.
  package static func waiting(_ figures: Figures, _ language: Language) -> [UInt8] {
    let currency = figures.header.baseCurrency
    var csv = CSV(header: [
      "kind", "reason", "cases", "amount", "currency", "days_0_1", "days_2_7", "days_8_30", "days_31_90", "days_over_90", "title",
      "example",
    ])
    for group in figures.waiting {
      csv.add(
        [
          .plain(group.kind.word), .plain(ReasonText.word(group.code)), .number(group.cases),
          .plain(NumberText.plainAmount(group.amount, currency)), .plain(currency.description),
        ] + group.byAge.map { .number($0) } + [
          .text(ReasonText.title(group.code, language)),
          .text(group.example.map { ReasonText.sentence($0, figures.names, language) } ?? ""),
        ])
    }
    return csv.bytes
  }

  /// Spread of every measure, span and currency. Amounts in major units, effort in seconds.
  package static func fairness(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: [
      "currency", "measure", "span", "people", "total", "minimum", "median", "maximum", "gini", "farthest", "farthest_value",
      "farthest_share",
    ])
    for fairness in Fairness.all(figures) {
      func value(_ number: Int64) -> CSV.Field {
        fairness.measure == .amount ? .plain(NumberText.plainAmount(number, fairness.currency)) : .number(number)
      }
      let spread = fairness.spread
      let farthest = fairness.farthest
      csv.add([
        .plain(fairness.currency.description), .plain(fairness.measure.rawValue),
        .plain(fairness.span == .tonight ? "tonight" : "30_nights"),
        .number(spread.people), value(spread.total), value(spread.minimum), value(spread.median), value(spread.maximum),
        .plain(NumberText.ratio(spread.gini)), .text(farthest.map { code($0.collector, figures) } ?? ""),
        farthest.map { value($0.value) } ?? .plain(""), farthest.map { value($0.share) } ?? .plain(""),
      ])
    }
    return csv.bytes
  }

  /// How often each rule matched, with its name and what it asks for in words.
  package static func rules(_ figures: Figures, _ language: Language) -> [UInt8] {
    var csv = CSV(header: ["policy", "rule", "matched", "considered", "health", "name", "asks"])
    for rule in figures.rules {
      let meaning = figures.ruleMeanings[rule.policy]?[rule.rule].flatMap { RuleText.meaning($0, figures.header.baseCurrency) }
      csv.add([
        .text(rule.policy), .text(rule.rule), .number(rule.matched), .number(rule.considered), .plain(RuleVerdict(rule).rawValue),
        .text(RuleText.name(rule.rule)[language]), .text(meaning?[language] ?? ""),
      ])
    }
    return csv.bytes
  }

  /// The trend, one run a row.
  package static func nights(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: [
      "slot", "run", "open", "entrusted", "assigned", "moved", "recalled", "held", "unassigned", "class_changed",
    ])
    for night in figures.trend {
      csv.add(
        [.plain(night.slot.description), .number(night.run)]
          + [night.open, night.entrusted, night.assigned, night.moved, night.recalled, night.held, night.unassigned, night.classChanged].map
        { .number($0) })
    }
    return csv.bytes
  }

  /// What was checked after the plan.
  package static func controls(_ figures: Figures) -> [UInt8] {
    var csv = CSV(header: ["control", "checked", "violations"])
    for control in figures.controls {
      csv.add([.plain(control.control.rawValue), .number(control.checked), .number(control.violations)])
    }
    return csv.bytes
  }
}

/// What the numbers of a rule suggest.
package enum RuleVerdict: String, Sendable {
  case normal = "ok", matchedNothing = "matched_nothing", matchedEverything = "matched_everything", notConsidered = "not_considered"

  /// By counts alone: not considered, never matched, always matched, else normal. A segment is only counted.
  package init(_ rule: RuleHealth) {
    self =
      rule.considered == 0
      ? .notConsidered
      : rule.isSegment ? .normal : rule.matched == 0 ? .matchedNothing : rule.matched >= rule.considered ? .matchedEverything : .normal
  }

  /// The verdict as the page says it; files show `rawValue`.
  package var phrase: Wording {
    switch self {
    case .normal: Wording("in use", "正常")
    case .matchedNothing: Wording("matched nothing", "未命中")
    case .matchedEverything: Wording("matched everything", "全部命中")
    case .notConsidered: Wording("nothing to match", "无可匹配案件")
    }
  }
}
