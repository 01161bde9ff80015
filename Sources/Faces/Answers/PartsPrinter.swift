import Portfolio
import Speech
import Terminal
import Wire
import Words
import Workload

/// One collector's parts as text and JSON.
struct PartsPrinter {
  let snapshot: Snapshot
  let policies: [String]
  let currency: Currency

  func text(_ c: Int, _ parts: WorkloadParts, _ style: AnswerStyle) -> String {
    let team = snapshot.teams[snapshot.collectors.team[c]]
    var lines = [snapshot.collectors.code[c] + (team.isEmpty ? "" : style.say(" (team \(team))", "（小组 \(team)）"))]
    func add(_ en: String, _ zh: String, _ value: Wording) {
      let name = style.say(en, zh)
      lines.append("  \(name)\(String(repeating: " ", count: max(1, 12 - DisplayWidth.of(name))))\(style.say(value))")
    }
    add("used", "已用", used(parts))
    add("scheduled", "排班", scheduled(parts))
    add("saturation", "饱满度", saturation(parts))
    add("effort", "工作量", effort(parts))
    for load in parts.policies {
      let name = load.policy < 0 ? Wording("no policy", "无策略") : Wording(same: policies[Int(load.policy)])
      let (cases, effort) = (Int(load.cases.reduce(0, +)), Text.hours(load.effortSeconds))
      add("", "", name + Wording(": \(Text.count(cases, "case")), \(effort.en)", "：\(Text.grouped(cases)) 件，\(effort.zh)"))
    }
    add("time ahead", "未来工时", ahead(parts))
    let (effortTerm, activity, score) = (Text.ratio(parts.effortTerm), Text.ratio(parts.activityTerm), Text.ratio(parts.score))
    add(
      "score", "评分值",
      parts.isAbsent
        ? Wording("absent: work in hand and no working time ahead", "不在岗：有在手案件而未来无工时")
        : Wording("\(effortTerm) effort/time + \(activity) β·saturation = \(score)", "\(effortTerm) 工作量/工时 + \(activity) β·饱满度 = \(score)"))
    add("caps", "上限", parts.caps.map(cap).joined(by: Wording("; ", "；")))
    add("room", "余量", room(parts))
    return lines.joined(separator: "\n") + "\n"
  }

  private func used(_ parts: WorkloadParts) -> Wording {
    let window = parts.window
    func h(_ seconds: Int64) -> Wording { Text.hours(seconds) }
    let all: [(Wording, Int64)] = [
      (Wording("talk", "通话"), window.talkSeconds), (Wording("after calls", "话后"), window.wrapUpSeconds),
      (Wording("messages", "信息"), window.messageSeconds), (Wording("other", "其他"), window.otherSeconds),
    ]
    return h(window.usedSeconds) + " = " + all.map { $0.0 + " " + h($0.1) }.joined(by: Wording(same: " + "))
  }

  private func scheduled(_ parts: WorkloadParts) -> Wording {
    let window = parts.window
    let (scheduled, leave) = (Text.hours(window.scheduledSeconds), Text.hours(window.leaveSeconds))
    let since = window.from.isKnown ? Wording(" since \(window.from)", "，自 \(window.from) 起") : .none
    return Wording("\(scheduled.en)\(since.en), leave of \(leave.en) taken off", "\(scheduled.zh)\(since.zh)，已扣请假 \(leave.zh)")
  }

  private func saturation(_ parts: WorkloadParts) -> Wording {
    let own = parts.ownSaturation.map { Wording(same: percent(Int64($0))) } ?? Wording("no hours", "无工时")
    let (peers, shrunk) = (percent(Int64(parts.peersSaturation)), percent(Int64(parts.saturation)))
    return Wording("\(own.en), peers \(peers), shrunk to them: \(shrunk)", "\(own.zh)，同组 \(peers)，向同组收缩后 \(shrunk)")
  }

  private func effort(_ parts: WorkloadParts) -> Wording {
    let effort = Text.hours(parts.effortSeconds)
    let classes = CaseClass.allCases.filter { parts.cases[Int($0.rawValue)] > 0 }.map { kind in
      let (cases, each) = (parts.cases[Int(kind.rawValue)], Text.minutes(parts.effortPerCase[Int(kind.rawValue)]))
      return Wording("\(kind.word) \(cases) × \(each.en)", "\(Words.caseClass(kind).zh) \(cases) × \(each.zh)")
    }
    let sum = classes.isEmpty ? Wording.none : " = " + classes.joined(by: Wording(same: " + "))
    let idle = Int(parts.notCounted)
    return Wording("\(effort.en) a week", "每周 \(effort.zh)") + sum
      + (idle > 0 ? Wording("; \(Text.count(idle, "case")) in hand not counted", "；另有在手 \(Text.grouped(idle)) 件不计") : .none)
  }

