import Figures
import Portfolio
import Speech
import Testing
import Words

/// Rules of policies in the words of people.
@Suite struct RuleTextTests {
  @Test func ownNamesAreWordsAndTheManagersStay() {
    #expect(RuleText.name("stay 2") == Wording("stay rule 2", "第2条留任规则"))
    #expect(RuleText.name("stop 1") == Wording("stop rule 1", "第1条停催规则"))
    #expect(RuleText.name("recall early") == Wording("recall: no follow-up", "收回：未跟进收回"))
    #expect(RuleText.name("recall forced") == Wording("recall: held too long", "收回：到期强制收回"))
    #expect(RuleText.name("recall put off").zh == "暂缓收回：无接手人")
    #expect(RuleText.name("route legal desk") == Wording("route legal desk", "路由 legal desk"))
    for rule in [
      "covers", "stay 1", "stop 1", "recall left", "recall not authorised", "recall retention", "recall forced", "recall early",
      "recall rotate", "recall put off",
    ] {
      #expect(!RuleText.name(rule).zh.unicodeScalars.contains { ("a"..."z").contains($0) }, "\(RuleText.name(rule).zh)")
    }
  }

  @Test func conditionsAreSaidPartByPart() {
    var when = Condition()
    (when.clients, when.stages) = (["cmb", "zx*"], ["M1"])
    (when.outstanding, when.daysPastDue, when.hand) = (50_000...Int64.max, 31...90, 0...1)
    (when.classes, when.flags, when.promise, when.plan, when.paidWithin) = (
      [.abnormal, .normal], [.dispute, .attorney], .open, .running, 15
    )
    #expect(
      ConditionText.words(when, .cny)
        == Wording(
          "client cmb or zx*, stage M1, outstanding 500.00 CNY or more, 31 to 90 days past due, hand at most 1, class normal or abnormal, flagged dispute or attorney, an open promise, a running instalment plan, paid within 15 days",
          "委托方cmb或zx*，阶段M1，欠款不低于500.00 CNY，31至90天逾期，手别不超过1，类别为正常或非正常，标记为争议或委托律师，有未到期承诺，分期方案履行中，15天内有还款"))
    #expect(ConditionText.words(.always, .cny) == Wording("every case", "全部案件"))
    var debtor = Condition()
    (debtor.daysEntrusted, debtor.debtorCases) = (5...60, 2...100_000)
    debtor.segments = [Segment(name: "late", when: .always)]
    #expect(
      ConditionText.words(debtor, .cny)
        == Wording("entrusted 5 to 60 days ago, open cases of the debtor: 2 or more, segment late", "委托5至60天，债务人在案不低于2件，客群late"))
  }

  @Test func aRuleSaysWhenItLetsGo() {
    var promise = Condition()
    promise.promise = .open
    #expect(
      RuleText.meaning(RuleMeaning(when: promise, workingDaysAfterDue: 3), .cny)
        == Wording("an open promise; until 3 working days after it is due", "有未到期承诺；直至到期后3个工作日"))
    #expect(RuleText.meaning(RuleMeaning(workingDays: 60), .cny) == Wording("after 60 working days", "满60个工作日"))
    #expect(
      RuleText.meaning(RuleMeaning(rotations: [RuleMeaning.Rotation(.abnormal, workingDays: 20)]), .cny)
        == Wording("abnormal after 20 working days", "非正常满20个工作日"))
    #expect(RuleText.meaning(RuleMeaning(), .cny) == nil)
  }
}
