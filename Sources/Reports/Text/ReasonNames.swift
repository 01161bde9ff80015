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
  package init(collectors: [Int64: String] = [:], cases: [Int64: String] = [:], skills: [String] = [], currency: Currency = .cny) {
    self.collectors = collectors
    self.cases = cases
    self.skills = skills
    self.currency = currency
  }

  func collector(_ id: Int64) -> String { collectors[id] ?? "#\(id)" }
  func reference(_ id: Int64) -> String { cases[id] ?? "#\(id)" }

  /// The skills whose bits are set.
  func skillList(_ bits: UInt64, _ language: Language) -> String {
    let set = (0..<64).filter { bits & (1 << UInt64($0)) != 0 }
    if set.isEmpty { return Phrase("none", "无")[language] }
    return set.map { $0 < skills.count ? skills[$0] : "#\($0)" }.joined(separator: language == .zh ? "、" : ", ")
  }
}