  private func ahead(_ parts: WorkloadParts) -> Wording {
    let (capacity, price) = (Text.hours(parts.capacitySeconds), Text.hours(parts.pricedSeconds))
    var text = Text.hours(parts.comingSeconds)
    if parts.rampPermille < 1000 {
      let ramp = percent(parts.rampPermille)
      text = text + Wording(" × ramp \(ramp) = \(capacity.en)", " × 爬坡 \(ramp) = \(capacity.zh)")
    }
    if parts.pricedSeconds != parts.capacitySeconds {
      text = text + Wording("; counts as \(price.en), being busier than the peers", "；因比同组忙，按 \(price.zh) 计")
    }
    if parts.nextPresent.isKnown {
      text = text + Wording("; next day at work \(parts.nextPresent)", "；下次在岗 \(parts.nextPresent)")
    }
    return text
  }

  private func room(_ parts: WorkloadParts) -> Wording {
    guard parts.closedBy == .open else { return Wording("none: \(parts.closedBy.word)", "无：\(Words.closed(parts.closedBy).zh)") }
    let allowed = CaseClass.allCases.filter { parts.allowedClasses & (1 << $0.rawValue) != 0 }
    let only =
      parts.allowedClasses & 0b1_1111 == 0b1_1111
      ? Wording.none
      : Wording(
        "; only \(allowed.map(\.word).joined(separator: ", "))",
        "；仅限\(allowed.map { Words.caseClass($0).zh }.joined(separator: "、"))")
    let stock = stock(parts)
    return Wording(
      "\(Text.count(Int(parts.room), "new case")) tonight (\(stock.en))", "当晚新案 \(Text.grouped(parts.room)) 件（\(stock.zh)）") + only
  }

  /// The terms of the portfolio: how many more by what is in hand.
  private func stock(_ parts: WorkloadParts) -> Wording {
    let tapered = Text.grouped(parts.tapered)
    let total = Wording("\(tapered) by stock", "按在手量 \(tapered) 件")
    guard let cases = parts.caps.first(where: { $0.kind == .cases }) else { return total }
    let (lower, upper, held) = (Text.grouped(parts.taperFrom), Text.grouped(cases.limit), Text.grouped(cases.used))
    guard parts.tapers else {
      return total
        + Wording(": all that is left to \(upper), on the day of a large file", "：大批来件当日，可补足至 \(upper) 件")
    }
    return total
      + Wording(
        ": the larger of \(lower) − \(held) and half of \(upper) − \(held)", "：\(lower) − \(held) 与 \(upper) − \(held) 之半，取大者")
  }

  private func percent(_ permille: Int64) -> String { "\(permille / 10).\(permille.magnitude % 10) %" }

  private func cap(_ cap: WorkloadParts.Cap) -> Wording {
    func value(_ number: Int64) -> String { cap.kind == .amount ? Text.amount(number, digits: currency.minorDigits) : Text.grouped(number) }
    let name =
      cap.kind == .cases ? Wording("cases", "件数") : cap.kind == .amount ? Wording("amount", "金额") : Wording("new today", "当日新案")
    let used = name + " \(value(cap.used))"
    if cap.limit == .max { return used + Wording(", no limit", "，无上限") }
    let own = cap.isOwn ? Wording(" (own)", "（个人）") : .none
    return Wording(
      "\(used.en) of \(value(cap.limit))\(own.en), \(value(cap.left)) left",
      "\(used.zh)，上限 \(value(cap.limit))\(own.zh)，余 \(value(cap.left))")
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
      (
        "score_permille",
        [
          "effort": parts.isAbsent ? .null : .integer(parts.effortTerm), "activity": .integer(parts.activityTerm),
          "score": parts.isAbsent ? .null : .integer(parts.score),
        ]
      ),
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

extension WorkloadParts {
  /// Holds work and has no time for it: the score is no number.
  fileprivate var isAbsent: Bool { CollectorLoads.isAbsent(score) }
}
