import Figures
import Portfolio
import Speech
import TestLanguage
import Testing
import Words

@Suite struct ReasonTextTests {
  let names = ReasonNames(collectors: [7: "A-07"], cases: [42: "CM…0042"], skills: ["litigation", "yue"], currency: .cny)

  @Test(arguments: ReasonCode.allCases, Language.allCases) func everyCodeIsAFullSentence(code: ReasonCode, language: Language) {
    #expect(!Reason.samples(of: code).isEmpty)
    for reason in Reason.samples(of: code) {
      let text = ReasonText.sentence(reason, names, language)
      #expect(text.hasSuffix(language == .zh ? "。" : "."))
      #expect(text.count >= (language == .zh ? 8 : 20))
      #expect(text.hasChinese == (language == .zh))
    }
    #expect(!ReasonText.title(code, language).isEmpty)
  }

  @Test func wordsAreStableAndDistinct() {
    let words = ReasonCode.allCases.map(ReasonText.word)
    #expect(Set(words).count == words.count)
    #expect(ReasonText.word(.recallNoFollowUp) == "recall_no_follow_up")
    for language in Language.allCases {
      let titles = ReasonCode.allCases.map { ReasonText.title($0, language) }
      #expect(Set(titles).count == titles.count)
    }
  }

  @Test func everyDocumentedNumberAppears() {
    let text = ReasonText.sentence(.noRoom(eligible: 37, places: 380, wanted: 412), names, .en)
    #expect(text.contains("37 collectors") && text.contains("380 places") && text.contains("412 cases"))
    #expect(ReasonText.sentence(.noRoom(eligible: 37, places: 380, wanted: 412), names, .zh).contains("412件"))
    #expect(ReasonText.sentence(.tooFewContacts(attempts: 1, messages: 0, minimum: 3), names, .en).contains("1 attempt and 0 messages"))
  }

  @Test func aReasonGivesNoCostThatThePlaceGivesInAnotherUnit() {
    // With quotas the solver weighs in quanta of its own; the cost of the place stands below the reason, with its unit.
    for language in Language.allCases {
      for reason in [
        Reason.assignedCheapest(eligible: 5, cost: 999_999 << 10, runnerUp: 7, runnerUpCost: 1 << 50),
        .assignedOnly(eligible: 5, cost: 999_999 << 10),
        .assignedAgain(eligible: 5, cost: 999_999 << 10, runnerUp: 7, runnerUpCost: 1 << 50),
      ] {
        let text = ReasonText.sentence(reason, names, language)
        for word in ["999", "cost", "load", "代价", "负荷"] { #expect(!text.contains(word), "\(text)") }
      }
    }
  }

  @Test func aPromisesDaysSayWhatTheyAre() {
    func said(_ counted: Int64, _ language: Language) -> String {
      ReasonText.sentence(.stayPromise(daysLeft: 3, counted: counted), names, language)
    }
    #expect(said(1, .en) == "Stays with the holder: a promise is open or just due, with 3 working days until its grace ends.")
    #expect(said(1, .zh) == "留在原持有人：有还款承诺，距宽限期结束还有3个工作日。")
    #expect(said(2, .en) == "Stays with the holder: a promise is open and falls due in 3 days." && said(2, .zh) == "留在原持有人：有还款承诺，3天后到期。")
    #expect(said(0, .en).hasSuffix("3 days were left, calendar and working days together."))
  }

  @Test func daysThatPassedAreNotToldAsDaysToCome() {
    func said(_ reason: Reason, _ language: Language = .en) -> String { ReasonText.sentence(reason, names, language) }
    #expect(said(.promiseOpen(daysLeft: 1)) == "A promise to pay is open and falls due in 1 day.")
    #expect(said(.promiseOpen(daysLeft: 0)) == "A promise to pay is open and falls due that day.")
    #expect(said(.promiseOpen(daysLeft: -1)) == "A promise to pay is open and was due 1 day ago, its grace is not over.")
    #expect(said(.promiseOpen(daysLeft: -1), .zh) == "有还款承诺，已到期1天，仍在宽限期内。")
    #expect(
      said(.holdNearReturn(daysLeft: -2, minimum: 3))
        == "Held: the case was to go back to its client 2 days ago, at least 3 are needed to deal it.")
    #expect(said(.holdNearReturn(daysLeft: -2, minimum: 3), .zh) == "停催：退案日已过2天，至少需要3天才可分配。")
    #expect(said(.stayPinned(daysLeft: nil)) == "Stays with the holder: a person pinned it without end.")
    #expect(said(.stayRetained(daysLeft: nil), .zh) == "留在原持有人：留案无截止日期。")
    #expect(said(.stayRetained(daysLeft: 0)) == "Stays with the holder: the retention runs until that day.")
    for reason in [
      Reason.promiseOpen(daysLeft: -3), .stayPromise(daysLeft: -3, counted: 2), .stayPinned(daysLeft: nil),
      .holdNearReturn(daysLeft: -3, minimum: 1),
    ] {
      for language in Language.allCases { #expect(!said(reason, language).contains("-"), "\(said(reason, language))") }
    }
  }

  @Test func namesAreResolvedAndMissingOnesShownByNumber() {
    #expect(ReasonText.sentence(.assignedCheapest(eligible: 5, cost: 10, runnerUp: 7, runnerUpCost: 12), names, .en).contains("A-07"))
    #expect(ReasonText.sentence(.assignedCheapest(eligible: 5, cost: 10, runnerUp: 8, runnerUpCost: 12), names, .zh).contains("#8"))
    #expect(ReasonText.sentence(.assignedWithGroup(caseID: 42), names, .en).contains("CM…0042"))
    #expect(ReasonText.sentence(.nobodyWithSkills(required: 3, collectors: 9), names, .en).contains("litigation, yue"))
    #expect(ReasonText.sentence(.nobodyWithSkills(required: 1 << 5, collectors: 9), names, .zh).contains("#5"))
    #expect(ReasonText.sentence(.holdFlag(flags: .dispute, rule: 1), names, .zh).contains("争议"))
    #expect(ReasonText.sentence(.holdEntered(kind: .clientRequest, daysLeft: nil), names, .en).contains("the client's request"))
    #expect(ReasonText.sentence(.recallRotated(workingDays: 20, limit: 20, caseClass: .abnormal), names, .en).contains("abnormal"))
  }

  @Test func aRecallPutOffSaysWhatWasDue() {
    func put(_ kind: ReasonCode, _ language: Language) -> String {
      ReasonText.sentence(.noNewHolder(recall: kind, first: 31, second: 30, third: kind == .recallRotated ? 2 : 0), names, language)
    }
    #expect(
      put(.recallForced, .en)
        == "Stays with the holder although a recall was due (held for 31 working days, the limit is 30): no other eligible collector has room."
    )
    #expect(put(.recallForced, .zh) == "应予收回（已持有31个工作日，上限为30个工作日）但暂缓执行：没有其他符合条件且有余量的催收员。")
    #expect(put(.recallRotated, .en).contains("(31 working days abnormal with this holder, rotated after 30)"))
    #expect(put(.recallNoFollowUp, .zh).contains("（31个工作日无人工跟进，上限为30个工作日）"))
    #expect(put(.assignedPinned, .en).contains("a person pinned it to somebody else"))
    #expect(
      ReasonText.sentence(.noNewHolder(recall: nil, first: 0, second: 0, third: 0), names, .en).contains("a recall was due: no other"))
  }
}
