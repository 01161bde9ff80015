import Classification
import Portfolio
import Testing

/// How scope changes what a phrase says, on a lexicon small enough to hold in mind.
@Suite struct ScopeTests {
  private let judge: ToneJudge

  init() throws {
    var zh = Lexicon.Source(language: "zh")
    zh.speakers.debtor = ["客户", "Debtor"]
    zh.speakers.others = ["催收员"]
    zh.sets = [("pay", ["还", "还款", "转账"]), ("soon", ["今天", "明天", "月底"])]
    zh.lists = [
      (.negators, ["不", "不是", "没有", "没说"]), (.transparent, ["想", "会", "说", "是"]), (.conditions, ["如果", "要是"]), (.contrasts, ["但是", "不过"]),
      (.strong, ["真的"]), (.weak, ["可能"]), (.questions, ["吗", "怎么"]), (.reported, ["你们说"]), (.openers, ["嗯"]), (.closers, ["吧", "啊"]),
      (.ignored, ["还是", "不好意思"]),
    ]
    let phrases: [(KeywordGroup, String)] = [
      (.promise, "{soon} … {pay}"), (.refusal, "不还"), (.inability, "还不了"), (.hardship, "没钱"), (.assent, "^ 好 $"), (.assent, "可以 $"),
      (.negotiates, "分期"), (.howToPay, "怎么 {pay}"), (.paidAlready, "还了"), (.thirdParty, "我是他同事"), (.abuse, "骗子"), (.busy, "开会"),
      (.ceaseContact, "骚扰"), (.complaintThreat, "投诉"),
    ]
    zh.phrases = try phrases.map { ($0.0, try Phrase($0.1)) }
    var en = Lexicon.Source(language: "en")
    en.lists = [(.negators, ["don't", "not"]), (.transparent, ["want to"])]
    en.phrases = [(.promise, try Phrase("pay")), (.refusal, try Phrase("won't pay")), (.abuse, try Phrase("con"))]
    judge = ToneJudge([try Lexicon(zh), try Lexicon(en)])
  }

  @Test(arguments: [
    ("明天还", Tone.cooperative), ("不还", .uncooperative), ("不是不还", .cooperative), ("没说不还", .cooperative), ("今天还不了", .uncooperative),
    ("明天不会还", .uncooperative), ("不好意思明天还", .cooperative), ("今天还是没空", .neutral), ("没有还", .neutral), ("不可以", .uncooperative),
  ])
  func negationHasScopeAndOrder(text: String, tone: Tone) {
    let verdict = judge.judge(text, language: "zh")
    #expect(verdict.tone == tone, "\(verdict)")
  }

  @Test func aDeniedRefusalIsKeptAsAPromise() throws {
    let match = try #require(judge.judge("我不是不还", language: "zh").matches.first)
    #expect(match.isNegated && match.group == .promise && match.phrase == "不还" && match.range == 9..<15)
  }

  @Test func whatFollowsAContrastWeighsMore() {
    #expect(judge.judge("没钱，但是明天还", language: "zh").tone == .cooperative)
    #expect(judge.judge("明天还，但是没钱", language: "zh").tone == .uncooperative)
    #expect(judge.judge("没钱不过明天转账", language: "zh").tone == .cooperative)
  }

  @Test func conditionsAndDegreesChangeTheWeight() {
    func points(_ text: String) -> Int { judge.judge(text, language: "zh").matches.reduce(0) { $0 + $1.points } }
    #expect(points("如果发钱明天还") == points("明天还") / 2)
    #expect(judge.judge("真的没钱", language: "zh").score < judge.judge("没钱", language: "zh").score)
    #expect(judge.judge("可能没钱", language: "zh").score > judge.judge("没钱", language: "zh").score)
  }

  @Test func questionsAreNotAgreement() {
    #expect(judge.judge("可以吧", language: "zh").tone == .cooperative)
    #expect(judge.judge("可以？", language: "zh").tone == .neutral)
    #expect(judge.judge("没钱，能分期吗", language: "zh").tone == .cooperative)
    #expect(judge.judge("怎么还款", language: "zh").groups == KeywordGroups(.howToPay))
  }

  @Test func quotedAndReportedWordsAreNotTheDebtorsOwn() {
    #expect(judge.judge("他跟我讲“不还”，明天转账", language: "zh").tone == .cooperative)
    #expect(judge.judge("你们说不还也行", language: "zh").tone == .neutral)
    #expect(judge.judge("“不还”", language: "zh").tone == .uncooperative)
    #expect(judge.judge("\"不还\"", language: "zh").matches.allSatisfy { !$0.isQuoted })
  }

  @Test func onlyTheDebtorsTurnsCount() {
    #expect(judge.judge("催收员：不还就投诉你 客户：明天还", language: "zh").tone == .cooperative)
    #expect(judge.judge("催收员: 明天还吗\n客户: 不还", language: "zh").tone == .uncooperative)
    #expect(judge.judge("催收员：明天还", language: "zh").matches.isEmpty)
    #expect(judge.judge("ＤＥＢＴＯＲ：不还 debtor: 不还", language: "zh").matches.count == 1)
    #expect(judge.judge("我的客户：明天还", language: "zh").tone == .cooperative)
  }

