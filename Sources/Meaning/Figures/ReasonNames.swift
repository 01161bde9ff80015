package import Portfolio

/// What the numbers of reasons refer to. Whatever is missing here is shown by its number.
package struct ReasonNames: Sendable, Equatable {
  /// By database id: what a collector is called in the report.
  package var collectors: [Int64: String]
  /// By database id: a case's masked reference.
  package var cases: [Int64: String]
  /// In bit order.
  package var skills: [String]
  /// Of amounts in reasons: base currency.
  package var currency: Currency
  /// Empty names show every id and bit by its number.
  package init(collectors: [Int64: String] = [:], cases: [Int64: String] = [:], skills: [String] = [], currency: Currency = .cny) {
    self.collectors = collectors
    self.cases = cases
    self.skills = skills
    self.currency = currency
  }

  /// The collector's name in the report; `#` and the database id for somebody who is missing.
  package func collector(_ id: Int64) -> String { collectors[id] ?? "#\(id)" }
  /// The masked reference of a case; `#` and the database id for one that is missing.
  package func reference(_ id: Int64) -> String { cases[id] ?? "#\(id)" }
}
