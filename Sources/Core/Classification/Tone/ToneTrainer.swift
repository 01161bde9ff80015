package import Portfolio

/// A text with the tone a person gave it.
package struct LabelledText: Sendable, Hashable {
  /// What was said, not yet folded.
  package var text: String
  /// The label; the gold standard for training and scoreboard.
  package var tone: Tone
  /// Made from a row of a labels file.
  package init(_ text: String, _ tone: Tone) {
    self.text = text
    self.tone = tone
  }
}

/// Fits a `ToneModel`: multinomial logistic regression with L2 penalty over the grams that occur in at least two texts.
///
/// The same rows in the same order give the same bytes on every machine: full-batch accelerated gradient descent with a fixed step and a fixed
/// number of steps, in IEEE double with + − × ÷ √ only (no libm, no fused or reordered operations), folds by position, weights rounded at the end.
package struct ToneTrainer: Sendable {
  /// Constants of the fit; the shipped values gave the shipped figures.
  package struct Settings: Sendable {
    /// A gram must occur in so many texts.
    package var minimumTexts = 2
    /// Penalty on squared weights, per text.
    package var penalty = 0.0001
    /// Steps of the gradient descent; fixed, so that the bytes are the same everywhere.
    package var steps = 400
    /// How far rare labels are raised: 0 = by their number, 1 = all labels weigh the same.
    package var balance = 0.5
    /// Parts into which texts are divided by position, to hold out one at a time; each tone needs as many texts.
    package var folds = 5
    /// At most so many of the texts that are not uncooperative may be called so, in per mille of them, on held-out folds.
    package var falseAlarms = 45
    /// The shipped constants.
    package init() {}
  }

  private let settings: Settings
  private let keywords: ToneJudge?

  /// With `keywords` the model also learns how far to trust them when both read a text.
  package init(_ settings: Settings = Settings(), beside keywords: ToneJudge? = nil) {
    self.settings = settings
    self.keywords = keywords
  }

  /// The model of `rows`; nil when a tone has fewer than `folds` texts.
  package func train(_ rows: [LabelledText]) -> ToneModel? {
    for tone in Tone.allCases where rows.count(where: { $0.tone == tone }) < settings.folds { return nil }
    let texts = rows.map { CharacterGrams($0.text.utf8) }
    let tones = rows.map(\.tone)
    var source = fit(texts, tones)
    let held = heldOut(texts, tones)
    source.temperature = Calibration.temperature(held, tones)
    let alone = held.map { ToneShares(softmax: $0, temperature: source.temperature) }
    source.uncooperativeFrom = Calibration.threshold(alone, tones, falseAlarms: settings.falseAlarms)
    if let keywords {
      let readings = rows.map { keywords.reading($0.text) }
      (source.besideFactor, source.besideKeywords) = Stacking.fit(held, readings, tones)
      let together = zip(held, readings).map { scores, reading in
        ToneShares(softmax: scores.scaled(by: source.besideFactor).adding(source.besideKeywords[reading.rawValue]), temperature: 1_024)
      }
      source.uncooperativeFromBeside = Calibration.threshold(together, tones, falseAlarms: settings.falseAlarms)
    }
    return ToneModel(source)
  }

  /// Scores of every text by a model that has not seen it.
  private func heldOut(_ texts: [CharacterGrams], _ tones: [Tone]) -> [ToneScores] {
    var scores = [ToneScores](repeating: ToneScores(), count: texts.count)
    for fold in 0..<settings.folds {
      let rest = texts.indices.filter { $0 % settings.folds != fold }
      guard let model = ToneModel(fit(rest.map { texts[$0] }, rest.map { tones[$0] })) else { continue }
      for index in texts.indices where index % settings.folds == fold { scores[index] = model.scores(texts[index]) }
    }
    return scores
  }

  private func fit(_ texts: [CharacterGrams], _ tones: [Tone]) -> ToneModel.Source {
    let table = GramTable(texts, minimumTexts: settings.minimumTexts)
    var problem = LogisticProblem(features: table.names.count)
    for (row, tone) in zip(table.rows, tones) { problem.add(row.features, value: 1 / Double(max(1, row.grams)).squareRoot(), tone) }
    problem.balance(settings.balance)
    let weights = problem.solve(penalty: settings.penalty, steps: settings.steps)
    var source = ToneModel.Source()
    source.bias = ToneTrainer.rounded(weights[weights.count - 1])
    for (name, weight) in zip(table.names, weights) {
      let rounded = ToneTrainer.rounded(weight)
      // A weight that changes nothing only makes the file longer.
      if max(rounded.cooperative.magnitude, rounded.uncooperative.magnitude, rounded.neutral.magnitude) >= 64 {
        source.grams.append(ToneModel.Gram(name, rounded))
      }
    }
    source.grams.sort { Array($0.text.utf8).lexicographicallyPrecedes(Array($1.text.utf8)) }
    return source
  }

  static func rounded(_ weight: SIMD4<Double>) -> ToneScores {
    func integer(_ value: Double) -> Int32 {
      let scaled = max(-900_000, min(900_000, value * 1_024))
      return Int32(scaled < 0 ? scaled - 0.5 : scaled + 0.5)
    }
    return ToneScores(cooperative: integer(weight[0]), uncooperative: integer(weight[1]), neutral: integer(weight[2]))
  }
}

/// Which grams stand in which text.
private struct GramTable {
  struct Row {
    /// Numbers of the grams that are kept, one entry an occurrence.
    var features: [Int32] = []
    /// All grams of the text.
    var grams = 0
  }
  private(set) var names: [String] = []
  private(set) var rows: [Row] = []

  init(_ texts: [CharacterGrams], minimumTexts: Int) {
    var textsOf: [UInt64: (texts: Int32, last: Int32)] = [:]
    for (index, text) in texts.enumerated() {
      text.forEach { hash, _ in
        let known = textsOf[hash] ?? (0, -1)
        if known.last != Int32(index) { textsOf[hash] = (known.texts + 1, Int32(index)) }
      }
    }
    var numbers: [UInt64: Int32] = [:]
    for text in texts {
      var row = Row()
      text.forEach { hash, range in
        row.grams += 1
        guard let occurs = textsOf[hash]?.texts, occurs >= minimumTexts else { return }
        if numbers[hash] == nil {
          numbers[hash] = Int32(names.count)
          names.append(text.written(range))
        }
        row.features.append(numbers[hash] ?? 0)
      }
      rows.append(row)
    }
  }
}
