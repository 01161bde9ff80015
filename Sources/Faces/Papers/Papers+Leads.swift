import HandoutDesks
import Handouts
import Reports
import Speech
import Views

extension Papers {
  /// The same of every team that the seat may see, a folder each; what all of them need is read once. People without a team have `no-team`.
  func leads(_ run: ShownRun, formats: Set<ReportFormat>, language: Language) async throws -> Made {
    var desk = try await teamDesk(nil, run)
    var parts: [(folder: String, team: String, lists: ListDesk.Lists)] = []
    var taken: Set<String> = []
    var cases = desk.lists.cases[...]
    for team in Set(desk.lists.holders.map(\.team)).sorted() {
      let holders = desk.lists.holders.filter { $0.team == team }
      let codes = Set(holders.map(\.code))
      // By holder, and those by team: a team's cases stand together.
      let end = cases.firstIndex { one in !holders.contains { $0.id == one.holder } } ?? cases.endIndex
      let lists = ListDesk.Lists(
        holders: holders, cases: Array(cases[..<end]), receipts: desk.lists.receipts.filter { codes.contains($0.collector) })
      cases = cases[end...]
      let stem = team.isEmpty ? "no-team" : TeamPaper.plain(team)
      // Two names that become one are told apart.
      var folder = stem
      while !taken.insert(folder.lowercased()).inserted { folder += "_" }
      parts.append((folder, team, lists))
    }
    // Each team has its own by now: the whole would only want memory.
    (cases, desk.lists) = ([], ListDesk.Lists(holders: [], cases: [], receipts: []))
    // Two at a time: a second core halves the time, a third team in the making would only want memory.
    let made = try await withThrowingTaskGroup(of: (Int, [ReportFile]).self) { [parts, desk] group in
      func begin(_ place: Int) {
        guard parts.indices.contains(place) else { return }
        group.addTask { (place, try await desk.folder(parts[place].folder, parts[place].team, parts[place].lists, formats, language)) }
      }
      for place in 0..<2 { begin(place) }
      var (made, next) = ([[ReportFile]](repeating: [], count: parts.count), 2)
      for try await (place, files) in group {
        made[place] = files
        begin(next)
        next += 1
      }
      return made
    }
    return Made(files: made.flatMap { $0 }, labelsUpTo: "", areByItsPolicies: desk.areByItsPolicies)
  }
}
