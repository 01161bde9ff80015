package import Desks
package import Feeds
package import Portfolio
package import Register
package import Schema
import Terminal
import Wire

extension Answer {
  /// How long what is kept.
  package static func retention(_ kept: [Retention]) -> Answer {
    var days: [(String, JSON)] = []
    var rows: [[String]] = []
    for what in Retained.allCases {
      let found = kept.first { $0.what == what }
      days.append((what.rawValue, found.map { JSON($0.days) } ?? .null))
      rows.append([what.rawValue, found.map { String($0.days) } ?? "forever", found?.setBy ?? ""])
    }
    let table = Table([.init("what"), .init("days", .right), .init("set by")], rows: rows)
    return Answer(["retention": .object(days)]) { $0.table(table) }
  }

  /// A retention that was set; nil days is for ever.
  package static func retained(_ what: Retained, days: Int?) -> Answer {
    Answer(
      ["what": .string(what.rawValue), "days": days.map { JSON($0) } ?? .null],
      "\(what.rawValue): kept \(days.map { "\($0) days" } ?? "forever")\n")
  }

  /// What was removed or, unless it `isDone`, would be.
  package static func purged(_ removed: [DataDesk.Purged], isDone: Bool) -> Answer {
    Answer(
      [
        "done": .bool(isDone),
        "removed": .array(removed.map { ["what": .string($0.what.rawValue), "before": .day($0.before), "rows": JSON($0.rows)] }),
      ],
      removed.map { "\($0.what.rawValue) before \($0.before): \(Text.count($0.rows, "row")) \(isDone ? "removed" : "would be removed")\n" }
        .joined())
  }

  /// What was erased of one debtor or, unless it `isDone`, would be.
  package static func erased(_ erasure: Erasure, isDone: Bool) -> Answer {
    Answer(
      [
        "done": .bool(isDone), "cases": .array(erasure.cases.map { .string($0) }), "open": JSON(erasure.open),
        "contact_points": JSON(erasure.contactPoints), "texts": JSON(erasure.texts), "extras": JSON(erasure.extras),
      ],
      """
      \(isDone ? "erased" : "would erase"): \(Text.count(erasure.cases.count, "case")) (\(erasure.open) open), \
      \(Text.count(erasure.contactPoints, "contact point")), \(Text.count(erasure.texts, "text")), \(Text.count(erasure.extras, "extra"))

      """)
  }

  /// Where the key of identifiers lies; `file` is the key file's path, if there is one.
  package static func key(of agency: Agency, isInDatabase: Bool, file: String?) -> Answer {
    let place = isInDatabase ? "the database" : agency.identifierKey.isEmpty ? "nowhere this machine can see" : file ?? "a file"
    return Answer(
      ["key_id": JSON(Int(agency.keyID)), "in_database": .bool(isInDatabase), "file": JSON(isInDatabase ? nil : file)],
      "key \(agency.keyID) of agency \(agency.code) lies in \(place)\n")
  }

  /// The key was `moved` to the file, or lay in one already.
  package static func keyMoved(_ moved: Bool, of agency: Agency, file: String?) -> Answer {
    let path = file ?? ""
    return Answer(
      ["moved": .bool(moved), "file": .string(path)],
      moved
        ? "key \(agency.keyID) moved to \(path): keep a copy apart from the database's backups\n"
        : "key \(agency.keyID) lies in a file already\n")
  }

  /// A new key was applied to what is stored.
  package static func keyRenewed(_ renewal: KeyRenewal, of agency: Agency, file: String?) -> Answer {
    Answer(
      ["key_id": JSON(Int(renewal.keyID)), "debtors": JSON(renewal.debtors), "contact_points": JSON(renewal.contactPoints)],
      """
      key \(renewal.keyID) of agency \(agency.code) holds now: \(Text.count(renewal.debtors, "debtor")), \
      \(Text.count(renewal.contactPoints, "contact point"))
        copy \(file ?? "the key file") to every machine that imports, and apart from the database's backups

      """)
  }
}
