import Classification
import Portfolio
import Speech
import Workload
import YAML

/// Reads an agency file.
struct AgencyReader {
  /// Things that are allowed but deserve a look.
  let warnings: Problems
  /// Years of calendars beside those that the file holds itself; they win over them.
  var calendars: [CalendarYear] = []

  /// The agency, to be used only if no problem was reported.
  func read(_ reader: ValueReader) -> AgencyPolicy? {
    reader.mapping { keys in
      let currency = keys.required("currency").or(.cny, Self.currency)
      var agency = AgencyPolicy(
        code: keys.required("agency").code() ?? "", name: keys.required("name").name() ?? "",
        timezone: keys.required("timezone").or("UTC", Self.timezone), currency: currency)
      agency.version = keys.optional("version").or(1) { $0.int(in: 1...1_000_000) }
      agency.country = keys.optional("country").or(.cn) { $0.choice() }
      agency.rates = keys.optional("rates").or([]) { rates($0, base: currency) }
      readCalendar(keys, &agency)
      let money = Money(base: currency, rates: agency.rates)
      agency.workload = keys.required("workload").or(agency.workload, WorkloadReader(money: money, warnings: warnings).read)
      agency.brakes = keys.required("brakes").or(agency.brakes, brakes)
      agency.approval = keys.required("approval").or(agency.approval, ApprovalReader.read)
      agency.readiness = keys.optional("data").or(agency.readiness, readiness)
      agency.contact = keys.optional("contact").or(agency.contact, contact)
      agency.bounds = keys.optional("bounds").or(agency.bounds, bounds)
      agency.contract = ContractReader.read(keys.optional("contract"))
      agency.replayDays = keys.optional("replay").or(agency.replayDays) { reader in
        reader.mapping { keys in keys.required("keep").orOff(agency.replayDays) { $0.days(in: 1...3650) } ?? 0 }
      }
      agency.report = ReportReader.read(keys.optional("report"))
      readConversations(keys.optional("conversations"), &agency)
      return agency
    }
  }

  private func readCalendar(_ keys: MappingReader, _ agency: inout AgencyPolicy) {
    let own = keys.optional("calendars").or([]) { list in list.list { CalendarYearReader(notes: nil).read($0) } }
    let library = calendars + own.filter { year in !calendars.contains { $0.isSameYear(as: year) } }
    guard let read = CalendarReader(warnings: warnings, library: library).read(keys.required("calendar")) else { return }
    (agency.calendar, agency.calendarCode, agency.clientCalendars) = (read.calendar, read.code, read.clients)
    let followed = Set(read.clients.map(\.code) + (read.code.map { [$0] } ?? []))
    agency.calendarYears = library.filter { followed.contains($0.code) }.sorted(by: CalendarYear.precedes)
  }

  private func readConversations(_ reader: ValueReader, _ agency: inout AgencyPolicy) {
    reader.mapping { keys -> Void? in
      agency.keepText = keys.optional("keep_text").or(agency.keepText) { $0.bool() }
      agency.hearsPromises = keys.optional("spoken_promises").or(agency.hearsPromises) { $0.bool() }
      agency.lexicons = keys.required("lexicons").distinct { $0.code() } ?? []
      agency.toneModel = keys.optional("model").orOff(nil) { $0.code() }
      let isChosen = keys.has("decided_by")
      agency.toneBy = keys.optional("decided_by").or(agency.toneModel == nil ? .keywords : .both) { $0.choice() }
      if isChosen, agency.toneBy != .keywords, agency.toneModel == nil {
        let chosen = agency.toneBy.rawValue
        keys.problem(
          Wording("says “decided_by: \(chosen)” without a model", "写了“decided_by: \(chosen)”，却没有模型"),
          hint: Wording("name one: “model: own-sentences”", "请指定一个：“model: own-sentences”"))
      }
      return nil
    }
  }

  private static func currency(_ reader: ValueReader) -> Currency? {
    reader.parse(Wording("a three-letter currency code in capitals, such as CNY", "三个大写字母的币种代码，如 CNY")) { text in
      Currency(text).flatMap { $0.description == text ? $0 : nil }
    }
  }

