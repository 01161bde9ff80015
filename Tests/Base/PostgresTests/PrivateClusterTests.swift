import Glibc
import Postgres
import Testing

@testable import PrivateCluster

@Suite(.serialized) struct PrivateClusterTests {
  /// A fresh state directory, removed afterwards with the server below it.
  private func withStateDirectory(_ suffix: String = "", _ body: (String) async throws -> Void) async throws {
    var template = Array("/tmp/allot-state-XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let base = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(base, 0o755)
    let result: Result<Void, any Error>
    do { result = .success(try await body(base + suffix)) } catch { result = .failure(error) }
    if let cluster = try? PrivateCluster(stateDirectory: base + suffix, options: options, logger: TestServer.logger) {
      try? await cluster.stop()
      if cluster.socketDirectory.hasPrefix("/tmp/allot-") { _ = try ChildProcess.run(["rm", "-rf", cluster.socketDirectory]) }
    }
    _ = try ChildProcess.run(["rm", "-rf", base])
    try result.get()
  }

  private var options: PrivateCluster.Options {
    var options = PrivateCluster.Options()
    options.isDurable = false
    return options
  }

  private func open(_ directory: String) async throws -> PrivateCluster {
    try await PrivateCluster.open(stateDirectory: directory, options: options, logger: TestServer.logger)
  }

  private func database(_ cluster: PrivateCluster) -> Database {
    Database(DatabaseConfiguration(conninfo: cluster.conninfo), logger: TestServer.logger)
  }

  @Test func twoCommandsShareOneServerAndItSurvivesKilling() async throws {
    try await withStateDirectory { directory in
      async let first = open(directory)
      async let second = open(directory)
      let (one, other) = try await (first, second)
      let pid = try #require(one.process.recorded)
      #expect(other.process.recorded == pid && one.conninfo == other.conninfo)
      let database = database(one)
      try await database.run { try $0.script("CREATE TABLE t (id int)") }
      #expect(
        try await database.run { try $0.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").decode(Bool.self) } == [false])

      kill(pid, SIGKILL)
      let again = try await open(directory)
      #expect(again.process.recorded != pid)
      // The pool notices by itself that its connection is dead.
      #expect(try await database.transaction { try $0.query("SELECT FROM t").count } == 0)

      try await again.stop()
      #expect(!again.process.isRunning)
      let stopped = await #expect(throws: PostgresError.self) { try await database.run { try $0.query("SELECT 1") } }
      #expect(stopped?.kind == .connectFailed(.unreachable))
      _ = try await open(directory)
      try await database.run { try $0.execute("INSERT INTO t VALUES (1)") }
      await database.close()
    }
  }

  @Test func whoKeepsAServerRunningMakesNoEmptyOneWhereItsDirectoryIsGone() async throws {
    try await withStateDirectory { directory in
      let cluster = try await open(directory)
      try await cluster.stop()
      _ = try ChildProcess.run(["mv", cluster.dataDirectory, cluster.dataDirectory + ".away"])
      let refused = await #expect(throws: ClusterError.self) {
        try await PrivateCluster.open(stateDirectory: directory, options: options, makes: false, logger: TestServer.logger)
      }
      #expect(refused?.description.contains("put its directory back") == true && !Files.exists(cluster.dataDirectory))
      _ = try ChildProcess.run(["mv", cluster.dataDirectory + ".away", cluster.dataDirectory])
      _ = try await PrivateCluster.open(stateDirectory: directory, options: options, makes: false, logger: TestServer.logger)
    }
  }

  @Test func aLongAndOddPathWorks() async throws {
    let suffix = "/" + String(repeating: "很长的目录 long/", count: 8) + "end"
    try await withStateDirectory(suffix) { directory in
      let cluster = try await open(directory)
      #expect((cluster.socketDirectory + SocketDirectory.socketName).utf8.count <= SocketDirectory.longestPath)
      let database = database(cluster)
      #expect(try await database.run { try $0.query("SELECT 1").count } == 1)
      await database.close()
    }
  }

  @Test func aStaleProcessFileDoesNotStopAStart() async throws {
    try await withStateDirectory { directory in
      let cluster = try await open(directory)
      try await cluster.stop()
      // As after a reboot, when the number belongs to somebody else: ourselves.
      let file = cluster.dataDirectory + "/postmaster.pid"
      _ = try ChildProcess.run(["sh", "-c", "echo $1 > $2; chown $3 $2", "sh", "\(getpid())", file, "\(cluster.user.uid)"])
      _ = try ChildProcess.run(["mkdir", "-p", cluster.home + "/data.new.1/half"])
      let again = try await open(directory)
      #expect(again.process.isRunning)
    }
  }

  @Test func whatCannotWorkIsExplained() async throws {
    for (directory, expected) in [("/tmp/allot-bad-$(x)", "cannot take"), ("/dev/null/x", "cannot make the directory")] {
      let error = await #expect(throws: ClusterError.self) { _ = try await open(directory) }
      #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }
    rmdir("/tmp/allot-bad-$(x)")
    let missing = #expect(throws: ClusterError.self) { try ServerBinaries.find(directory: "/nonexistent", dataVersion: nil) }
    #expect(missing?.description.contains("apt install postgresql") == true)
    let old = #expect(throws: ClusterError.self) { try ServerBinaries.find(directory: nil, dataVersion: 8) }
    #expect(old?.description.contains("install postgresql-8") == true)
  }
}
