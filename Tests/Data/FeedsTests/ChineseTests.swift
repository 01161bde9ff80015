import DataTesting
import Feeds
import Portfolio
import Speech
import TestLanguage
import Testing

@Suite struct ChineseTests {
  @Test func rejectsSayWhyInChinese() async throws {
    let world = try await World("case-reject-zh")
    let cases = try await CaseFeedTests.refused(in: world)
    let flag = FlagRow(line: 7, key: CaseKey(client: "boc", caseNo: "k1"), flag: .dispute, set: true, day: World.slot)
    let flags = try await world.store.feeds.apply([flag], file: "f.csv", agency: world.agency)
    let found = (cases.rejects + flags.rejects).map(\.why.zh)
    #expect(found.count == 5)
    for text in found { #expect(text.hasChinese, "\(text)") }
    #expect(found.first == "没有这名催收员；请先导入催收员文件")
    #expect(found.contains("该案件在第 5 行再次出现；采用了那一行") && found.contains("每个机构最多 64 项技能；这将是第 65 项"), "\(found)")
    #expect(found.last == "该行、文件或 --client 所指的委托方没有这个案件；另一委托方有此编号的案件：请写明该委托方（委托方列或 --client），或不写 --client")
  }
}
