package import Desks
package import Logging
package import Simulations
package import Speech
import Words

extension JobOrder {
  /// The coming night decided by something else than what is in force. `what`: as a title.
  package static func simulation(_ what: Wording, at seat: Seat) -> JobOrder {
    JobOrder(
      seat, .simulation, what, rights: [.see], whenCancelled: Wording("Nothing was kept.", "未保存任何内容。"))
  }

  /// The same of a change that is open.
  package static func simulation(ofChange number: Int, at seat: Seat) -> JobOrder {
    simulation(Wording("Simulate change \(number)", "模拟变更 \(number)"), at: seat)
  }
}

extension JobProgress {
  /// A desk that says by this how far it is with a simulation of so many worlds. Throws with `EX_NOPERM` without `see`.
  package func simulations(at seat: Seat, worlds: Int, logger: Logger) throws -> SimulationDesk {
    try SimulationDesk.at(seat, logger: logger) { [self] in next(Phase.word($0), of: SimulationDesk.phases(ofWorlds: worlds)) }
  }
}
