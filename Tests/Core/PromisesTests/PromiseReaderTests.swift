import Portfolio
import Promises
import Speech
import TestRandom
import Testing

@Suite struct PromiseReaderTests {
  private let today = Day(iso: "2026-11-18") ?? .none

  private func read(_ text: String, salaryDay: Int? = nil) -> PromiseReading {
    Calendars.reader(PromiseReader.language(of: text), salaryDay: salaryDay).read(text, saidOn: today)
  }

  private func days(_ promise: SpokenPromise) -> String { "\(promise.kind) \(promise.from) \(promise.until)" }

  @Test func ofSeveralTheFirstCountsAndAllAreKept() {
    let all = read("下周三还两千，月底还一千，剩下的12月20号结清").all
    #expect(all.map(days) == ["day 2026-11-25 2026-11-25", "day 2026-11-30 2026-11-30", "day 2026-12-20 2026-12-20"])
    #expect(all.map(\.least) == [200_000, 100_000, nil])
    let english = read("$200 on the 1st and $300 on the 15th").all
    #expect(english.map(days) == ["day 2026-12-01 2026-12-01", "day 2026-12-15 2026-12-15"])
    #expect(english.map(\.most) == [20_000, 30_000])
  }

  @Test func aConditionHasItsWordsAndNoDay() {
    let promise = read("行，等工程款下来就还你三千").first
    #expect(promise == SpokenPromise(kind: .condition, from: .none, until: .none, least: 300_000, most: 300_000, condition: "等工程款下来就还你三千"))
    #expect(read("20号还一半").first.condition == "20号还一半" && read("20号还一百").first.condition == "")
    #expect(read("I'll pay half on Friday").first.condition == "I'll pay half on Friday")
  }

  @Test func wagesWithAKnownDayAreThatDay() {
    #expect(days(read("发了工资就还", salaryDay: 15).first) == "day 2026-12-15 2026-12-15")
    #expect(days(read("发了工资就还", salaryDay: 25).first) == "day 2026-11-25 2026-11-25")
    #expect(days(read("发了工资就还", salaryDay: 31).first) == "day 2026-11-30 2026-11-30")
    #expect(days(read("I'll pay when I get paid", salaryDay: 18).first) == "day 2026-11-18 2026-11-18")
    #expect(read("发了工资就还").first.kind == .condition && read("发了工资就还", salaryDay: 40).first.kind == .condition)
    // What he says himself outweighs what was known.
    #expect(days(read("我20号发工资，发了就还", salaryDay: 15).first) == "day 2026-11-20 2026-11-20")
  }

  @Test func traditionalFullWidthAndCapitalsReadAlike() {
    #expect(read("下個月１５號還兩千塊錢") == read("下个月15号还两千块钱"))
    #expect(days(read("下個禮拜三還").first) == "day 2026-11-25 2026-11-25")
    #expect(read("I’LL PAY $50 ON FRIDAY").first == read("i'll pay $50 on friday").first)
  }

  @Test func aCalendarWithoutTheHolidayIsReadAsIsUsual() {
    let bare = PromiseReader { $0.weekday < 6 }
    #expect(days(bare.read("国庆后还", saidOn: today - 60).first) == "range 2026-10-08 2026-10-21")
    #expect(days(bare.read("过完年还", saidOn: today).first) == "range 2027-02-13 2027-02-26")
    // Nobody works: no working day can be counted, and no end of it all.
    let none = PromiseReader { _ in false }
    #expect(none.read("三个工作日内还", saidOn: today).first.kind == .condition)
    #expect(none.read("国庆后还", saidOn: today).first.kind == .range)
  }

  @Test func theLanguageDecidesWhichNumberIsTheMonth() {
    let chinese = PromiseReader(language: .zh) { $0.weekday < 6 }
    let english = PromiseReader(language: .en) { $0.weekday < 6 }
    #expect(days(chinese.read("5/6", saidOn: today).first) == "day 2027-05-06 2027-05-06")
    #expect(english.read("5/6", saidOn: today).first.kind == .condition)
    #expect(PromiseReader.language(of: "ok, 15号") == .zh && PromiseReader.language(of: "ok") == .en)
    // What is written in Chinese is read as Chinese, whatever the language of its row.
    #expect(days(english.read("国庆后还", saidOn: today - 60).first) == "range 2026-10-08 2026-10-21")
  }

  @Test func pausesOfTalkWithoutPunctuationPartItsClauses() {
    #expect(days(read("不要再打了 我周日还你两百").first) == "day 2026-11-22 2026-11-22")
    #expect(read("不要再打了我没钱").first == .none)
    // A blank behind every word is no pause.
    #expect(read("我 不 还 钱").first == .none)
    #expect(days(read("我 下周三 还 两千").first) == "day 2026-11-25 2026-11-25")
  }

  @Test func whatIsSaidAgainMoreExactlyIsOnePromise() {
    let all = read("下周吧 下周三还两千").all
    #expect(all.map(days) == ["day 2026-11-25 2026-11-25"] && all[0].least == 200_000)
    #expect(read("月底发工资 12月1号还").all.map(days) == ["day 2026-12-01 2026-12-01"])
    #expect(read("下周还一千，下周三还两千").all.count == 2)
  }

