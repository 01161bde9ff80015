import Portfolio
import Wire
import Workload

/// One collector's parts as text and JSON.
struct PartsPrinter {
  let snapshot: Snapshot
  let policies: [String]
  let currency: Currency

  func text(_ c: Int, _ parts: WorkloadParts) -> String {
    let team = snapshot.teams[snapshot.collectors.team[c]]
    var lines = ["\(snapshot.collectors.code[c])\(team.isEmpty ? "" : " (team \(team))")"]
    func add(_ name: String, _ value: String) { lines.append("  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(value)") }
    let window = parts.window
    add(
      "used",
      "\(Text.hours(window.usedSeconds)) = talk \(Text.hours(window.talkSeconds)) + after calls \(Text.hours(window.wrapUpSeconds)) + messages \(Text.hours(window.messageSeconds)) + other \(Text.hours(window.otherSeconds))"
    )
    add(
      "scheduled",
      "\(Text.hours(window.scheduledSeconds))\(window.from.isKnown ? " since \(window.from)" : ""), leave of \(Text.hours(window.leaveSeconds)) taken off"
    )
    add(
      "saturation",
      "\(parts.ownSaturation.map { percent(Int64($0)) } ?? "no hours"), peers \(percent(Int64(parts.peersSaturation))), shrunk to them: \(percent(Int64(parts.saturation)))"
    )
    let classes = CaseClass.allCases.filter { parts.cases[Int($0.rawValue)] > 0 }
      .map { "\($0.word) \(parts.cases[Int($0.rawValue)]) × \(Text.minutes(parts.effortPerCase[Int($0.rawValue)]))" }
    let idle = parts.notCounted > 0 ? "; \(Text.count(Int(parts.notCounted), "case")) in hand not counted" : ""
    add("effort", "\(Text.hours(parts.effortSeconds)) a week" + (classes.isEmpty ? "" : " = " + classes.joined(separator: " + ")) + idle)
    for load in parts.policies {
      let name = load.policy < 0 ? "no policy" : policies[Int(load.policy)]
      add("", "\(name): \(Text.count(Int(load.cases.reduce(0, +)), "case")), \(Text.hours(load.effortSeconds))")
    }
    let ramp = parts.rampPermille < 1000 ? " × ramp \(percent(parts.rampPermille)) = \(Text.hours(parts.capacitySeconds))" : ""
    let priced =
      parts.pricedSeconds != parts.capacitySeconds ? "; counts as \(Text.hours(parts.pricedSeconds)), being busier than the peers" : ""
    add(
      "time ahead",
      "\(Text.hours(parts.comingSeconds))\(ramp)\(priced)" + (parts.nextPresent.isKnown ? "; next day at work \(parts.nextPresent)" : ""))
    add(
      "score", "\(Text.ratio(parts.effortTerm)) effort/time + \(Text.ratio(parts.activityTerm)) β·saturation = \(Text.ratio(parts.score))")
    add("caps", parts.caps.map(cap).joined(separator: "; "))
    let classesAllowed =
      parts.allowedClasses & 0b1_1111 == 0b1_1111
      ? "" : "; only \(CaseClass.allCases.filter { parts.allowedClasses & (1 << $0.rawValue) != 0 }.map(\.word).joined(separator: ", "))"
    add(
      "room",
      parts.closedBy == .open
        ? "\(Text.count(Int(parts.room), "new case")) tonight (\(stock(parts)))\(classesAllowed)"
        : "none: \(parts.closedBy.word)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The terms of the portfolio: how many more by what is in hand.
  private func stock(_ parts: WorkloadParts) -> String {
    let total = "\(Text.grouped(parts.tapered)) by stock"
    guard let cases = parts.caps.first(where: { $0.kind == .cases }) else { return total }
    guard parts.tapers else { return "\(total): all that is left to \(Text.grouped(cases.limit)), on the day of a large file" }
    let (lower, upper, held) = (Text.grouped(parts.taperFrom), Text.grouped(cases.limit), Text.grouped(cases.used))
    return "\(total): the larger of \(lower) − \(held) and half of \(upper) − \(held)"
  }

  private func percent(_ permille: Int64) -> String { "\(permille / 10).\(permille.magnitude % 10) %" }

  private func cap(_ cap: WorkloadParts.Cap) -> String {
    func value(_ number: Int64) -> String { cap.kind == .amount ? Text.amount(number, digits: currency.minorDigits) : Text.grouped(number) }
    let name = cap.kind == .cases ? "cases" : cap.kind == .amount ? "amount" : "new today"
    if cap.limit == .max { return "\(name) \(value(cap.used)), no limit" }
    return "\(name) \(value(cap.used)) of \(value(cap.limit))\(cap.isOwn ? " (own)" : ""), \(value(cap.left)) left"
  }

  func json(_ c: Int, _ parts: WorkloadParts) -> JSON {
    func byClass(_ values: [Int64]) -> JSON { .object(CaseClass.allCases.map { ($0.word, .integer(values[Int($0.rawValue)])) }) }
    let window = parts.window
    return .object([
      ("code", .string(snapshot.collectors.code[c])),
      ("team", JSON(snapshot.collectors.team[c] < 0 ? nil : snapshot.teams[snapshot.collectors.team[c]])),
      (
        "used_seconds",
        [
          "talk": .integer(window.talkSeconds), "after_calls": .integer(window.wrapUpSeconds), "messages": .integer(window.messageSeconds),
          "other": .integer(window.otherSeconds), "all": .integer(window.usedSeconds),
        ]
      ),
      ("scheduled_seconds", .integer(window.scheduledSeconds)), ("leave_seconds", .integer(window.leaveSeconds)),
      ("window_from", .day(window.from)),
      (
        "saturation_permille",
        [
          "own": parts.ownSaturation.map { .integer(Int64($0)) } ?? .null, "peers": .integer(Int64(parts.peersSaturation)),
          "shrunk": .integer(Int64(parts.saturation)),
        ]
      ),
      ("cases", byClass(parts.cases.map(Int64.init))), ("effort_seconds_per_case", byClass(parts.effortPerCase)),
      ("effort_seconds", .integer(parts.effortSeconds)),
      ("not_counted", JSON(Int(parts.notCounted))),
      (
        "policies",
        .array(
          parts.policies.map { load in
            [
              "policy": load.policy < 0 ? .null : .string(policies[Int(load.policy)]), "cases": byClass(load.cases.map(Int64.init)),
              "effort_seconds": .integer(load.effortSeconds),
            ]
          })
      ),
      ("coming_seconds", .integer(parts.comingSeconds)), ("ramp_permille", .integer(parts.rampPermille)),
      ("capacity_seconds", .integer(parts.capacitySeconds)),
      ("priced_seconds", .integer(parts.pricedSeconds)), ("next_present", .day(parts.nextPresent)),
      ("score_permille", ["effort": .integer(parts.effortTerm), "activity": .integer(parts.activityTerm), "score": .integer(parts.score)]),
      (
        "caps",
        .object(
          parts.caps.map { cap in
            (
              cap.kind.rawValue,
              [
                "limit": cap.limit == .max ? .null : .integer(cap.limit), "used": .integer(cap.used),
                "left": cap.left == .max ? .null : .integer(cap.left),
                "own": .bool(cap.isOwn),
              ]
            )
          })
      ),
      ("taper_from", .integer(parts.taperFrom)), ("tapers", .bool(parts.tapers)), ("by_stock", .integer(parts.tapered)),
      ("room", JSON(Int(parts.room))),
      ("amount_room", parts.amountRoom == .max ? .null : .integer(parts.amountRoom)),
      ("closed_by", .string(parts.closedBy.word)),
      ("classes", .array(CaseClass.allCases.filter { parts.allowedClasses & (1 << $0.rawValue) != 0 }.map { .string($0.word) })),
    ])
  }
}
