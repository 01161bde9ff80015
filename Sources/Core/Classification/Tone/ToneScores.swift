package import Portfolio

/// One number a tone, in 1/1024.
package struct ToneScores: Sendable, Hashable {
  /// For cooperative, in 1/1024.
  package var cooperative: Int32
  /// For uncooperative, in 1/1024.
  package var uncooperative: Int32
  /// For neutral, in 1/1024.
  package var neutral: Int32
  /// Each in 1/1024; tones left out get 0.
  package init(cooperative: Int32 = 0, uncooperative: Int32 = 0, neutral: Int32 = 0) {
    self.cooperative = cooperative
    self.uncooperative = uncooperative
    self.neutral = neutral
  }

  var wide: SIMD4<Int64> { SIMD4(Int64(cooperative), Int64(uncooperative), Int64(neutral), 0) }

  func isWithin(_ limit: Int) -> Bool { [cooperative, uncooperative, neutral].allSatisfy { $0.magnitude <= UInt32(limit) } }

  /// Multiplied by a factor in 1/1024.
  func scaled(by factor: Int) -> ToneScores {
    func times(_ value: Int32) -> Int32 { Int32(clamping: Int64(value) * Int64(factor) / 1_024) }
    return ToneScores(cooperative: times(cooperative), uncooperative: times(uncooperative), neutral: times(neutral))
  }

  func adding(_ other: ToneScores) -> ToneScores {
    ToneScores(
      cooperative: Int32(clamping: Int64(cooperative) + Int64(other.cooperative)),
      uncooperative: Int32(clamping: Int64(uncooperative) + Int64(other.uncooperative)),
      neutral: Int32(clamping: Int64(neutral) + Int64(other.neutral)))
  }

  /// The number of one tone, in 1/1024.
  package subscript(tone: Tone) -> Int32 {
    get {
      switch tone {
      case .cooperative: cooperative
      case .uncooperative: uncooperative
      case .neutral: neutral
      }
    }
    set {
      switch tone {
      case .cooperative: cooperative = newValue
      case .uncooperative: uncooperative = newValue
      case .neutral: neutral = newValue
      }
    }
  }

  /// How far `tone` is above the better of the two others.
  func margin(of tone: Tone) -> Int {
    let others = Tone.allCases.filter { $0 != tone }.map { Int(self[$0]) }
    return Int(self[tone]) - (others.max() ?? 0)
  }
}

/// How probable each tone is, in per mille; the three add up to 1000.
package struct ToneShares: Sendable, Hashable {
  /// Per mille, 0…1000.
  package var cooperative: Int
  /// Per mille, 0…1000.
  package var uncooperative: Int
  /// Per mille, 0…1000; what rounding leaves is here.
  package var neutral: Int
  /// The three must add up to 1000; nothing checks it.
  package init(cooperative: Int, uncooperative: Int, neutral: Int) {
    self.cooperative = cooperative
    self.uncooperative = uncooperative
    self.neutral = neutral
  }

  /// Softmax of scores in 1/1024 divided by a temperature in 1/1024, in integers.
  init(softmax scores: ToneScores, temperature: Int) {
    let top = Int64(max(scores.cooperative, scores.uncooperative, scores.neutral))
    func part(_ score: Int32) -> UInt64 { Exponential.decay((top - Int64(score)) * 1_024 / Int64(temperature)) }
    let parts = (part(scores.cooperative), part(scores.uncooperative), part(scores.neutral))
    let sum = parts.0 + parts.1 + parts.2
    cooperative = Int(parts.0 * 1_000 / sum)
    uncooperative = Int(parts.1 * 1_000 / sum)
    // What rounding leaves goes to the tone that decides nothing.
    neutral = 1_000 - cooperative - uncooperative
  }

  /// The most probable tone, uncooperative only from a probability on.
  func tone(uncooperativeFrom limit: Int) -> Tone {
    if uncooperative >= limit, uncooperative >= max(cooperative, neutral) { return .uncooperative }
    return cooperative > neutral ? .cooperative : .neutral
  }

  /// The share of one tone, in per mille.
  package subscript(tone: Tone) -> Int {
    switch tone {
    case .cooperative: cooperative
    case .uncooperative: uncooperative
    case .neutral: neutral
    }
  }
}

/// e^(−x) in fixed point, by the bits of x.
enum Exponential {
  /// e^(−2^k/1024) in 1/2^31, k = 0…14.
  private static let factors: [UInt64] = [
    2_145_387_520, 2_143_293_437, 2_139_111_403, 2_130_771_798, 2_114_190_000, 2_081_412_522, 2_017_374_191, 1_895_147_668, 1_672_461_947,
    1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242,
  ]

  /// 2^31 · e^(−x) for x ≥ 0 in 1/1024; 0 from x = 21 on.
  static func decay(_ x: Int64) -> UInt64 {
    guard x < 21 * 1_024 else { return 0 }
    var result: UInt64 = 1 << 31
    for bit in 0..<15 where x >> Int64(bit) & 1 == 1 { result = (result * factors[bit]) >> 31 }
    return result
  }
}

/// How the keywords read a text, as coarse as it can be learned from few labels.
package enum KeywordReading: Int, CaseIterable, Sendable {
  /// No phrase of a lexicon.
  case nothing
  /// Phrases, but none for or against: somebody else, paid already, busy, a question.
  case beside
  /// Phrases for and against that leave it open.
  case mixed
  case somewhatCooperative, cooperative, somewhatUncooperative, uncooperative

  /// The word used in model files.
  package var word: String {
    ["nothing", "beside", "mixed", "somewhat_cooperative", "cooperative", "somewhat_uncooperative", "uncooperative"][rawValue]
  }
}
