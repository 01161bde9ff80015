package import Desks
import Feeds
import Intake
import Portfolio
import Wire

extension Answer {
  /// What became of files that were loaded, one after the other.
  package static func imported(_ reports: [ImportReport]) -> Answer {
    Answer(.object([("files", .array(reports.map(\.json)))]), reports.map(\.text).joined())
  }
}

extension ImportReport {
  fileprivate var text: String {
    guard let read else { return "\(feed.rawValue) \(file): no rows\n" }
    var parts = [
      "\(Text.grouped(applied.inserted)) new", "\(Text.grouped(applied.changed)) changed", "\(Text.grouped(applied.unchanged)) unchanged",
    ]
    if rejected > 0 { parts.append("\(Text.grouped(rejected)) rejected") }
    if read.skipped > 0 { parts.append("\(Text.grouped(read.skipped)) left out by the mapping") }
    if read.merged > 0 { parts.append("\(Text.grouped(read.merged)) merged into other legs of their call") }
    if applied.withoutCase > 0 { parts.append("\(Text.grouped(applied.withoutCase)) name no case") }
    var text = "\(feed.rawValue) \(file): \(parts.joined(separator: ", ")) (\(Text.seconds(duration)))\n"
    if !tones.isEmpty {
      text += "  tone: " + Tone.allCases.map { "\($0.word) \(Text.grouped(tones[$0] ?? 0))" }.joined(separator: ", ") + "\n"
    }
    if !missing.isEmpty { text += "  not in force, so without a say in it: \(missing.joined(separator: ", ")) (allot policy apply)\n" }
    let unmapped = read.unmappedCodes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !unmapped.isEmpty {
      let codes = unmapped.prefix(8).map { "\($0.key) \(Text.grouped($0.value))" }.joined(separator: ", ")
      text += "  codes the mapping does not know, counted as unknown: \(codes)\(unmapped.count > 8 ? ", …" : "")\n"
    }
    if !read.droppedColumns.isEmpty { text += "  identifying columns left out: \(read.droppedColumns.joined(separator: ", "))\n" }
    for reject in firstRejects {
      text += "  \(reject.position.file):\(reject.position.line): \(reject.column.isEmpty ? "" : reject.column + ": ")\(reject.reason)\n"
    }
    if rejected > firstRejects.count { text += "  … and \(Text.grouped(rejected - firstRejects.count)) more\n" }
    if let rejectsFile { text += "  rejected rows: \(rejectsFile)\n" }
    if let rejectsProblem { text += "  rejected rows were not written: \(rejectsProblem)\n" }
    return text
  }

  fileprivate var json: JSON {
    .object([
      ("feed", .string(feed.rawValue)), ("file", .string(file)), ("inserted", JSON(applied.inserted)), ("changed", JSON(applied.changed)),
      ("unchanged", JSON(applied.unchanged)), ("rejected", JSON(rejected)), ("skipped", JSON(read?.skipped ?? 0)),
      ("merged", JSON(read?.merged ?? 0)),
      ("without_case", JSON(applied.withoutCase)),
      ("tones", .object(Tone.allCases.compactMap { tone in tones[tone].map { (tone.word, JSON($0)) } })),
      ("not_in_force", .array(missing.map { .string($0) })),
      ("unmapped_codes", .object((read?.unmappedCodes ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })),
      ("rejects_file", JSON(rejectsFile)), ("encoding", JSON(read?.encoding)), ("milliseconds", JSON(Text.milliseconds(duration))),
    ])
  }
}
