package import Comparisons
import Discretion
import Policy
import PolicyWords
import Portfolio
import Reports
import Scopes
package import Speech
import Terminal
import Wire

/// Two agency files or two policies, compared: as text, as what they mean, and for the open cases.
package struct PolicyComparison: Sendable {
  /// What there was, and what is to be.
  package let old: PolicySide
  package let new: PolicySide
  let text: LineDifference
  let said: DifferenceSaid
  let tongue: Tongue
  /// nil where nobody looked.
  let real: [RealFinding]?
  /// What a night would be under the other policy: whatever worked it out says it itself. nil where nothing did.
  let effect: Answer?

  /// nil when one is an agency file and the other a policy.
  package init?(_ old: PolicySide, _ new: PolicySide, real: [RealFinding]? = nil, effect: Answer? = nil) {
    switch (old.content, new.content) {
    case (.agency(let before), .agency(let after)):
      said = DifferenceSaid(before, after)
      tongue = Tongue(after.currency)
    case (.policy(let before, let under), .policy(let after, let above)):
      tongue = Tongue((above ?? under)?.currency)
      said = DifferenceSaid(PolicyDifference(before, after), tongue)
    default: return nil
    }
    (self.old, self.new, self.real, self.effect) = (old, new, real, effect)
    text = LineDifference(old.text, new.text)
  }

  /// What it comes to, in one sentence or two.
  var summary: Wording {
    let changed = said.changed
    if changed.isEmpty {
      return text.lines.isEmpty
        ? Wording("The two are the same.", "两者相同。") : Wording("The texts differ, and say the same.", "文本不同，含义相同。")
    }
    func told(_ parts: [Wording], _ heading: Wording) -> Wording {
      parts.isEmpty
        ? .none
        : heading + Wording("\(parts.map(\.en.lowercased1).joined(separator: "; ")). ", "\(parts.map(\.zh).joined(separator: "、"))。")
    }
    let idle = changed.filter { $0.hasEffect == false }.map(\.title)
    let which = told(changed.filter { $0.hasEffect != false }.map(\.title), Wording("Different: ", "有变化："))
    let without = told(idle, Wording("Different without effect on cases: ", "有改动但不影响案件："))
    let all = which + without
    return Wording(String(all.en.dropLast()), all.zh) + realSummary
  }

  private var realSummary: Wording {
    guard let real else { return .none }
    let most = real.filter { $0.count > 0 }
    if most.isEmpty { return Wording(" No open case is treated otherwise.", "没有在案案件因此不同。") }
    let list = most.map {
      Wording("\(Text.grouped($0.count)) by \(Tongue.aspect($0.aspect).en)", "\(Tongue.aspect($0.aspect).zh) \(Text.grouped($0.count)) 件")
    }
    return Wording(
      " Open cases treated otherwise: \(list.map(\.en).joined(separator: ", ")).", "在案案件因此不同：\(list.map(\.zh).joined(separator: "、"))。")
  }

  /// One sentence of what was found of the open cases.
  func sentence(_ finding: RealFinding) -> Wording {
    let aspect = Tongue.aspect(finding.aspect)
    let head = Wording(
      "\(aspect.en): \(Text.count(finding.count, "open case")) of \(Text.grouped(finding.considered)) treated otherwise",
      "\(aspect.zh)：在案 \(Text.grouped(finding.considered)) 件中有 \(Text.grouped(finding.count)) 件不同")
    guard let example = finding.smallest else { return head + Wording(".", "。") }
    let (made, was, now) = (tongue.told(example.made), tongue.fate(example.old), tongue.fate(example.new))
    return head
      + Wording(
        "; the smallest is \(Shown.printable(example.caseNo)), \(made.en): before, it \(was.en); now, it \(now.en).",
        "；最小的是 \(Shown.printable(example.caseNo))，\(made.zh)：原来\(was.zh)；现在\(now.zh)。")
  }
}

extension String {
  /// The first letter small, inside a sentence.
  fileprivate var lowercased1: String { prefix(1).lowercased() + dropFirst() }
}

extension Answer {
  /// How two files differ.
  package static func difference(_ comparison: PolicyComparison, _ language: Language) -> Answer {
    var members: [(String, JSON)] = [
      ("kind", .string(comparison.new.kind.rawValue)), ("old", side(comparison.old)), ("new", side(comparison.new)),
      ("summary", .string(comparison.summary[language])), ("lines", .array(comparison.text.lines.map { .string($0.written) })),
      ("parts", .array(comparison.said.changed.map { part($0, language) })),
    ]
    if let real = comparison.real { members.append(("open_cases", .array(real.map { finding($0, comparison, language) }))) }
    return Answer(.object(members)) { style in write(comparison, style) }
  }

