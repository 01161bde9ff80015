import Answers
import ArgumentParser
import Desks
import Faults
import Simulations
import Speech
import Terminal
import Words

extension PolicyCommand {
  struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Decide the coming night by a change, and keep with it what differs.", "按变更决策下一晚，并把差异存入该变更。"),
      usage: "allot policy simulate <change> [<options>]",
      discussion: Wording(
        """
        What is said is that of allot simulate. Digest and figures are kept with the change: people agree to what was shown, and another simulation
        voids what they agreed to before.
        """,
        """
        内容与 allot simulate 相同。摘要和数字随变更保存：人们同意的就是所见的内容；再次模拟若结果不同，此前的同意随之失效。
        """))
    @Argument(help: ArgumentHelp(changeHelp)) var change: String
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await global.withEntrance { _, entrance in
        let seat = try await entrance.seat(global.agency)
        let language = global.spoken
        let progress = Output.error.isTerminal && !global.json
        let desk = SimulationDesk(seat, door: PolicyDoor(entrance), logger: global.logger()) { phase in
          if progress { Output.error.redraw("\(Phase.word(phase)[language]) …") }
        }
        let report = try await Stopping.onSignal { [change] in try await desk.simulate(change: change) }
        if progress { Output.error.redraw() }
        global.terminal.say(.simulation(report))
      }
    }
  }
}
