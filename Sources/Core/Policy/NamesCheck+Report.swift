import Portfolio
import Speech
import YAML

// Readers of a report that nothing can reach, and pages about what there is not.
extension NamesCheck {
  func checkReaders(_ root: YAMLNode, _ warnings: Problems) {
    for reader in root["report"]?["readers"]?.items ?? [] {
      checkPage(reader["page"], warnings)
      guard let users = known.users else { continue }
      let isByMail = reader["by"]?.scalar?.text != "directory"
      for node in reader["to"]?.items ?? [reader["to"]].compactMap({ $0 }) {
        guard let name = node.scalar?.text else { continue }
        guard let hasAddress = users[name] else {
          warnings.add(
            at: node.position, Wording("there is no user “\(name)”", "没有用户“\(name)”"),
            hint: Suggestion.hint(for: name, among: users.keys.sorted()))
          continue
        }
        if isByMail, !hasAddress {
          warnings.add(
            at: node.position, Wording("user “\(name)” has no mail address: nothing can be sent", "用户“\(name)”没有邮件地址：无法投递"),
            hint: Wording("allot user address \(name) --mail ADDRESS", "请执行：allot user address \(name) --mail 地址"))
        }
      }
    }
  }

  private func checkPage(_ node: YAMLNode?, _ warnings: Problems) {
    guard let node, let page = node.scalar.flatMap({ ReportPlan.Page($0.text) }) else { return }
    switch page {
    case .lead(let team?):
      guard let teams = known.teams, !teams.contains(team) else { return }
      warnings.add(
        at: node.position, Wording("there is no team “\(team)”", "没有小组“\(team)”"), hint: Suggestion.hint(for: team, among: teams))
    case .client(let client):
      guard let clients = known.clients, !clients.contains(client) else { return }
      warnings.add(
        at: node.position, Wording("there is no client “\(client)”", "没有委托方“\(client)”"), hint: Suggestion.hint(for: client, among: clients)
      )
    case .manager, .auditor, .lead(nil): return
    }
  }
}
