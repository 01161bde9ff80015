import DataTesting
import Portfolio
import Schema
import Speech
import Testing
import Views

@Suite struct ChineseTests {
  @Test func whatIsNotThereIsToldInChinese() async throws {
    let world = try await World("views-zh")
    let (views, agency) = (world.store.views, world.agency)
    let word = await #expect(throws: StoreError.self) { try await views.findRun("yesterday", agency: agency) }
    #expect(word?.wording.zh.hasSuffix("不是运行；应为 latest、waiting、运行编号或 2026-11-21 这样的日期") == true, "\(word?.wording.zh ?? "")")
    let run = await #expect(throws: StoreError.self) { try await views.findRun("latest", agency: agency) }
    #expect(run?.wording.zh == "没有运行“latest”")
    let story = await #expect(throws: StoreError.self) { try await views.explainCase("k9", agency: agency) }
    #expect(story?.wording.zh == "没有案件“k9”")
  }
}
