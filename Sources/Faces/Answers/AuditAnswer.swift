package import Desks
import Register
import Schema
import Speech
import Terminal
package import Views
import Wire

extension Answer {
  /// What people and programs did; times are those of `clock`.
  package static func audit(_ rows: [ShownAudit], by clock: WallClock = .utc) -> Answer {
    return Answer([
      "audit": .array(
        rows.map { row in
          [
            "position": JSON(row.position), "at": .string(Text.time(row.at) + "Z"), "actor": .string(row.actor),
            "action": .string(row.action),
            "subject": .string(row.subject), "detail": .string(row.detail),
          ]
        })
    ]) { style in
      let table = Table(
        [
          style.column("position", "位置", .right), style.column("at (\(clock.name))", "时间（\(clock.name)）"), style.column("who", "操作人"),
          style.column("did", "操作"), style.column("to", "对象"), style.column("details", "详情"),
        ],
        rows: rows.map {
          [
            $0.position.map(String.init) ?? "", Text.time($0.at, by: clock), $0.actor, style.say(AuditWords.action($0.action)),
            style.say(AuditWords.subject($0.subject)),
            style.say(AuditWords.detail($0.detail)),
          ]
        })
      return rows.isEmpty ? style.say("no audit rows\n", "没有审计记录\n") : style.table(table)
    }
  }

  /// That a seed stands in the audit.
  package static var seedNamed: Answer {
    Answer(["named": .bool(true)], Wording("the seed holds for runs that begin from now on\n", "该种子适用于此后开始的运行\n"))
  }

  /// What recomputing every chain and root came to.
  package static func verified(_ found: AuditDesk.Verification) -> Answer { Answer(json(found)) { text(found, $0) } }

  /// Rows that were numbered and chained.
  package static func sealed(rows: Int) -> Answer {
    Answer(["sealed": JSON(rows)], Wording("\(Text.count(rows, "row")) sealed\n", "已封存 \(Text.grouped(rows)) 行\n"))
  }

  private static func text(_ found: AuditDesk.Verification, _ style: AnswerStyle) -> String {
    var text = ""
    for report in found.streams {
      text += style.say(
        "\(report.stream.rawValue): \(Text.count(report.checked, "row")) checked",
        "\(report.stream.rawValue)：已核对 \(Text.grouped(report.checked)) 行")
      if report.position > report.base {
        text += style.say(
          ", positions \(report.base + 1) to \(report.position)", "，位置 \(report.base + 1) 至 \(report.position)")
      }
      if report.unsealed > 0 {
        let rows = Text.grouped(report.unsealed)
        text += style.say(", \(rows) not sealed yet (allot audit seal)", "，另有 \(rows) 行尚未封存（allot audit seal）")
      }
      text += "\n"
    }
    text += style.say("runs: \(Text.count(found.runsChecked, "root")) checked", "运行：已核对 \(Text.grouped(found.runsChecked)) 个根值")
    if found.runsPurged > 0 { text += style.say(", \(found.runsPurged) removed by retention", "，\(found.runsPurged) 个已按保留期删除") }
    text += "\n"
    for (place, fault) in found.faults { text += place + style.say(": ", "：") + style.say(fault.text) + "\n" }
    text +=
      found.faults.isEmpty
      ? style.say("nothing was changed\n", "未发现改动\n")
      : style.say("\(Text.count(found.faults.count, "fault"))\n", "共 \(Text.grouped(found.faults.count)) 处异常\n")
    for report in found.streams where report.position > 0 {
      let note = AuditDesk.Note(report).description
      text += style.say("note: \(note)\n", "请记下：\(note)\n")
    }
    return text
  }

  private static func json(_ found: AuditDesk.Verification) -> JSON {
    [
      "intact": .bool(found.faults.isEmpty),
      "streams": .array(
        found.streams.map { report in
          [
            "stream": .string(report.stream.rawValue), "checked": JSON(report.checked), "unsealed": JSON(report.unsealed),
            "position": .integer(report.position), "note": .string(AuditDesk.Note(report).description),
          ]
        }),
      "runs_checked": JSON(found.runsChecked), "runs_removed_by_retention": JSON(found.runsPurged),
      "faults": .array(
        found.faults.map { place, fault in
          [
            "where": .string(place), "kind": .string(fault.kind.rawValue), "position": .integer(fault.place),
            "text": .string(fault.text.en),
          ]
        }),
    ]
  }
}
