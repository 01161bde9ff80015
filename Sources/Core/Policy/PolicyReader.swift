import Movement
import Portfolio
import YAML

/// Reads a policy file.
struct PolicyReader {
  let money: Money
  /// Things that are allowed but deserve a look.
  let warnings: Problems

  private var conditions: ConditionReader { ConditionReader(money: money) }

  /// What the agency file owns; a policy that says it tries to loosen it or to forget who decides.
  static let agencyKeys = [
    "agency", "timezone", "currency", "rates", "calendar", "workload", "limits", "ramp", "effort", "brakes", "approval", "data", "contact",
    "bounds",
    "conversations",
  ]

  /// The policy, to be used only if no problem was reported.
  func read(_ root: YAMLNode, into problems: Problems) -> CasePolicy? {
    ValueReader(root, into: problems).mapping { keys in
      refuseAgencyKeys(keys, root)
      var policy = CasePolicy(name: keys.required("policy").code() ?? "", routes: [])
      policy.version = keys.optional("version").or(1) { $0.int(in: 1...1_000_000) }
      policy.valid = keys.optional("valid").or(policy.valid, valid)
      policy.covers = keys.required("covers").or(.always, conditions.covers)
      policy.classification = keys.required("classify").or(policy.classification, ClassificationReader(warnings: warnings).read)
      policy.movement = MovementReader(conditions: conditions).read(keys)
      policy.routes = keys.required("route").list(atLeast: 1, route) ?? []
      checkRoutes(policy.routes, root["route"], problems)
      warnUnreachable("route", policy.routes.map(\.when), root["route"])
      warnUnreachable("stop", policy.movement.stop.map(\.when), root["stop"])
      policy.together = keys.required("together").or(policy.together, together)
      policy.service = keys.optional("service").or([]) { $0.list(service) }
      warnUnreachable("service", policy.service.map(\.when), root["service"])
      policy.fair = keys.required("fair").or(policy.fair, fair)
      policy.quotas = keys.optional("quotas").orOff(nil, quotas)
      policy.runs = keys.optional("runs").or(nil, runs)
      return policy
    }
  }

  private func refuseAgencyKeys(_ keys: MappingReader, _ root: YAMLNode) {
    for key in Self.agencyKeys where root[key] != nil {
      keys.allow(key)
      keys.problems.add(
        at: keys.keyPosition(key) ?? keys.position, "“\(key)” belongs to the agency file and cannot be changed by a policy",
        hint: "delete it here")
    }
  }

  private func valid(_ reader: ValueReader) -> ClosedRange<Day>? {
    reader.mapping { keys in
      let from = keys.optional("from").or(.none) { $0.day() }
      let until = keys.optional("until").or(.never) { $0.day() }
      if reader.node?.pairs?.isEmpty == true { keys.problem("is empty", expectation: "“from”, “until” or both") }
      guard from <= until else {
        keys.optional("until").problem("is before “from”", expectation: "\(from) or later")
        return nil
      }
      return from...until
    }
  }

  private func route(_ reader: ValueReader) -> Route? {
    reader.mapping { keys in
      var route = Route(rule: keys.required("rule").name() ?? "")
      route.when = keys.optional("when").or(.always, conditions.when)
      keys.required("to").mapping { to -> Void? in
        route.teams = to.optional("teams").patterns() ?? []
        route.collectors = to.optional("collectors").patterns() ?? []
        // Licences and languages are skills like any other; the words only make the file read well.
        for key in ["licence", "languages", "skills"] {
          for skill in to.optional(key).distinct({ $0.name() }) ?? [] where !route.skills.contains(skill) { route.skills.append(skill) }
        }
        if !to.has("teams"), !to.has("collectors") {
          to.problem("names nobody", expectation: "“teams”, “collectors” or both", hint: "for everybody write teams: \"*\"")
        }
        return nil
      }
      return route
    }
  }

