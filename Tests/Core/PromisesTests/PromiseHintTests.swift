import Portfolio
import Promises
import Speech
import Testing

/// What the words around a day make of it.
@Suite struct PromiseHintTests {
  /// A Wednesday.
  private let today = Day(iso: "2026-11-18") ?? .none

  private func said(_ text: String) -> String {
    let first = Calendars.reader(PromiseReader.language(of: text)).read(text, saidOn: today).first
    return first.kind == .day || first.kind == .range ? "\(first.from) \(first.until)" : first.kind.rawValue
  }

  @Test(arguments: [
    "12月32号还", "12月0号还", "13月5号还", "这个月三十二号还", "下个月35号", "2026年13月1号还", "2月30号还一千", "12月三十二号之前还", "I'll pay December 32",
    "I'll pay on the 32nd of December", "I'll pay on the 31st of April", "I'll pay on the 35th",
  ])
  func aDayThatDoesNotExistIsNoMonth(_ text: String) {
    #expect(["condition", "none"].contains(said(text)), "\(said(text))")
  }

  @Test(arguments: [
    "平台结款我就还", "保险赔下来就还", "免一半我马上还", "可以的话我明天转", "哪天有空哪天还", "我让我姐明天帮我还", "过完年挣了钱再还", "十二月中旬吧 看运费啥时候下来",
    "I'll pay after I sell the truck", "knock off half and I'll pay today", "soon as my refund gets here",
  ])
  func whatHangsOnSomethingHasNoDay(_ text: String) { #expect(said(text) == "condition", "\(said(text))") }

  @Test(arguments: [
    "二十三号是最后期限是吧", "快过年了 你让我过个好年行不行", "你别跟我说月底 我没钱", "你过年也打", "大年三十你还上班啊", "晚了一天", "我七号缴的", "I thought it went out on the 1st",
    "I wish I could pay today", "the 20th is a Friday",
  ])
  func aDayThatIsOnlySpokenOfIsNoPromise(_ text: String) { #expect(said(text) == "none", "\(said(text))") }

  @Test(arguments: [
    ("周四，不，周五", "2026-11-20 2026-11-20"), ("明天吧明天下午我转", "2026-11-19 2026-11-19"), ("国庆前 9月30号吧", "2027-09-30 2027-09-30"),
    ("Thursday, no, Friday", "2026-11-20 2026-11-20"), ("tomorrow, actually Friday", "2026-11-20 2026-11-20"),
    ("tomorrow — actually Friday", "2026-11-20 2026-11-20"), ("the 20th is a Friday so Monday the 23rd", "2026-11-23 2026-11-23"),
  ])
  func theLastWordOfHisOwnStands(_ text: String, _ expected: String) {
    #expect(said(text) == expected, "\(said(text))")
  }

  @Test(arguments: [
    ("Friday week", "2026-11-27 2026-11-27"), ("a week on Friday", "2026-11-27 2026-11-27"), ("four weeks today", "2026-12-16 2026-12-16"),
    ("in a fortnight", "2026-12-02 2026-12-02"), ("the last working day of the month", "2026-11-30 2026-11-30"),
    ("the second week of December", "2026-12-08 2026-12-14"), ("十六十七号", "2026-12-16 2026-12-17"), ("这个月底下月初", "2026-11-30 2026-12-05"),
    ("农历十二月二十", "2027-01-27 2027-01-27"), ("this Friday coming", "2026-11-20 2026-11-20"), ("in a week's time", "2026-11-25 2026-11-25"),
  ])
  func daysThatPeopleCountInOtherWords(_ text: String, _ expected: String) { #expect(said(text) == expected, "\(said(text))") }

  @Test func aRateIsNoDay() {
    #expect(said("我一个月还你一千") == "condition" && said("一周给你五百") == "condition")
    #expect(said("一个月还清") == "2026-11-18 2026-12-18")
  }

  @Test func anotherDebtIsOverWhenHeSpeaksOfThisOne() {
    #expect(said("房贷十八号扣完 你们这个得下月初") == "2026-12-01 2026-12-05")
    #expect(said("rent comes first, you lot get yours on the 20th") == "2026-11-20 2026-11-20")
    #expect(said("房租十八号扣") == "none")
  }

  @Test func theSecondPaymentIsNoDayOfTheMonth() {
    #expect(said("I'll make the second payment on the 20th") == "2026-11-20 2026-11-20")
    #expect(said("I'll pay on the second") == "2026-12-02 2026-12-02")
  }

  @Test func whateverTheVerbIsAnOfferWithDayAndAmountIsOne() {
    #expect(said("I'll lob you fifty bucks on Friday") == "2026-11-20 2026-11-20")
    #expect(said("I lost fifty bucks on Friday") == "none")
  }
}
