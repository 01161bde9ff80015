package import Desks
import Register
import Terminal
package import Views
import Wire

extension Answer {
  /// What people and programs did.
  package static func audit(_ rows: [ShownAudit]) -> Answer {
    let table = Table(
      [.init("position", .right), .init("at (UTC)"), .init("who"), .init("did"), .init("to"), .init("details")],
      rows: rows.map {
        [$0.position.map(String.init) ?? "", Text.time($0.at), $0.actor, $0.action, $0.subject, $0.detail == "{}" ? "" : $0.detail]
      })
    return Answer([
      "audit": .array(
        rows.map { row in
          [
            "position": JSON(row.position), "at": .string(Text.time(row.at) + "Z"), "actor": .string(row.actor),
            "action": .string(row.action),
            "subject": .string(row.subject), "detail": .string(row.detail),
          ]
        })
    ]) { rows.isEmpty ? "no audit rows\n" : $0.table(table) }
  }

  /// What recomputing every chain and root came to.
  package static func verified(_ found: AuditDesk.Verification) -> Answer { Answer(json(found), text(found)) }

  /// Rows that were numbered and chained.
  package static func sealed(rows: Int) -> Answer { Answer(["sealed": JSON(rows)], "\(Text.count(rows, "row")) sealed\n") }

  private static func text(_ found: AuditDesk.Verification) -> String {
    var text = ""
    for report in found.streams {
      text +=
        "\(report.stream.rawValue): \(Text.count(report.checked, "row")) checked"
      if report.position > report.base { text += ", positions \(report.base + 1) to \(report.position)" }
      text += report.unsealed > 0 ? ", \(Text.grouped(report.unsealed)) not sealed yet (allot audit seal)\n" : "\n"
    }
    text += "runs: \(Text.count(found.runsChecked, "root")) checked"
    text += found.runsPurged > 0 ? ", \(found.runsPurged) removed by retention\n" : "\n"
    for (place, fault) in found.faults { text += "\(place): \(fault.text)\n" }
    text += found.faults.isEmpty ? "nothing was changed\n" : "\(Text.count(found.faults.count, "fault"))\n"
    for report in found.streams where report.position > 0 { text += "note: \(AuditDesk.Note(report))\n" }
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
          ["where": .string(place), "kind": .string(fault.kind.rawValue), "position": .integer(fault.place), "text": .string(fault.text)]
        }),
    ]
  }
}
