import Classification
import Figures
import Imports
import Portfolio
import Runs
import Speech
import TestLanguage
import Testing
import Views
import Wire
import Workload

@testable import Answers
@testable import Desks

/// Every answer in Chinese, too.
@Suite struct ChineseTests {
  private static let zh = AnswerStyle(.zh)

  @Test func everyAnswerIsSaidInChinese() {
    for (name, answer) in SampleAnswers.all {
      let text = answer.text(Self.zh)
      #expect(text.hasChinese, "\(name): \(text)")
      // A wording that came into a text as it is, without a language.
      #expect(!text.contains("Wording(") && !answer.text().contains("Wording("), "\(name): \(text)")
      #expect(text.hasSuffix("\n") && answer.text().hasSuffix("\n"), "\(name)")
      // Heads and counts of English.
      for word in ["open cases", " rows", "nothing was", "no orders", "waits for"] { #expect(!text.contains(word), "\(name): \(text)") }
    }
  }

  @Test func englishHasNoChineseButTheReasonSomebodyGave() {
    for (name, answer) in SampleAnswers.all {
      let text = answer.text().replacing(SampleAnswers.order.reason, with: "")
      #expect(!text.hasChinese, "\(name): \(text)")
    }
  }

  @Test func countsAndSentences() {
    #expect(Answer.sealed(rows: 1_200).text(Self.zh) == "已封存 1,200 行\n")
    let place = Wording("the private database in /s", "/s 里的私有数据库")
    let schema = Answer.schema(.init(status: nil, agencies: [], roleFaults: [], readOnly: nil), database: place)
    #expect(schema.text(Self.zh).hasPrefix("数据库  /s 里的私有数据库\n") && schema.text().hasPrefix("database  the private database in /s\n"))
    #expect(Answer.discarded(12).text(Self.zh) == "运行 12 的方案已放弃；未发布任何内容\n")
    #expect(Answer.cases([], limit: 5).text(Self.zh) == "没有案件\n" && Answer.cases([], limit: 5).text() == "no cases\n")
    #expect(Answer.retained(.text, days: 90).text(Self.zh) == "沟通文本（text）：保留 90 天\n")
    #expect(Answer.retained(.text, days: nil).text() == "text: kept forever\n")
    #expect(Answer.roles(of: "zhang", [.lead]).text(Self.zh) == "用户 zhang：组长（lead）\n")
  }

  @Test func aQuotaThatIsMissedIsSaidOnceByTheRun() {
    var report = SampleAnswers.report(.published)
    report.fairness.quotas = [
      QuotaMiss(policy: "cards", team: "legal", measure: .newCases, wantedPPM: 600_000, gotPPM: 200_000, cause: .limits)
    ]
    let (english, chinese) = (Answer.run(report).text(), Answer.run(report).text(Self.zh))
    let said =
      "  cards, quotas: team legal is to have 60\u{202F}% of the month's new cases, after the night it has 20\u{202F}%: limits of people came before.\n"
    #expect(english.ranges(of: said).count == 1, "\(english)")
    #expect(chinese.contains("  cards，配额：小组legal应占本月新案件数的60\u{202F}%，本次后实占20\u{202F}%：人员上限在先。\n"), "\(chinese)")
    let json = Answer.run(report).json.text
    #expect(
      json.contains(
        #""quotas_missed":[{"policy":"cards","team":"legal","measure":"new_cases","wanted_ppm":600000,"got_ppm":200000,"came_before":"limits"}]"#
      ),
      "\(json)")
  }

