package import Portfolio
package import Speech

extension Reject {
  /// Why the row did not load, in both languages.
  package var wording: Wording { Wording(reason, reasonInChinese) }

  /// A row that does not load, with its reason in both languages.
  package init(position: RowPosition, column: String, value: String, why: Wording, row: [String] = []) {
    self.init(position: position, column: column, value: value, reason: why.en, reasonInChinese: why.zh, row: row)
  }
}
