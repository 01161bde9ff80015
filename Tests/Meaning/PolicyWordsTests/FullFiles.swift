import FoundationEssentials
import Policy
import Speech
import Testing
import YAML

/// Files in which every key stands that their readers accept.
enum FullFiles {
  static let agency = """
    agency: demo
    name: Demo
    version: 4
    timezone: Asia/Shanghai
    currency: CNY
    country: cn
    rates: { USD: 7.10 CNY, JPY: 0.047 CNY }
    calendar:
      follows: cn
      weekdays: mon..fri
      holidays: [2026-03-09, 2026-03-11..2026-03-12]
      make_up: [2026-03-14]
      clients: { northbridge: hk }
    workload:
      effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
      time: { after_call: 45 s, message: 1 min, other: 5 min }
      saturation: { window: 80 h, shrink: 16 h, mode: discount, beta: 1 }
      limits: { portfolio: 80..400, amount: 5000000 CNY, new_per_day: { usual: 60, batch_day: 500 } }
      ramp: [{ month: 1, size: 30%, classes: [unknown, normal] }, { month: 3, size: 85%, classes: [normal, abnormal] }]
      horizon: 5 working days
      full_day: 8 h
    brakes:
      recalled: "> 3%"
      moved: "> 5%"
      unassigned: "> 1%"
      class_changed: "> 10%"
      inputs: "> 40%"
      first_night: publish
    approval:
      policies:
        - { moved: "<= 20 cases", unchanged: [stop, bounds], by: one person }
        - { by: two people }
      moves_above: 20 cases
    data: { cases: { within: 1 day, if_late: go on }, payments: { within: same day, if_late: stop } }
    contact:
      quiet: "22:00..08:00"
      rest_after_conversation: 2 days
      limits: [{ count: calls, per: debtor, at_most: 3, in: 1 day }, { count: unanswered, per: case, at_most: 6, in: 7 days }]
    bounds:
      must_stop: [deceased, attorney]
      must_stay: [plan, promise]
      forced_recall_not_before: 20 working days
      not_back_to_at_least: 90 days
      first_contact_within: 5 days
    contract: { cmb: { no_newcomers: 3 months, only_teams: [a, b], seats: at least 2 } }
    conversations: { keep_text: no, spoken_promises: yes, lexicons: [zh, en], model: own, decided_by: both }
    replay: { keep: 30 days }
    report:
      at: "08:00"
      days: working days
      language: zh
      formats: [html, xlsx]
      subject: "{agency} {day}: {state}"
      nothing_to_say: skip
      keep: 90 days
      readers:
        - { to: [li, wang], page: manager }
        - { role: lead, page: lead, by: directory, formats: csv, language: en, at: "07:30", nothing_to_say: send }
        - { to: [he], page: client=zx }
        - { chat: wecom, credential: wecom-night }
    """

  private static let everything =
    "client: [cmb, cgb], batch: b-1, product: card, stage: M4, region: somewhere, outstanding: 1000..5000 CNY, days_past_due: 30..90, hand: 2..5, flag: [fraud, threat], days_entrusted: 5..60, debtor_cases: 2..4, debtor_clients: 2..3, segment: [late, early]"

