import Answers
import ArgumentParser
import Console
import Setup
import SignIns
import Speech

extension UserCommand {
  struct SignInLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign-in-link", abstract: Wording("Make a link that lets somebody into the console, once.", "生成一次性的控制台登录链接。"),
      usage: "allot user sign-in-link <name> [<options>]")
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @Option(help: ArgumentHelp(Wording("Minutes it is valid, 1 to 1440.", "有效分钟数，1 到 1440。"), valueName: "number")) var minutes = 30
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...1440).contains(minutes) else { throw ValidationError(Wording("--minutes is from 1 to 1440", "--minutes 为 1 到 1440")) }
    }

    func run() async throws {
      let console = try UserCommand.consoleAddress()
      try await global.withSeat { seat in
        let secret = try await SignInDesk(seat).makeLink(for: name, minutes: minutes)
        global.terminal.say(.signInLink(console + "/sign-in?link=" + secret, of: name, minutes: minutes))
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording(
        "Begin anew with somebody who lost his password or telephone.", "为丢失密码或手机的用户重置登录。"),
      usage: "allot user reset <name> [<options>]",
      discussion: Wording(
        """
        His password and his second factor count no longer, his sign-ins end, and a link lets him in once, to set new ones. Tokens stay: they are
        revoked one by one. Make sure that it is he who asks.

        Example:
          allot user reset li
        """,
        """
        其密码和第二因素作废，其登录全部结束，并生成一次性链接，供其登录后重新设置。令牌不受影响，须逐个作废。请先确认确系本人要求。

        示例：
          allot user reset li
        """))
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @Option(help: ArgumentHelp(Wording("Minutes the link is valid, 1 to 1440.", "链接有效分钟数，1 到 1440。"), valueName: "number")) var minutes = 30
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...1440).contains(minutes) else { throw ValidationError(Wording("--minutes is from 1 to 1440", "--minutes 为 1 到 1440")) }
    }

    func run() async throws {
      let console = try UserCommand.consoleAddress()
      try await global.withSeat { seat in
        let (done, secret) = try await SignInDesk(seat).reset(name, minutes: minutes)
        global.terminal.say(.signInReset(done, link: console + "/sign-in?link=" + secret, of: name, minutes: minutes))
      }
    }
  }

  /// Where the console is reached, as the settings say.
  fileprivate static func consoleAddress() throws -> String {
    let file = try ConfigurationFile.load(environment: Process.environment).file
    let address = try file.listen.map { text throws in try ConsoleAddress(text) } ?? .standard
    return file.address(of: "\(address)")
  }
}
