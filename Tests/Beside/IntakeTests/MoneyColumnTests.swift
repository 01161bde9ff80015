import Intake
import Portfolio
import Speech
import Testing

/// How the amounts of a column are read: as its own rows make certain.
@Suite struct MoneyColumnTests {
  private func read(_ amounts: [String], _ more: String = "") throws -> (amounts: [Int64], refused: [String]) {
    let rows = amounts.enumerated().map { "K\($0),\"\($1)\"\n" }.joined()
    let mapped = try more.isEmpty ? nil : mapping("mapping: m\nversion: 1\nfeed: cases\n\(more)\n")
    let (cases, rejects, _) = try cases("case_no,outstanding\n" + rows, options(client: "c", mapping: mapped))
    return (cases.map(\.outstanding), rejects.map(\.why.en))
  }

  @Test(
    arguments: [
      (["1.200", "12.500,00", "50.000"], [120_000, 1_250_000, 5_000_000]), (["1.200", "3,5"], [120_000, 350]),
      (["1.200", "1.234.567"], [120_000, 123_456_700]),
      (["1,200", "12.50"], [120_000, 1250]), (["1.200", "0.500"], [120, 50]), (["1.200", "12,50"], [120_000, 1250]),
      (["1,200", "1,234,567"], [120_000, 123_456_700]),
      (["1,00,000", "1,200"], [10_000_000, 120_000]), (["1 200,50", "1.200"], [120_050, 120_000]),
      (["1\u{202F}200", "12"], [120_000, 1200]),
      (["1'200.50", "1,200"], [120_050, 120_000]), (["0.500", "12"], [50, 1200]), (["(1.200,50)", "1.200,50-"], [-120_050, -120_050]),
      (["100", "2000"], [10_000, 200_000]), (["１．２００，５０", "1.200"], [120_050, 120_000]),
    ] as [([String], [Int64])]) func oneAmountThatCanBeReadOneWayOnlyDecidesForAll(_ written: [String], _ amounts: [Int64]) throws
  {
    let (read, refused) = try read(written)
    #expect(read == amounts && refused.isEmpty, "\(written): \(read) \(refused)")
  }

  @Test(arguments: ["1.200", "12.500", "1,234", "1.234"]) func anAmountThatCanBeReadTwoWaysIsRefusedUnlessTheMappingSays(_ amount: String)
    throws
  {
    let (amounts, refused) = try read([amount, "7"])
    #expect(amounts == [700] && refused.count == 1 && refused[0].contains("`decimal: point`"), "\(refused)")
    #expect(try read([amount, "7"], "round: yes").amounts == [700])
  }

  /// Thousands by another hand, or a decimal too many: where the others have two decimals nobody knows.
  @Test(
    arguments: [(["1.200", "12.50"], [1250]), (["1,200", "12,50"], [1250]), (["7.5", "1.200", "3.00"], [750, 300])] as [([String], [Int64])]
  )
  func threeDigitsBehindTheSignOfAColumnOfTwoDecimalsAreRefused(_ written: [String], _ amounts: [Int64]) throws {
    let (read, refused) = try read(written)
    #expect(read == amounts && refused.count == 1 && refused[0].contains("has three digits behind its"), "\(read) \(refused)")
    #expect(try self.read(["1.200", "12.50"], "decimal: point").amounts == [120, 1250])
  }

  @Test func aCurrencyOfThousandthsHasThreeDecimals() throws {
    let dinars = options(client: "c", currency: Currency("KWD")!)
    #expect(try cases("case_no,outstanding\n1,1.200\n2,12.50\n", dinars).rows.map(\.outstanding) == [1200, 12_500])
  }

  @Test func theMappingDecidesBeforeTheRows() throws {
    #expect(try read(["1.200", "12,50"], "decimal: comma").amounts == [120_000, 1250])
    #expect(try read(["1.200", "1,200"], "decimal: point").amounts == [120, 120_000])
    #expect(try read(["12.50"], "decimal: comma").refused.first?.contains("expected 1.234.567,89") == true)
  }

  @Test func whereRowsContradictOneAnotherOnlyWhatIsCertainIsRead() throws {
    let (amounts, refused) = try read(["12.50", "12,50", "1.200"])
    #expect(amounts == [1250, 1250] && refused.count == 1 && refused[0].contains("contradict one another"), "\(refused)")
  }

  @Test func eachColumnDecidesForItself() throws {
    let (rows, rejects, _) = try cases("case_no,outstanding,本金\n1,\"1.200,00\",1.20\n2,1.300,1200\n")
    #expect(rows.map(\.outstanding) == [120_000, 130_000] && rows.map(\.principal) == [120, 120_000] && rejects.isEmpty)
  }

  @Test func aSignOfAnotherCurrencyIsRefused() throws {
    #expect(try read(["HK$ 12.50", "€5"]).refused.allSatisfy { $0.contains("another currency") })
    #expect(try read(["RMB 12.50", "5元", "人民币 3.00"]).amounts == [1250, 500, 300])
  }
}
