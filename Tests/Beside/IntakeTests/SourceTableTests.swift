import Portfolio
import Speech
import Testing

@testable import Intake

/// The two tables that the published method was tried on, as they come: a case table with serial dates, NULL and many columns of money, and its log.
@Suite struct SourceTableTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  @Test("the case table loads as it stands: the debtor's own number is hashed, the day of approval is that of placement")
  func caseTable() throws {
    let (rows, rejects, summary) = try cases(
      """
      申请单号,合同号,客户姓名,客户手机,身份证号,放款城市,产品类型,信贷分类,贷款金额,剩余本金,剩余应还,结清金额,逾期本金,逾期利息,罚息,滞纳金,违约金,管理费,手续费,逾期天数,逾期日期,委托批准,催收状态,单位电话,跟进类型
      A001,H001,张三,13800000004,NULL,广州,车贷,个人,50000,42000.5,45000,46000,3000,200.25,NULL,10,NULL,5,NULL,89,46266,46327,NULL,02012345678,电催
      A002,H002,李四,NULL,NULL,NULL,车贷,个人,30000,NULL,1000.00,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,46327,NULL,NULL,网络催收

      """)
    try #require(rejects.isEmpty && rows.count == 2, "\(rejects)")
    #expect(rows[0].caseNo == "A001" && rows[0].contract == "H001" && text(rows[0].contactPoints.first) == "point:13800000004")
    #expect(rows[0].entrustedOn == Day(iso: "2026-11-01") && rows[0].overdueOn == Day(iso: "2026-09-01"))
    #expect(rows[0].outstanding == 4_500_000 && rows[0].contactPoints.count == 1)
    #expect(rows[1].contactPoints.isEmpty && rows[1].outstanding == 100_000)
    #expect(summary.droppedColumns == ["客户姓名", "单位电话"])
  }

  @Test("the log joins by contract; tracing is a channel whose findings are no contact")
  func log() throws {
    let mapping = try MappingFile.load("\(Self.root)/policies/mappings/collection-log-zh.yaml")
    let (rows, rejects, summary) = try attempts(
      """
      合同号,催收类型,催收结果,内容,添加时间
      H001,电话,无人接听,,46328.5
      H001,网络催收,有效调查,查到新地址,2026-11-02 10:00:00
      H002,网络催收,无效调查,,2026-11-02 11:00:00

      """, options(mapping: mapping))
    #expect(rejects.isEmpty && summary.unmappedCodes.isEmpty)
    #expect(rows.map(\.key?.caseNo) == ["H001", "H001", "H002"])
    #expect(rows.map(\.code.channel) == [.phone, .tracing, .tracing] && rows.map(\.code.outcome) == [.noAnswer, .traced, .notTraced])
  }
}
