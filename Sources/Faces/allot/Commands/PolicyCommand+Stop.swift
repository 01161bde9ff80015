import Answers
import ArgumentParser
import Desks
import Speech

extension PolicyCommand {
  struct Halt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stop", abstract: Wording("Stop a client, a debtor or a policy at once, on one signature.", "立即停办某委托方、债务人或策略，一人即可。"),
      usage: "allot policy stop [<options>]",
      discussion: Wording(
        """
        Examples:
          allot policy stop                                                   which stops there are
          allot policy stop --client <name> --reason "wrong file delivered"
          allot policy stop --debtor <case> --reason "complaint"
          allot policy stop --policy <name> --reason "deals too much"
          allot policy stop --confirm <number>
          allot policy stop --lift <number> --reason "corrected file is in"

        From then on nothing of it is dealt, recalled or moved, by night, by day or by hand; whoever holds a case keeps it, and a run under way or a plan
        that waits is not published. Somebody else confirms it: without that it holds all the same, and after a day it shows red. Two people lift it:
        the first says why, the second agrees.
        """,
        """
        示例：
          allot policy stop                                                   有哪些停办
          allot policy stop --client <name> --reason "wrong file delivered"
          allot policy stop --debtor <case> --reason "complaint"
          allot policy stop --policy <name> --reason "deals too much"
          allot policy stop --confirm <number>
          allot policy stop --lift <number> --reason "corrected file is in"

        自此其案件不再分出、收回或调动（夜间、日间和人工均如此）；持有人保持不变，正在进行的运行和待放行的方案不会发布。须由另一人确认：未确认时 \
        停办仍然有效，满一天即告警。解除须两人：第一人说明原因，第二人同意。
        """))
    @Option(help: ArgumentHelp(Wording("The client to stop; with --debtor the client of the case.", "要停办的委托方；与 --debtor 同用时为案件的委托方。")))
    var client: String?
    @Option(help: ArgumentHelp(Wording("Number of a case of the debtor to stop.", "要停办的债务人的任一案件编号。"), valueName: "case")) var debtor:
      String?
    @Option(help: ArgumentHelp(Wording("The policy whose cases to stop.", "要停办其案件的策略。"))) var policy: String?
    @Option(help: ArgumentHelp(Wording("Confirm this stop, as somebody else.", "由另一人确认该停办。"), valueName: "number")) var confirm: Int?
    @Option(help: ArgumentHelp(Wording("Lift this stop, or ask for it as the first of two.", "解除该停办，或作为第一人申请解除。"), valueName: "number"))
    var lift: Int?
    @Option(help: ArgumentHelp(Wording("Why.", "原因。"), valueName: "text")) var reason: String = ""
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      let wanted = [debtor ?? client, policy].compactMap { $0 }.count + [confirm, lift].compactMap { $0 }.count
      guard wanted <= 1 else {
        throw ValidationError(
          Wording("one of --client, --debtor, --policy, --confirm and --lift", "--client、--debtor、--policy、--confirm、--lift 只能写一个"))
      }
    }

    func run() async throws {
      try await global.withSeat { seat in
        let desk = StopDesk(seat)
        let clock = try await seat.clock()
        if let confirm { return global.terminal.say(.stop(try await desk.confirm(confirm), by: clock)) }
        if let lift { return global.terminal.say(.stop(try await desk.lift(lift, reason: reason), by: clock)) }
        let whom: StopDesk.Whom? =
          debtor.map { .debtor(ofCase: $0, client: client) } ?? client.map { .client($0) } ?? policy.map { .policy($0) }
        guard let whom else { return global.terminal.say(.stops(try await desk.stops(), by: clock)) }
        let made = try await desk.stop(whom, reason: reason)
        global.terminal.say(.stop(made.stop, isNews: made.isNew, by: clock))
      }
    }
  }
}