  @Test func aDenialBesideWhatIsPutOffLeavesACondition() {
    #expect(days(read("过完年再说").first) == "range 2027-02-12 2027-02-25")
    #expect(read("过完年再说，现在没钱").first.kind == .condition && read("没钱，过完年再说").first.kind == .condition)
    #expect(read("月底还，还不上").first.kind == .condition)
    #expect(days(read("月底还，现在还不上").first) == "day 2026-11-30 2026-11-30")
  }

  @Test func daysBeyondTheTablesAreNotRead() {
    for day in [Day.none, .never, Day(year: 1999, month: 12, day: 31) ?? .none, Day(year: 2101, month: 1, day: 1) ?? .none] {
      #expect(Calendars.reader(.zh).read("明天还", saidOn: day).all.isEmpty)
    }
    // The last day there is still has a next one.
    #expect(
      days(Calendars.reader(.zh).read("明天还", saidOn: Day(year: 2100, month: 12, day: 31) ?? .none).first) == "day 2101-01-01 2101-01-01")
    #expect(Calendars.reader(.zh).read("正月初五还", saidOn: Day(year: 2100, month: 12, day: 31) ?? .none).first.kind == .condition)
  }

  // MARK: Whatever is said

  private static let pieces = [
    "15号", "31号", "下周三", "周日", "月底", "月初", "12月", "2月30号", "明天", "这两天", "三五天", "过几天", "两周", "一个月", "半个月", "三个工作日", "国庆", "春节", "元宵节",
    "正月十五",
    "腊月三十", "过完年", "年前", "节后", "前", "后", "之前", "左右", "内", "到", "或者", "、", "，", "。", "？", "还", "还不了", "已经", "如果", "等", "发工资", "发了", "两千五",
    "一万二", "三五百",
    "块", "五毛", "一半", "剩下的", "不对", "我老公", "说", "每月", "再说", "可能", "吗", "12.15", "12/15", "2026年", "一二三四五六七八九", "亿亿亿亿", "万万万万", "零", "十", "半",
    "多", "来", "k", "w", "99999999999999999999",
    "0", "٣", "I'll pay", "on Friday", "next", "Friday", "the 15th", "the thirty first", "of", "December", "may", "in", "two", "and a half",
    "grand", "hundred", "a couple", "$", "1,200.50", "before",
    "after", "by", "until", "between", "and", "to", "week", "from", "Christmas", "Easter", "when", "I get paid", "can't", "no wait", "?",
    ".", "\n", "\u{0}", "é", "👍", "\u{301}",
  ]

  @Test func noMixtureOfWordsGivesADayBeforeTheCallOrAnEndBeforeItsBeginning() {
    var random = SplitMix64(seed: 20_261_118)
    for round in 0..<6_000 {
      let words = (0..<Int.random(in: 1...12, using: &random)).map { _ in Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
      }
      let text = words.joined(separator: Bool.random(using: &random) ? " " : "")
      let saidOn = Day(Int32.random(in: 0...36_889, using: &random))
      let reader = Calendars.reader(round % 2 == 0 ? .zh : .en, salaryDay: round % 3 == 0 ? Int.random(in: 1...31, using: &random) : nil)
      let reading = reader.read(text, saidOn: saidOn)
      for promise in reading.all {
        let isDated = promise.kind == .day || promise.kind == .range
        #expect(isDated == promise.from.isKnown && isDated == promise.until.isKnown, "\(saidOn) \(text)")
        if isDated { #expect(saidOn <= promise.from && promise.from <= promise.until, "\(saidOn) \(text)") }
        #expect(promise.kind != .none && (promise.kind == .day) == (isDated && promise.from == promise.until), "\(saidOn) \(text)")
        if let least = promise.least, let most = promise.most { #expect(0 <= least && least <= most, "\(saidOn) \(text)") }
      }
      #expect(reader.read(text, saidOn: saidOn) == reading)
    }
  }

  @Test(arguments: [
    "15号还一半", "不对，15号还", "国庆后还", "如果15号还两千，", "一二三四五六七八九", "十", "万", "on Friday I'll pay 200 and ", "between the 15th and ", "twenty ", "a",
    "a-", "9", "1,000,", "的",
    "过完年", "12月", "每月", "每", "in the next ", "day after ", "Monday after ", "十天", "周四五", "还了15号", "下周吧 我", "八百 ", "到时候还 15号 ",
  ])
  func timeGrowsWithTheTextOnly(_ piece: String) {
    func time(_ bytes: Int) -> Duration {
      let text = String(repeating: piece, count: bytes / piece.utf8.count)
      return ContinuousClock().measure { _ = Calendars.reader(.zh).read(text, saidOn: today) }
    }
    _ = time(1_000)
    let (small, large) = (time(8_000), time(96_000))
    // Twelve times the text: far below its square, whatever else the machine does.
    #expect(large < small * 60 + .milliseconds(500), "\(piece): \(small), \(large)")
  }
}