  static let policy = """
    policy: full
    version: 3
    valid: { from: 2026-01-01, until: 2027-12-31 }
    effective: 2026-02-03
    segments:
      late: { outstanding: ">= 50 CNY" }
      early: { days_past_due: 3..9 }
      ours: { segment: late, client: cmb }
    covers: { \(everything) }
    stay:
      - { when: { \(everything), class: [normal, abnormal], promise: open, plan: running, paid: within 15 days }, until: 2 missed instalments }
      - { when: { promise: broken }, until: 3 working days after due }
      - { when: { plan: running }, until: always }
      - { when: { promise: open } }
    stop:
      - { when: { flag: [deceased, attorney] }, owner: keeps, counts_as_load: no }
      - { when: { \(everything), class: [normal, abnormal], promise: open, plan: running, paid: within 15 days }, owner: leaves, counts_as_load: yes }
    classify:
      profile: cn-mobile-2026
      counts_per_day: 3
      points: together
      phone_value: mean
      weights: { hung_up: 1, rejected: 1, busy: 1, no_answer: 1, powered_off: 1, out_of_coverage: 1, suspended: 1, invalid_number: 1, number_changed: 1, voicemail: 1, wrong_person: 1, not_connected: 1 }
      message_weight: 1
      recent_message_weight: 1
      recent: 10 days
      abnormal_above: 80 attempts
      suspect_above: 40 attempts
      other_channels_above: 20 messages
      halfway: 9
      threshold: 60%
      unknown_below: 3 contacts
      quiet: 20 days
      window: 50 days
      cooperative_share: 60%
      prior_weight: 1
      prior_share: 60%
      neutral: cooperative
      nothing_said: cooperative
      empty_promise: 10 days
      deeds: no evidence
      paid: within 20 days
      promise_grace: 5 days
      promise_broken: no evidence
    route:
      - { rule: one, when: { \(everything), class: [normal, abnormal], promise: open, plan: running, paid: within 15 days }, to: { teams: [a, b], collectors: "x*", licence: litigation, languages: cantonese, skills: visits } }
      - { rule: two, to: { collectors: c0001 } }
    never:
      - { when: { client: cmb }, to: { teams: [intl, x], collectors: "x*", joined: within 60 days } }
    together: { same: debtor, if_not_authorised: split }
    not_back_to: { holders: 3, for: 180 days }
    not_dealt_before_return: 3 days
    service:
      - { when: { \(everything), class: [normal, abnormal], promise: open, plan: running, paid: within 15 days }, first_contact: 48 h, priority: 2 }
      - { first_contact: 3 days, priority: 4 }
    recall:
      forced: 60 working days
      early: 5 working days without follow-up
      rotate: [{ class: [abnormal, normal], after: 20 working days }, { class: unknown, after: 30 working days }]
      not_in: last 3 working days of month
      retention_expired: yes
      holder_left: no
      not_authorised: no
    fair: { new_cases: within 2, new_amount: within 6%, load: within 12%, by: [client, batch, amount band], amount_bands: [5000 CNY, 20000 CNY] }
    quotas: { of: new cases, period: month, teams: { a: 60%, b: 40% }, tolerance: 1% }
    runs: { night: "02:30", missed_until: "07:00", batch_file: above 200 rows }
    contract: { cmb: { no_newcomers: 3 months, only_teams: [a, b], seats: at least 2 } }
    tests:
      - case: { client: cmb, batch: b-1, product: card, stage: M4, region: somewhere, outstanding: 2000 CNY, days_past_due: 40, days_entrusted: 9, debtor_cases: 2, debtor_clients: 2, hand: 2, class: normal, flag: fraud, promise: open, due: 1 working days ago, plan: running, missed: 1 instalment, paid: 5 days ago, held: 20 working days }
        expect: { covered: yes, segment: late, stop: no, stay: rule 1, recall: no, route: none, first_contact: 48 h, priority: 2 }
    """

  static let calendars: [CalendarYear] = {
    func year(_ code: String) -> CalendarYear? {
      let path = root.appending(path: "policies/calendars/\(code)-2026.yaml")
      return (try? Data(contentsOf: path)).flatMap { try? CalendarFile.parse(Array($0), file: code) }
    }
    return ["cn", "hk", "sg"].compactMap(year)
  }()

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func agency(_ text: String = agency) throws -> AgencyPolicy {
    try PolicyFile.parseAgency(Array(text.utf8), file: "a.yaml", calendars: calendars)
  }

  /// `isBound`: whether the agency's bounds hold.
  static func policy(_ text: String = policy, isBound: Bool = true) throws -> CasePolicy {
    var agency = try agency()
    if !isBound { agency.bounds = PolicyBounds() }
    return try PolicyFile.parsePolicy(Array(text.utf8), file: "p.yaml", agency: agency)
  }

  static func shipped(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: "policies/\(name)")), as: UTF8.self)
  }
}

/// A file as a tree that can be changed in one place and written again.
struct Tree {
  let root: YAMLNode

  init(_ text: String) throws {
    let problems = Problems(file: "t")
    root = try #require(YAMLNode.read(Array(text.utf8), into: problems))
  }

  enum Step: Hashable {
    case key(String)
    case item(Int)
  }

