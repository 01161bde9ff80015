import FoundationEssentials
import Glibc
import Logging
import Postgres
import Tasks
import Testing

@testable import PrivateCluster

/// Where the commands of one page are run: a directory with copies of what a clone has, and a private PostgreSQL of its own that ends
/// with the test.
final class DocumentWorld: Sendable {
  let directory: String
  private let scratch: Scratch
  private let cluster: PrivateCluster
  private let environment: [String: String]

  init() async throws {
    let scratch = try Scratch()
    let cluster = try await PrivateCluster.temporary(logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
    let state = cluster.home.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    for folder in ["policies", "Examples", "scripts"] {
      try FileManager.default.copyItem(atPath: Repository.root + "/" + folder, toPath: scratch.path + "/" + folder)
    }
    // The port of the console is whichever is free; everything else is as installed.
    let configuration = try scratch.write("allot.conf", "listen = 127.0.0.1:0\n")
    let tools = Tool.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    environment = [
      "PATH": tools + ":" + (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"), "HOME": scratch.path, "LANG": "C.UTF-8",
      "ALLOT_CONFIG": configuration, "ALLOT_STATE_DIR": state,
    ]
    (self.scratch, self.cluster, directory) = (scratch, cluster, scratch.path)
  }

  /// A world that begins where this one has ended: copies of its directory and its database, on the same server. One at a time; nothing is
  /// run in this one any more.
  func copy() async throws -> DocumentWorld { try await DocumentWorld(continuing: self) }

  private init(continuing before: DocumentWorld) async throws {
    scratch = try Scratch()
    directory = scratch.path + "/here"
    try FileManager.default.copyItem(atPath: before.directory, toPath: directory)
    (cluster, environment) = (before.cluster, before.environment)
    let server = cluster.superuserConninfo
    let kept = try await Server.numbers(server, "SELECT count(*)::bigint FROM pg_database WHERE datname = 'allot_before'")
    try await Server.execute(
      server, kept == [0] ? "ALTER DATABASE allot RENAME TO allot_before" : "DROP DATABASE IF EXISTS allot WITH (FORCE)")
    try await Server.execute(server, "CREATE DATABASE allot TEMPLATE allot_before OWNER allot")
  }

  func end() async { try? await cluster.stop() }

  /// Runs a line as a shell in the directory would.
  func run(_ line: String) async throws -> Tool.Result {
    try await BlockingThread.run { [self] in try start(line).finish() }
  }

  /// The daemon: started, asked, told to stop. It says when it is ready as it says it to systemd; so it also stops the private server at
  /// its end, and the next command starts that again.
  func serve(_ line: String) async throws -> Tool.Result {
    let socket = try NotifyReceiver()
    return try await BlockingThread.run { [self] in
      let daemon = try start("exec " + line, ["NOTIFY_SOCKET": socket.path])
      var message = socket.receive()
      while let text = message, !text.contains("READY=1") { message = socket.receive() }
      let port = daemon.errors.firstMatch(of: /console listening host=\S+ port=(\d+)/).flatMap { UInt16($0.1) }
      guard message != nil, let port else {
        daemon.signal(SIGKILL)
        return try daemon.finish()
      }
      let answers = try ["/healthz", "/readyz"].map { ($0, try http(port, $0)) }.filter { !$0.1.hasPrefix("HTTP/1.1 200") }
      daemon.signal(SIGTERM)
      var result = try daemon.finish()
      for (path, answer) in answers {
        result.errors += "\n\(path): \(answer)"
        result.status = -1
      }
      return result
    }
  }

  private func start(_ line: String, _ more: [String: String] = [:]) throws -> Child {
    let variables = environment.merging(more) { $1 }
    return try Child(["-c", "cd -- \"$0\" || exit 125\n\(line)\n", directory], environment: variables, program: "/bin/bash")
  }

  /// Runs one and says what is wrong: page, line, command, status and what was printed.
  func check(_ command: CommandBlock.Command) async throws {
    let words = CommandTree.words(command.text)
    let result = try await words.prefix(2) == ["allot", "serve"] ? serve(command.text) : run(command.text)
    if result.status != command.status {
      Issue.record(
        "\(command)\nended with status \(result.status), not \(command.status)\n\(result.output.suffix(2000))\(result.errors.suffix(2000))")
    } else if !command.shows(result.output + result.errors) {
      Issue.record(
        "\(command)\nprinted\n\(result.output)\(result.errors)\nbut the page shows\n\((command.printed ?? []).joined(separator: "\n"))")
    }
  }
}
