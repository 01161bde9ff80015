/// One cell of a sheet. Text is only ever text: nothing in it is taken for a formula, a number or an address.
package enum BookCell: Sendable, Hashable {
  case empty
  /// Words, codes, identities: shown as they are, leading zeros and all.
  case text(String)
  /// A number without decimals.
  case whole(Int64)
  /// So many `digits`-th parts of one, shown with all of them and `unit` behind: `decimal(1250, digits: 2, unit: "CNY")` is 12.50 CNY. At most nine digits.
  case decimal(Int64, digits: Int, unit: String)
  /// Days since 2000-01-01.
  case day(Int)
  /// Seconds, shown as hours with one decimal.
  case hours(Int64)
  /// Per mille, shown as percent with one decimal.
  case share(Int64)
  /// Per mille, shown as a number with three decimals.
  case ratio(Int64)
}

/// One column of a table.
package struct BookColumn: Sendable, Hashable {
  /// To which side its cells stand and what an empty cell is ready for.
  package enum Look: Sendable, Hashable {
    case text
    case number
    case day
  }

  /// Stands in the header.
  package var title: String
  package var look: Look

  package init(_ title: String, _ look: Look) { (self.title, self.look) = (title, look) }
}
