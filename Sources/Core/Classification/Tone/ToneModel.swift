package import Portfolio

/// A linear model over character n-grams that reads the tone of a conversation: the second recogniser beside the keywords.
///
/// Judging is integer arithmetic: z(tone) = bias + Σ weight(gram, tone) / √n over the n grams of the text, in 1/1024; the probabilities are the
/// softmax of z / temperature, fitted on held-out folds so that of the texts given 0.8 about four in five are so labelled.
package struct ToneModel: Sendable, Hashable {
  /// Weights are in 1/1024.
  static let unit: Int64 = 1_024
  /// Largest absolute weight; keeps every sum within Int64.
  static let weightLimit = 1_000_000

  /// One n-gram and what it says for cooperative, uncooperative and neutral, in 1/1024.
  package struct Gram: Sendable, Hashable {
    /// Characters as folded, `_` for the blank.
    package var text: String
    /// What one occurrence adds to each tone before the division by √n, in 1/1024.
    package var weights: ToneScores
    /// `text` as folded, with `_` for the blank.
    package init(_ text: String, _ weights: ToneScores) {
      self.text = text
      self.weights = weights
    }
  }

  /// Everything a model file holds.
  package struct Source: Sendable, Hashable {
    /// What every text starts from, in 1/1024.
    package var bias = ToneScores()
    /// In ascending order of their text's bytes.
    package var grams: [Gram] = []
    /// By how much scores are divided before they become probabilities, in 1/1024.
    package var temperature = 1_024
    /// Beside keywords: what is added for each way the keywords read (positions of `KeywordReading`), and the factor of the model's own scores
    /// then, both in 1/1024.
    package var besideKeywords = [ToneScores](repeating: ToneScores(), count: KeywordReading.allCases.count)
    /// Factor of the model's own scores when keywords have a say, in 1/1024.
    package var besideFactor = 1_024
    /// A text is uncooperative only from this probability on, in per mille: by the model alone, and beside keywords. Chosen on held-out texts so
    /// that few of the others are called so.
    package var uncooperativeFrom = 400
    /// Beside keywords: 1…999 per mille.
    package var uncooperativeFromBeside = 400
    /// A source without grams, which finds every text neutral until it is trained or read from a file.
    package init() {}
  }

  /// What the model was built from; two models are equal when their sources are.
  package let source: Source

  private let table: WeightTable

  /// Builds the table. nil when a gram cannot occur, two grams collide or a weight is out of range.
  package init?(_ source: Source) {
    guard let table = WeightTable(source.grams, weightLimit: Self.weightLimit) else { return nil }
    guard source.temperature > 0, source.besideKeywords.count == KeywordReading.allCases.count, source.bias.isWithin(Self.weightLimit),
      (1...999).contains(source.uncooperativeFrom), (1...999).contains(source.uncooperativeFromBeside)
    else { return nil }
    self.source = source
    self.table = table
  }

  /// Equal sources: the table follows from them.
  package static func == (a: ToneModel, b: ToneModel) -> Bool { a.source == b.source }
  /// By the source alone, as equality.
  package func hash(into hasher: inout Hasher) { hasher.combine(source) }

  /// Scores before the softmax, in 1/1024, of a text that has been read. A text without any gram the model knows gets the bias.
  func scores(_ grams: CharacterGrams) -> ToneScores {
    let (sum, count) = table.sum(of: grams)
    guard count > 0 else { return source.bias }
    // √n in 1/1024.
    let root = Int64(IntegerRoot.floor(UInt64(count) << 20))
    return ToneScores(
      cooperative: source.bias.cooperative + Int32(clamping: sum[0] * Self.unit / root),
      uncooperative: source.bias.uncooperative + Int32(clamping: sum[1] * Self.unit / root),
      neutral: source.bias.neutral + Int32(clamping: sum[2] * Self.unit / root))
  }

  /// How probable each tone is, by the model alone.
  package func probabilities(_ text: some Collection<UInt8>) -> ToneShares { probabilities(scores(CharacterGrams(text))) }

  func probabilities(_ scores: ToneScores) -> ToneShares { ToneShares(softmax: scores, temperature: source.temperature) }

  /// How probable each tone is when the keywords have read the text too.
  func probabilities(_ scores: ToneScores, beside reading: KeywordReading) -> ToneShares {
    ToneShares(softmax: scores.scaled(by: source.besideFactor).adding(source.besideKeywords[reading.rawValue]), temperature: 1_024)
  }

  /// The tone that probabilities stand for.
  func tone(_ shares: ToneShares, besideKeywords: Bool = false) -> Tone {
    shares.tone(uncooperativeFrom: besideKeywords ? source.uncooperativeFromBeside : source.uncooperativeFrom)
  }

  /// The grams of the text that speak most for a tone against the others, heaviest first; for explanations.
  package func heaviest(_ text: some Collection<UInt8>, for tone: Tone, limit: Int = 4) -> [(gram: String, weight: Int)] {
    let grams = CharacterGrams(text)
    var found: [(gram: String, weight: Int)] = []
    grams.forEach { hash, range in
      guard let weights = table[hash] else { return }
      let weight = weights.margin(of: tone)
      let gram = grams.written(range)
      if weight > 0, !found.contains(where: { $0.gram == gram }) { found.append((gram, weight)) }
    }
    found.sort { ($1.weight, $0.gram) < ($0.weight, $1.gram) }
    return Array(found.prefix(limit))
  }
}

/// Integer square roots.
enum IntegerRoot {
  /// The largest integer whose square is at most `value`.
  static func floor(_ value: UInt64) -> UInt64 {
    guard value > 0 else { return 0 }
    var root = UInt64(1) << UInt64((64 - value.leadingZeroBitCount + 1) / 2)
    while true {
      let next = (root + value / root) / 2
      if next >= root { return root }
      root = next
    }
  }
}
