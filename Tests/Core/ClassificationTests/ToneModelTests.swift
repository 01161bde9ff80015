import Portfolio
import Testing

@testable import Classification

@Suite struct ToneModelTests {
  private static let rows: [LabelledText] = {
    let verbs = ["还款", "转账", "处理", "存钱", "交上"]
    let times = ["明天", "今晚", "月底", "下午", "周五", "后天"]
    let promises = times.flatMap { time in verbs.map { LabelledText("\(time)\($0)", .cooperative) } }
    let refusals = verbs.flatMap { verb in ["不", "不想", "不会", "凭什么", "就是不", "没钱"].map { LabelledText("\($0)\(verb)", .uncooperative) } }
    let others = ["你是谁", "打错了", "在开会", "不在家", "什么事", "听不清"].flatMap { text in
      ["", "啊", "呀", "，喂", "，你好"].map { LabelledText(text + $0, .neutral) }
    }
    return promises + refusals + others
  }()

  private static var settings: ToneTrainer.Settings {
    var settings = ToneTrainer.Settings()
    settings.steps = 60
    settings.penalty = 0.001
    return settings
  }

  @Test func learnsFromLabelsAndGivesTheSameModelAgain() throws {
    let trainer = ToneTrainer(Self.settings)
    let model = try #require(trainer.train(Self.rows))
    #expect(trainer.train(Self.rows) == model)
    let judge = ToneJudge([], model: model, recogniser: .model)
    #expect(judge.judge("周五转账啊").tone == .cooperative)
    #expect(judge.judge("凭什么存钱").tone == .uncooperative)
    #expect(judge.judge("喂，在开会").tone == .neutral)
    // Traditional characters and full width are the same text.
    #expect(model.probabilities("明天還款".utf8) == model.probabilities("明天还款".utf8))
  }

  @Test func tooFewLabelsGiveNoModel() {
    #expect(ToneTrainer().train(Array(Self.rows.prefix(32))) == nil)
  }

  @Test func sharesAddUpAndFollowTheScores() {
    for seed in UInt64(1)...500 {
      var random = SplitMix64(state: seed)
      let scores = ToneScores(
        cooperative: Int32.random(in: -20_000...20_000, using: &random), uncooperative: Int32.random(in: -20_000...20_000, using: &random),
        neutral: Int32.random(in: -20_000...20_000, using: &random))
      let shares = ToneShares(softmax: scores, temperature: Int.random(in: 200...4_000, using: &random))
      #expect(shares.cooperative + shares.uncooperative + shares.neutral == 1_000)
      #expect(shares.cooperative >= 0 && shares.uncooperative >= 0 && shares.neutral >= 0)
      #expect(scores.cooperative <= scores.uncooperative || shares.cooperative >= shares.uncooperative)
    }
  }

  @Test func integersCountAsTheirFormulasSay() {
    // e^(−1) and e^(−5) in 1/2^31.
    #expect(abs(Int64(Exponential.decay(1_024)) - 790_015_084) <= 8)
    #expect(abs(Int64(Exponential.decay(5 * 1_024)) - 14_469_600) <= 64)
    #expect(Exponential.decay(0) == 1 << 31 && Exponential.decay(30 * 1_024) == 0)
    let values: [UInt64] = [0, 1, 2, 3, 4, 99, 100, 1 << 40, (1 << 40) - 1, 1 << 62]
    for value in values {
      let root = IntegerRoot.floor(value)
      #expect(root * root <= value && (root + 1) * (root + 1) > value)
    }
  }

  @Test func disagreementIsNoticedAndAModelNeedsGramsThatCanOccur() throws {
    var source = Lexicon.Source(language: "zh")
    source.phrases = [(.promise, try Phrase("存钱"))]
    let model = try #require(ToneTrainer(Self.settings).train(Self.rows))
    let verdict = ToneJudge([try Lexicon(source)], model: model, recogniser: .keywords).judge("凭什么存钱")
    #expect(verdict.isDisputed && verdict.tone == .cooperative && verdict.modelTone == .uncooperative)
    var damaged = model.source
    damaged.grams.append(ToneModel.Gram("长长长长长长", ToneScores()))
    #expect(ToneModel(damaged) == nil)
    damaged = model.source
    damaged.grams.append(damaged.grams[0])
    #expect(ToneModel(damaged) == nil)
  }

  @Test func theScoreboardCountsAsByHand() {
    let pairs: [(Tone, Tone, Int)] = [
      (.cooperative, .cooperative, 6), (.cooperative, .uncooperative, 2), (.uncooperative, .uncooperative, 3),
      (.uncooperative, .neutral, 1),
      (.neutral, .neutral, 8),
    ]
    let board = ToneScoreboard(
      pairs.flatMap { gold, judged, count in
        Array(repeating: ToneScoreboard.Pair(gold: gold, judged: judged, group: gold.word), count: count)
      })
    #expect(board.precision(.uncooperative).value == 0.6 && board.recall(.uncooperative).value == 0.75)
    #expect(board.falseAlarms.value == 2.0 / 16.0)
    #expect(board.confusion(.cooperative, .uncooperative) == 2)
    let f1 = board.macroF1
    #expect(abs(f1.value - (12.0 / 14 + 6.0 / 9 + 16.0 / 17) / 3) < 1e-9)
    #expect(f1.low < f1.value && f1.value < f1.high && f1.low > 0.4)
    #expect(board.groups.map(\.right) == [6, 8, 3] && ToneScoreboard(board.pairs).macroF1.low == f1.low)
  }
}
