import Speech
import YAML

/// Reads `contract:` of an agency file or a policy: client → what is agreed with it.
enum ContractReader {
  static func read(_ reader: ValueReader) -> [ContractClause] {
    let clients: [[ContractClause]]? = reader.entries { key, value in
      let name = key.name()
      let terms: [ContractClause.Term]? = value.mapping { keys in
        var terms: [ContractClause.Term] = []
        if let months = months(keys.optional("no_newcomers")) { terms.append(.noNewcomers(months: months)) }
        if let seats = seats(keys.optional("seats")) { terms.append(.seats(seats)) }
        if let teams = keys.optional("only_teams").patterns() { terms.append(.onlyTeams(teams)) }
        if keys.isEmpty {
          keys.problem(
            Wording("is empty", "为空"),
            expectation: Wording("at least one clause, such as { seats: at least 2 }", "至少一项条款，如 { seats: at least 2 }"))
        }
        return terms
      }
      return name.map { name in (terms ?? []).map { ContractClause(client: name, term: $0) } }
    }
    return clients?.flatMap { $0 } ?? []
  }

  private static func months(_ reader: ValueReader) -> Int? {
    guard reader.isPresent else { return nil }
    return reader.parse(Wording("1 to 120 months, such as 3 months", "1 到 120 个月，如 3 months")) { (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard let count = scanner.number() else { return nil }
      let rest = scanner.rest()
      guard rest == "months" || (rest == "month" && count == 1) else {
        throw Rejection(hint: Suggestion.hint(for: rest, among: ["months"]) ?? Wording("write “\(count) months”", "请写“\(count) months”"))
      }
      return (1...120).contains(count) ? count : nil
    }
  }

  private static func seats(_ reader: ValueReader) -> Int? {
    guard reader.isPresent else { return nil }
    return reader.parse(Wording("“at least” and a number from 2 to 1000, such as at least 2", "“at least”加 2 到 1000 的人数，如 at least 2")) {
      (text) throws(Rejection) in
      var scanner = TextScanner(text)
      guard scanner.take("at least") else { throw Rejection(hint: Wording("write “at least \(text)”", "请写“at least \(text)”")) }
      guard let count = scanner.number(), scanner.isAtEnd else { return nil }
      return (2...1000).contains(count) ? count : nil
    }
  }
}
