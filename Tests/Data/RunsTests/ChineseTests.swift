import DataTesting
import Portfolio
import Runs
import Schema
import Speech
import Testing

@Suite struct ChineseTests {
  @Test func runsRefuseInChinese() async throws {
    let world = try await World("runs-zh")
    let (runs, agency) = (world.store.runs, world.agency)
    let fence = try await world.fence()
    guard case .began(let run) = try await runs.beginRun(world.key(), fence: fence, asOf: Instant(rawValue: 5)) else {
      throw Unexpected("published already")
    }
    let running = await #expect(throws: StoreError.self) { try await runs.resumeRun(run, fence: fence) }
    #expect(running?.wording.zh == "运行 \(run) 的状态为 running：只有待放行的方案才能放行或放弃")
    let missing = await #expect(throws: StoreError.self) { try await runs.resumeRun(987_654_321, fence: fence) }
    #expect(missing?.wording.zh == "没有运行“987654321”")
    let nothing = await #expect(throws: StoreError.self) { try await runs.discardRun(987_654_321, reason: "r", agency: agency) }
    #expect(nothing?.wording.zh == "运行 987654321 已发布或不存在：没有放弃任何内容")
    let order = await #expect(throws: StoreError.self) { try await runs.refuse(5, remark: "r", by: "li", agency: agency) }
    #expect(order?.wording.zh == "没有待复核的调案单“5”")
  }
}
