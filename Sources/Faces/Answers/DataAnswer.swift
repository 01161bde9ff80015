package import Desks
package import Feeds
package import Portfolio
package import Register
package import Schema
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// How long what is kept.
  package static func retention(_ kept: [Retention]) -> Answer {
    var days: [(String, JSON)] = []
    for what in Retained.allCases {
      let found = kept.first { $0.what == what }
      days.append((what.rawValue, found.map { JSON($0.days) } ?? .null))
    }
    return Answer(["retention": .object(days)]) { style in
      style.table(
        Table(
          [style.column("what", "内容"), style.column("days", "天数", .right), style.column("set by", "设定人")],
          rows: Retained.allCases.map { what in
            let found = kept.first { $0.what == what }
            return [style.say(name(what)), found.map { String($0.days) } ?? style.say("forever", "永久"), found?.setBy ?? ""]
          }))
    }
  }

  /// The word that commands take; in Chinese with what it means.
  private static func name(_ what: Retained) -> Wording { Wording(what.rawValue, "\(Words.retained(what).zh)（\(what.rawValue)）") }

  /// A retention that was set; nil days is for ever.
  package static func retained(_ what: Retained, days: Int?) -> Answer {
    Answer(
      ["what": .string(what.rawValue), "days": days.map { JSON($0) } ?? .null],
      Wording(
        "\(what.rawValue): kept \(days.map { Text.count($0, "day") } ?? "forever")\n",
        "\(name(what).zh)：\(days.map { "保留 \($0) 天" } ?? "永久保留")\n"))
  }

  /// What was removed or, unless it `isDone`, would be.
  package static func purged(_ removed: [DataDesk.Purged], isDone: Bool) -> Answer {
    Answer(
      [
        "done": .bool(isDone),
        "removed": .array(removed.map { ["what": .string($0.what.rawValue), "before": .day($0.before), "rows": JSON($0.rows)] }),
      ],
      removed.map {
        Wording(
          "\($0.what.rawValue) before \($0.before): \(Text.count($0.rows, "row")) \(isDone ? "removed" : "would be removed")\n",
          "\($0.before) 之前的\(name($0.what).zh)：\(isDone ? "已删除" : "将删除") \(Text.grouped($0.rows)) 行\n")
      }.joined(by: .none))
  }

  /// What was erased of one debtor or, unless it `isDone`, would be.
  package static func erased(_ erasure: Erasure, isDone: Bool) -> Answer {
    Answer(
      [
        "done": .bool(isDone), "cases": .array(erasure.cases.map { .string($0) }), "open": JSON(erasure.open),
        "contact_points": JSON(erasure.contactPoints), "texts": JSON(erasure.texts), "extras": JSON(erasure.extras),
      ],
      Wording(
        """
        \(isDone ? "erased" : "would erase"): \(Text.count(erasure.cases.count, "case")) (\(erasure.open) open), \
        \(Text.count(erasure.contactPoints, "contact point")), \(Text.count(erasure.texts, "text")), \(Text.count(erasure.extras, "extra"))

        """,
        """
        \(isDone ? "已清除" : "将清除")：案件 \(Text.grouped(erasure.cases.count)) 件（其中在案 \(erasure.open) 件）、\
        联系方式 \(Text.grouped(erasure.contactPoints)) 个、文本 \(Text.grouped(erasure.texts)) 段、附加字段 \(Text.grouped(erasure.extras)) 份

        """))
  }

  /// Where the key of identifiers lies; `file` is the key file's path, if there is one.
  package static func key(of agency: Agency, isInDatabase: Bool, file: String?) -> Answer {
    let place =
      isInDatabase
      ? Wording("lies in the database", "在数据库中")
      : agency.identifierKey.isEmpty
        ? Wording("lies in nowhere this machine can see", "不在本机可见之处")
        : Wording("lies in \(file ?? "a file")", "在\(file.map { " \($0) " } ?? "文件")中")
    return Answer(
      ["key_id": JSON(Int(agency.keyID)), "in_database": .bool(isInDatabase), "file": JSON(isInDatabase ? nil : file)],
      Wording("key \(agency.keyID) of agency \(agency.code) ", "机构 \(agency.code) 的密钥 \(agency.keyID) ") + place + "\n")
  }

  /// The key was `moved` to the file, or lay in one already.
  package static func keyMoved(_ moved: Bool, of agency: Agency, file: String?) -> Answer {
    let path = file ?? ""
    return Answer(
      ["moved": .bool(moved), "file": .string(path)],
      moved
        ? Wording(
          "key \(agency.keyID) moved to \(path): keep a copy apart from the database's backups\n",
          "密钥 \(agency.keyID) 已移至 \(path)：请另存一份，勿与数据库备份放在一起\n")
        : Wording("key \(agency.keyID) lies in a file already\n", "密钥 \(agency.keyID) 已在文件中\n"))
  }

  /// A new key was applied to what is stored.
  package static func keyRenewed(_ renewal: KeyRenewal, of agency: Agency, file: String?) -> Answer {
    Answer(
      ["key_id": JSON(Int(renewal.keyID)), "debtors": JSON(renewal.debtors), "contact_points": JSON(renewal.contactPoints)],
      Wording(
        """
        key \(renewal.keyID) of agency \(agency.code) holds now: \(Text.count(renewal.debtors, "debtor")), \
        \(Text.count(renewal.contactPoints, "contact point"))
          copy \(file ?? "the key file") to every machine that imports, and apart from the database's backups

        """,
        """
        机构 \(agency.code) 现用密钥 \(renewal.keyID)：债务人 \(Text.grouped(renewal.debtors)) 名，\
        联系方式 \(Text.grouped(renewal.contactPoints)) 个
          请将\(file.map { " \($0) " } ?? "密钥文件")复制到每台执行导入的机器，并另存一份，勿与数据库备份放在一起

        """))
  }
}