  /// Every mapping, by the way to it.
  var mappings: [(path: [Step], keys: [String])] { found { $0.pairs.map { $0.map(\.key) } } }
  /// Every value that stands under a key or in a list.
  var values: [(path: [Step], text: String?)] { found { node in .some(node.scalar?.text) } }

  private func found<Value>(_ look: (YAMLNode) -> Value?) -> [([Step], Value)] {
    var all: [([Step], Value)] = []
    func walk(_ node: YAMLNode, _ path: [Step]) {
      if let value = look(node) { all.append((path, value)) }
      for pair in node.pairs ?? [] { walk(pair.value, path + [.key(pair.key)]) }
      for (index, item) in (node.items ?? []).enumerated() { walk(item, path + [.item(index)]) }
    }
    walk(root, [])
    return all
  }

  enum Change {
    case text(String)
    case removed
    /// A key that no reader knows.
    case unknownKey
  }

  /// The file with what stands at `path` changed.
  func text(_ path: [Step], _ change: Change) -> String {
    func write(_ node: YAMLNode, _ here: [Step]) -> String? {
      if here == path {
        switch change {
        case .removed: return nil
        case .text(let text): return scalar(text, isPlain: node.scalar?.isPlain ?? true)
        case .unknownKey: break
        }
      }
      if let pairs = node.pairs {
        var written = pairs.compactMap { pair in write(pair.value, here + [.key(pair.key)]).map { "\"\(pair.key)\": \($0)" } }
        if here == path { written.append("\"zzz_unknown\": 1") }
        return here.isEmpty ? written.joined(separator: "\n") : "{ \(written.joined(separator: ", ")) }"
      }
      if let items = node.items {
        return "[" + items.enumerated().compactMap { write($1, here + [.item($0)]) }.joined(separator: ", ") + "]"
      }
      return node.scalar.map { scalar($0.text, isPlain: $0.isPlain) }
    }
    return write(root, []) ?? ""
  }

  private func scalar(_ text: String, isPlain: Bool) -> String { isPlain ? text : "\"\(text)\"" }
}

extension Tree {
  /// What else might stand there: other numbers and words.
  static func others(_ text: String) -> [String] {
    var all: [String] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index].isWholeNumber else {
        index = text.index(after: index)
        continue
      }
      var end = index
      while end < text.endIndex, text[end].isWholeNumber { end = text.index(after: end) }
      if let number = Int(text[index..<end]) {
        for other in [number + 1, number - 1] where other >= 0 {
          let written = String(other)
          let width = text.distance(from: index, to: end)
          let padded = text[index] == "0" ? String(repeating: "0", count: max(0, width - written.count)) + written : written
          all.append(text[..<index] + padded + text[end...])
        }
      }
      index = end
    }
    let words = [
      ["yes", "no"], ["open", "broken"], ["keeps", "leaves"], ["split", "wait"], ["least", "together"], ["sum", "mean"],
      ["cooperative", "unknown", "no evidence", "uncooperative", "normal", "abnormal"], ["outrank words", "no evidence"],
      ["cn-mobile-2026", "source"], ["new cases", "new amount"], ["client", "batch", "stage"], ["fraud", "threat", "complaint"],
      ["deceased", "attorney", "fraud"], ["discount", "published"], ["wait", "publish"], ["one person", "two people", "three people"],
      ["late", "early", "ours"],
      ["stop", "route", "fair"], ["bounds", "valid"],
      ["go on", "stop", "new cases only", "skip that client"], ["same day", "2 days"], ["calls", "connected", "unanswered"],
      ["debtor", "case", "contact point"], ["plan", "promise"], ["both", "keywords"], ["cn", "hk", "sg"], ["CNY", "USD"],
      ["mon..fri", "mon..sat"], ["Asia/Shanghai", "Asia/Taipei"], ["always", "2 missed instalments"],
      ["zh", "en"], ["skip", "send"], ["working days", "every day"], ["mail", "directory"], ["html", "xlsx", "csv"],
      ["wecom", "dingtalk"], ["manager", "auditor", "lead"], ["lead", "lead=a"],
    ]
    for set in words where set.contains(text) { all += set.filter { $0 != text } }
    return all + [text + "x", "off"]
  }
}
