import Classification
import Portfolio
import Testing

/// Whose words a text is made of: labels in the spellings that people and programs give them, and two voices without any.
@Suite struct SpeakerTests {
  private let judge: ToneJudge

  init() throws {
    var zh = Lexicon.Source(language: "zh")
    zh.speakers.debtor = ["客户", "用户", "债务人", "Customer"]
    zh.speakers.others = ["客服", "坐席", "催收员", "客户经理", "Agent", "Customer service"]
    zh.speakers.unnamed = ["A", "B", "说话人", "Speaker"]
    zh.speakers.collectorSays = try ["您是 … 本人吗", "您的欠款", "may i speak with"].map { try Phrase($0) }
    zh.speakers.summarySays = try [Phrase("客户表示")]
    zh.lists = [(.farewells, ["再见", "bye"]), (.closers, ["的", "吧"])]
    zh.sets = [("pay", ["还", "还款"]), ("soon", ["今天", "明天", "月底"])]
    let phrases: [(KeywordGroup, String)] = [
      (.promise, "{soon} … {pay}"), (.refusal, "不还"), (.refusal, "won't pay"), (.assent, "^ 好 $"), (.assent, "知道了"), (.hardship, "没钱"),
      (.promise, "pay friday"),
    ]
    zh.phrases = try phrases.map { ($0.0, try Phrase($0.1)) }
    judge = ToneJudge([try Lexicon(zh)])
  }

  @Test(arguments: [
    "客服：明天还吗 客户：不还", "坐席001：明天还吗，用户：不还", "【催收员】明天还【债务人】不还", "[坐席-小王] 明天还 [客户] 不还", "客服小王：明天还吗？客户李先生：不还", "客服 10:05:33 明天还吗\n客户 10:06:01 不还",
    "客服 2026-11-20 10:05:33\n明天还吗\n客户 2026-11-20 10:06:01\n不还", "[00:12] 客服：明天还\n[00:15] 客户：不还", "00:12客服：明天还吗 00:15客户：不还",
    "（客服）明天还 （客户）不还",
    "客服\t明天还吗\n客户\t不还", "客户经理：明天还吗 客户：不还", "**客服**：明天还吗 **客户**：不还", "Agent: pay friday? Customer: I won't pay",
    "Agent 2 (John): pay friday? Customer: I won't pay",
    "AGENT: pay friday CUSTOMER: I won't pay", "Customer service: pay friday\nCustomer: I won't pay",
    "<Agent> pay friday <Customer> I won't pay",
    "Agent John Smith: pay friday\nCustomer: I won't pay", "A：您是张三本人吗，明天还 B：不还",
    "Speaker 0: may I speak with Tom, pay Friday\nSpeaker 1: I won't pay",
    "说话人1：不还 说话人2：您的欠款明天还",
  ])
  func onlyTheDebtorsTurnsAreJudged(text: String) {
    let verdict = judge.judge(text)
    #expect(verdict.tone == .uncooperative && verdict.groups.words == ["refusal"], "\(verdict.reason)")
    #expect(judge.voices(of: text) == Voices(speaker: .debtor, isCertain: true))
  }

  @Test(arguments: ["客服备注：明天还", "客户经理备注：明天还", "Agent notes: pay friday", "Customers pay friday", "我和客服说明天还", "坐席情况：明天还"])
  func aWordThatGoesOnAsAnotherIsNoLabel(text: String) {
    #expect(judge.judge(text).tone == .cooperative && judge.voices(of: text).speaker == .debtor)
  }

  @Test(arguments: [
    ("您好\n明天还\n谢谢", false), ("- 您好 - 什么事 - 明天还", false), ("——在吗？——明天还", false), ("您好<br>明天还", false), ("您的欠款\n明天还", true),
    ("您的欠款呢，不还", true),
    ("A：明天还 B：好", true), ("Speaker 1: pay friday Speaker 2: ok", true),
  ])
  func twoVoicesWithoutNamesAreNobodys(text: String, isCertain: Bool) {
    #expect(judge.voices(of: text) == Voices(speaker: .both, isCertain: isCertain))
  }

  @Test(arguments: [("请问您是张三本人吗", false), ("您的欠款明天还", false), ("客服：明天还", true), ("Agent: may I speak with Tom", true)])
  func wordsOfTheCollectorAloneAreNotTheDebtors(text: String, isCertain: Bool) {
    #expect(judge.voices(of: text) == Voices(speaker: .collector, isCertain: isCertain))
  }

  @Test(arguments: ["明天还", "致电\n客户表示明天还", "A：明天还", "-500元明天还", "明天还\n", "", "\n\n", "2026-11-20\n明天还", "不还！- 就是不还"])
  func oneVoiceIsTheDebtors(text: String) {
    #expect(judge.voices(of: text) == Voices(speaker: .debtor, isCertain: false))
  }

  @Test func theDebtorsWordsAreHisTurnsOrAllThereIs() {
    #expect(judge.debtorsWords(in: "客服：明天还 客户：不还 客服：好 客户：没钱").split(separator: "\n").map { $0.filter { $0 != " " } } == ["不还", "没钱"])
    #expect(judge.debtorsWords(in: "明天还") == "明天还")
    #expect(judge.debtorsWords(in: "客服：明天还").isEmpty)
  }

  @Test(arguments: [
    ("好", Tone.cooperative), ("好的", .cooperative), ("好的，再见", .neutral), ("知道了bye", .neutral), ("没钱，好的", .uncooperative),
    ("好的，没钱", .uncooperative),
    ("客服：明天还吗 客户：好的，再见", .cooperative), ("客服：打扰您了 客户：好的", .neutral), ("好，明天还，再见", .cooperative),
  ])
  func agreeingCountsUnlessItIsManners(text: String, tone: Tone) {
    let verdict = judge.judge(text)
    #expect(verdict.tone == tone, "\(verdict.reason)")
  }

  @Test func anyBytesAreReadWithoutFault() {
    var random = SplitMix64(state: 7)
    let pieces = [
      "客户", "客服", "A", "Speaker", "：", ":", "(", "（", "）", "【", "】", "[", "]", "<", "<br", ">", "\n", "\t", " ", "-", "—", "1", "12:30",
      "小王", "说", "\\n", "\\", "还",
      "您的欠款", "。", "*", "号", "é", "🙂",
    ]
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      _ = judge.voices(of: text)
      let words = judge.debtorsWords(in: text)
      #expect(words.utf8.count <= text.utf8.count && !words.contains("\u{FFFD}"), "\(text)")
    }
  }
}
