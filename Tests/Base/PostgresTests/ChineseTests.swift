import Speech
import TestLanguage
import Testing

@testable import Postgres
@testable import PrivateCluster

@Suite struct ChineseTests {
  @Test func whatTheServerRefusesIsToldAroundItsOwnWords() {
    var error = PostgresError(.server, said: "duplicate key", sqlState: "23505", sql: "INSERT INTO t VALUES ($1)")
    error.constraint = "t_key"
    error.hint = "look"
    error.position = 8
    #expect(
      error.text.zh == "PostgreSQL 拒绝执行语句 [23505]：duplicate key（约束 t_key）。提示：look\n  语句：INSERT INTO t VALUES ($1)（第 8 个字符处）")
    #expect(error.text.en == error.description)
  }

  @Test(arguments: [
    PostgresError.Kind.server, .connectionLost, .connectFailed(.refused), .timeout, .cancelled, .commitUnknown, .decoding, .usage,
  ])
  func everyHeadingIsChinese(_ kind: PostgresError.Kind) {
    #expect(PostgresError(kind, said: "x").text.zh.hasChinese)
  }

  @Test func aServerThatCannotBeReachedIsNamed() {
    let configuration = DatabaseConfiguration(conninfo: "host=/nonexistent port=5432 dbname=a")
    let error = #expect(throws: PostgresError.self) { try Connector(configuration: configuration, logger: TestServer.logger).open() }
    #expect(error?.what.zh.hasPrefix("/nonexistent 端口 5432，数据库“a”：") == true, "\(error?.what.zh ?? "")")
    #expect(error?.what.en.hasPrefix("/nonexistent port 5432, database \"a\": ") == true)
  }

  @Test(arguments: [
    "postgres://u:ge@heim@db/x", "postgres://u@db:x/y", "postgres://db/x?geheim", "password=ge heim user=u", "host=db password='geheim",
  ])
  func everyConnectionStringIsRefusedInChinese(_ text: String) {
    let read = ConnectionText(text)
    #expect(read.problem?.zh.hasChinese == true && read.shown.zh == "无法读取的连接字符串")
  }

  @Test func aPrivateClusterSaysWhatItLacks() {
    let missing = #expect(throws: ClusterError.self) { try ServerBinaries.find(directory: "/nonexistent", dataVersion: nil) }
    #expect(
      missing?.what.zh == "在 /nonexistent 中未找到 PostgreSQL 服务器程序：请安装 PostgreSQL（Debian：apt install postgresql），或指定已有的数据库")
    let old = #expect(throws: ClusterError.self) { try ServerBinaries.find(directory: "/nonexistent", dataVersion: 8) }
    #expect(old?.what.zh.contains("请安装 postgresql-8") == true)
    let failed = #expect(throws: ClusterError.self) { try ChildProcess.check(["false"], Wording("tidying", "清理旧文件")) }
    #expect(failed?.what.zh.hasPrefix("清理旧文件失败：false 以状态 1 结束") == true)
    #expect(failed?.description.hasPrefix("tidying failed: false ended with 1") == true)
  }
}
