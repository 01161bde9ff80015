import Intake
import Portfolio
import Tables
import Testing

@Suite struct EncodingTests {
  /// Two rows in GB18030, with characters of two and four bytes.
  private let chinese: [UInt8] = [
    0xB0, 0xB8, 0xBC, 0xFE, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xCE, 0xAF, 0xCD, 0xD0, 0xB7, 0xBD, 0x2C, 0xD7, 0xEE, 0xD0, 0xC2, 0xC7, 0xB7,
    0xBF, 0xEE, 0x2C, 0xB1, 0xB8, 0xD7, 0xA2, 0x0A, 0xBC, 0xD7, 0x31, 0x2C, 0xBC, 0xD7, 0xD2, 0xF8, 0xD0, 0xD0, 0x2C, 0x31, 0x32, 0x2E,
    0x35, 0x30, 0x2C, 0xE9, 0x46, 0x81, 0x39, 0xEF, 0x31, 0x95, 0x34, 0xB2, 0x35, 0x0A, 0xD2, 0xD2, 0x32, 0x2C, 0xD2, 0xD2, 0xD2, 0xF8,
    0xD0, 0xD0, 0x2C, 0x33, 0x2C, 0xBA, 0xC3, 0x0A,
  ]

  @Test func gb18030IsToldAndConverted() throws {
    let (rows, rejects, summary) = try drain(CaseReader(.bytes(chinese, name: "gb.csv"), options()))
    #expect(summary.encoding == "GB18030" && rejects.isEmpty)
    #expect(rows.map(\.client) == ["甲银行", "乙银行"] && rows.map(\.caseNo) == ["甲1", "乙2"] && rows[0].outstanding == 1250)
    #expect(rows[0].extra.first?.1 == "镕㐂𠮷")
  }

  @Test func aBrokenCharacterCostsItsRowOnly() throws {
    var bytes = chinese
    let place = try #require(bytes.lastIndex(of: UInt8(ascii: ",")))
    bytes.insert(0xFF, at: place + 1)
    let (rows, rejects, _) = try drain(CaseReader(.bytes(bytes, name: "gb.csv"), options()))
    #expect(rows.map(\.caseNo) == ["甲1"] && rejects.map(\.position.line) == [3])
  }

  @Test func aFewBrokenBytesDoNotTurnUTF8IntoGB18030() throws {
    var bytes = Array(("案件编号,委托方,最新欠款,备注\n" + (1...20).map { "\($0),甲银行,1,正常说明文字\n" }.joined()).utf8)
    let place = try #require(bytes.lastIndex(of: UInt8(ascii: ",")))
    bytes.insert(0xE5, at: place + 1)
    let (rows, rejects, summary) = try drain(CaseReader(.bytes(bytes, name: "u.csv"), options()))
    #expect(summary.encoding == "UTF-8" && rows.count == 19 && rows[0].client == "甲银行" && rejects.map(\.position.line) == [21])
  }

  @Test func theMarkOfUTF8IsSkipped() throws {
    let (rows, _, _) = try cases("\u{FEFF}case_no,balance\n1,2\n")
    #expect(rows.map(\.caseNo) == ["1"])
  }
}
