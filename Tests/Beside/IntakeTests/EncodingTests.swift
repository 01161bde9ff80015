import Intake
import Portfolio
import Speech
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

  /// `case_no,client,balance` and one row for “é” (bytes of the encoding) and the name it gives.
  private func reading(_ name: [UInt8], as encoding: TextEncoding?) throws -> (rows: [CaseRow], rejects: [Reject], summary: IntakeSummary) {
    var wanted = options()
    wanted.encoding = encoding
    let bytes = Array("case_no,client,balance\n1,".utf8) + name + Array(",2.00\n".utf8)
    return try drain(CaseReader(.bytes(bytes, name: "f.csv"), wanted))
  }

  @Test(
    arguments: [
      (TextEncoding.windows1252, [0x43, 0x72, 0xE9, 0x64, 0x69, 0x74], "Crédit", "Windows-1252"),
      (.big5, [0xA5, 0xC9, 0xA4, 0x73, 0xBB, 0xC8, 0xA6, 0xE6], "玉山銀行", "Big5"),
      (.shiftJIS, [0x8B, 0xE2, 0x8D, 0x73, 0x83, 0x41], "銀行ア", "Shift_JIS"), (.gb18030, [0xD2, 0xF8, 0xD0, 0xD0], "银行", "GB18030"),
    ] as [(TextEncoding, [UInt8], String, String)])
  func anEncodingIsReadWhenItIsNamed(_ encoding: TextEncoding, _ bytes: [UInt8], _ client: String, _ name: String) throws {
    let (rows, rejects, summary) = try reading(bytes, as: encoding)
    #expect(rows.first?.client == client && rejects.isEmpty && summary.encoding == name)
  }

  @Test(arguments: [[0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]]) func theMarkOfUTF16SaysHowItIsRead(_ mark: [UInt8]) throws {
    let units = Array("case_no\tclient\tbalance\n1\t银行\t2.00\n".utf16)
    let bytes =
      mark
      + units.flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        return mark[0] == 0xFF ? [low, high] : [high, low]
      }
    let (rows, rejects, summary) = try drain(CaseReader(.bytes(bytes, name: "f.txt"), options()))
    #expect(rows.map(\.client) == ["银行"] && rows.map(\.caseNo) == ["1"] && rejects.isEmpty && summary.encoding == "UTF-16")
  }

  @Test func aWesternFileIsNotReadAsChinese() {
    let text = "case_no,client,balance\nK1,Cr\u{E9}dit Sud,100.00\nK2,Soci\u{E9}t\u{E9},200.00\n"
    let bytes = text.unicodeScalars.map { UInt8($0.value) }
    let found = fault { _ = try CaseReader(.bytes(bytes, name: "f.csv"), options()) }
    #expect(found?.kind == .encoding && found?.hint?.en.contains("--encoding windows-1252") == true, "\(String(describing: found))")
    #expect(found?.hint?.zh.contains("--encoding windows-1252") == true)
  }

  @Test func aTraditionalFileIsNotReadAsSimplified() {
    // 案件編號, 玉山銀行, 中國信託, 臺灣銀行 in Big5.
    let big5: [UInt8] = [
      0xAE, 0xD7, 0xA5, 0xF3, 0xBD, 0x73, 0xB8, 0xB9, 0x2C, 0xA5, 0xC9, 0xA4, 0x73, 0xBB, 0xC8, 0xA6, 0xE6, 0x2C, 0xA4, 0xA4, 0xB0, 0xEA,
      0xAB, 0x48,
      0xB0, 0x55, 0x2C, 0xBB, 0x4F, 0xC6, 0x57, 0xBB, 0xC8, 0xA6, 0xE6, 0x0A,
    ]
    let found = fault { _ = try CaseReader(.bytes(big5, name: "f.csv"), options()) }
    #expect(found?.kind == .encoding && found?.hint?.en.contains("big5") == true, "\(String(describing: found))")
  }

  @Test func aWrongNameIsRefused() {
    let utf8 = Array("银行".utf8)
    for encoding in [TextEncoding.gb18030, .windows1252, .big5] {
      let found = fault { _ = try reading(utf8, as: encoding) }
      #expect(found?.kind == .encoding && found?.message.en.contains("is UTF-8, not") == true, "\(encoding): \(String(describing: found))")
    }
    let found = fault { _ = try reading([0x43, 0x72, 0xE9, 0x64, 0xFF, 0xFF, 0x2E], as: .shiftJIS) }
    #expect(found?.kind == .encoding && found?.message.en.contains("not Shift_JIS") == true, "\(String(describing: found))")
  }

  /// The bytes of one encoding are mostly valid in another, and never its common characters.
  @Test(
    arguments: [
      (TextEncoding.windows1252, [0xD2, 0xF8, 0xD0, 0xD0, 0xD2, 0xF8, 0xD0, 0xD0], "--encoding gb18030"),
      (.big5, [0xD2, 0xF8, 0xD0, 0xD0, 0xC9, 0xCC, 0xD2, 0xB5], "--encoding gb18030"),
      (.shiftJIS, [0xD2, 0xF8, 0xD0, 0xD0, 0xB9, 0xA4, 0xC9, 0xCC], "--encoding gb18030"),
      (.gb18030, [0xA5, 0xC9, 0xA4, 0x73, 0xBB, 0xC8, 0xA6, 0xE6, 0xA4, 0x48, 0xA4, 0x40], "--encoding big5"),
      (.gb18030, [0x8B, 0xE2, 0x8D, 0x73, 0x83, 0x41, 0x82, 0xCC], "--encoding shift_jis"),
      (.windows1252, [0x8B, 0xE2, 0x8D, 0x73, 0x83, 0x41, 0x82, 0xCC], "--encoding shift_jis"),
      (.utf8, [0xD2, 0xF8, 0xD0, 0xD0], "leave the encoding out"),
    ] as [(TextEncoding, [UInt8], String)])
  func aNameThatTheBytesContradictIsRefusedWithTheRightOne(_ named: TextEncoding, _ bytes: [UInt8], _ remedy: String) {
    let found = fault { _ = try reading(bytes, as: named) }
    #expect(found?.kind == .encoding && found?.hint?.en.contains(remedy) == true, "\(named): \(String(describing: found))")
  }

  @Test func textWithoutAByteZeroIsNotUTF16() {
    let found = fault { _ = try reading(Array("bank".utf8), as: .utf16) }
    #expect(found?.kind == .encoding && found?.message.en.contains("not UTF-16") == true, "\(String(describing: found))")
  }
}