  private static func side(_ side: PolicySide) -> JSON {
    [
      "label": .string(side.label), "name": .string(side.name), "version": side.version.map { JSON($0) } ?? .null,
      "in_force": .bool(side.isInForce),
    ]
  }

  private static func part(_ part: DifferenceSaid.Part, _ language: Language) -> JSON {
    [
      "part": .string(part.key), "title": .string(part.title[language]), "decides_otherwise": part.hasEffect.map { .bool($0) } ?? .null,
      "sentences": .array(part.sentences.map { .string($0[language]) }),
      "rules": .array(
        part.rules.map { rule -> JSON in
          [
            "old": number(rule.pair.old), "new": number(rule.pair.new),
            "asks": JSON(rule.pair.asks?.relation.rawValue), "gets": JSON(rule.pair.gets?.relation.rawValue),
            "does_otherwise": .bool(rule.pair.doesOtherwise), "renamed": .bool(rule.pair.isRenamed), "moved": .bool(rule.pair.isMoved),
            "text": .string(rule.sentence[language]), "shown_by": rule.witness.map(made) ?? .null,
          ]
        }),
    ]
  }

  /// Of a rule, from 1.
  private static func number(_ position: Int?) -> JSON { position.map { JSON($0 + 1) } ?? .null }

  private static func made(_ made: MadeCase) -> JSON { .object(Tongue.fields(made).map { ($0.field, .string($0.value)) }) }

  private static func finding(_ finding: RealFinding, _ comparison: PolicyComparison, _ language: Language) -> JSON {
    [
      "aspect": .string(finding.aspect.rawValue), "considered": JSON(finding.considered), "otherwise": JSON(finding.count),
      "smallest": finding.smallest.map { example -> JSON in
        [
          "client": .string(example.client), "case": .string(example.caseNo), "fields": made(example.made),
          "before": .string(comparison.tongue.fate(example.old)[language]), "now": .string(comparison.tongue.fate(example.new)[language]),
        ]
      } ?? .null,
      "text": .string(comparison.sentence(finding)[language]),
    ]
  }

  private static func write(_ comparison: PolicyComparison, _ style: AnswerStyle) -> String {
    var out = style.say(comparison.summary) + "\n"
    if !comparison.text.lines.isEmpty {
      out += "\n--- \(Shown.printable(comparison.old.label))\n+++ \(Shown.printable(comparison.new.label))\n"
      for line in comparison.text.lines {
        let written = Shown.printable(line.written)
        out += (style.bold ? tint(line.kind)?.of(written) ?? written : written) + "\n"
      }
    }
    for part in comparison.said.changed {
      out += "\n\(style.say(part.title))\n"
      for sentence in part.rules.map(\.sentence) + part.sentences { out += "  \(Shown.printable(style.say(sentence)))\n" }
    }
    if let real = comparison.real {
      let different = real.filter { $0.count > 0 }
      out += "\n" + style.say("Open cases", "在案案件") + "\n"
      if different.isEmpty { out += "  " + style.say("None is treated otherwise.", "没有不同。") + "\n" }
      for finding in different { out += "  \(Shown.printable(style.say(comparison.sentence(finding))))\n" }
    }
    if let effect = comparison.effect { out += "\n" + effect.text(style) }
    return out
  }

  private static func tint(_ kind: LineDifference.Line.Kind) -> Tint? {
    switch kind {
    case .gone: .red
    case .new: .green
    case .place: .yellow
    case .same: nil
    }
  }
}

extension PolicyComparison {
  /// The same as one page that needs nothing else: what it comes to first, everything else folded.
  package func page(_ language: Language) -> [UInt8] {
    let marks: [LineDifference.Line.Kind: PolicyDifferencePage.Mark] = [.gone: .gone, .new: .new, .place: .place, .same: .same]
    var folds = said.changed.map { part in
      PolicyDifferencePage.Fold(title: part.title, sentences: part.rules.map(\.sentence) + part.sentences)
    }
    if let real {
      let different = real.filter { $0.count > 0 }
      folds.append(
        .init(
          title: Wording("Open cases", "在案案件"),
          sentences: different.isEmpty ? [Wording("None is treated otherwise.", "没有不同。")] : different.map(sentence)))
    }
    return PolicyDifferencePage.html(
      old: old.label, new: new.label, summary: summary, folds: folds, lines: text.lines.map { (marks[$0.kind] ?? .same, $0.written) },
      effect: effect.map { effect in Wording(effect.text(AnswerStyle(.en)), effect.text(AnswerStyle(.zh))) }, language: language)
  }
}
