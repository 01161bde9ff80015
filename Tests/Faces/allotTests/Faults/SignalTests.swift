import Glibc
import Tasks
import Testing

/// Who presses Ctrl-C once more, and a supervisor that repeats its signal, still leave the agency free for the next run.
@Suite(.serialized) struct SignalTests {
  /// As `/proc` shows a process: T stopped, S sleeping …
  private static func state(_ pid: pid_t) -> Character? {
    Child.text("/proc/\(pid)/stat").split(separator: ")").last?.first { $0.isLetter }
  }

  /// `stop`: both signals wait for a process that goes on afterwards and can be cancelled. `hang`: it stands where nothing can stop it.
  @Test(arguments: ["begun=stop", "stage.copied=hang"]) func twoSignalsInARowGiveTheLeaseBack(_ fault: String) async throws {
    let copy = try await FaultBase.shared.value.copy()
    // Long enough that it does not end by itself while this test looks.
    let scratch = try Scratch()
    let configuration = try scratch.write("allot.conf", "lease_seconds = 600\n")
    let run = try Child(["run", "--database", copy.conninfo], environment: ["ALLOT_CONFIG": configuration, "ALLOT_FAULT": fault])
    let stands = await eventually(.seconds(30)) { run.errors.contains("hangs at") || Self.state(run.pid) == "T" ? true : nil }
    try #require(stands == true, "\(run.errors)")
    #expect(try await copy.holder()?.pid == run.pid)
    run.signal(SIGTERM)
    run.signal(SIGINT)
    run.signal(SIGCONT)
    let result = try await run.finish(within: .seconds(40))
    // Which of the two came first is the kernel's; a run that was cancelled in time says so itself.
    #expect([75, 128 + SIGINT, 128 + SIGTERM].contains(result.status), "\(result.status): \(result.errors)")
    #expect(try await copy.holder() == nil, "the lease was not given back")
    let next = try await Tool.run(["run", "--database", copy.conninfo])
    #expect(next.status == 0, "\(next.errors)")
    try await copy.drop()
  }
}
