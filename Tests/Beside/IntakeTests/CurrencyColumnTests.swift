import Intake
import Portfolio
import Speech
import Testing

/// In which currency the amounts of a column are.
@Suite struct CurrencyColumnTests {
  private static let usd = Currency.usd
  private static let jpy = Currency("JPY")!

  @Test(
    arguments: [
      ("$ 5", Currency.cny), ("100元", .usd), ("¥5", .usd), ("￥5", .usd), ("€5", .usd), ("5 USD", .cny), ("美元5", .cny), ("₹ 5", .cny),
      ("5圆", .usd), ("$5", jpy), ("HK$5", .usd),
    ]) func theSignOfAnotherCurrencyIsRefused(_ amount: String, _ currency: Currency) throws
  {
    let (rows, rejects, _) = try cases("case_no,outstanding\n1,\(amount)\n2,7\n", options(client: "c", currency: currency))
    #expect(rows.map(\.caseNo) == ["2"] && rejects.count == 1, "\(amount) \(currency)")
    #expect(rejects.first?.why.en.contains("sign of another currency") == true && rejects.first?.why.en.contains("\(currency)") == true)
  }

  @Test(
    arguments: [
      ("$5", Currency.usd, Int64(500)), ("¥5", .cny, 500), ("¥5", jpy, 5), ("$5", Currency("HKD")!, 500), ("5元", Currency("TWD")!, 500),
      ("$5 USD", .usd, 500),
    ])
  func aSignThatMayBeTheRowsIsRead(_ amount: String, _ currency: Currency, _ minor: Int64) throws {
    let (rows, rejects, _) = try cases("case_no,outstanding\n1,\(amount)\n", options(client: "c", currency: currency))
    #expect(rows.map(\.outstanding) == [minor] && rejects.isEmpty, "\(amount) \(currency): \(rejects)")
  }

  @Test(arguments: ["outstanding (USD)", "最新欠款（美元）", "欠款余额(US$)", "最新欠款(单位：美元)", "balance(usd)"])
  func aHeaderThatNamesOneCurrencySaysItForRowsThatNameNone(_ header: String) throws {
    let (rows, rejects, _) = try cases("case_no,\(header)\n1,5.00\n")
    #expect(rows.map(\.currency) == [.usd] && rows.map(\.outstanding) == [500] && rejects.isEmpty)
  }

  @Test func aRowInAnotherCurrencyThanItsHeaderIsRefused() throws {
    let text = "case_no,currency,最新欠款(美元)\n1,USD,5\n2,CNY,5\n3,,5\n"
    let (rows, rejects, _) = try cases(text)
    #expect(rows.map(\.caseNo) == ["1", "3"] && rows.allSatisfy { $0.currency == .usd })
    #expect(rejects.map(\.position.line) == [3] && rejects[0].why.en.contains("header that says USD"))
    let yuan = try cases("case_no,币种,最新欠款(元)\n1,美元,5\n2,人民币,5\n3,港币,5\n")
    #expect(yuan.rows.map(\.caseNo) == ["2", "3"] && yuan.rejects.map(\.position.line) == [2])
    // The agency's own currency is the row's where nothing else says it.
    #expect(try cases("case_no,最新欠款(元)\n1,5\n", options(client: "c", currency: .usd)).rejects.count == 1)
  }

  @Test func headersThatContradictOneAnotherAreRefused() throws {
    let (rows, rejects, _) = try cases("case_no,最新欠款(美元),本金(人民币)\n1,5,5\n")
    #expect(rows.isEmpty && rejects.count == 1)
  }

  @Test func paymentsAndPromisesHaveTheCurrencyOfTheirHeader() throws {
    let paid = try drain(PaymentReader(source("case_no,day,amount(USD)\n1,2026-11-02,5\n"), options()))
    #expect(paid.rows.map(\.currency) == [.usd])
    let promised = try drain(PromiseReader(source("case_no,made_on,due_on,承诺金额(港币)\n1,2026-11-02,2026-11-03,5\n"), options()))
    #expect(promised.rows.map(\.currency) == [Currency("HKD")])
    let silent = try drain(PromiseReader(source("case_no,made_on,due_on,amount\n1,2026-11-02,2026-11-03,5\n"), options()))
    #expect(silent.rows.map(\.currency) == [nil] && silent.rows.map(\.amount) == [500])
  }
}