  @Test func anchorsLookPastFillers() {
    #expect(judge.judge("嗯好吧", language: "zh").tone == .cooperative)
    #expect(judge.judge("好像是", language: "zh").tone == .neutral)
  }

  @Test func neutralTalkMutesAgreement() {
    #expect(judge.judge("好，在开会", language: "zh").tone == .neutral)
    #expect(judge.judge("还了，明天还也行", language: "zh").tone == .neutral)
    #expect(judge.judge("我是他同事，他明天还", language: "zh").tone == .neutral)
  }

  @Test func leavingAloneIsNotDenied() {
    #expect(judge.judge("不骚扰", language: "zh").tone == .uncooperative)
    #expect(judge.judge("没有投诉", language: "zh").tone == .neutral)
  }

  @Test func englishWordsAreWhole() {
    #expect(judge.judge("paypal", language: "en").matches.isEmpty)
    #expect(judge.judge("a second contract", language: "en").matches.isEmpty)
    #expect(judge.judge("I don’t want to pay", language: "en").tone == .uncooperative)
    #expect(judge.judge("I wont pay", language: "en").tone == .uncooperative)
    #expect(judge.judge("I WILL PAY", language: "en-US").tone == .cooperative)
  }

  @Test func withoutALanguageTheLexiconThatRecognisesMoreDecides() {
    #expect(judge.judge("明天还").tone == .cooperative)
    #expect(judge.judge("won't pay").tone == .uncooperative)
    #expect(judge.judge("won't pay", language: "fr").tone == .uncooperative)
    #expect(ToneJudge([]).judge("明天还").tone == .neutral)
  }

  @Test func aTextMayMixLanguages() {
    #expect(judge.judge("还不了, I will pay").groups.words == ["promise", "inability"])
    #expect(judge.judge("I will pay，明天还", language: "zh").matches.count == 2)
    #expect(judge.judge("客户：明天还 Debtor: won't pay", language: "en").groups.words == ["promise", "refusal"])
  }

  @Test func wordsAreFoundInTraditionalSpellingToo() {
    #expect(judge.judge("明天還款").tone == .cooperative)
    #expect(judge.judge("沒錢").groups.words == ["hardship"])
    // Full-width letters are English, and a blank between them parts words, not clauses.
    #expect(judge.judge("Ｉ ｗｏｎ＇ｔ ｐａｙ").groups.words == ["refusal"] && judge.judge("ｃｏｎｄｏ").matches.isEmpty)
  }

  @Test func aLexiconSetsWeightsAndWhatMachinesHear() throws {
    var source = Lexicon.Source(language: "zh")
    source.phrases = [(.hardship, try Phrase("没钱")), (.negotiates, try Phrase("分期")), (.busy, try Phrase("开会"))]
    source.heardAs = [("分期", ["份期"])]
    source.weights[.hardship] = 900
    source.phraseWeights["开会"] = -700
    let judge = ToneJudge([try Lexicon(source)])
    #expect(judge.judge("没钱").tone == .cooperative)
    #expect(judge.judge("我想份期").groups.words == ["negotiates"])
    #expect(judge.judge("开会").tone == .uncooperative)
  }

  @Test func flagsAreSuggestedForPeopleToConfirm() {
    #expect(judge.judge("我要投诉，没钱", language: "zh").suggestedFlags == [.complaint, .hardship])
    #expect(judge.judge("没有投诉", language: "zh").suggestedFlags == [])
    #expect(judge.judge("你们说投诉也行", language: "zh").suggestedFlags == [])
  }

  @Test func theReasonHoldsLexiconWordsOnly() {
    let reason = judge.judge("王小明明天上午在13800000000还款", language: "zh").reason
    #expect(reason.contains("promise “{soon} … {pay}”"))
    #expect(!reason.contains("王") && !reason.contains("138"))
  }

  @Test func anyTextIsReadWithoutTrapping() {
    let pieces = [
      "不", "还", "明天", "“", "”", "，", "?", "客户：", "催收员:", " ", "好", "吧", "\u{0}", "🙂", "é", "：", "\"", "…", "Ｄ", "\n", "但是", "不是",
    ]
    for seed in UInt64(1)...2_000 {
      var random = SplitMix64(state: seed)
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let verdict = judge.judge(text, language: Bool.random(using: &random) ? "zh" : nil)
      #expect(verdict.confidence <= 100)
      let length = text.utf8.count
      #expect(verdict.matches.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= length && !$0.range.isEmpty })
      #expect(verdict.tone != .cooperative || verdict.score > 0)
      #expect(verdict.tone != .uncooperative || verdict.score < 0)
    }
  }

  @Test func unknownSetsAndUnusableWordsAreRefused() throws {
    var source = Lexicon.Source(language: "zh")
    source.phrases = [(.promise, try Phrase("{pay}"))]
    #expect(throws: LexiconFault.unknownSet("pay")) { try Lexicon(source) }
    source.sets = [("pay", ["还，款"])]
    #expect(throws: LexiconFault.unusableWord("还，款")) { try Lexicon(source) }
  }
}
