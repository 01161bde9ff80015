import Logging
import Postgres
import PrivateCluster

/// One server for all tests, a database for each: the server ends with the process.
enum TestServer {
  static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static let shared = Task { try await PrivateCluster.temporary(logger: logger) }

  static func cluster() async throws -> PrivateCluster { try await shared.value }

  static func database(_ name: String, change: (inout DatabaseConfiguration) -> Void = { _ in }) async throws -> Database {
    var configuration = DatabaseConfiguration(conninfo: try await cluster().createDatabase(name))
    change(&configuration)
    return Database(configuration, logger: logger)
  }

  /// Another pool for a database that was made before.
  static func reopen(_ name: String) async throws -> Database {
    Database(
      DatabaseConfiguration(conninfo: try await cluster().conninfo.replacing("dbname=allot", with: "dbname=\(name)")), logger: logger)
  }
}

/// Random numbers that are the same in every run.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
