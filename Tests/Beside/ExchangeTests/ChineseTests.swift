import Glibc
import Speech
import TestLanguage
import Testing

@testable import Exchange

/// What is wrong with the files of an instance, in Chinese.
@Suite struct ExchangeChinese {
  private func said(_ body: () throws -> Void) -> Wording? {
    do { try body() } catch { return (error as? ExchangeError)?.what }
    return nil
  }

  private func with(_ name: String, _ text: String, _ body: (String) throws -> Void) throws -> Wording? {
    let directory = "/tmp/allot-exchange-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try ByteFile.makeDirectory(directory)
    defer {
      unlink("\(directory)/\(name)")
      rmdir(directory)
    }
    try ByteFile.write(Array(text.utf8), to: "\(directory)/\(name)")
    return said { try body(directory) }?.map { $0.split(separator: "\(directory)/").joined() }
  }

  @Test(arguments: [
    ("case_id,collector_id\n0,1\n2,1\n", "assignment.csv:3: 应为依次为 0、1、2……的案件，各有催收员或 −1"),
    ("case_id,collector_id\n0,x\n", "assignment.csv:2: 应为整数（collector_id 列）"),
    ("case_id,collector_id\n0\n", "assignment.csv:2: 应为每行 2 个字段"),
    ("case_id\n0\n", "assignment.csv:1: 缺少列 collector_id；应有 case_id,collector_id"),
  ]) func aPlanAtFaultIsSaid(_ text: String, _ chinese: String) throws {
    let found = try with("assignment.csv", text) { _ = try PlanFiles($0).assignment() }
    #expect(found?.zh == chinese)
    #expect(found?.en.contains("expected ") == true)
  }

  @Test(arguments: [
    ("[1]", "policy.json: 不是实例的策略：不是 JSON 对象；应有 docs/allocation.md 所列的键"), ("{", "policy.json: 不是实例的策略：不是 JSON；应有 docs/allocation.md 所列的键"),
    ("{\"effort\": [1]}", "policy.json: 不是实例的策略：缺少“load_weights”；应有 docs/allocation.md 所列的键"),
    ("{\"effort\": 1}", "policy.json: 不是实例的策略：“effort”的值类型不对；应有 docs/allocation.md 所列的键"),
  ]) func aPolicyAtFaultIsSaid(_ text: String, _ chinese: String) throws {
    #expect(try with("policy.json", text) { _ = try SolverInstance(directory: $0) }?.zh == chinese)
  }

  @Test func whatIsNotThereIsSaid() throws {
    for found in [
      said { _ = try SolverInstance(directory: "/no/such") }, said { _ = try ByteFile.read("/tmp") },
      said { try ByteFile.makeDirectory("/no/such/one") },
      said { try ByteFile.write([1], to: "/no/such/file.csv") },
    ] {
      #expect(found?.zh.hasChinese == true, "\(String(describing: found))")
      #expect(found?.en.hasChinese == false, "\(String(describing: found))")
    }
  }
}
