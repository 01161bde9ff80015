import Movement
import Portfolio
import Speech
import YAML

/// Reads a policy file.
struct PolicyReader {
  let money: Money
  /// Things that are allowed but deserve a look.
  let warnings: Problems

  private let conditions: ConditionReader

  init(money: Money, warnings: Problems) {
    (self.money, self.warnings) = (money, warnings)
    conditions = ConditionReader(money: money)
  }

  /// What the agency file owns; a policy that says it tries to loosen it or to forget who decides.
  static let agencyKeys = [
    "agency", "timezone", "currency", "rates", "calendar", "workload", "limits", "ramp", "effort", "brakes", "approval", "data", "contact",
    "bounds",
    "conversations",
  ]

  /// The policy, to be used only if no problem was reported.
  func read(_ reader: ValueReader) -> CasePolicy? {
    let (root, problems) = (reader.document, reader.problems)
    return reader.mapping { keys in
      refuseAgencyKeys(keys, root)
      var policy = CasePolicy(name: keys.required("policy").code() ?? "", routes: [])
      policy.version = keys.optional("version").or(1) { $0.int(in: 1...1_000_000) }
      policy.valid = keys.optional("valid").or(policy.valid, valid)
      policy.effective = keys.optional("effective").or(nil) { $0.day() }
      conditions.segments.open(keys.optional("segments"), conditions)
      policy.segments = conditions.segments.all
      policy.covers = keys.required("covers").or(.always, conditions.covers)
      policy.classification = keys.required("classify").or(policy.classification, ClassificationReader(warnings: warnings).read)
      policy.movement = MovementReader(conditions: conditions).read(keys)
      policy.routes = keys.required("route").list(atLeast: 1, route) ?? []
      checkRoutes(policy.routes, root["route"], problems)
      warnUnreachable("route", policy.routes.map(\.when), root["route"])
      refuseEarlyElse(root["route"], problems)
      policy.never = keys.optional("never").or([]) { $0.list(atLeast: 1, never) }
      checkNever(policy.never, keys.optional("never"))
      warnUnreachable("stop", policy.movement.stop.map(\.when), root["stop"])
      policy.together = keys.required("together").or(policy.together, together)
      policy.service = keys.optional("service").or([]) { $0.list(service) }
      warnUnreachable("service", policy.service.map(\.when), root["service"])
      refuseEarlyElse(root["service"], problems)
      policy.fair = keys.required("fair").or(policy.fair, fair)
      policy.quotas = keys.optional("quotas").orOff(nil, quotas)
      policy.runs = keys.optional("runs").or(nil, runs)
      policy.contract = ContractReader.read(keys.optional("contract"))
      policy.tests = TestReader(money: money, policy: policy).read(keys.optional("tests"))
      return policy
    }
  }

  private func refuseAgencyKeys(_ keys: MappingReader, _ root: YAMLNode) {
    for key in Self.agencyKeys where root[key] != nil {
      keys.allow(key)
      keys.problems.add(
        at: keys.keyPosition(key) ?? keys.position,
        Wording("“\(key)” belongs to the agency file and cannot be changed by a policy", "“\(key)”属于机构文件，策略不能更改"),
        hint: Wording("delete it here", "请在这里删除它"))
    }
  }

  private func valid(_ reader: ValueReader) -> ClosedRange<Day>? {
    reader.mapping { keys in
      let from = keys.optional("from").or(.none) { $0.day() }
      let until = keys.optional("until").or(.never) { $0.day() }
      if keys.isEmpty {
        keys.problem(Wording("is empty", "为空"), expectation: Wording("“from”, “until” or both", "“from”、“until”或两者"))
      }
      guard from <= until else {
        keys.optional("until").problem(
          Wording("is before “from”", "早于“from”"), expectation: Wording("\(from) or later", "不早于 \(from)"))
        return nil
      }
      return from...until
    }
  }

  private func route(_ reader: ValueReader) -> Route? {
    reader.mapping { keys in
      var route = Route(rule: keys.required("rule").name() ?? "")
      route.when = keys.optional("when").or(.always, conditions.whenOrElse)
      keys.required("to").mapping { to -> Void? in
        route.teams = to.optional("teams").patterns() ?? []
        route.collectors = to.optional("collectors").patterns() ?? []
        // Licences and languages are skills like any other; the words only make the file read well.
        for key in ["licence", "languages", "skills"] {
          for skill in to.optional(key).distinct({ $0.name() }) ?? [] where !route.skills.contains(skill) { route.skills.append(skill) }
        }
        if !to.has("teams"), !to.has("collectors") {
          to.problem(
            Wording("names nobody", "没有写任何人"), expectation: Wording("“teams”, “collectors” or both", "“teams”、“collectors”或两者"),
            hint: Wording("for everybody write teams: \"*\"", "若指所有人，请写 teams: \"*\""))
        }
        return nil
      }
      return route
    }
  }

