import Intake
import Portfolio
import Speech
import Tables
import Testing

/// Files as agencies send them: other languages' sums, traditional characters, words of personnel systems, states of payments.
@Suite struct MessyFileTests {
  @Test(arguments: [
    "Summe", "Gesamt:", "Gesamtsumme", "Zwischensumme", "Somme", "Total général", "Sous-total", "Suma", "Soma", "Totale", "Totaal", "Razem",
    "Toplam",
    "Jumlah", "Итого", "Всего:", "Tổng cộng", "รวม", "합계", "कुल", "总额", "總計", "本頁合計",
  ]) func aSumInAnyLanguageIsNoCase(_ word: String) throws {
    let (rows, rejects, summary) = try cases("case_no;outstanding\nA1;10,00\nA2;20,50\n\(word);30,50\n")
    #expect(rows.map(\.caseNo) == ["A1", "A2"] && rejects.isEmpty && summary.sums == 1, "\(rows.map(\.caseNo))")
  }

  @Test(arguments: ["S100", "Z-7", "R2", "Orion", "Jumlahan", "P1", "EUR1", "O 1", "Gesamtschule 4"]) func aNumberThatBeginsLikeASumIsACase(
    _ number: String
  ) throws {
    let (rows, _, summary) = try cases("case_no,outstanding\nA1,10.00\n\(number),20.50\n")
    #expect(rows.map(\.caseNo) == ["A1", number] && summary.sums == 0)
  }

  @Test func traditionalHeadersAndStatesAreTheSimplifiedOnes() throws {
    let (rows, rejects, _) = try cases("案件編號,最新欠款,逾期天數,案件狀態\nA1,1.00,35,已結清\nA2,2.00,36,催收中\n")
    #expect(rejects.isEmpty && rows.map(\.caseNo) == ["A1", "A2"] && rows.map(\.status) == [.settled, .open], "\(rejects)")
  }

  @Test(arguments: ["身分證字號", "護照號碼", "駕照", "監護人", "學校", "現居地", "聯絡電話", "帳號後四位", "通訊地址"]) func traditionalHeadersThatIdentifyAreNotKept(
    _ header: String
  ) {
    #expect(HeaderName.isIdentifying(header) || HeaderName.isOtherPerson(header))
  }

  @Test func aRowsNumberWithinItsFileIsNoNameOfIt() throws {
    func ids(_ day: String) throws -> [String] {
      try attempts("序号,案件编号,联络时间,催收结果\n1,A1,\(day) 10:00,x\n2,A2,\(day) 10:01,x\n").rows.map(\.sourceID)
    }
    let (first, second) = (try ids("2026-11-20"), try ids("2026-11-21"))
    #expect(Set(first).isDisjoint(with: second) && first != ["1", "2"])
  }

  @Test func aPaymentThatBroughtNoMoneyIsRefused() throws {
    let text = """
      案件编号,还款日期,还款金额,状态
      A1,2026-11-20,50.00,成功
      A2,2026-11-20,60.00,失败
      A3,2026-11-20,70.00,已冲正
      A4,2026-11-20,-70.00,已冲正
      A5,2026-11-20,80.00,在案

      """
    let (rows, rejects, _) = try drain(PaymentReader(source(text), options(client: "c")))
    #expect(rows.map(\.amount) == [5_000, -7_000, 8_000] && rejects.map(\.position.line) == [3, 4], "\(rejects)")
    let none = [
      "拒付", "待确认", "待確認", "銀行拒付", "争议", "失败（余额不足）", "在途", "Pending", "Charge-Back", "charged_back", "Disputed", "Timed out",
      "Returned - NSF", "awaiting funds",
    ]
    let some = [
      "成功", "部分退款后到账", "已到账", "已确认", "已核实", "Paid", "Completed", "Cleared", "Settled", "Captured", "succeeded", "未结清", "on hold", "unknown",
    ]
    for (states, isMoney) in [(none, false), (some, true)] {
      for state in states {
        let text = "案件编号,还款日期,还款金额,还款状态\nA1,2026-11-20,50.00,\(state)\n"
        let (rows, rejects, _) = try drain(PaymentReader(source(text), options(client: "c")))
        #expect(rows.isEmpty != isMoney && rejects.isEmpty == isMoney, "\(state)")
      }
    }
  }

