import Portfolio

/// Turns held-out scores into probabilities that can be believed.
enum Calibration {
  /// The temperature in 1/1024 with the highest likelihood, among steps of a twentieth.
  static func temperature(_ scores: [ToneScores], _ tones: [Tone]) -> Int {
    var best = (cost: Int64.max, temperature: 1_024)
    for step in 4...60 {
      let temperature = step * 1_024 / 20
      var cost: Int64 = 0
      for (score, tone) in zip(scores, tones) { cost += surprise(ToneShares(softmax: score, temperature: temperature)[tone]) }
      if cost < best.cost { best = (cost, temperature) }
    }
    return best.temperature
  }

  /// The lowest probability, 340…700 ‰, from which on at most `falseAlarms` per mille of the other texts would be called uncooperative.
  static func threshold(_ shares: [ToneShares], _ tones: [Tone], falseAlarms: Int) -> Int {
    let others = tones.count { $0 != .uncooperative }
    for limit in stride(from: 340, to: 700, by: 10) {
      let alarms = zip(shares, tones).count { $1 != .uncooperative && $0.tone(uncooperativeFrom: limit) == .uncooperative }
      if alarms * 1_000 <= falseAlarms * others { return limit }
    }
    return 700
  }

  /// −log₂ of a share in per mille, in 1/1024 and by linear interpolation between powers of two.
  static func surprise(_ share: Int) -> Int64 {
    let value = UInt64(max(1, share))
    let power = Int64(63 - value.leadingZeroBitCount)
    let fraction = Int64((value << 10) >> UInt64(power)) - 1_024
    return (10 - power) * 1_024 - fraction
  }
}

/// Learns how far keywords and model are to be believed when both have read a text: their scores added, with weights fitted on texts that the
/// model had not seen. The keywords were written, not fitted, so every text is unseen to them.
enum Stacking {
  /// Occurrences that every reading is assumed to have had with each tone, so that a reading nobody saw adds nothing.
  private static let prior = 2.0

  static func fit(_ scores: [ToneScores], _ readings: [KeywordReading], _ tones: [Tone]) -> (factor: Int, table: [ToneScores]) {
    var best = (cost: Int64.max, factor: 1_024, table: [ToneScores](repeating: ToneScores(), count: KeywordReading.allCases.count))
    for step in 4...40 {
      let factor = step * 1_024 / 20
      var table = [ToneScores](repeating: ToneScores(), count: KeywordReading.allCases.count)
      // Newton steps on each cell by itself: log of (observed / expected), a few rounds.
      for _ in 0..<20 {
        var observed = [SIMD4<Double>](repeating: SIMD4(repeating: prior), count: table.count)
        var expected = observed
        for index in scores.indices {
          let cell = readings[index].rawValue
          let shares = ToneShares(softmax: scores[index].scaled(by: factor).adding(table[cell]), temperature: 1_024)
          observed[cell][LogisticProblem.position(tones[index])] += 1
          expected[cell] += SIMD4(Double(shares.cooperative), Double(shares.uncooperative), Double(shares.neutral), 0) / 1_000
        }
        for cell in table.indices {
          for tone in Tone.allCases {
            let lane = LogisticProblem.position(tone)
            table[cell][tone] = Int32(clamping: Int(table[cell][tone]) + logarithm(observed[cell][lane] / expected[cell][lane]))
          }
        }
      }
      var cost: Int64 = 0
      for index in scores.indices {
        let shares = ToneShares(softmax: scores[index].scaled(by: factor).adding(table[readings[index].rawValue]), temperature: 1_024)
        cost += Calibration.surprise(shares[tones[index]])
      }
      if cost < best.cost { best = (cost, factor, table) }
    }
    return (best.factor, best.table)
  }

  /// Natural logarithm in 1/1024, by bisection on the exponential.
  private static func logarithm(_ value: Double) -> Int {
    let isBelow = value < 1
    let target = isBelow ? value : 1 / value
    var low = 0
    var high = 20 * 1_024
    while high - low > 1 {
      let middle = (low + high) / 2
      if RealExponential.of(-Double(middle) / 1_024) > target { low = middle } else { high = middle }
    }
    return isBelow ? -low : low
  }
}
