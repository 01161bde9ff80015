package import Portfolio
package import Speech
import Words

/// Names, numbers and lists inside sentences about policies.
package struct Tongue: Sendable {
  /// In which every amount of a policy counts once it is read; nil where no agency file says it: then as it is written.
  package let currency: Currency?

  /// The base currency of the agency file that the policy was read under.
  package init(_ currency: Currency?) { self.currency = currency }

  func amount(_ minor: Int64) -> String {
    currency.map { "\(NumberText.amount(minor, $0)) \($0)" } ?? NumberText.amount(minor, .cny)
  }

  static func quoted(_ name: String) -> Wording { Wording(same: "“\(name)”") }

  /// `a, b or c`
  static func or(_ items: [Wording]) -> Wording { list(items, Wording(" or ", "或")) }
  /// `a, b and c`
  static func and(_ items: [Wording]) -> Wording { list(items, Wording(" and ", "和")) }

  private static func list(_ items: [Wording], _ last: Wording) -> Wording {
    guard let end = items.last else { return .none }
    guard items.count > 1 else { return end }
    return items.dropLast().joined(by: Wording(", ", "、")) + last + end
  }

  static func or(names: [String]) -> Wording { or(names.map(quoted)) }
  static func and(names: [String]) -> Wording { and(names.map(quoted)) }

  /// `1 working day`, `3 working days`: English only.
  static func count(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(NumberText.count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Per mille as `5%`, `2.5%`.
  static func percent(_ permille: some BinaryInteger) -> String {
    permille % 10 == 0 ? "\(permille / 10)%" : "\(permille / 10).\(permille % 10)%"
  }

  /// Millionths as `33.3333%`.
  static func percent(ppm: Int) -> String {
    var rest = String(ppm % 10_000 + 10_000).dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return "\(ppm / 10_000)\(rest.isEmpty ? "" : ".\(rest)")%"
  }

  /// Thousandths as a decimal number: `0.6`.
  static func milli(_ value: some BinaryInteger) -> String {
    var rest = String(value % 1000 + 1000).dropFirst()
    while rest.last == "0" { rest.removeLast() }
    return NumberText.count(value / 1000) + (rest.isEmpty ? "" : ".\(rest)")
  }

  /// Seconds in the largest unit that divides them: `45 s`, `12 min`, `1 h`.
  static func time(_ seconds: some BinaryInteger) -> Wording {
    if seconds == 0 || seconds % 60 != 0 { return Wording("\(seconds) s", "\(seconds) 秒") }
    return seconds % 3600 == 0 ? hours(seconds / 3600) : Wording("\(seconds / 60) min", "\(seconds / 60) 分钟")
  }

  static func hours(_ hours: some BinaryInteger) -> Wording {
    hours % 24 == 0 && hours > 0 ? Wording(count(hours / 24, "day"), "\(hours / 24) 天") : Wording("\(hours) h", "\(hours) 小时")
  }

  static func classes(_ classes: Set<CaseClass>) -> Wording {
    or(CaseClass.allCases.filter(classes.contains).map { Words.caseClass($0) })
  }

  static func flags(_ flags: CaseFlags) -> [Wording] {
    CaseFlags.words.filter { flags.contains($0.flag) }.compactMap { Words.flag($0.flag) }
  }

  /// First letter large; Chinese has none.
  static func sentence(_ text: Wording) -> Wording {
    Wording(text.en.prefix(1).uppercased() + text.en.dropFirst() + ".", text.zh + "。")
  }
}
