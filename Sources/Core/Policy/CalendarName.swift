import Speech

/// What the name of a calendar file says: `cn-2026.yaml` is the year 2026 of the calendar `cn`. By it a file is found beside an agency file.
package struct CalendarName: Sendable, Equatable {
  /// Code of the calendar.
  package let code: String
  /// Four digits.
  package let year: Int

  /// Of the last component of a path; nil for a name of another form.
  package init?(file path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasSuffix(".yaml") else { return nil }
    let stem = name.dropLast(5)
    guard let dash = stem.lastIndex(of: "-"), dash != stem.startIndex else { return nil }
    let digits = stem[stem.index(after: dash)...]
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }), let year = Int(digits) else { return nil }
    (code, self.year) = (String(stem[..<dash]), year)
  }

  /// A warning at the beginning of a file whose name says another calendar or year than it holds; nil where both agree, or the name says neither.
  static func warning(of file: String, holding year: CalendarYear) -> Wording? {
    guard let name = CalendarName(file: file), (name.code, name.year) != (year.code, year.year) else { return nil }
    return Wording(
      "the name says calendar \(name.code) of \(name.year), the file holds \(year.code) of \(year.year)",
      "文件名表示日历 \(name.code) 的 \(name.year) 年，内容却是 \(year.code) 的 \(year.year) 年")
  }
}
