import Portfolio
import Schema
import Speech

extension LiveBatch {
  /// Without rows that would bring a new client or skill into being: what a program misspelled would become one of its own. They stay, with the reason.
  /// An agency that has none of the kind yet takes what comes.
  func withoutNewNames(_ entries: [Entry]) throws -> [Entry] {
    let clients = try newNames(entries.map(\.row.client), in: .client)
    let skills = try newNames(entries.flatMap(\.row.requiredSkills), in: .skill)
    guard !clients.isEmpty || !skills.isEmpty else { return entries }
    var kept: [Entry] = []
    var (bad, reasons): ([Int64], [String]) = ([], [])
    for entry in entries {
      let client = clients[entry.row.client].map { Self.reason(.client, $0) }
      let skill = entry.row.requiredSkills.lazy.compactMap { skills[$0] }.first.map { Self.reason(.skill, $0) }
      if let why = client ?? skill {
        bad.append(entry.id)
        reasons.append(why.en)
      } else {
        var entry = entry
        // The line is the place in the batch, so that a reject finds its row.
        entry.row.line = kept.count
        kept.append(entry)
      }
    }
    try mark(bad, reasons)
    return kept
  }

  /// Names that the agency has not, while it has others, each with the one that was probably meant, or an empty text.
  private func newNames(_ names: [String], in table: NameTable) throws -> [String: String] {
    let unknown = Set(names).filter { desk.names[LiveDesk.NameKey(table: table, name: $0)] == nil }
    guard !unknown.isEmpty else { return [:] }
    let known = try table.names(connection, agency.id)
    guard !known.isEmpty else { return [:] }
    let new = unknown.subtracting(known).map { ($0, Suggestion.closest(to: $0, among: known) ?? "") }
    return Dictionary(new) { first, _ in first }
  }

  private static func reason(_ table: NameTable, _ meant: String) -> Wording {
    let (kind, column, noun) = table == .client ? ("client", "client", "委托方") : ("skill", "required_skills", "技能")
    let hint = meant.isEmpty ? Wording.none : Suggestion.meant(meant)
    return Wording(
      "\(column): the agency has no such \(kind)\(meant.isEmpty ? "." : "; " + hint.en) Correct it; if it is new, import a case file that has it with --new-\(kind), then set rejected to NULL",
      "\(column)：本机构没有这个\(noun)\(meant.isEmpty ? "。" : "；" + hint.zh)请改正；若确为新增，请导入含有它的案件文件并加 --new-\(kind)，再将 rejected 置为 NULL")
  }
}
