import Discretion
import Glibc
import Portfolio
import Speech
import Tables
import TestLanguage
import Testing

@testable import Intake

/// What readers of files say, in Chinese.
@Suite struct ChineseTests {
  private static func isChinese(_ wording: Wording) -> Bool {
    wording.zh.hasChinese && wording.zh != wording.en
  }

  /// Everything that the reading of one file says: its fault, or why rows were not read.
  private static func said<Row>(_ reader: () throws -> FeedReader<Row>) -> [Wording] {
    do {
      return try drain(reader()).rejects.map(\.why)
    } catch { return (error as? FileFault).map { [$0.wording] } ?? [] }
  }

  private static func said(_ feed: Feed, _ text: String, _ options: IntakeOptions) -> [Wording] {
    switch feed {
    case .cases: said { try CaseReader(source(text), options) }
    case .collectors: said { try CollectorReader(source(text), options) }
    case .hours: said { try HoursReader(source(text), options) }
    case .leave: said { try LeaveReader(source(text), options) }
    case .attempts: said { try AttemptReader(source(text), options) }
    case .conversations: said { try ConversationReader(source(text), options) }
    case .payments: said { try PaymentReader(source(text), options) }
    case .promises: said { try PromiseReader(source(text), options) }
    case .flags: said { try FlagReader(source(text), options) }
    case .holds: said { try HoldReader(source(text), options) }
    case .moves: said { try MoveReader(source(text), options) }
    }
  }

  // MARK: Files as a whole

  @Test(arguments: [
    ("", "test.csv: 文件为空"), ("\n\n", "test.csv: 文件只有空行"), ("case_no,balance\n", "test.csv:1: 文件只有表头，没有行"),
    ("{\"a\":1}", "test.csv: 这是 JSON，不是文本文件；请把数据导出为 CSV"), ("%PDF-1.7", "test.csv: 这是 PDF 文档，不是文本文件；请索取 CSV 格式的数据"),
    (
      "case_no,balance\n1,\"2",
      "test.csv:2: 从这一行开始的带引号字段尚未结束，文件就到了末尾；文件被截断，或缺少右引号：请重新获取完整的文件"
    ),
    (
      "案件编号,案号,balance\n1,1,2\n",
      "test.csv:1: 有多列对应 case_no：“案件编号”（第 1 列）、“案号”（第 2 列）；请在映射中指明用哪一列（--mapping）：columns: { case_no: 案件编号 }；或删去一列"
    ),
    (
      "委托方,balance,张三\n1,2,3\n",
      "test.csv:1: 文件缺少列 case_no（案件编号、案件号、案号、个案序列号等）；现有“委托方”、“balance”及另外 1 列；请修改列名，或在映射中指定该列（--mapping）"
    ),
    (
      "1,2\n3,4\n", "test.csv:1: 这一行里没有认识的 cases 文件的列；第一行必须是表头：请删去表头以上的行，或在映射中指定各列（--mapping）"
    ),
    ("case_no,balance\n1,2\ncase_no,balance\n", "test.csv:3: 数据行中间有一行表头；请删去这一行，或把两部分分成两个文件"),
  ]) func aFaultOfAFileIsSaid(_ text: String, _ chinese: String) {
    let found = fault { _ = try drain(CaseReader(source(text), options(client: "c"))) }
    #expect(found?.text(.zh) == chinese)
    #expect(found?.description == found?.text(.en) && found?.text(.en) != chinese)
  }

  @Test func aFileThatIsNotThereIsSaid() {
    let found = fault { _ = try CaseReader(.file(path: "/no/such/file.csv"), options(client: "c")) }
    #expect(found?.text(.zh) == "/no/such/file.csv: 没有这个文件；请检查路径")
    #expect(found?.text(.en) == "/no/such/file.csv: there is no such file; check the path")
  }

  @Test func aTableWithoutItsColumnIsSaid() {
    let found = fault { _ = try TextTable(source("张三,李四\n1,x\n")).required("text", "内容") }
    #expect(found?.text(.zh) == "test.csv:1: 没有列“text”；第一行必须是表头；现有 2 列，列名都不认识")
  }

  @Test func aMappingAtFaultIsSaid() {
    let text = "mapping: x\nversion: 1\nfeed: payments\nkey: a\ncolumns: { case_no: b }\none_per: c\nparties: { debtor: [a, a] }\n"
    let error = #expect(throws: MappingProblems.self) { try MappingFile.read(Array(text.utf8), file: "m.yaml") }
    let lines = error?.text(.zh).split(separator: "\n").map(String.init) ?? []
    #expect(lines.contains { $0.hasSuffix("文件同时有“key”和“columns.case_no”；请只保留其中一个") }, "\(lines)")
    #expect(lines.contains { $0.hasSuffix("文件有“one_per”，而 payments 类文件用不到它；请删去它，或写 feed: attempts") }, "\(lines)")
    #expect(lines.contains { $0.hasSuffix("“parties”两次给出词“a”") }, "\(lines)")
    #expect(error?.description == error?.text(.en))
  }

