import Classification
import Desks
import Digest
import Discretion
import Faults
import Policy
import Portfolio
import Reports
import Setup
import Speech
import Tables
import Terminal

/// Labels, lexicons and models as the `tone` commands read them.
enum ToneFiles {
  /// A labelled text.
  struct Label {
    var id: String
    var text: String
    var language: String?
    var tone: Tone
    var group: String
  }

  /// Labels of a file with the columns `text` and `label`, and `id`, `language`, `group` where it has them. Rows whose column `contested` is 1
  /// are left out: nobody knows what they say.
  static func labels(_ path: String) throws -> (labels: [Label], leftOut: Int) {
    let table = try TextTable(path: path, known: ["id", "text", "label", "language", "group", "contested"])
    return try labels(table, text: try table.required("text", "say", "内容"))
  }

  /// The same of a file that verdicts are compared with: it must have ids, and may lack the texts.
  static func goldLabels(_ path: String) throws -> (labels: [Label], leftOut: Int) {
    let table = try TextTable(path: path, known: ["id", "text", "label", "language", "group", "contested"])
    _ = try table.required("id")
    return try labels(table, text: table.column("text", "say", "内容"))
  }

  private static func labels(_ table: TextTable, text: Int?) throws -> (labels: [Label], leftOut: Int) {
    let label = try table.required("label", "tone", "标签")
    let id = table.column("id")
    let language = table.column("language", "lang")
    let group = table.column("group", "kind")
    let contested = table.column("contested")
    var labels: [Label] = []
    var leftOut = 0
    for (number, row) in table.rows.enumerated() {
      if let contested, ["1", "yes", "true"].contains(row[contested]) {
        leftOut += 1
        continue
      }
      guard let tone = tone(row[label]) else {
        throw OperationError(
          .dataError, noTone(table.file, table.lines[number], row[label]),
          remedy: Wording(
            "write cooperative, uncooperative or neutral (配合, 非配合, 中性)",
            "请写 cooperative、uncooperative 或 neutral（配合、非配合、中性）"))
      }
      labels.append(
        Label(
          id: id.map { row[$0] } ?? String(number + 1), text: text.map { row[$0] } ?? "",
          language: language.flatMap { row[$0].isEmpty ? nil : row[$0] }, tone: tone, group: group.map { row[$0] } ?? ""))
    }
    return (labels, leftOut)
  }

  /// That a cell of the column `label` is no tone.
  static func noTone(_ file: String, _ line: Int, _ cell: String) -> Wording {
    let form = Quoted.cell(cell)
    return Wording("\(file):\(line): label: \(form.en) is no tone", "\(file):\(line)：label：\(form.zh)不是语气")
  }

  /// That an id stands in a file before, in line `first`.
  static func twice(_ file: String, _ line: Int, first: Int) -> Wording {
    Wording("\(file):\(line): its id stands in line \(first) already", "\(file):\(line)：其 id 已出现在第 \(first) 行")
  }

  /// Warns of an id that is among those seen before, with their first lines; an empty one is none.
  static func warnOfSecond(_ id: String, _ seen: inout [String: Int], _ file: String, _ line: Int) {
    if id.isEmpty { return }
    if let first = seen[id] { Output.error.line("allot: " + twice(file, line, first: first).spoken) } else { seen[id] = line }
  }

  /// Without byte order mark: the first column's name is “id” for every reader. What debtors said is nobody else's to read.
  static func write(_ csv: CSV, to path: String) throws { try FileAccess.write(path, Array(csv.bytes.dropFirst(3)), mode: 0o600) }

  static func tone(_ word: String) -> Tone? {
    switch word.lowercased() {
    case "cooperative", "配合", "合作": .cooperative
    case "uncooperative", "非配合", "不配合": .uncooperative
    case "neutral", "中性", "中立": .neutral
    default: nil
    }
  }

  /// The lexicons of files; those that come with allot when none is named.
  static func lexicons(_ paths: [String]) throws -> [Lexicon] {
    let files = paths.isEmpty ? ShippedFiles.lexicons : paths
    return try files.map { path in
      do {
        return try LexiconFile.parse(try FileAccess.read(path, limit: 2 << 20), file: path).lexicon
      } catch let fault as PolicyFault {
        throw PolicyDoor.unusable(fault.problems)
      }
    }
  }

  /// A model; nil for `none`. Without a path the one that comes with allot, if it is there.
  static func model(_ path: String?) throws -> ToneModel? {
    if path == "none" { return nil }
    guard let file = path ?? ShippedFiles.model else { return nil }
    do {
      return try ToneModelFile.parse(try FileAccess.read(file, limit: 2 << 20), file: file).model
    } catch let fault as PolicyFault {
      throw PolicyDoor.unusable(fault.problems)
    }
  }

  /// SHA-256 of files one after the other, in hexadecimal.
  static func digest(_ paths: [String]) throws -> String {
    var hash = SHA256()
    for path in paths { hash.update(try FileAccess.read(path)) }
    return Hex.encode(hash.digest())
  }
}
