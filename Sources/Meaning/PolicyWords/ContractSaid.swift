import Policy
import Speech

/// What contracts with clients ask of every plan, in sentences; agency files and policies may have the same key.
enum ContractSaid {
  static func section(_ clauses: [ContractClause]) -> SaidSection {
    let lines = clauses.map { clause in
      SaidLine("contract.\(clause.client).\(clause.term.key)", sentence(clause))
    }
    let none = SaidLine("contract", "Nothing agreed with a client is looked at here.", "此处没有与委托方约定的条款。")
    return SaidSection("contract", Wording("What is agreed with clients", "委托合同"), lines.isEmpty ? [none] : lines)
  }

  private static func sentence(_ clause: ContractClause) -> Wording {
    let client =
      clause.client == "*" ? Wording("any client", "任一委托方") : Wording("client “\(clause.client)”", "委托方“\(clause.client)”")
    let broken: Wording =
      switch clause.term {
      case .noNewcomers(let months):
        Wording(
          "it gives a case of \(client.en) to somebody who joined less than \(Tongue.count(months, "month")) before",
          "把\(client.zh)的案件分给入职不满 \(months) 个月的人")
      case .onlyTeams(let teams):
        Wording(
          "it gives a case of \(client.en) to somebody outside of team \(Tongue.or(names: teams).en)",
          "把\(client.zh)的案件分给小组\(Tongue.or(names: teams).zh)以外的人")
      case .seats(let seats):
        Wording(
          "fewer than \(seats) people would hold the cases of \(client.en)",
          "使\(client.zh)的案件持有人少于 \(seats) 人")
      }
    return Wording("A plan waits for a person if \(broken.en).", "方案若\(broken.zh)，须等人放行。")
  }
}
