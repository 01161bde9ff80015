import Discretion
import Failures
import Faults
import Portfolio
import PrivateCluster
import Speech
import TestLanguage
import Testing

@testable import Desks
@testable import Postgres
@testable import Runs
@testable import Schema

/// Every refusal in Chinese beside the English.
@Suite struct ChineseTests {
  private let place = Wording("the private database in /x", "/x 里的私有数据库")

  private func expectBoth(_ error: OperationError) {
    #expect(error.what.zh.hasChinese, "\(error.what.zh)")
    #expect(error.remedy.map { $0.zh.hasChinese } ?? true, "\(error.remedy?.zh ?? "")")
    #expect(!error.text(.en).hasChinese, "\(error.text(.en))")
  }

  @Test func whatTheStoreRefusesIsSaidInBoth() {
    let errors: [StoreError] = [
      .schemaMissing, .schemaBehind(found: 1, known: 2), .schemaNewer(found: 3, known: 2), .migrationChanged(version: 1), .serverChanged,
      .noAgency(code: nil), .noAgency(code: "demo"), .severalAgencies(codes: ["a", "b"]), .agencyExists(code: "a"), .agencyIsOwners,
      .schemaIsOthers(login: "li", owner: "allot_owner"), .schemaIsOthers(login: "li", owner: "wu"),
      .noRightToMakeSchemas(schema: "allot", owner: "allot_owner", database: "books"),
      .schemaIncomplete(missing: ["case_state"]), .schemaIncomplete(missing: [Store.stageSchema]), .unknownZone("Asia/Nowhere"),
      .ratesNeeded(currencies: ["USD"]), .nothingPublished(waiting: 7), .fenceLost,
    ]
    for error in errors { expectBoth(OperationError(error)) }
    #expect(OperationError(.schemaMissing).text(.zh) == "数据库里还没有 allot 的结构\n       请建立：allot db migrate")
    #expect(OperationError(.noAgency(code: "demo")).what.zh == "没有机构“demo”，或该登录未绑定到它")
    #expect(OperationError(.nothingPublished(waiting: 7)).what.zh == "尚未发布过任何运行；运行 7 的方案待放行，未生效")
  }

  @Test func whatTheDatabaseRefusesIsSaidInBoth() {
    let kinds: [PostgresError.Kind] = [
      .connectFailed(.authentication), .connectFailed(.noSuchDatabase), .connectFailed(.invalidSettings), .connectFailed(.tooOld),
      .connectFailed(.unreachable), .connectionLost, .timeout, .cancelled, .commitUnknown, .decoding, .usage,
    ]
    for kind in kinds { expectBoth(OperationError(PostgresError(kind, Wording(same: "so it says")), at: place)) }
    for state in ["25006", "AL001", "AL002", "AL003", "AL004", "42501", "42P01", "3F000", "53100", "55P03", "22003", "XX000"] {
      let error = OperationError(PostgresError(.server, Wording(same: "so it says"), sqlState: state), at: place)
      expectBoth(error)
      // The server's own words are passed on as they are.
      if !["AL002", "AL003", "22003"].contains(state) { #expect(error.what.zh.contains("so it says"), "\(error.what.zh)") }
    }
    let lost = OperationError(PostgresError(.connectionLost, Wording(same: "gone")), at: place)
    #expect(lost.what.en == "the database does not answer: gone (the private database in /x)")
    #expect(lost.what.zh == "数据库没有应答：gone（/x 里的私有数据库）")
    #expect(OperationError.explaining(CancellationError()).text(.zh) == "未执行完即中止")
  }

  @Test func aMissingRightNamesWhoHasIt() {
    let li = ActingUser(name: "li", roles: [.lead])
    let refused = #expect(throws: OperationError.self) { try li.require(.import) }
    #expect(refused?.what.en == "li may not do this: it needs the role manager or integrator")
    #expect(refused?.what.zh == "li 无权执行此操作：需要角色 manager 或 integrator")
    #expect(refused?.remedy?.zh == "li 目前的角色：lead；请查看：allot user list")
    let nobody = #expect(throws: OperationError.self) { try ActingUser(name: "x").require(.administer) }
    #expect(nobody?.text(.en) == "x may not do this: it needs the owner of the database\n       x is nobody yet; see: allot user list")
    #expect(nobody?.text(.zh) == "x 无权执行此操作：需要数据库所有者\n       x 目前没有任何角色；请查看：allot user list")
  }

  @Test func nightsOfOtherDaysAreToldInBoth() {
    let today = Day(9000)
    func rule(_ slot: Day, _ latest: SlotStanding.Latest? = nil) -> SlotRule {
      SlotRule(slot: slot, today: today, standing: SlotStanding(latest: latest, lastNight: today - 1, hasCases: true, hasPeople: true))
    }
    let ahead = #expect(throws: OperationError.self) { try rule(today + 2).refuseAhead() }
    #expect(ahead?.what.zh.hasPrefix("\(today + 2) 的夜间分案在 2 天之后") == true, "\(ahead?.what.zh ?? "")")
    #expect(rule(today - 3).note?.zh == "这一夜在 3 天之前：只用 \(today - 3) 之前的事实，而人员、停催和持有人按现状；\(today - 1) 的夜间分案已发布")
    #expect(rule(today + 1).note?.zh == "这一夜在本机构时钟的 1 天之后：分出的案件从 \(today + 1) 起算持有")
    let undone = SlotStanding.Latest(run: 7, seq: 1, state: .published, isEmpty: false, undoneBy: 9)
    #expect(rule(today, undone).again == Wording("run 9 took run 7 back", "运行 7 已由运行 9 撤销"))
    // The audit keeps English.
    let remark = rule(today, undone).remark(seq: 2, reason: "半个文件", isReally: false)
    #expect(remark == "night of \(today), again as number 2, run 9 took run 7 back: 半个文件")
  }

  @Test func keptFaultsOfTheBooksAreReadBack() {
    let ledger = "ledger, CNY pool: the flows since the position before and the stock now differ by -2 cases and 1400 minor units"
    #expect(BookText.sentence(stored: ledger) == Wording(ledger, "台账，CNY 案件池：上一核对点以来的流量与现有库存相差 -2 件、1400 最小货币单位"))
    let view = "check_load: 3 violated, for example {\"collector_id\": 1}"
    #expect(BookText.sentence(stored: view).zh == "check_load：3 处不符，例如 {\"collector_id\": 1}")
    #expect(BookText.sentence(stored: "check_load: 1 violated").zh == "check_load：1 处不符")
    #expect(BookText.sentence(stored: "something of old").zh == "账目不符：something of old")
  }

  @Test func whatSomebodyTypedIsQuotedOrOnlyDescribed() {
    #expect(Quoted.typed("open") == Wording(same: "“open”"))
    #expect(Quoted.typed("张三丰") == Wording("what was given (a text of 3 characters)", "所给内容（一段 3 个字符的文本）"))
    #expect(Quoted.named("张三丰") == Wording("of that name (a text of 3 characters)", "（所给名称为一段 3 个字符的文本）"))
    #expect(Quoted.number("AJ00000008") == Wording("AJ00000008", " AJ00000008"))
    #expect(Quoted.number("13800138000").zh == "（所给编号为一个 11 位数字）")
    #expect(Quoted.cell("") == Wording("an empty text", "空内容"))
    #expect(Suggestion.hint(for: "opne", among: ["open", "all"])?.zh == "是否想写“open”？")
    #expect(Suggestion.hint(for: "whatever", among: ["open", "all"]) == nil)
  }
}
