import Glibc
import Testing

@testable import Tasks

/// Where nothing was begun: who reads is told so, nothing comes into being, and what a program is told can be read by a program.
@Suite struct BeginningTests {
  @Test func whoOnlyReadsMakesNoDatabase() async throws {
    for command in [
      ["show", "cases"], ["show", "runs", "--json"], ["explain", "K1"], ["db", "status"], ["doctor"],
      ["report", "latest", "--output", "/tmp/none"],
      ["run"], ["policy", "list"], ["audit", "verify"], ["move", "K1", "--to", "C1", "--reason", "r"], ["review", "list"],
    ] {
      let scratch = try Scratch()
      let state = scratch.path + "/state"
      let result = try await Tool.run(command, environment: ["ALLOT_STATE_DIR": state])
      #expect(result.status == 78 && result.output.isEmpty, "\(command): \(result.status) \(result.errors)")
      #expect(result.errors.contains("there is no database yet") && result.errors.contains("allot policy apply"), "\(result.errors)")
      #expect(access(state, F_OK) != 0, "\(command) made \(state)")
    }
  }

  @Test func anErrorIsOneObjectWhereJSONWasAskedFor() async throws {
    let scratch = try Scratch()
    for (command, status, kind) in [
      (["show", "cases", "--json"], 78, "configuration"), (["show", "cases", "--json", "--class", "odd"], 64, "usage"),
      (["import", "cases", scratch.path + "/none.csv", "--json", "--database", "postgres://u:a@b@h/x"], 64, "usage"),
      (["policy", "check", scratch.path + "/none.yaml", "--json"], 66, "no_input"), (["show", "cases", "--json", "--odd"], 64, "usage"),
    ] as [([String], Int32, String)] {
      let result = try await Tool.run(command, environment: ["ALLOT_STATE_DIR": scratch.path + "/state"])
      let last = result.errors.split(separator: "\n").last.map(String.init) ?? ""
      #expect(result.status == status && result.output.isEmpty, "\(command): \(result.status) \(result.output)")
      #expect(
        last.hasPrefix("{\"error\":{\"status\":\(status),\"kind\":\"\(kind)\",\"what\":\"") && last.hasSuffix("}}"),
        "\(command): \(result.errors)")
      #expect(last.contains(",\"remedy\":"))
    }
  }

  @Test func aPortInUseIsOneLineWithWhatToDo() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(bound && listen(descriptor, 1) == 0)
    let port = UInt16(bigEndian: address.sin_port)
    let result = try await Tool.run(["serve", "--database", database, "--listen", "127.0.0.1:\(port)", "--log-level", "error"])
    let lines = result.errors.split(separator: "\n")
    #expect(result.status == 69 && lines.count == 2, "\(result.errors)")
    #expect(lines.first?.hasPrefix("allot: the console cannot listen on 127.0.0.1:\(port): another program listens there") == true)
    #expect(lines.last?.contains("ss -ltnp") == true && lines.last?.contains("--listen") == true)
  }

  @Test func adviceOnADatabaseThatCannotBeStartedDoesNotLeadToAnEmptyOne() async throws {
    let scratch = try Scratch()
    for directory in ["/postgres", "/postgres/data"] where mkdir(scratch.path + directory, 0o700) != 0 { throw SystemFailure() }
    _ = try scratch.write("postgres/data/PG_VERSION", "3\n")
    let result = try await Tool.run(["show", "cases", "--state-dir", scratch.path])
    #expect(result.status == 69, "\(result.errors)")
    #expect(
      result.errors.contains("the data are in that directory") && !result.errors.contains("another directory with"), "\(result.errors)")
  }
}
