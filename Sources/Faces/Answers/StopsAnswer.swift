import Desks
import Figures
package import Register
import Speech
package import Views
import Wire
import Words

extension Answer {
  /// A stop that was set, confirmed, asked to be lifted, or lifted; `isNews` is false where it was so before.
  package static func stop(_ stop: EmergencyStop, isNews: Bool = true, by clock: WallClock = .utc) -> Answer {
    Answer(["stop": json(stop), "changed": .bool(isNews)]) { style in
      let before = isNews ? "" : style.say("so before; nothing was changed\n", "此前已如此；未作任何改动\n")
      return before + style.say(told(stop, clock)) + "\n"
    }
  }

  /// Stops, those that hold first.
  package static func stops(_ stops: [EmergencyStop], by clock: WallClock = .utc) -> Answer {
    Answer(["stops": .array(stops.map(json))]) { style in
      stops.isEmpty ? style.say("no stops\n", "没有停办\n") : stops.map { style.say(told($0, clock)) + "\n" }.joined()
    }
  }

  static func json(_ stop: EmergencyStop) -> JSON {
    [
      "stop": JSON(stop.number), "what": .string(stop.what.rawValue), "subject": .string(stop.subject), "reason": .string(stop.reason),
      "by": .string(stop.by), "at": .string(Text.time(stop.at) + "Z"), "confirmed_by": JSON(stop.confirmedBy),
      "lift_asked_by": JSON(stop.liftAskedBy), "lift_reason": JSON(stop.liftReason), "lifted_by": JSON(stop.liftedBy),
      "lifted_at": JSON(stop.liftedAt.map { Text.time($0) + "Z" }), "holds": .bool(stop.liftedAt == nil), "overdue": .bool(stop.isOverdue),
    ]
  }

  /// `STOP 3 of client cmb since 2026-11-30 09:00:00 by zhang: wrong file; confirmed by li`.
  static func told(_ stop: EmergencyStop, _ clock: WallClock) -> Wording {
    let (at, what) = (Text.time(stop.at, by: clock), Words.stopped(stop.what.rawValue))
    var text = Wording(
      "stop \(stop.number) of \(what.en) \(stop.subject) since \(at) by \(stop.by): \(stop.reason)",
      "紧急停办 \(stop.number)：\(what.zh) \(stop.subject)，自 \(at) 起，\(stop.by)：\(stop.reason)")
    if let by = stop.liftedBy, let lifted = stop.liftedAt {
      return text
        + Wording(
          "; lifted \(Text.time(lifted, by: clock)) by \(stop.liftAskedBy ?? by) and \(by): \(stop.liftReason ?? "")",
          "；\(Text.time(lifted, by: clock)) 由 \(stop.liftAskedBy ?? by) 与 \(by) 解除：\(stop.liftReason ?? "")")
    }
    if let by = stop.confirmedBy {
      text = text + Wording("; confirmed by \(by)", "；已由 \(by) 确认")
    } else if stop.isOverdue {
      text =
        text
        + Wording(
          "; NOT CONFIRMED for a day, it holds: allot policy stop --confirm \(stop.number)",
          "；已满一天无人确认，仍然有效：allot policy stop --confirm \(stop.number)")
    } else {
      text =
        text + Wording("; to be confirmed: allot policy stop --confirm \(stop.number)", "；待确认：allot policy stop --confirm \(stop.number)")
    }
    if let asked = stop.liftAskedBy {
      text =
        text
        + Wording(
          "; \(asked) asks to lift it (\(stop.liftReason ?? "")): allot policy stop --lift \(stop.number)",
          "；\(asked) 申请解除（\(stop.liftReason ?? "")）：allot policy stop --lift \(stop.number)")
    }
    return text
  }
}
