import Portfolio

/// Multinomial logistic regression with three tones on sparse rows. Deterministic: see `ToneTrainer`.
struct LogisticProblem {
  private struct Row {
    var first: Int
    var count: Int
    var value: Double
    var tone: Int
    var weight = 1.0
  }
  private var rows: [Row] = []
  private var features: [Int32] = []
  private let featureCount: Int

  init(features: Int) { featureCount = features }

  mutating func add(_ numbers: [Int32], value: Double, _ tone: Tone) {
    rows.append(Row(first: features.count, count: numbers.count, value: value, tone: LogisticProblem.position(tone)))
    features.append(contentsOf: numbers)
  }

  static func position(_ tone: Tone) -> Int {
    switch tone {
    case .cooperative: 0
    case .uncooperative: 1
    case .neutral: 2
    }
  }

  /// Gives rows of rare tones more weight: (mean number / own number)^power, with power 0, ½ or 1.
  mutating func balance(_ power: Double) {
    var counts = [0.0, 0.0, 0.0]
    for row in rows { counts[row.tone] += 1 }
    for index in rows.indices {
      let ratio = Double(rows.count) / 3 / counts[rows[index].tone]
      rows[index].weight = power >= 1 ? ratio : power > 0 ? ratio.squareRoot() : 1
    }
  }

  /// Weights by feature, the bias last; lanes are cooperative, uncooperative, neutral.
  func solve(penalty: Double, steps: Int) -> [SIMD4<Double>] {
    var weights = [SIMD4<Double>](repeating: .zero, count: featureCount + 1)
    var ahead = weights
    let total = rows.reduce(0) { $0 + $1.weight }
    // The curvature is at most ½·(‖x‖² + 1) a row; occurrences may repeat, so ‖x‖² is not quite bounded by 1.
    let step = 1 / (1.5 + penalty)
    var momentum = 1.0
    for _ in 0..<steps {
      var gradient = [SIMD4<Double>](repeating: .zero, count: featureCount + 1)
      for row in rows {
        var scores = ahead[featureCount]
        var sum = SIMD4<Double>.zero
        for index in row.first..<(row.first + row.count) { sum += ahead[Int(features[index])] }
        scores += sum * row.value
        var error = Self.softmax(scores)
        error[row.tone] -= 1
        error *= row.weight / total
        gradient[featureCount] += error
        let part = error * row.value
        for index in row.first..<(row.first + row.count) { gradient[Int(features[index])] += part }
      }
      let nextMomentum = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let push = (momentum - 1) / nextMomentum
      momentum = nextMomentum
      for feature in 0...featureCount {
        let decay = feature == featureCount ? 0.0 : penalty
        let next = ahead[feature] - (gradient[feature] + ahead[feature] * decay) * step
        ahead[feature] = next + (next - weights[feature]) * push
        weights[feature] = next
      }
    }
    return weights
  }

  /// The fourth lane stays 0.
  private static func softmax(_ scores: SIMD4<Double>) -> SIMD4<Double> {
    let top = max(scores[0], max(scores[1], scores[2]))
    let a = RealExponential.of(scores[0] - top)
    let b = RealExponential.of(scores[1] - top)
    let c = RealExponential.of(scores[2] - top)
    let sum = a + b + c
    return SIMD4(a / sum, b / sum, c / sum, 0)
  }
}

/// e^x for x ≤ 0 by the same operations everywhere: libm may differ in the last bit between systems.
enum RealExponential {
  static func of(_ x: Double) -> Double {
    guard x > -40 else { return 0 }
    // e^x = (e^(x/64))^64 with the series of nine terms on |x/64| < 0.625.
    let y = x / 64
    var term = 1.0
    var sum = 1.0
    for n in 1...12 {
      term = term * y / Double(n)
      sum += term
    }
    for _ in 0..<6 { sum *= sum }
    return sum
  }
}