  private func never(_ reader: ValueReader) -> NeverRule? {
    reader.mapping { keys in
      var rule = NeverRule(when: keys.optional("when").or(.always, conditions.when))
      keys.required("to").mapping { to -> Void? in
        rule.teams = to.optional("teams").patterns() ?? []
        rule.collectors = to.optional("collectors").patterns() ?? []
        rule.joinedWithinDays = to.optional("joined").within()
        if !to.has("teams"), !to.has("collectors"), !to.has("joined") {
          to.problem(
            Wording("names nobody", "没有写任何人"),
            expectation: Wording("“teams”, “collectors” or “joined: within 90 days”", "“teams”、“collectors”或“joined: within 90 days”"))
        }
        return nil
      }
      return rule
    }
  }

  /// What a case must not meet is a bit of 64.
  private func checkNever(_ rules: [NeverRule], _ reader: ValueReader) {
    guard rules.count > 64 else { return }
    reader.problem(Wording("has \(rules.count) rules", "有 \(rules.count) 条规则"), expectation: Wording("at most 64", "至多 64 条"))
  }

  /// `else` takes everything: a rule behind it would be dead.
  private func refuseEarlyElse(_ node: YAMLNode?, _ problems: Problems) {
    for item in (node?.items ?? []).dropLast() {
      guard let when = item["when"], when.scalar?.text == "else" else { continue }
      problems.add(
        at: when.position, Wording("“else” stands before other rules", "“else”后面还有规则"), hint: Wording("make it the last rule", "请把它放到最后"))
    }
  }

  private func checkRoutes(_ routes: [Route], _ node: YAMLNode?, _ problems: Problems) {
    // Routes that could not be read are missing from the list, and then positions would be off.
    guard let items = node?.items, items.count == routes.count else { return }
    var seen: Set<String> = []
    for (route, item) in zip(routes, items) where !route.rule.isEmpty && !seen.insert(route.rule).inserted {
      problems.add(
        at: item["rule"]?.position ?? item.position,
        Wording("two routes are called “\(route.rule)”", "有两条路由都叫“\(route.rule)”"),
        hint: Wording("decisions name the rule: give each its own name", "分案决定要写明规则：请各取一个名称"))
    }
  }

  /// The first rule that matches decides, so a rule behind one that takes all its cases is dead, and often a mistake of order.
  private func warnUnreachable(_ what: String, _ conditions: [Condition], _ node: YAMLNode?) {
    guard let items = node?.items, items.count == conditions.count else { return }
    for (index, item) in items.enumerated() {
      guard let before = conditions[..<index].firstIndex(where: { $0 == .always || $0 == conditions[index] }) else { continue }
      warnings.add(
        at: item.position,
        Wording(
          "\(what) rule \(index + 1) never matches: rule \(before + 1) takes all its cases",
          "\(what) 的第 \(index + 1) 条规则永不匹配：它的案件都由第 \(before + 1) 条取走"),
        hint: Wording("change their order or delete it", "请调整顺序或删除它"))
    }
  }

  private func together(_ reader: ValueReader) -> Together? {
    reader.either("off", means: .off) { reader in
      reader.mapping(debtor)
    }
  }

  private func debtor(_ keys: MappingReader) -> Together? {
    _ = keys.required("same").word(among: ["debtor"])
    return .debtor(otherwise: keys.required("if_not_authorised").choice() ?? .split)
  }

  private func service(_ reader: ValueReader) -> ServiceRule? {
    reader.mapping { keys in
      ServiceRule(
        when: keys.optional("when").or(.always, conditions.whenOrElse),
        firstContactHours: keys.required("first_contact").hours(in: 1...2160) ?? 1,
        priority: keys.optional("priority").or(ServiceRule.standard.priority) { $0.int(in: 1...9) })
    }
  }