  // MARK: Rows

  @Test(arguments: [
    ("balance", "much", "不是金额；应为数字，例如 1234.56"), ("balance", "1,0000", "千位分隔符的位置不对；应为 1,234,567.89，或在映射中写 `decimal: comma`"),
    ("balance", "1.0055", "小数多于 2 位；应精确到分，或在映射中写 `round: yes`"), ("balance", "1万2千", "数字与万、亿混写；应只带一个单位，例如 1.2万，或写完整金额"),
    ("balance", "1.200", "有两种读法：千位分隔或小数；请在映射中写 `decimal: point`（1,234.50）或 `decimal: comma`（1.234,50）"),
    ("entrusted_on", "21/11/2026", "分不清日在前还是月在前；应为 yyyy-mm-dd，或在映射中写 `dates: dd/mm/yyyy` 或 `mm/dd/yyyy`"),
    ("entrusted_on", "2026-02-30", "是不存在的日期"), ("hand", "x", "不是 0 至 999 的整数"),
    ("case_no", "3.30106E+17", "被电子表格改成了科学计数法，丢失了数字；请把该列设为文本格式后重新导出"),
    ("status", "lost", "是不认识的词；应为 open（在案）、suspended（停催）、settled（结清）、returned（退案）、withdrawn（撤案）、deceased（死亡），或在映射中给出对应的词（values）"),
    ("debtor_ref", "330106********1234", "已脱敏：余下的字符对应许多人；请给出完整号码，或留空，或在映射的 ignore 中列出该列"),
  ]) func whyARowIsNotReadIsSaid(_ column: String, _ value: String, _ chinese: String) {
    let columns = ["case_no": "1", "balance": "2.00"].merging([column: value]) { $1 }.sorted { $0.key < $1.key }
    let text = columns.map(\.key).joined(separator: ",") + "\n" + columns.map { "\"\($0.value)\"" }.joined(separator: ",") + "\n"
    #expect(Self.said(.cases, text, options(client: "c")).map(\.zh) == [chinese])
  }

