import Daemon
import DataTesting
import Faults
import Glibc
import Logging
import Telemetry
import Testing

@testable import Desks
@testable import Register
@testable import Schema

/// A folder that the daemon watches proposes; nothing comes in force by being written there.
@Suite struct PolicyWatchTests {
  private static let quiet = Logger(label: "watch") { _ in SwiftLogNoOpLogHandler() }

  /// A folder with files, under `TMPDIR` or `/tmp`.
  private static func folder(_ files: [PolicyDoor.File]) throws -> String {
    var template = Array("/tmp/allot-watch-XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    for file in files { try write(file, to: path) }
    return path
  }

  private static func write(_ file: PolicyDoor.File, to folder: String) throws {
    try FileAccess.write("\(folder)/\(file.name)", file.bytes, mode: 0o600)
  }

  @Test func whatIsWrittenThereWaitsOrIsToldAndNeverChangesWhatIsInForce() async throws {
    let registry = MetricsTests.registry
    func metric() -> Bool { registry.render().contains("\nallot_policy_directory_wrong 1\n") }
    let bench = try await ChangeTests.Bench("watched")
    let folder = try Self.folder([ChangeTests.Bench.agency("watched", "two people"), ChangeTests.Bench.policy("cards", forced: 60)])
    defer {
      for name in ["agency.yaml", "cards.yaml"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    let health = Health(parts: [PolicyWatch.part])
    let watch = PolicyWatch(store: bench.store, directory: folder, health: health, logger: Self.quiet) { paths in
      PolicyDoor.Reading(try paths.map { ($0, try FileAccess.read($0, limit: 1 << 20)) })
    }
    let (episodes, register) = (Episodes(), bench.store.register)
    var seen: [String: [UInt8]] = [:]
    func open() async throws -> [PolicyChange] { try await register.policyChanges(agency: bench.agency).filter { $0.state == .checked } }
    func told() -> String { health.parts.first { $0.name == PolicyWatch.part }?.text ?? "" }

    // What is in force already proposes nothing.
    await watch.look(&seen, episodes)
    #expect(try await open().isEmpty && told() == "2 files looked at" && !metric())

    // A good edit waits for people, as the folder's and nobody's.
    try Self.write(ChangeTests.Bench.policy("cards", forced: 61), to: folder)
    await watch.look(&seen, episodes)
    await watch.look(&seen, episodes)
    let first = try await open()
    #expect(first.count == 1 && first[0].authors == ["directory"] && first[0].round == 1 && first[0].files.map(\.name) == ["cards"])
    #expect(try await bench.inForce("cards") == 1)

    // A bad one is told, and changes neither that nor what waits; nights go on, so the part stays well.
    try Self.write(("cards.yaml", Array("policy: [".utf8)), to: folder)
    await watch.look(&seen, episodes)
    #expect(told().hasPrefix("WRONG: ") && health.parts.allSatisfy(\.isWell) && metric())
    #expect(try await open() == first)

    // The next good one is another round of the same change.
    try Self.write(ChangeTests.Bench.policy("cards", forced: 62), to: folder)
    await watch.look(&seen, episodes)
    let second = try await open()
    #expect(second.map(\.number) == first.map(\.number) && second.map(\.round) == [2] && told() == "2 files looked at" && !metric())
    #expect(try await bench.inForce("cards") == 1)
  }
}
