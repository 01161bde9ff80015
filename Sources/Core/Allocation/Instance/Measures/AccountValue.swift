/// What units count for in accounts, quotas and match: 1/1024 of a case, or of the mean amount (`AmountScale`; of the format's amount unit in
/// `allot solve`). Targets, and what accounts hold, are on the same scale, so that number and amount accounts compare.
package struct AccountValue: Measure {
  /// 1/1024 of a case or of the mean amount.
  package var rawValue: Int64
  /// 1/1024 of a case or of the mean amount.
  @inlinable @inline(__always) package init(rawValue: Int64) { self.rawValue = rawValue }
  /// Units of this scale in one case.
  package static let perCase: Int64 = 1024
  /// One case, or one mean amount.
  package static let oneCase = AccountValue(rawValue: perCase)
  /// So many cases, or mean amounts. Traps on overflow.
  package static func cases(_ count: Int64) -> AccountValue { AccountValue(rawValue: count * perCase) }
  /// Whole cases in it, cut off.
  package var wholeCases: Int64 { rawValue / Self.perCase }
}
