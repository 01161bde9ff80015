package import Desks
import Digest
import Figures
import Portfolio
import Register
import Runs
import Schema

extension SimulationDesk {
  /// Decides the coming night by what a change proposes beside what is in force, and keeps digest and figures with the change, for those who have to agree to
  /// it. `word`: its number, or the name of a file with one open change. Needs `see`, and to keep them `policy` or `approve`. Throws as `simulate`, and with
  /// `EX_TEMPFAIL` when the change was edited meanwhile.
  package func simulate(change word: String) async throws -> SimulationReport {
    let desk = PolicyDesk(seat)
    let number = try await desk.openChange(word)
    let round = try await desk.round(ofChange: number)
    var request = SimulationRequest()
    request.worlds = [try await world(ofChange: number)]
    let report = try await simulate(request)
    try await desk.note(
      simulation: Hex.encode(report.simulation.digest), record: report.simulation.record, change: number, round: round)
    return report
  }

  /// Decides the coming night by what several open changes propose, each for itself, beside what is in force. Nothing is kept with any of them: what
  /// people agree to is one change alone. Needs `see`. Throws as `simulate`.
  package func simulate(sideBySide numbers: [Int]) async throws -> SimulationReport {
    var request = SimulationRequest()
    for number in numbers { request.worlds.append(try await world(ofChange: number, named: "#\(number)")) }
    return try await simulate(request)
  }

  private func world(ofChange number: Int, named name: String = "") async throws -> SimulationRequest.World {
    let desk = PolicyDesk(seat)
    var world = SimulationRequest.World(name: name)
    world.proposal = Proposal(try await desk.files(ofChange: number), retired: try await desk.retired(byChange: number))
    return world
  }
}
