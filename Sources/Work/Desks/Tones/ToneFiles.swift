import Digest
import Discretion
import Faults
package import Portfolio
package import Speech
import Tables

/// Files of labelled texts, as the `tone` and `review` commands read them.
package enum ToneFiles {
  /// A labelled text.
  package struct Label: Sendable {
    /// As the file has it, else the row's number.
    package var id: String
    /// What was said; empty where the file has ids alone.
    package var text: String
    /// As the file says; nil where it does not.
    package var language: String?
    /// How it is to be read.
    package var tone: Tone
    /// The kind of sentence; may be empty.
    package var group: String
  }

  /// Labels of a file with the columns `text` and `label`, and `id`, `language`, `group` where it has them. Rows whose column `contested` is 1
  /// are left out: nobody knows what they say.
  package static func labels(_ path: String) throws -> (labels: [Label], leftOut: Int) {
    let table = try TextTable(path: path, known: ["id", "text", "label", "language", "group", "contested"])
    return try labels(table, text: try table.required("text", "say", "内容"))
  }

  /// The same of a file that verdicts are compared with: it must have ids, and may lack the texts.
  package static func goldLabels(_ path: String) throws -> (labels: [Label], leftOut: Int) {
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
  package static func noTone(_ file: String, _ line: Int, _ cell: String) -> Wording {
    let form = Quoted.cell(cell)
    return Wording("\(file):\(line): label: \(form.en) is no tone", "\(file):\(line)：label：\(form.zh)不是语气")
  }

  /// That an id stands in a file before, in line `first`.
  package static func twice(_ file: String, _ line: Int, first: Int) -> Wording {
    Wording("\(file):\(line): its id stands in line \(first) already", "\(file):\(line)：其 id 已出现在第 \(first) 行")
  }

  /// What a word for a tone in a file means; nil for another word.
  package static func tone(_ word: String) -> Tone? {
    switch word.lowercased() {
    case "cooperative", "配合", "合作": .cooperative
    case "uncooperative", "非配合", "不配合": .uncooperative
    case "neutral", "中性", "中立": .neutral
    default: nil
    }
  }

  /// SHA-256 of files one after the other, in hexadecimal.
  package static func digest(_ paths: [String]) throws -> String {
    var hash = SHA256()
    for path in paths { hash.update(try FileAccess.read(path)) }
    return Hex.encode(hash.digest())
  }
}
