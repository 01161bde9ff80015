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
    var (request, world) = (SimulationRequest(), SimulationRequest.World())
    world.proposal = Proposal(try await desk.files(ofChange: number), retired: try await desk.retired(byChange: number))
    request.worlds = [world]
    let report = try await simulate(request)
    try await desk.note(
      simulation: Hex.encode(report.simulation.digest), record: report.simulation.record, change: number, round: round)
    return report
  }
}
