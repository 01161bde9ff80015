package import Portfolio

/// What is shared out.
package enum FairMeasure: String, CaseIterable, Sendable { case number, amount, effort }

/// Over which nights.
package enum FairSpan: String, CaseIterable, Sendable { case tonight, thirtyNights }

/// How evenly one measure of one currency was shared among the people who could be dealt to, against their scheduled hours.
package struct Fairness: Sendable, Equatable {
  /// Only cases in this currency are counted.
  package let currency: Currency
  /// What is shared out; it sets the unit of `spread`, `values` and `farthest`.
  package let measure: FairMeasure
  /// This night alone, or the thirty nights up to it.
  package let span: FairSpan
  /// Cases, minor units or seconds.
  package let spread: Spread
  /// Each person's value, in the order of `positions`.
  package let values: [Int64]
  /// Positions in `Figures.collectors` of the people counted.
  package let positions: [Int32]
  /// The person farthest from the share by scheduled hours, with value and share; nil when nobody is counted.
  package let farthest: Farthest?

  /// A person, what the person got, and what the scheduled hours alone would have given.
  package struct Farthest: Sendable, Equatable {
    /// Position in `Figures.collectors`.
    package let collector: Int32
    /// What the person got, in the unit of the measure.
    package let value: Int64
    /// The total by the person's part of all scheduled hours, an equal part where nobody has hours; in the unit of the measure.
    package let share: Int64
  }

  /// All fairness figures: currencies ascending, then span, then measure. Counted is whoever was open with room tonight or got something in the span.
  package static func all(_ figures: Figures) -> [Fairness] {
    var currencies = Array(Set(figures.shares.map(\.currency))).sorted()
    if currencies.isEmpty, !figures.collectors.isEmpty { currencies = [figures.header.baseCurrency] }
    return currencies.flatMap { currency in
      let rows = figures.shares.filter { $0.currency == currency && $0.collector >= 0 && Int($0.collector) < figures.collectors.count }
      return FairSpan.allCases.flatMap { span in
        FairMeasure.allCases.map { Fairness(currency, $0, span, rows, figures.collectors) }
      }
    }
  }

  init(_ currency: Currency, _ measure: FairMeasure, _ span: FairSpan, _ rows: [ShareFigures], _ collectors: [CollectorFigures]) {
    self.currency = currency
    self.measure = measure
    self.span = span
    var byPosition = [Int64](repeating: 0, count: collectors.count)
    for row in rows { byPosition[Int(row.collector)] += row.value(measure, span) }
    let counted = collectors.indices.filter { HourShares.counts(collectors[$0], value: byPosition[$0]) || byPosition[$0] > 0 }
    positions = counted.map { Int32($0) }
    values = counted.map { byPosition[$0] }
    spread = Spread(values)
    let shares = HourShares(collectors, values: byPosition)
    var farthest: Farthest?
    // Who has left since has got what he got, and is owed nothing.
    for position in counted where collectors[position].isHere {
      let candidate = Farthest(collector: Int32(position), value: byPosition[position], share: shares.share(of: collectors[position]))
      if farthest.map({ abs(candidate.value - candidate.share) > abs($0.value - $0.share) }) ?? true { farthest = candidate }
    }
    self.farthest = farthest
  }
}

extension ShareFigures {
  /// One of the six numbers.
  package func value(_ measure: FairMeasure, _ span: FairSpan) -> Int64 {
    switch (measure, span) {
    case (.number, .tonight): cases
    case (.amount, .tonight): amount
    case (.effort, .tonight): effortSeconds
    case (.number, .thirtyNights): cases30
    case (.amount, .thirtyNights): amount30
    case (.effort, .thirtyNights): effortSeconds30
    }
  }
}
