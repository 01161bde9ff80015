import Portfolio

/// A promise while its clauses are still being heard.
struct Draft {
  var day: DayReader.Found?
  var amount: AmountReader.Amount?
  /// Half, all: how much without a number.
  var hasShare = false
  /// “The rest”: another promise than the one before.
  var isRest = false
  /// Hangs on something, or is not sure.
  var isGated = false
  /// The day on which wages come, and nothing is said of paying.
  var isPayday = false
  /// 再还五百: beside what was said before.
  var isMore = false
  /// 一万五分两次: what is parted in what follows.
  var isParted = false
  /// 下周吧: a day and nothing else.
  var isBare = false
  /// 过完年再说: until he says no beside it, a promise.
  var isPutOff = false
  /// Where it was said.
  var tokens: Range<Int>
  var sentence: Int
  var clause: Int

  /// A clause without end is not repeated with each of its promises.
  private static let longestWords = 120

  var hasHowMuch: Bool { amount != nil || hasShare }

  /// As it is handed out. What hangs on something has no days; an amount alone is a condition.
  func promise(_ all: [Token], _ text: [Unicode.Scalar]) -> SpokenPromise {
    let words = words(all, text)
    guard !isGated, case .days(let from, let until)? = day else {
      return SpokenPromise(kind: .condition, from: .none, until: .none, least: amount?.least, most: amount?.most, condition: words)
    }
    return SpokenPromise(
      kind: from == until ? .day : .range, from: from, until: until, least: amount?.least, most: amount?.most,
      condition: hasShare ? words : "")
  }

  private func words(_ all: [Token], _ text: [Unicode.Scalar]) -> String {
    guard let first = tokens.first, let last = tokens.last, all[last].place.upperBound <= text.count else { return "" }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[all[first].place.lowerBound..<all[last].place.upperBound].prefix(Self.longestWords))
    return String(view)
  }
}
