import DataTesting
import Portfolio
import Postgres
import Register
import Schema
import Speech
import Testing

@Suite struct ChineseTests {
  @Test func peopleAndPoliciesAreRefusedInChinese() async throws {
    let world = try await World("register-zh")
    let (register, agency) = (world.store.register, world.agency)
    let user = await #expect(throws: StoreError.self) { try await register.setRoles("ghost", [.manager], by: "boss", agency: agency) }
    #expect(user?.wording.zh == "没有在用的用户“ghost”")
    let token = await #expect(throws: StoreError.self) { try await register.revokeToken(987_654_321, by: "boss", agency: agency) }
    #expect(token?.wording.zh == "没有有效的令牌“987654321”")
    let text = await #expect(throws: StoreError.self) { try await register.policyText(.mapping, name: "bank", agency: agency) }
    #expect(text?.wording.zh == "没有生效的映射“bank”")
    let zone = await #expect(throws: StoreError.self) { try await World("register-zone-zh", zone: "Asia/Shangai") }
    #expect(zone?.wording.zh == "PostgreSQL 不认识时区“Asia/Shangai”；应为 Asia/Shanghai 之类的名称")
  }

  @Test func sealFaultsAreChinese() async throws {
    let world = try await World("seal-zh")
    let agency = world.agency
    for number in 1...3 {
      try await world.store.database.transaction(agency: agency.id) { try Store.audit($0, agency.id, by: "li", "test.\(number)", "x") }
    }
    while try await world.store.register.seal(.audit, agency: agency) > 0 {}
    let note = SealNote(position: 1, digest: [1])
    let replaced = try await world.store.register.verifySeals(.audit, note: note, agency: agency)
    #expect(replaced.faults.map(\.text.zh) == ["位置 1 与库外所记不符：链被替换或截断"], "\(replaced)")
  }
}
