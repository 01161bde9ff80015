import Portfolio
import Speech
import Tables
import Testing

@testable import Intake

/// What readers of files say of what stands in them.
@Suite struct DiscretionTests {
  // MARK: Files as a whole

  @Test func aRowWhereTheHeaderShouldBeIsNotShown() {
    // One of its words is that of a column: the line still is no header.
    for line in ["招商银行,CASE1,张三,13800138001,client\n", "张三,330106199001011234,电话\n", "13800138001\n"] {
      let said = fault { _ = try drain(CaseReader(source(line + line), options())) }
      #expect(said != nil)
      for secret in ["张三", "13800138001", "330106199001011234", "CASE1", "招商"] {
        #expect(said?.description.contains(secret) == false, "\(said?.description ?? "")")
      }
    }
  }

  @Test func aHeaderThatLacksAColumnIsToldByTheNamesThatAreKnown() {
    let said = fault { _ = try drain(CaseReader(source("案件编号,委托方,张三,我的列\nK1,cmb,1,2\n"), options())) }
    #expect(said?.description.contains("“案件编号”, “委托方” and 2 others") == true || said?.description.contains("outstanding") == true)
    #expect(said?.description.contains("张三") == false)
  }

  @Test func aTableWithoutItsColumnIsNotQuoted() {
    let said = fault { _ = try TextTable(source("张三,label\n13800138001,x\n")).required("text", "内容") }
    #expect(said?.description.contains("it has “label” and 1 other") != true)
    #expect(said?.description.contains("张三") == false && said?.description.contains("no column “text”") == true)
  }

