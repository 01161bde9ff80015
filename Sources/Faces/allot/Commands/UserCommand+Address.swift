import Answers
import ArgumentParser
import Deliveries
import Desks
import Setup
import Speech

extension UserCommand {
  /// Where mail reaches somebody.
  struct Address: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Say where mail reaches somebody.", "登记用户的邮件地址。"), usage: "allot user address <name> --mail <address> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot user address li --mail li@example.org
          allot user address li --none
        """,
        """
        示例：
          allot user address li --mail li@example.org
          allot user address li --none
        """))
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @Option(help: ArgumentHelp(Wording("The address.", "地址。"), valueName: "address")) var mail: String?
    @Flag(help: ArgumentHelp(Wording("Take the address away.", "删除地址。"))) var none = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard none == (mail == nil) else { throw ValidationError(Wording("write --mail ADDRESS, or --none", "请写 --mail 地址，或 --none")) }
    }

    func run() async throws {
      try await global.withEntrance { session, entrance in
        let seat = try await entrance.seat(global.agency)
        try await DeliveryDesk(seat, store: session.store).setAddress(mail, of: name)
        global.terminal.say(.address(of: name, mail))
      }
    }
  }
}
