import Discretion
package import Speech

/// What an address, its query or a header says beside what is wanted: checked before anybody sees it.
package struct RouteParameter: Sendable {
  /// Where it stands.
  package enum Place: String, Sendable { case path, query, header }
  /// What it may be.
  package enum Kind: Sendable, Hashable {
    /// Up to so many characters, without control characters.
    case text(Int)
    /// Up to so many characters of ASCII, blanks among them: what every program can send in a header.
    case key(Int)
    case number(ClosedRange<Int64>)
    /// `2026-11-18`.
    case day
    /// `true` or `false`.
    case truth
    /// One of these.
    case words([String])
  }
  /// As it is written.
  package var name: String
  package var place: Place
  package var kind: Kind
  /// Whether it must be there.
  package var isNeeded: Bool
  /// What it does.
  package var about: Wording
  /// One that can be tried.
  package var example: String

  /// Of the query, unless said otherwise.
  package init(
    _ name: String, _ kind: Kind, _ about: Wording, example: String, in place: Place = .query, isNeeded: Bool = false
  ) {
    (self.name, self.kind, self.about, self.example, self.place) = (name, kind, about, example, place)
    self.isNeeded = isNeeded || place == .path
  }

  /// At most so many rows.
  package static func limit(_ most: Int64 = 1_000) -> RouteParameter {
    RouteParameter("limit", .number(1...most), Wording("Rows at most (50).", "最多行数（50）。"), example: "20")
  }

  /// Number of something in the path.
  package static func number(_ name: String, _ about: Wording) -> RouteParameter {
    RouteParameter(name, .number(1...Int64.max), about, example: "1", in: .path)
  }

  /// As people write it: headers with capitals.
  package var shownName: String {
    guard place == .header else { return name }
    return name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "-")
  }

  /// What is wrong with a value; nil when nothing is.
  func refusal(_ value: String) -> Refusal? {
    let expected: Wording
    switch kind {
    case .text(let most):
      let isPlain = value.unicodeScalars.allSatisfy { !Shown.isControl($0) }
      if isPlain, value.unicodeScalars.count <= most, !(value.isEmpty && place != .query) { return nil }
      expected = Wording("1 to \(most) characters without controls", "1 至 \(most) 个字符，不含控制字符")
    case .key(let most):
      if (1...most).contains(value.utf8.count), value.utf8.allSatisfy({ (32...126).contains($0) }) { return nil }
      expected = Wording("1 to \(most) characters of ASCII", "1 至 \(most) 个 ASCII 字符")
    case .number(let range):
      if let number = Int64(value), range.contains(number), !value.hasPrefix("+") { return nil }
      expected =
        range.upperBound == .max
        ? Wording("a whole number from \(range.lowerBound)", "从 \(range.lowerBound) 起的整数")
        : Wording("a whole number from \(range.lowerBound) to \(range.upperBound)", "\(range.lowerBound) 到 \(range.upperBound) 的整数")
    case .day:
      if Self.isDay(value) { return nil }
      expected = Wording("a day, written as 2026-11-18", "日期，写成 2026-11-18")
    case .truth:
      if value == "true" || value == "false" { return nil }
      expected = Wording("true or false", "true 或 false")
    case .words(let words):
      if words.contains(value) { return nil }
      let hint = Suggestion.hint(for: value, among: words)
      expected = Wording(
        "one of \(words.joined(separator: ", "))\(hint.map { "; \($0.en)" } ?? "")",
        "以下之一：\(words.joined(separator: "、"))\(hint.map { "；\($0.zh)" } ?? "")")
    }
    return .unfit(name, value, expected, remedy: remedy)
  }

  private var remedy: Wording {
    let said = place == .header ? "\(shownName): \(example)" : "\(name)=\(example)"
    return Wording("write for example \(said)", "例如 \(said)")
  }

  /// An address of the API says what it means: what stands there with nothing behind it was forgotten. Fields of a form that nobody filled in are none.
  var isEmpty: Refusal {
    .malformed(
      Wording("\(shownName) has no value", "\(shownName) 没有值"),
      remedy: Wording("leave it out, or \(remedy.en)", "请去掉，或\(remedy.zh)"))
  }

  /// Whether a text is a day of those that can be: from 1970 to 2199.
  static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1970...2199).contains(year), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}
