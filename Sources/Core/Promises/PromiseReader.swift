package import Portfolio
package import Speech

/// Reads from a debtor's own words what he promised and when. `docs/promises.md` has the rules.
///
/// Pure and deterministic; time grows with the length of the text. Where it is unsure it gives a condition or none rather than a day.
package struct PromiseReader: Sendable {
  private let language: Language?
  private let salaryDay: Int?
  private let isWorkingDay: @Sendable (Day) -> Bool

  /// `language` decides what 5/6 and the end of the year mean; nil: what most of a text is written in. `salaryDay` is the
  /// day of the month, 1…31, on which the debtor is known to be paid. `isWorkingDay` counts working days and says when a holiday is over.
  package init(language: Language? = nil, salaryDay: Int? = nil, isWorkingDay: @escaping @Sendable (Day) -> Bool) {
    self.language = language
    self.salaryDay = salaryDay.flatMap { (1...31).contains($0) ? $0 : nil }
    self.isWorkingDay = isWorkingDay
  }

  /// Chinese when a Chinese character stands in the text, else English.
  package static func language(of text: String) -> Language {
    text.unicodeScalars.contains { Folding.isHan($0.value) } ? .zh : .en
  }

  /// The promises of a text that was said on a day. Outside of 2000…2100 nothing is read.
  package func read(_ text: String, saidOn: Day) -> PromiseReading {
    guard saidOn.isKnown, (2000...2100).contains(saidOn.civil.year) else { return PromiseReading(all: []) }
    let isChinese = (language ?? Self.language(of: text)) == .zh
    let folded = Folding.fold(text)
    let tokens = Clause.withoutCommasInDates(Lexer.tokens(folded))
    let diary = Diary(today: saidOn, isWorkingDay: isWorkingDay)
    let atoms = AtomReader(tokens: tokens, diary: diary, isChinese: isChinese, source: folded)
    var talk = Talk(payday: salaryDay.map { nextPayday($0, saidOn) })
    for var clause in Clause.clauses(of: tokens) {
      clause.read(tokens, atoms)
      talk.hear(clause)
    }
    let words = Array(text.unicodeScalars)
    return PromiseReading(all: talk.drafts.map { $0.promise(tokens, words) })
  }

  /// The next day of that number; in a shorter month its last.
  private func nextPayday(_ day: Int, _ today: Day) -> Day {
    func inMonth(of day0: Day) -> Day {
      let (year, month, _) = day0.civil
      return Day(year: year, month: month, day: min(day, Day.length(ofMonth: month, in: year))) ?? day0
    }
    let this = inMonth(of: today)
    return this >= today ? this : inMonth(of: today.firstOfMonth + 31)
  }
}
