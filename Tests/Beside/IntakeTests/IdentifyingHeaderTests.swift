import Drafts
import Intake
import Portfolio
import Testing

/// What says who somebody is or how he is reached is never kept; what is said about him is, and is named.
@Suite struct IdentifyingHeaderTests {
  static let identifying = [
    "被叫号码", "主叫号码", "拨打号码", "呼叫号码", "号码", "固话", "固定电话", "宅电", "备用号", "备用号2", "电联号", "座机", "被叫", "主叫", "户名", "账户名", "借款人", "借款人姓名", "债务人",
    "持卡人",
    "客户", "客户1", "客户名", "客户名称", "客户姓名", "联络人", "收件人", "收货人", "担保人", "保证人", "共借人", "共同借款人", "推荐人", "银行卡", "银行卡号", "支付宝", "社保号", "车牌号", "车牌",
    "寄送地", "邮寄地址", "法人",
    "法定代表人", "籍贯", "户籍地", "微信号", "QQ号", "驾驶证", "纳税人识别号", "统一社会信用代码", "毕业院校", "昵称", "手機號碼", "聯絡人", "身份證", "直系亲属", "尾号", "卡号后四位", "账户号",
    "家庭住址", "工作单位", "客户号码",
    "borrower", "borrower_1", "customer", "customer name", "guarantor", "cosigner", "co-borrower", "Co Borrower", "next of kin", "nickname",
    "landline", "msisdn",
    "called_number", "calledNumber", "dialed number", "caller", "callee", "whatsapp", "line_id", "skype", "card number", "CardNo",
    "card last4", "pan", "account", "acct",
    "acct no", "account number", "AccountNo", "tax id", "driver licence", "drivers_license_no", "license plate", "plate number", "company",
    "iban", "spouse", "reference 1",
    "cardholder", "debtor 2", "home", "src", "national id", "ssn last4", "latitude", "school", "father", "alternate no", "userid name",
  ]
  static let ordinary = [
    "客户类型", "客户编号", "客户等级", "账户状态", "借款人类型", "担保人数", "是否有担保人", "备注", "催记", "产品线", "批次号码", "案件号码", "期数", "卡种", "逾期次数", "职业", "年龄", "性别",
    "利率",
    "account_status", "customer_type", "customer_no", "borrower_type", "guarantor_count", "card level", "account_balance", "reference_no",
    "preference", "remarks", "line_no",
    "occupation", "age", "gender", "score", "panel", "national", "interest rate", "bank_code", "product line", "span",
  ]

  @Test(arguments: identifying) func aSignOfIdentityIsNeverKept(header: String) throws {
    #expect(HeaderName.isIdentifying(header) || HeaderName.isOtherPerson(header), "\(header)")
    let (rows, _, summary) = try cases("case_no,outstanding,\(header)\n1,5,v\n")
    #expect(rows.first?.extra.isEmpty == true && summary.extraColumns.isEmpty, "\(header)")
    let draft = try MappingDraft(source("case_no,outstanding,\(header)\n1,5,v\n"), name: "m", feed: .cases).text
    #expect(!draft.contains("Kept with the case as they are"), "\(header)")
  }

  @Test(arguments: ordinary) func whatIsSaidAboutPeopleAndCasesIsKeptAndNamed(header: String) throws {
    let (rows, _, summary) = try cases("case_no,outstanding,\(header)\n1,5,v\n")
    #expect(rows.first?.extra.map(\.0) == [header] && summary.extraColumns == [header], "\(header)")
  }

  @Test func ofOtherFeedsNothingIsKeptSoNothingIsSaidToBe() throws {
    let (_, _, summary) = try attempts("case_no,at,outcome,queue\n1,2026-11-17 10:00,busy,q\n")
    #expect(summary.extraColumns.isEmpty)
  }
}
