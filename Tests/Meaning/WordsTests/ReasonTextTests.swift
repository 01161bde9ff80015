import Figures
import Portfolio
import Testing
import Words

@Suite struct ReasonTextTests {
  let names = ReasonNames(collectors: [7: "A-07"], cases: [42: "CM…0042"], skills: ["litigation", "yue"], currency: .cny)

  @Test(arguments: ReasonCode.allCases, Language.allCases) func everyCodeIsAFullSentence(code: ReasonCode, language: Language) {
    for numbers in [(1, 1, 1, 1), (0, 0, 0, 0), (3, 2, 7, 4), (-1, -1, -1, -1), (.max, .max, .max, .max)] as [(Int64, Int64, Int64, Int64)]
    {
      let text = ReasonText.sentence(Reason(code, numbers.0, numbers.1, numbers.2, numbers.3), names, language)
      #expect(text.hasSuffix(language == .zh ? "。" : "."))
      #expect(text.count >= (language == .zh ? 8 : 20))
      #expect(text.unicodeScalars.contains { $0.value > 0x4E00 } == (language == .zh))
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
    let text = ReasonText.sentence(Reason(.noRoom, 37, 380, 412), names, .en)
    #expect(text.contains("37 eligible") && text.contains("380 places") && text.contains("412 cases"))
    #expect(ReasonText.sentence(Reason(.noRoom, 37, 380, 412), names, .zh).contains("412件"))
    #expect(ReasonText.sentence(Reason(.tooFewContacts, 1, 0, 3), names, .en).contains("1 attempt and 0 messages"))
  }

  @Test func namesAreResolvedAndMissingOnesShownByNumber() {
    #expect(ReasonText.sentence(Reason(.assignedCheapest, 5, 10, 7, 12), names, .en).contains("A-07"))
    #expect(ReasonText.sentence(Reason(.assignedCheapest, 5, 10, 8, 12), names, .zh).contains("#8"))
    #expect(ReasonText.sentence(Reason(.assignedWithGroup, 42), names, .en).contains("CM…0042"))
    #expect(ReasonText.sentence(Reason(.nobodyWithSkills, 3, 9), names, .en).contains("litigation, yue"))
    #expect(ReasonText.sentence(Reason(.nobodyWithSkills, 1 << 5, 9), names, .zh).contains("#5"))
    #expect(ReasonText.sentence(Reason(.holdFlag, Int64(CaseFlags.dispute.rawValue), 1), names, .zh).contains("争议"))
    #expect(ReasonText.sentence(Reason(.holdEntered, 5, -1), names, .en).contains("the client's request"))
    #expect(ReasonText.sentence(Reason(.recallRotated, 20, 20, 2), names, .en).contains("abnormal"))
    #expect(ReasonText.sentence(Reason(.recallRotated, 20, 20, 99), names, .en).contains("#99"))
  }

  @Test func aRecallPutOffSaysWhatWasDue() {
    func put(_ kind: ReasonCode, _ language: Language) -> String {
      ReasonText.sentence(Reason(.noNewHolder, Int64(kind.rawValue), 31, 30, 2), names, language)
    }
    #expect(
      put(.recallForced, .en)
        == "Stays with the holder although a recall was due (held for 31 working days, the limit is 30): no other eligible collector has room."
    )
    #expect(put(.recallForced, .zh) == "应予收回（已持有31个工作日，上限为30个工作日）但暂缓执行：没有其他符合条件且有余量的催收员。")
    #expect(put(.recallRotated, .en).contains("(31 working days abnormal with this holder, rotated after 30)"))
    #expect(put(.recallNoFollowUp, .zh).contains("（31个工作日无人工跟进，上限为30个工作日）"))
    #expect(put(.assignedPinned, .en).contains("a person pinned it to somebody else"))
    #expect(ReasonText.sentence(Reason(.noNewHolder), names, .en).contains("a recall was due: no other"))
  }
}