  /// The form of an IANA name; whether it exists only the database knows.
  private static func timezone(_ reader: ValueReader) -> String? {
    reader.parse(Wording("the name of a time zone, such as Asia/Shanghai", "时区名称，如 Asia/Shanghai")) { text in
      let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let isName = parts.allSatisfy { part in
        (part.first.map { (65...90).contains($0) } ?? false)
          && part.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [43, 45, 95].contains($0) }
      }
      return isName && (2...3).contains(parts.count) || text == "UTC" ? text : nil
    }
  }

  private func rates(_ reader: ValueReader, base: Currency) -> [ExchangeRate]? {
    let rates: [ExchangeRate]? = reader.entries { key, value in
      let currency = Self.currency(key)
      if currency == base {
        key.problem(Wording("names the base currency", "是本位币"), hint: Wording("delete the line: its rate is 1", "请删除这一行：其汇率为 1"))
        return nil
      }
      let expectation = Wording(
        "what one \(currency?.description ?? "unit") is worth, such as 7.10 \(base)",
        "一个\(currency.map { " \($0) " } ?? "单位")折合多少，如 7.10 \(base)")
      let millionths: Int64? = value.parse(expectation) { (text) throws(Rejection) in
        var scanner = TextScanner(text)
        guard let millionths = scanner.number(places: 6), millionths > 0, millionths <= 1_000_000_000_000 else { return nil }
        guard scanner.rest() == base.description else { throw Rejection(hint: Wording("write the rate in \(base)", "请用 \(base) 写汇率")) }
        return Int64(millionths)
      }
      guard let currency, let millionths else { return nil }
      return ExchangeRate(currency: currency, millionths: millionths)
    }
    return rates?.sorted { $0.currency < $1.currency }
  }

  /// All but `inputs` and `first_night` must be written: a brake forgotten is not a brake switched off.
  private func brakes(_ reader: ValueReader) -> Brakes? {
    reader.mapping { keys in
      Brakes(
        recalled: keys.required("recalled").orOff(nil) { $0.above() }, moved: keys.required("moved").orOff(nil) { $0.above() },
        unassigned: keys.required("unassigned").orOff(nil) { $0.above() },
        classChanged: keys.required("class_changed").orOff(nil) { $0.above() },
        inputs: keys.optional("inputs").orOff(Brakes().inputsBeyondPermille) { $0.above() },
        firstNightWaits: keys.optional("first_night").or(Brakes().firstNightWaits) {
          $0.choice(among: [("wait", true), ("publish", false)])
        })
    }
  }

  private func readiness(_ reader: ValueReader) -> Readiness? {
    let rules: [Readiness.Rule]? = reader.entries { key, value in
      let feed: Feed? = key.choice()
      let rule: (Int, Readiness.Fallback)? = value.mapping { keys in
        (keys.required("within").or(0, Self.age), keys.required("if_late").choice() ?? .stop)
      }
      guard let feed, let rule else { return nil }
      return Readiness.Rule(feed: feed, maximumAgeDays: rule.0, ifLate: rule.1)
    }
    return rules.map { rules in
      Readiness(rules: Feed.allCases.compactMap { feed in rules.first { $0.feed == feed } })
    }
  }

  private static func age(_ reader: ValueReader) -> Int? {
    reader.parse(Wording("“same day” or a number of days, such as 1 day", "“same day”或天数，如 1 day")) { (text) throws(Rejection) in
      if text == "same day" { return 0 }
      guard let (count, _) = try Quantity.time(text, units: [.days]) else { return nil }
      return (0...30).contains(count) ? count : nil
    }
  }

  private func contact(_ reader: ValueReader) -> ContactRules? {
    reader.mapping { keys in
      var rules = ContactRules()
      if let quiet = keys.optional("quiet").orOff(nil, Self.quietHours) { (rules.quietFrom, rules.quietUntil) = quiet }
      rules.restAfterConversationDays = keys.optional("rest_after_conversation").or(0) { $0.days(in: 0...365) }
      rules.limits = keys.optional("limits").or([]) { reader in
        reader.list { item in
          item.mapping { keys in
            ContactRules.Limit(
              counted: keys.required("count").choice() ?? .calls, per: keys.required("per").choice() ?? .debtor,
              atMost: keys.required("at_most").int(in: 1...1000) ?? 1, days: keys.required("in").days(in: 1...365) ?? 1)
          }
        }
      }
      return rules
    }
  }

  private static func quietHours(_ reader: ValueReader) -> (TimeOfDay, TimeOfDay)? {
    reader.parse(Wording("two times of day, such as \"22:00..08:00\"", "两个时刻，如 \"22:00..08:00\"")) { text in
      guard let dots = text.utf8Range(of: ".."), let from = Quantity.timeOfDay(String(text[..<dots.lowerBound])),
        let until = Quantity.timeOfDay(String(text[dots.upperBound...])), from != until
      else { return nil }
      return (from, until)
    }
  }

  private func bounds(_ reader: ValueReader) -> PolicyBounds? {
    reader.mapping { keys in
      var bounds = PolicyBounds()
      let flags = keys.optional("must_stop").distinct { $0.choice(among: CaseFlags.words.map { ($0.word, $0.flag) }) } ?? []
      bounds.mustStop = flags.reduce(into: []) { $0.formUnion($1) }
      let stay = keys.optional("must_stay").distinct { $0.word(among: ["plan", "promise"]) } ?? []
      bounds.mustStayPlan = stay.contains("plan")
      bounds.mustStayPromise = stay.contains("promise")
      bounds.forcedNotBefore = keys.optional("forced_recall_not_before").workingDays(in: 1...1000)
      bounds.notBackToDays = keys.optional("not_back_to_at_least").days(in: 1...3650)
      bounds.firstContactHours = keys.optional("first_contact_within").hours(in: 1...2160)
      return bounds
    }
  }
}