  private func checkRoutes(_ routes: [Route], _ node: YAMLNode?, _ problems: Problems) {
    // Routes that could not be read are missing from the list, and then positions would be off.
    guard let items = node?.items, items.count == routes.count else { return }
    var seen: Set<String> = []
    for (route, item) in zip(routes, items) where !route.rule.isEmpty && !seen.insert(route.rule).inserted {
      problems.add(
        at: item["rule"]?.position ?? item.position, "two routes are called “\(route.rule)”",
        hint: "decisions name the rule: give each its own name")
    }
  }

  /// The first rule that matches decides, so a rule behind one that takes all its cases is dead, and often a mistake of order.
  private func warnUnreachable(_ what: String, _ conditions: [Condition], _ node: YAMLNode?) {
    guard let items = node?.items, items.count == conditions.count else { return }
    for (index, item) in items.enumerated() {
      guard let before = conditions[..<index].firstIndex(where: { $0 == .always || $0 == conditions[index] }) else { continue }
      warnings.add(
        at: item.position, "\(what) rule \(index + 1) never matches: rule \(before + 1) takes all its cases",
        hint: "change their order or delete it")
    }
  }

  private func together(_ reader: ValueReader) -> Together? {
    if reader.node?.scalar?.text == "off" { return .off }
    return reader.mapping { keys in
      _ = keys.required("same").word(among: ["debtor"])
      return .debtor(otherwise: keys.required("if_not_authorised").choice() ?? .split)
    }
  }

  private func service(_ reader: ValueReader) -> ServiceRule? {
    reader.mapping { keys in
      ServiceRule(
        when: keys.optional("when").or(.always, conditions.when),
        firstContactHours: keys.required("first_contact").hours(in: 1...2160) ?? 1,
        priority: keys.optional("priority").or(ServiceRule.standard.priority) { $0.int(in: 1...9) })
    }
  }

  /// All three must be written, `off` if so meant.
  private func fair(_ reader: ValueReader) -> FairnessSettings? {
    reader.mapping { keys in
      var fair = FairnessSettings(
        newCasesWithin: keys.required("new_cases").orOff(nil) { reader in
          reader.parse("“within” and a number of cases from 1 to 1000, such as within 1") { (text) throws(Rejection) in
            var scanner = TextScanner(text)
            guard scanner.take("within") else { throw Rejection(hint: "write “within \(text)”") }
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
        bands.problem("is not in ascending order", hint: "write the lower ends of the bands above the first, smallest first")
      }
      if bands.isPresent != fair.by.contains(.amountBand) {
        (bands.isPresent ? bands : by).problem(
          bands.isPresent ? "is not used" : "tells amount bands apart, but there are none",
          hint: bands.isPresent ? "add “amount band” to “by”, or delete it" : "add amount_bands: [5000 CNY, 20000 CNY]")
      }
      return fair
    }
  }

  private static func withinPercent(_ reader: ValueReader) -> Int? {
    reader.parse("“within” and a percentage from 0.1% to 100%, such as within 5%") { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take("within") else { throw Rejection(hint: "write “within \(text)”") }
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
        guard let name = team.name(), let ppm = share.ppm() else { return nil }
        return QuotaSettings.Share(team: name, ppm: ppm)
      }
      let tolerance = keys.required("tolerance").ppm(in: 0...500_000) ?? 0
      if let shares, shares.count == teams.node?.pairs?.count {
        let total = shares.reduce(0) { $0 + $1.ppm }
        if total != 1_000_000 {
          let percent = total / 10_000
          let decimals = String(total % 10_000 + 10_000).dropFirst()
          teams.problem("adds up to \(percent)\(total % 10_000 == 0 ? "" : ".\(decimals)")%", expectation: "shares that add up to 100%")
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
        missed.problem("is \(runs.missedUntil)", expectation: "a time after \(runs.night), when the night begins")
      }
      runs.batchFileAbove = keys.required("batch_file").or(runs.batchFileAbove) { reader in
        reader.parse("“above” and a number of rows, such as above 200 rows") { (text) throws(Rejection) in
          var scanner = TextScanner(text)
          guard scanner.take("above") else { throw Rejection(hint: "write “above \(text)”") }
          guard let count = scanner.number(), ["rows", "row"].contains(scanner.rest()) else { return nil }
          return (1...1_000_000).contains(count) ? count : nil
        }
      }
      return runs
    }
  }
}