  /// All three must be written, `off` if so meant.
  private func fair(_ reader: ValueReader) -> FairnessSettings? {
    reader.mapping { keys in
      var fair = FairnessSettings(
        newCasesWithin: keys.required("new_cases").orOff(nil) { reader in
          let expectation = Wording("“within” and a number of cases from 1 to 1000, such as within 1", "“within”加 1 到 1000 的件数，如 within 1")
          return reader.parse(expectation) { (text) throws(Rejection) in
            var scanner = TextScanner(text)
            guard scanner.take("within") else { throw Rejection(hint: Wording("write “within \(text)”", "请写“within \(text)”")) }
            guard let count = scanner.number(), scanner.isAtEnd, (1...1000).contains(count) else { return nil }
            return count
          }
        },
        newAmountWithinPermille: keys.required("new_amount").orOff(nil, Self.withinPercent),
        loadWithinPermille: keys.required("load").orOff(nil, Self.withinPercent))
      let by = keys.optional("by")
      fair.by = Set(by.or([]) { $0.distinct { $0.choice(of: FairnessSettings.Dimension.self) } })
      let bands = keys.optional("amount_bands")
      fair.amountBands = bands.or([]) { $0.distinct { $0.amount(money) } }
      if fair.amountBands != fair.amountBands.sorted() {
        bands.problem(
          Wording("is not in ascending order", "不是升序"),
          hint: Wording("write the lower ends of the bands above the first, smallest first", "请从小到大写出第一档以上各档的下限"))
      }
      if bands.isPresent != fair.by.contains(.amountBand) {
        (bands.isPresent ? bands : by).problem(
          bands.isPresent
            ? Wording("is not used", "没有用到") : Wording("tells amount bands apart, but there are none", "按金额档区分，却没有金额档"),
          hint: bands.isPresent
            ? Wording("add “amount band” to “by”, or delete it", "请在“by”里加上“amount band”，或删除它")
            : Wording("add amount_bands: [5000 CNY, 20000 CNY]", "请加上 amount_bands: [5000 CNY, 20000 CNY]"))
      }
      return fair
    }
  }

  private static func withinPercent(_ reader: ValueReader) -> Int? {
    let expectation = Wording("“within” and a percentage from 0.1% to 100%, such as within 5%", "“within”加 0.1% 到 100% 的百分比，如 within 5%")
    return reader.parse(expectation) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take("within") else { throw Rejection(hint: Wording("write “within \(text)”", "请写“within \(text)”")) }
      guard let permille = try Quantity.percent(scanner.rest(), places: 1), permille > 0 else { return nil }
      return permille
    }
  }

  private func quotas(_ reader: ValueReader) -> QuotaSettings? {
    reader.mapping { keys in
      let measure = keys.required("of").or(QuotaSettings.Measure.newCases) { $0.choice() }
      let period = keys.required("period").or(QuotaSettings.Period.month) { $0.choice() }
      let teams = keys.required("teams")
      let shares = teams.entries { team, share -> QuotaSettings.Share? in
        let (name, ppm) = (team.name(), share.ppm())
        guard let name, let ppm else { return nil }
        return QuotaSettings.Share(team: name, ppm: ppm)
      }
      let tolerance = keys.required("tolerance").ppm(in: 0...500_000) ?? 0
      if let shares, shares.count == teams.node?.pairs?.count {
        let total = shares.reduce(0) { $0 + $1.ppm }
        if total != 1_000_000 {
          let percent = total / 10_000
          let decimals = String(total % 10_000 + 10_000).dropFirst()
          let sum = "\(percent)\(total % 10_000 == 0 ? "" : ".\(decimals)")%"
          teams.problem(
            Wording("adds up to \(sum)", "合计为 \(sum)"), expectation: Wording("shares that add up to 100%", "合计 100% 的份额"))
        }
      }
      return QuotaSettings(of: measure, period: period, shares: shares ?? [], tolerancePPM: tolerance)
    }
  }

  private func runs(_ reader: ValueReader) -> RunTimes? {
    reader.mapping { keys in
      var runs = RunTimes()
      runs.night = keys.required("night").or(runs.night) { $0.timeOfDay() }
      let missed = keys.required("missed_until")
      runs.missedUntil = missed.or(runs.missedUntil) { $0.timeOfDay() }
      if keys.problems.isEmpty, runs.missedUntil <= runs.night {
        missed.problem(
          Wording("is \(runs.missedUntil)", "为 \(runs.missedUntil)"),
          expectation: Wording("a time after \(runs.night), when the night begins", "晚于夜间分案开始时间 \(runs.night) 的时刻"))
      }
      runs.batchFileAbove = keys.required("batch_file").or(runs.batchFileAbove) { reader in
        reader.parse(Wording("“above” and a number of rows, such as above 200 rows", "“above”加行数，如 above 200 rows")) {
          (text) throws(Rejection) in
          var scanner = TextScanner(text)
          guard scanner.take("above") else { throw Rejection(hint: Wording("write “above \(text)”", "请写“above \(text)”")) }
          guard let count = scanner.number(), ["rows", "row"].contains(scanner.rest()) else { return nil }
          return (1...1_000_000).contains(count) ? count : nil
        }
      }
      return runs
    }
  }
}