  @Test func anImportSaysWhatItAssumed() {
    let answer = Answer.imported([SampleAnswers.imported], NewNames())
    #expect(answer.text().contains("  on record from another source, counted once and read as in this file: csv 12\n"))
    #expect(answer.text().contains("  region “Kanton Sheng” read as “Kanton”, the name on record (3 rows)\n"))
    #expect(
      answer.text().contains("  3 conversations have two voices and no names of speakers: not judged as the debtor's (label the turns,"))
    #expect(answer.text().contains("  1 conversation has only the collector's words: not judged as the debtor's\n"))
    #expect(answer.text(Self.zh).contains("  3 条沟通有两方说话而未标明说话人，未计为债务人的话（"))
    #expect(answer.text(Self.zh).contains("  1 条沟通只有催收员的话，未计为债务人的话\n"))
    #expect(answer.json.text.contains(#""two_voices":3,"collectors_words":1,"#))
    #expect(answer.text(Self.zh).contains("  此前已由其他来源入库，只计一次，按本文件解读：csv 12\n"))
    #expect(answer.text(Self.zh).contains("  地区“Kanton Sheng”按已有名称“Kanton”读取（3 行）\n"))
    #expect(answer.text().contains("  read by mapping log, version 2 in force\n"))
  }

  @Test func aRehearsalSaysWhatWouldBeNewAndThatNothingWasChanged() {
    let answer = Answer.rehearsed(SampleAnswers.rehearsed, SampleAnswers.names)
    let text = answer.text()
    #expect(text.contains("new clients: boc\nnew collectors: C1\nnew teams: a\n"), "\(text)")
    #expect(text.contains("boc") && text.contains("10,000.00") && text.contains("9,000.00") && text.contains("50.00"), "\(text)")
    #expect(text.contains("  c.csv:3: the agency has no client “cmbb”; did you mean “cmb”?\nnothing was changed\n"), "\(text)")
    let chinese = answer.text(Self.zh)
    #expect(chinese.contains("新增委托方：boc\n") && chinese.hasSuffix("未作任何更改\n"), "\(chinese)")
    #expect(answer.json.text.contains(#""new":{"clients":["boc"],"collectors":["C1"],"teams":["a"],"skills":[],"products":[]}"#))
    #expect(
      answer.json.text.contains(
        #"{"client":"cmb","currency":"CNY","open_cases_now":10,"open_cases_after":9,"outstanding_now":1000000,"outstanding_after":900000}"#)
    )
  }

  @Test func runsInBothLanguages() {
    let waiting = Answer.run(SampleAnswers.report(.waiting))
    #expect(
      waiting.text().hasPrefix(
        "run 12, night of 2026-11-18: 1,200 open cases, 30 collectors; the plan waits for a person, nothing was published\n"
          + "  brake: more than 10.0 % recalled\n"))
    let chinese = waiting.text(Self.zh)
    #expect(
      chinese.hasPrefix("运行 12，2026-11-18 夜间分案：在案 1,200 件，催收员 30 人；方案待人工放行，未发布任何内容\n  刹车：在案1200件中收回或换手150件"))
    #expect(chinese.contains("  分出                    8\n") && chinese.contains("未分出原因：无余量 3、无人在岗 1\n"))
    #expect(chinese.hasSuffix("  冻结 0.42 秒，决策与比较 2.00 秒\n"))
  }

  @Test func aRunThatWasTakenBackIsNowhereInForce() {
    var run = SampleAnswers.run(.published)
    #expect(run.isInForce && run.mark == .none && run.standing == Wording("published", "已发布"))
    run.takenBackBy = 13
    // A part of it: the rest is in force.
    #expect(run.isInForce && run.standing == Wording("published, in part taken back by run 13", "已发布，部分由运行 13 撤销"))
    #expect(Answer.runs([run], .en, limit: 5).json.text.contains(#""in_force":true,"undoes":null,"taken_back_by":13"#))
    run.isTakenBack = true
    #expect(!run.isInForce && run.mark == Wording(" — taken back by run 13, not in force", "——已由运行 13 撤销，未生效"))
    let runs = Answer.runs([run], .en, limit: 5)
    #expect(runs.json.text.contains(#""in_force":false,"undoes":null,"taken_back_by":13"#))
    #expect(runs.text().contains("taken back by run 13") && runs.text(Self.zh).contains("已由运行 13 撤销"))
    let decisions = Answer.decisions([], of: run, nil, ReasonNames(), .en, limit: 5)
    #expect(decisions.text().contains("taken back by run 13, not in force") && decisions.json.text.contains(#""in_force":false"#))
    var undo = SampleAnswers.run(.published, id: 13)
    undo.undoes = 12
    #expect(undo.isInForce && undo.standing == Wording("published, takes run 12 back", "已发布，撤销运行 12"))
  }

  @Test func aClassSaysToWhichDayItsWordsCount() {
    let story = Answer.story(SampleAnswers.story(isDecided: false), ReasonNames(), .en)
    #expect(story.text().contains("as counted for 2026-11-18: A promise to pay is open and falls due in 3 days."), "\(story.text())")
    #expect(story.text(Self.zh).contains("按 2026-11-18 的情况：有还款承诺，3天后到期。"))
    // A night gave it its class: it has looked at the case.
    #expect(story.text().contains("no decision on record: runs have given it its class and left it where it is"))
    var unseen = SampleAnswers.story(isDecided: false)
    (unseen.found.shown.classSince, unseen.found.shown.classReason) = (.none, nil)
    #expect(Answer.story(unseen, ReasonNames(), .en).text().contains("no run has looked at it yet"))
  }

  @Test func whoIsAbsentHasNoScore() throws {
    let (printer, parts) = SampleAnswers.parts
    var one = try #require(parts.first)
    (one.effortTerm, one.score) = (CollectorLoads.absentScore, CollectorLoads.absentScore)
    let (english, chinese) = (printer.text(0, one, AnswerStyle()), printer.text(0, one, Self.zh))
    #expect(english.contains("absent: work in hand and no working time ahead") && chinese.contains("不在岗：有在手案件而未来无工时"))
    #expect(!english.contains("1,000,000") && !chinese.contains("1,000,000"))
    let json = printer.json(0, one).text
    #expect(json.contains(#""score_permille":{"effort":null,"#) && json.contains(#""score":null}"#), "\(json)")
  }

  @Test func tablesHaveTheirHeadsAndSayWhenThereIsMore() {
    let clock = WallClock(name: "Asia/Shanghai", [.init(since: SampleAnswers.noon, seconds: 8 * 3600)])
    let runs = Answer.runs([SampleAnswers.run(.published)], .en, by: clock, limit: 1)
    #expect(runs.text().contains("published (\(clock.name))") && runs.text().contains("the first 1 run; more with --limit\n"))
    let chinese = runs.text(Self.zh)
    #expect(chinese.contains("发布时间（\(clock.name)）") && chinese.contains("夜间分案") && chinese.contains("已发布"))
    #expect(chinese.hasSuffix("仅列前 1 行，更多请用 --limit\n"))
    #expect(
      chinese.contains(Text.time(SampleAnswers.noon, by: clock))
        && Text.time(SampleAnswers.noon, by: clock) != Text.time(SampleAnswers.noon))
    #expect(Answer.runs([], .en, limit: 1).text() == "no runs\n")
  }

  @Test func partsOfAScore() throws {
    let (printer, parts) = SampleAnswers.parts
    let one = try #require(parts.first)
    let (english, chinese) = (printer.text(0, one, AnswerStyle()), printer.text(0, one, Self.zh))
    #expect(english.contains("  saturation  ") && english.contains(" a week = cooperative 1 × "), "\(english)")
    #expect(english.contains("\n              cards: 1 case, ") || english.contains("\n            cards: 1 case, "), "\(english)")
    #expect(chinese.contains("  饱满度      ") && chinese.contains("配合 1 × ") && chinese.contains("cards：1 件，"), "\(chinese)")
    #expect(english.split(separator: "\n").count == chinese.split(separator: "\n").count)
    for line in chinese.split(separator: "\n").dropFirst() { #expect(line.hasChinese, "\(line)") }
  }

  @Test func verdictsSayWhyInTheLexiconsWords() {
    #expect(ToneJudge([]).judge("嗯").because == Wording("no phrase of the lexicon", "未命中词库短语"))
  }

  @Test func machinesReadTheSameWhateverPeopleRead() {
    for (name, answer) in SampleAnswers.all {
      let words = answer.json.text.replacing(SampleAnswers.order.reason, with: "")
      #expect(name == "no runs" || !words.hasChinese, "\(name): \(words)")
    }
  }

  @Test(arguments: [
    ("run.waiting", "run 12", "方案待放行（run.waiting）", "运行 12"),
    ("policy.activated", "policy cards v2", "文件生效（policy.activated）", "策略 cards 第 2 版"),
    ("policy.retired", "lexicon zh", "文件停用（policy.retired）", "词库 zh"),
    ("run.undone", "run 3 by run 4: a, b: c", "撤销运行（run.undone）", "运行 3，由运行 4：a, b: c"),
    (
      "run.begun", "run 5, night of 2026-12-02, again as number 2, run 4 took run 3 back, 2 days ahead: month end", "开始运行（run.begun）",
      "运行 5，2026-12-02 的夜间分案，再次运行，编号 2，运行 3 已由运行 4 撤销，提前 2 天：month end"
    ),
    ("data.purged", "text", "清除数据（data.purged）", "沟通文本（text）"), ("data.erased", "debtor of case 7", "抹除债务人数据（data.erased）", "案件 7 的债务人"),
    ("user.added", "user run 1", "添加用户（user.added）", "用户 run 1"), ("of.another", "age", "of.another", "age"),
  ])
  func theAuditSaysWhatWasDoneToWhat(_ action: String, _ subject: String, _ did: String, _ to: String) {
    let row = ShownAudit(id: 1, position: 7, at: Instant(rawValue: 0), actor: "li", action: action, subject: subject, detail: "{}")
    let (chinese, english) = (Answer.audit([row]).text(AnswerStyle(.zh)), Answer.audit([row]).text(AnswerStyle(.en)))
    #expect(chinese.contains("  \(did)  ") && chinese.contains("  \(to)"), "\(chinese)")
    #expect(english.contains("  \(action)  ") && english.contains("  \(subject)"), "\(english)")
  }
}
