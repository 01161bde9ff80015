package import Portfolio

/// How well verdicts agree with the labels of people, with intervals.
package struct ToneScoreboard: Sendable {
  /// The order of rows and columns of the confusion table.
  package static let tones: [Tone] = [.cooperative, .uncooperative, .neutral]

  /// One text: what a person says, what was judged, and a kind for tables by group.
  package struct Pair: Sendable {
    /// The label a person gave.
    package var gold: Tone
    /// What the judge says.
    package var judged: Tone
    /// Kind of text, for `groups`; empty = none.
    package var group: String
    /// One judged text of a labels file.
    package init(gold: Tone, judged: Tone, group: String = "") {
      self.gold = gold
      self.judged = judged
      self.group = group
    }
  }

  /// A figure between 0 and 1 with the middle 95 % of its bootstrap.
  package struct Figure: Sendable {
    /// Of all pairs, 0…1.
    package var value: Double
    /// Lower end: 2.5 % of the resamples are below; 0 without resamples.
    package var low: Double
    /// Upper end: 2.5 % of the resamples are above; 1 without resamples.
    package var high: Double
  }

  /// In the order given; resamples draw from them.
  package let pairs: [Pair]
  /// The measures of the whole, then those of each resample.
  private let whole: Measures
  private let resamples: [Measures]

  /// `resamples` draws with replacement, by a generator seeded with `seed`: the same pairs give the same intervals.
  package init(_ pairs: [Pair], resamples: Int = 1_000, seed: UInt64 = 1) {
    self.pairs = pairs
    whole = Measures(pairs.map { ($0.gold, $0.judged) })
    var random = SplitMix(state: seed)
    self.resamples = (0..<(pairs.isEmpty ? 0 : resamples)).map { _ in
      Measures(
        (0..<pairs.count).map { _ in
          let pair = pairs[Int(random.next() % UInt64(pairs.count))]
          return (pair.gold, pair.judged)
        })
    }
  }

  /// `confusion(gold, judged)`: how often.
  package func confusion(_ gold: Tone, _ judged: Tone) -> Int { whole.counts[Measures.place(gold)][Measures.place(judged)] }

  /// Share of the texts judged so that are labelled so; 0 when none was judged so.
  package func precision(_ tone: Tone) -> Figure { figure { $0.precision(tone) } }
  /// Share of the texts labelled so that were judged so; 0 when none is labelled so.
  package func recall(_ tone: Tone) -> Figure { figure { $0.recall(tone) } }
  /// Harmonic mean of precision and recall, 2·right / (labelled + judged); 0 when the tone neither occurs nor was judged.
  package func f1(_ tone: Tone) -> Figure { figure { $0.f1(tone) } }
  /// Mean of the three tones' F1, each weighing the same however rare it is.
  package var macroF1: Figure { figure { measures in ToneScoreboard.tones.reduce(0) { $0 + measures.f1($1) } / 3 } }
  /// Share of all texts that were judged as labelled.
  package var accuracy: Figure { figure { $0.accuracy } }
  /// Share of the texts that are not uncooperative which were judged so.
  package var falseAlarms: Figure { figure { $0.falseAlarms } }

  /// By group, in ascending order of name: texts, and how many were judged as labelled.
  package var groups: [(name: String, texts: Int, right: Int)] {
    var sums: [String: (Int, Int)] = [:]
    for pair in pairs {
      let sum = sums[pair.group] ?? (0, 0)
      sums[pair.group] = (sum.0 + 1, sum.1 + (pair.gold == pair.judged ? 1 : 0))
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value.0, $0.value.1) }
  }

  private func figure(_ of: (Measures) -> Double) -> Figure {
    let sorted = resamples.map(of).sorted()
    guard !sorted.isEmpty else { return Figure(value: of(whole), low: 0, high: 1) }
    return Figure(value: of(whole), low: sorted[sorted.count * 25 / 1_000], high: sorted[min(sorted.count - 1, sorted.count * 975 / 1_000)])
  }
}

private struct Measures: Sendable {
  var counts = [[Int]](repeating: [0, 0, 0], count: 3)

  init(_ pairs: [(Tone, Tone)]) { for (gold, judged) in pairs { counts[Self.place(gold)][Self.place(judged)] += 1 } }

  static func place(_ tone: Tone) -> Int { LogisticProblem.position(tone) }

  private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

  func precision(_ tone: Tone) -> Double {
    let place = Self.place(tone)
    return Self.share(counts[place][place], counts.reduce(0) { $0 + $1[place] })
  }

  func recall(_ tone: Tone) -> Double {
    let place = Self.place(tone)
    return Self.share(counts[place][place], counts[place].reduce(0, +))
  }

  /// 0 when the tone neither occurs nor was judged.
  func f1(_ tone: Tone) -> Double {
    let place = Self.place(tone)
    return Self.share(2 * counts[place][place], counts.reduce(0) { $0 + $1[place] } + counts[place].reduce(0, +))
  }

  var accuracy: Double { Self.share((0..<3).reduce(0) { $0 + counts[$1][$1] }, counts.reduce(0) { $0 + $1.reduce(0, +) }) }

  var falseAlarms: Double {
    let alarm = Self.place(.uncooperative)
    let others = (0..<3).filter { $0 != alarm }
    return Self.share(others.reduce(0) { $0 + counts[$1][alarm] }, others.reduce(0) { $0 + counts[$1].reduce(0, +) })
  }
}

/// A small repeatable generator (SplitMix64).
private struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