  /// Every feed, every kind of value that is wrong.
  @Test(arguments: [
    (Feed.cases, "case_no,balance,client\n,1,c\n1,,c\n1,2\n1,-5e3,c\n1,99999999999999999,c\n1,USD 1,c\n1,2,\n1,2,\"c\"d\n", 8),
    (
      .cases,
      "case_no,client,entrusted_amount,entrusted_on,due_back_on,currency,days_past_due\n1,c,-1,,,,\n1,c,1,2026-02-01,2026-01-01,,\n", 2
    ),
    (
      .cases,
      "case_no,client,balance,currency,days_past_due,hold\n1,c,1,rubles,,\n1,c,1,,1.5,\n1,c,1,,-1,\n1,c,1,,,maybe\n1,c\u{1}c,1,,,\n", 5
    ),
    (
      .cases,
      "case_no,client,balance,entrusted_on\n1,c,1,soon\n1,c,1,26-11-21\n1,c,1,1026-01-01\n1,c,1,1764000000\n1,c,1,2026-11-21 25:00\n", 5
    ),
    (.cases, "case_no,balance\n1,2\n", 1), (.cases, "case_no,client\n1,2\n", 1),
    (
      .collectors,
      "code,full_time,amount_limit,active,joined_on,leaves_on\n,,,,,\n1,x,,,,\n1,,-1,,,\n1,,,maybe,,\n1,,,,2026-02-01,2026-01-01\n", 4
    ),
    (.hours, "collector,day,minutes,leave\n,2026-01-01,1,\n1,,1,\n1,2026-01-01,2000,\n1,2026-01-01,10,20\n", 4),
    (.hours, "collector,day,hours\n1,2026-01-01,25\n", 1), (.hours, "collector,day\n1,2026-01-01\n", 1),
    (
      .attempts,
      "case_no,at,outcome,talk_seconds,channel,automatic\n1,,x,,,\n1,1960-01-01,x,,,\n1,2026-01-01,x,long,,\n1,2026-01-01,x,,smoke,\n", 4
    ),
    (.attempts, "at,outcome\n2026-01-01,x\n", 1), (.conversations, "case_no,at,text\n1,2026-01-01,\n", 1),
    (.payments, "case_no,day,amount\n1,2026-01-01,\n1,2026-01-01,0\n1,2026-01-01,5\n1,2026-01-01,5\n", 3),
    (.promises, "case_no,made_on,due_on,amount\n1,2026-01-02,2026-01-01,\n1,2026-01-02,2026-01-03,-5\n", 2),
    (.flags, "case_no,flag,set,day\n1,,,2026-01-01\n1,angry,,2026-01-01\n1,dispute,perhaps,2026-01-01\n", 3),
    (.holds, "case_no,kind,from,until\n1,,2026-01-02,\n1,odd,2026-01-02,\n1,停催,2026-01-02,2026-01-01\n", 3),
    (.moves, "case_no,until\n,2026-01-01\n1,never\n", 2), (.cases, "case_no,case_no,balance\n1,1,2\n", 1),
    (.cases, "file,line,column,value,reason,case_no,client,balance\na,2,b,v,no,K1,c,***\n", 1),
  ]) func nothingIsSaidInEnglishAlone(_ feed: Feed, _ text: String, _ count: Int) {
    let found = Self.said(feed, text, options())
    #expect(found.count >= count, "\(found)")
    for wording in found { #expect(Self.isChinese(wording), "\(wording)") }
  }

  @Test func bytesThatAreNoTextAreSaid() {
    let rest = [UInt8](repeating: 7, count: 40)
    for head: [UInt8] in [
      [0x1F, 0x8B], [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68, 0x39],
      [0xFD, 0x37, 0x7A, 0x58, 0x5A],
      [0x37, 0x7A, 0xBC, 0xAF], [0xFF, 0xFE, 0x61, 0], [0x61, 0, 0x62, 0], Array("<html>".utf8), Array("a,b\n1,\u{0}\n".utf8),
    ] {
      let found = fault { _ = try CaseReader(.bytes(head + rest, name: "f.csv"), options(client: "c")) }
      #expect(found.map { Self.isChinese($0.wording) && $0.hint.map(Self.isChinese) == true } == true, "\(String(describing: found))")
    }
    for path in ["/no/such", "/tmp", "/dev/null"] {
      let found = fault { _ = try CaseReader(.file(path: path), options(client: "c")) }
      #expect(found.map { Self.isChinese($0.message) } == true, "\(String(describing: found))")
    }
  }

  @Test func theRejectFileSpeaksTheLanguageOfWhoImports() throws {
    let read = try cases("case_no,balance\n1,much\n")
    for (language, reason) in [(Language.en, "is not an amount; expected a number such as 1234.56"), (.zh, "不是金额；应为数字，例如 1234.56")] {
      let path = "/tmp/intake-rejects-\(getpid())-\(language.rawValue).csv"
      defer { unlink(path) }
      let writer = RejectWriter(path: path, header: ["case_no", "balance"], language: language)
      try writer.write(read.rejects)
      try writer.close()
      let bytes = try FileBytes.whole(path, limit: 4096)
      #expect(
        String(decoding: bytes, as: UTF8.self)
          == (language == .zh ? "\u{FEFF}" : "")
          + "file,line,column,value,reason,case_no,balance\ntest.csv,2,balance,much,\(reason),1,much\n")
    }
  }

  // MARK: Codes

  @Test func codesThatNobodyKnowsAreSaid() throws {
    let read = try attempts("case_no,at,outcome\nK1,2026-11-17 10:00,\nK2,2026-11-17 10:00,张三\n")
    #expect(read.summary.unmappedCodes.keys.contains(Wording("(empty)", "（空）")))
    #expect(read.summary.unmappedCodes.keys.contains { $0.zh.hasSuffix("（一段 2 个字符的文本，首见于第 3 行）") })
    #expect(Quoted.cell("13800138000") == Wording("a number of 11 digits", "一个 11 位数字"))
    #expect(Quoted.cell("") == Wording("an empty text", "空内容"))
  }

  @Test func howAMappingReadsACodeIsSaid() throws {
    let own = try mapping(
      """
      mapping: m
      version: 1
      feed: attempts
      outcomes:
        - { code: A, talk: ">= 5", outcome: connected }
        - { code: A, talk: "1..4", outcome: hung_up }
        - { code: B, outcome: busy }
      announcements:
        - { says: 关机, outcome: powered_off }
      """)
    func because(_ code: String, _ talk: Int32) -> Wording { own.reading(of: code, talkSeconds: talk).because }
    #expect(because("A", 5) == Wording("code “a”, talk 5 or more s", "代码“a”，通话不少于 5 秒"))
    #expect(because("A", 2) == Wording("code “a”, talk 1…4 s", "代码“a”，通话 1…4 秒"))
    #expect(because("B", 0) == Wording("code “b”", "代码“b”"))
    #expect(because("已关机", 0) == Wording("announcement with “关机”", "提示语含“关机”"))
    #expect(because("C", 0) == Wording("no line of the mapping", "映射中没有对应的行"))
  }
}
