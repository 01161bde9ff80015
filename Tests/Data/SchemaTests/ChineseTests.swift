import Portfolio
import Schema
import Speech
import TestLanguage
import Testing

@Suite struct ChineseTests {
  private static let sought: [Sought] =
    [
      .case, .client, .team, .ledgerPosition, .run, .stagedRun, .unpublishedRun, .order, .waitingOrder, .orderWaiting(for: "li"),
      .activeUser,
      .validToken, .signIn, .login,
    ] + PolicyKind.allCases.flatMap { [Sought.version($0), .activeVersion($0)] }

  private static let errors: [StoreError] =
    [
      .schemaMissing, .schemaBehind(found: 1, known: 2), .schemaNewer(found: 2, known: 1), .migrationChanged(version: 1), .serverChanged,
      .noAgency(code: "a"), .noAgency(code: nil), .severalAgencies(codes: ["a", "b"]), .agencyExists(code: "a"), .agencyIsOwners,
      .schemaIsOthers(login: "li", owner: "allot_owner"), .noRightToMakeSchemas(schema: "allot", owner: "allot_owner", database: "books"),
      .schemaIncomplete(missing: ["table allot.a"]), .unknownZone("Asia/Shangai"), .agencyHasCases(what: .zone),
      .agencyHasCases(what: .currency), .ratesNeeded(currencies: ["USD"]), .nothingPublished(waiting: 3), .fenceLost, .newer(run: 3),
      .noRun("yesterday"), .unknownOrder,
    ] + sought.flatMap { [.notFound(kind: $0, name: "x"), .ambiguous(kind: $0, name: "1", candidates: ["a"])] }

  @Test func everyRefusalIsChinese() {
    for error in Self.errors {
      #expect(error.wording.zh.hasChinese, "\(error)")
      #expect(error.wording.en == error.description)
    }
  }

  @Test func someOfThemWordByWord() {
    func zh(_ error: StoreError) -> String { error.wording.zh }
    #expect(zh(.schemaBehind(found: 3, known: 5)) == "数据库的表结构为第 3 版，本程序需要第 5 版；请执行 `allot db migrate`")
    #expect(
      zh(.schemaIncomplete(missing: ["column rev of allot.case_state", "schema allot_stage"]))
        == "表结构不完整：缺少 allot.case_state 的列 rev、模式 allot_stage")
    #expect(
      zh(.schemaIncomplete(missing: (1...8).map { "table allot.t\($0)" }))
        == "表结构不完整：缺少表 allot.t1、表 allot.t2、表 allot.t3、表 allot.t4、表 allot.t5、表 allot.t6等 8 项")
    #expect(zh(.notFound(kind: .version(.lexicon), name: "zh v9")) == "没有词库版本（所给名称为一段 5 个字符的文本）")
    #expect(zh(.noAgency(code: "huian")).hasPrefix("没有机构“huian”；"))
    #expect(zh(.ambiguous(kind: .case, name: "AJ00000008", candidates: ["cmb", "icbc"])) == "有多个案件符合 AJ00000008（cmb、icbc）；请说明是哪一个")
    #expect(zh(.noRun("yesterday")) == "“yesterday”不是运行；应为 latest、waiting、运行编号或 2026-11-21 这样的日期")
    #expect(zh(.agencyHasCases(what: .currency)) == "已有案件的机构不能更改币种；请新建机构")
    #expect(StoreError.notFound(kind: .activeVersion(.policy), name: "retail").description == "there is no active policy “retail”")
  }

  @Test func aReasonThatCannotBeReadSaysWhose() {
    let error = #expect(throws: StoreError.self) { try Reason.stored(9_999, ReasonNumbers(1), of: .run(7)) }
    #expect(error?.wording.zh == "运行 7：本程序不认识原因 9999（数值 1, 0, 0, 0）：由更新的 allot 写入；请使用该版本")
    #expect(
      error?.description
        == "run 7: reason 9999 (numbers 1, 0, 0, 0) is unknown to this program: a newer allot wrote it; use that one")
  }
}