  @Test func daysOfLeaveAreReadBesideTheirDates() throws {
    let text = """
      员工编号,开始日期,结束日期,请假天数
      C1,2026-11-30,,0.5
      C2,2026-11-30,,1
      C3,2026-11-30,,2
      C4,2026-11-27,2026-11-30,2
      C5,2026-11-30,2026-12-01,1.5
      C6,2026-11-30 下午,2026-12-01,1.5天
      C7,2026-11-30,2026-12-01,3
      C8,2026-11-30,,0.25

      """
    let (rows, rejects, _) = try drain(LeaveReader(source(text), options()))
    #expect(rows.map(\.collector) == ["C1", "C2", "C4", "C6", "C8"] && rejects.map(\.position.line) == [4, 6, 8], "\(rejects)")
    #expect(rows.map { $0.days.map { "\($0.part)" } }.first == ["morning"])
    #expect(rows.last.map { $0.days.map { "\($0.part)" } } == ["minutes(120)"])
  }

  @Test func statesOfLeaveAndPeopleInOtherWords() throws {
    let leave = try drain(
      LeaveReader(
        source(
          "employee,from,to,half,status\nC1,2026-11-30,2026-11-30,上半天,审核通过\nC2,2026-11-30,2026-11-30,second half,審核中\nC3,2026-11-30,2026-11-30,,Denied\n"
        ),
        options()))
    #expect(leave.rejects.isEmpty && leave.rows.map(\.isWithdrawn) == [false, true, true], "\(leave.rejects)")
    let people = try drain(
      CollectorReader(source("工号,姓名,在职状态\nC1,a,试用期\nC2,b,已离职\nC3,c,Resigned\nC4,d,On leave\n"), options()))
    #expect(people.rejects.isEmpty && people.rows.map(\.active) == [true, false, false, true], "\(people.rejects)")
  }

  @Test func hoursAndTalkTimesInWords() throws {
    let hours = try drain(
      HoursReader(
        source("工号,日期,工时\nC1,2026-11-30,8小时\nC2,2026-11-30,7.5h\nC3,2026-11-30,休息\nC4,2026-11-30,OFF\nC5,2026-11-30,8 hrs\n"), options()))
    #expect(hours.rejects.isEmpty && hours.rows.map(\.scheduledMinutes) == [480, 450, 0, 0, 480], "\(hours.rejects)")
    let calls = try attempts(
      "case_no,at,outcome,duration\nA1,2026-11-20 10:00,x,1分20秒\nA2,2026-11-20 10:00,x,1m 20s\nA3,2026-11-20 10:00,x,1小时\nA4,2026-11-20 10:00,x,80 sec\nA5,2026-11-20 10:00,x,1x\n"
    )
    #expect(calls.rows.map(\.talkSeconds) == [80, 80, 3_600, 80] && calls.rejects.map(\.position.line) == [6], "\(calls.rejects)")
  }

  @Test func amountsAndDatesAsOtherCountriesWriteThem() throws {
    let (rows, rejects, _) = try cases(
      "case_no,outstanding,placed_on\nA1,\"1,50,000/-\",\"Monday, November 2, 2026\"\nA2,\"1,234.50\",Mon 2 November 2026\n")
    #expect(rejects.isEmpty && rows.map(\.outstanding) == [15_000_000, 123_450], "\(rejects)")
    #expect(rows.map { "\($0.entrustedOn ?? .none)" } == ["2026-11-02", "2026-11-02"])
  }
}