  @Test func aTableThatLacksOneOfItsColumnsSaysWhichItHas() {
    let said = fault { _ = try TextTable(source("id,张三,text\n1,x,y\n"), known: ["id", "said_on", "text"]).required("said_on") }
    #expect(
      said?.description.contains("it has “id”, “text” and 1 other") == true && said?.description.contains("张三") == false, "\(said as Any)")
  }

  // MARK: Codes

  @Test(arguments: ["张三", "张三说下周还", "13800138001", "Zhang San", "WANG LI", "notes: call wife", "接通 张三", "paid 13800138001"])
  func aCodeThatMayBeAPersonIsKeptAsADigestAndToldByItsPlace(_ code: String) throws {
    let read = try attempts("case_no,at,outcome\nK1,2026-11-17 10:00,\(code)\nK2,2026-11-17 10:00,\(code)\n")
    #expect(read.rows.count == 2)
    #expect(read.rows.allSatisfy { $0.rawCode.hasPrefix("?") && $0.rawCode.count == 9 && $0.rawCode == read.rows[0].rawCode })
    #expect(read.summary.unmappedCodes.count == 1 && read.summary.unmappedCodes.first?.value == 2)
    let told = try #require(read.summary.unmappedCodes.first?.key)
    #expect(told.en.contains("first in line 2") && told.zh.contains("首见于第 2 行"), "\(told)")
    #expect(!told.en.contains(code) && !told.zh.contains(code), "\(told)")
  }

  @Test(arguments: ["LINE-9", "ODD_77", "999", "NO ANSWER", "busy/17", "MACHINE_DETECTED", "无法接通", "PTP", ""])
  func aCodeOfTheTradeIsListedAsItIs(_ code: String) throws {
    let read = try attempts("case_no,at,outcome\nK1,2026-11-17 10:00,\(code)\n")
    #expect(read.rows.first?.rawCode == code)
  }

  @Test func aCodeThatAMappingReadsByItsBeginningIsStoredAsTheMappingWritesIt() throws {
    let mapping = try mapping(
      "mapping: m\nversion: 1\nfeed: attempts\noutcomes:\n  - { code: \"busy*\", outcome: busy }\n  - { code: 张三, outcome: busy }\n")
    let read = try attempts("case_no,at,outcome\nK1,2026-11-17 10:00,busy 李四\nK1,2026-11-17 11:00,张三\n", options(mapping: mapping))
    #expect(read.rows.map(\.rawCode) == ["busy*", "张三"] && read.summary.unmappedCodes.isEmpty)
    #expect(mapping.shown("李四") == Wording("a text of 2 characters", "一段 2 个字符的文本") && mapping.shown("张三").en == "张三")
  }

  // MARK: Masks

  @Test func aMaskOfARejectFileIsNoIdentity() throws {
    let head = "file,line,column,value,reason,case_no,debtor_ref,手机,outstanding\n"
    let read = try cases(head + "a,2,outstanding,much,no,K1,***,***,100.00\na,3,outstanding,much,no,K2,***,***,100.00\n")
    #expect(read.rows.isEmpty && read.rejects.count == 2)
    #expect(read.rejects.allSatisfy { $0.why.en.contains("the mask ***") && $0.column == "debtor_ref" })
  }

  @Test(arguments: ["330106********1234", "3301＊＊＊＊1234", "***"])
  func aMaskedIdentityMakesNobody(_ identity: String) throws {
    let read = try cases("case_no,debtor_ref,outstanding\nK1,\(identity),100.00\n")
    #expect(read.rows.isEmpty && read.rejects.first?.why.en.contains("mask") == true, "\(read.rejects)")
  }

  @Test func aMaskedPhoneReachesNobodyAndItsRowStays() throws {
    let read = try cases("case_no,手机,outstanding\nK1,138****0618|13800138001,100.00\n")
    #expect(read.rows.first?.contactPoints.map { text($0) } == ["point:13800138001"], "\(read)")
    let calls = try attempts("case_no,point,at,outcome\nK1,138****0618,2026-11-17 10:00,busy\n")
    #expect(calls.rows.first?.point == nil && calls.rows.count == 1)
  }

  @Test func aRejectFileThatWasMendedIsReadAndLeavesNothingOfItsOwn() throws {
    let file = "case_no,client,outstanding,note\nK1,cmb,much,早上\nK2,cmb,200.00,x\n"
    let first = try drain(CaseReader(source(file), options()))
    #expect(first.rows.count == 1 && first.rejects.count == 1)
    let mended =
      "file,line,column,value,reason,case_no,client,outstanding,note\ntest.csv,2,outstanding,much,is not an amount,K1,cmb,100.00,早上\n"
    let second = try drain(CaseReader(source(mended), options()))
    #expect(second.rejects.isEmpty && second.rows.map(\.caseNo) == ["K1"] && second.rows.first?.outstanding == 10_000)
    #expect(second.rows.first?.extra.map { "\($0.0)=\($0.1)" } == ["note=早上"])
    let reader = try CaseReader(source(mended), options())
    #expect(Array(reader.header.dropFirst(5)) == ["case_no", "client", "outstanding", "note"])
  }

  /// What a row said is needed again when the database refuses it: by its line, in any order, with what a person could be known by masked.
  @Test func aGoodRowIsFoundAgainByItsLine() throws {
    let file =
      "case_no,client,outstanding,debtor_ref,note\nK1,cmb,1.00,330106198503120018,\"a\nb\"\nK2,cmb,2.00,,x\n\nK3,cmb,3.00,,13800138000 rings\nK4,cmb\n"
    let reader = try CaseReader(source(file), options())
    #expect(try reader.next()?.rows.map(\.line) == [2, 4, 6])
    let k1 = ["K1", "cmb", "1.00", "***", "a\nb"]
    #expect(try reader.copies(of: [2]) == [2: k1])
    #expect(try reader.copies(of: [6]) == [6: ["K3", "cmb", "3.00", "", "***"]])
    #expect(try reader.copies(of: [4, 2]) == [2: k1, 4: ["K2", "cmb", "2.00", "", "x"]])
    #expect(try reader.copies(of: [3, 99]).isEmpty && reader.copies(of: []).isEmpty)
  }

  /// Nobody knows which cell of a row that is too long belongs where: it is refused again as it is, and says where to take it from.
  @Test func aRowOfAnotherLengthShowsNoCellAndIsRefusedUntilItIsTakenFromItsFile() throws {
    let row = try #require(try cases("case_no,debtor_ref,outstanding\nK1,330106198503120018,5.00,x\nK2,,1.00\n").rejects.first?.row)
    #expect(row == ["***", "***", "***"])
    let again = try cases("file,line,column,value,reason,case_no,debtor_ref,outstanding\na,2,,,r,\(row.joined(separator: ","))\n")
    #expect(again.rows.isEmpty && again.rejects.first?.why.en.contains("take the row from the file") == true)
  }
}
