import Portfolio
import Speech
import YAML

/// Warns about names that nothing answers to: a route to a team that does not exist leaves its cases unassigned.
struct NamesCheck {
  let known: KnownNames

  func check(_ root: YAMLNode, _ warnings: Problems) {
    let routes = root["route"]?.items ?? []
    for route in routes + (root["never"]?.items ?? []) {
      warn(Wording("team", "小组"), route["to"]?["teams"], known.teams, warnings)
      for key in ["licence", "languages", "skills"] {
        warn(Wording("skill", "技能"), route["to"]?[key], known.skills, warnings) { SkillName.one($0) == SkillName.one($1) }
      }
    }
    let rules = ["route", "never", "stay", "stop", "service"].flatMap { root[$0]?.items ?? [] }.map { $0["when"] }
    for condition in [root["covers"]] + (root["segments"]?.pairs ?? []).map(\.value) + rules {
      warn(Wording("client", "委托方"), condition?["client"], known.clients, warnings)
      warn(Wording("region", "地区"), condition?["region"], known.regions, warnings, RegionName.isSame)
      for key in ["client", "batch", "product", "stage", "region"] { warnOfLists(condition?[key], warnings) }
    }
    checkContract(root, warnings)
    checkQuotas(routes, root, warnings)
  }

  private func checkContract(_ root: YAMLNode, _ warnings: Problems) {
    for pair in root["contract"]?.pairs ?? [] {
      warn(Wording("team", "小组"), pair.value["only_teams"], known.teams, warnings)
      guard let clients = known.clients, !clients.contains(where: { Glob.matches(pair.key, $0) }) else { continue }
      warnings.add(
        at: pair.keyPosition, Wording("there is no client “\(pair.key)”", "没有委托方“\(pair.key)”"),
        hint: Suggestion.hint(for: pair.key, among: clients))
    }
  }

  /// A calendar for a client that nobody has would change nothing, silently.
  func checkAgency(_ root: YAMLNode, _ warnings: Problems) {
    checkContract(root, warnings)
    checkReaders(root, warnings)
    guard let clients = known.clients else { return }
    for pair in root["calendar"]?["clients"]?.pairs ?? [] where !clients.contains(pair.key) {
      warnings.add(
        at: pair.keyPosition, Wording("there is no client “\(pair.key)”", "没有委托方“\(pair.key)”"),
        hint: Suggestion.hint(for: pair.key, among: clients))
    }
  }

  /// Words that stand for one place in the arrears, `M4`, by themselves; several in one name are a list that lacks its brackets.
  private func warnOfLists(_ node: YAMLNode?, _ warnings: Problems) {
    for (text, position) in scalars(node) {
      let parts = text.split { " ,，、;；|　".contains($0) }.map(String.init)
      guard parts.count > 1, parts.allSatisfy(Self.isStage) else { continue }
      warnings.add(
        at: position,
        Wording("“\(text)” is read as one name, which no case has", "“\(text)”按一个名称读取，而没有案件叫这个名称"),
        expectation: Wording("a list: [\(parts.joined(separator: ", "))]", "列表：[\(parts.joined(separator: ", "))]"))
    }
  }

  /// `M0` … `M99`, with or without a `+` behind.
  private static func isStage(_ word: String) -> Bool {
    guard let first = word.utf8.first, first == UInt8(ascii: "M") || first == UInt8(ascii: "m") else { return false }
    let digits = word.utf8.dropFirst().prefix { (48...57).contains($0) }
    return (1...2).contains(digits.count) && ["", "+"].contains(String(decoding: word.utf8.dropFirst(1 + digits.count), as: UTF8.self))
  }

  /// A team with a share that no route leads to can never reach it.
  private func checkQuotas(_ routes: [YAMLNode], _ root: YAMLNode, _ warnings: Problems) {
    let patterns = routes.flatMap { scalars($0["to"]?["teams"]).map(\.text) }
    for pair in root["quotas"]?["teams"]?.pairs ?? [] {
      if let teams = known.teams, !teams.contains(pair.key) {
        warnings.add(
          at: pair.keyPosition, Wording("there is no team “\(pair.key)”", "没有小组“\(pair.key)”"),
          hint: Suggestion.hint(for: pair.key, among: teams))
      } else if !patterns.contains(where: { Glob.matches($0, pair.key) }) {
        warnings.add(
          at: pair.keyPosition, Wording("team “\(pair.key)” has a share, but no route leads to it", "小组“\(pair.key)”有配额，但没有路由通向它"))
      }
    }
  }

  /// `isSame`: whether another word means the same thing.
  private func warn(
    _ what: Wording, _ node: YAMLNode?, _ names: [String]?, _ warnings: Problems, _ isSame: (String, String) -> Bool = { $0 == $1 }
  ) {
    guard let names else { return }
    for (pattern, position) in scalars(node) where !names.contains(where: { Glob.matches(pattern, $0) || isSame(pattern, $0) }) {
      let wild = pattern.contains("*") || pattern.contains("?")
      warnings.add(
        at: position,
        wild
          ? Wording("no \(what.en) matches “\(pattern)”", "没有匹配“\(pattern)”的\(what.zh)")
          : Wording("there is no \(what.en) “\(pattern)”", "没有\(what.zh)“\(pattern)”"),
        hint: Suggestion.hint(for: pattern, among: names))
    }
  }

  private func scalars(_ node: YAMLNode?) -> [(text: String, position: SourcePosition)] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { item in item.scalar.map { ($0.text, item.position) } }
  }
}
