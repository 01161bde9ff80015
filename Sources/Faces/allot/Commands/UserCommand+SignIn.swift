import Answers
import ArgumentParser
import Console
import Reception
import Setup
import SignIns
import Speech

extension UserCommand {
  /// Whom a link lets in, and for how long it can be used.
  struct LinkOptions: ParsableArguments {
    @Argument(help: ArgumentHelp(Wording("Name.", "姓名。"))) var name: String
    @Option(help: ArgumentHelp(Wording("Minutes the link is valid, 1 to 1440.", "链接有效分钟数，1 到 1440。"), valueName: "number")) var minutes = 30
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      guard (1...1440).contains(minutes) else { throw ValidationError(Wording("--minutes is from 1 to 1440", "--minutes 为 1 到 1440")) }
    }

    /// Says what `make` did, with the address under which the console is reached as the settings say.
    func withLink(_ make: @escaping @Sendable (SignInDesk, _ link: (String) -> String) async throws -> Answer) async throws {
      let file = try ConfigurationFile.load(environment: Process.environment).file
      let address = file.address(of: "\(try file.listen.map { text throws in try ConsoleAddress(text) } ?? .standard)")
      try await global.withSeat { seat in
        global.terminal.say(try await make(SignInDesk(seat)) { address + "/sign-in?link=" + $0 })
      }
    }
  }

  struct SignInLink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign-in-link", abstract: Wording("Make a link that lets somebody into the console, once.", "生成一次性的控制台登录链接。"),
      usage: "allot user sign-in-link <name> [<options>]")
    @OptionGroup var given: LinkOptions

    func run() async throws {
      try await given.withLink { desk, link in
        .signInLink(link(try await desk.makeLink(for: given.name, minutes: given.minutes)), of: given.name, minutes: given.minutes)
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Begin anew with somebody who lost his password or telephone.", "为丢失密码或手机的用户重置登录。"),
      usage: "allot user reset <name> [<options>]",
      discussion: Wording(
        """
        Password and second factor count no longer, sign-ins end, and a link lets him in once, to set new ones. Tokens stay: they are revoked one by one.
        Make sure that it is he who asks. Example:
          allot user reset li
        """,
        """
        密码和第二因素作废，登录全部结束，并生成一次性链接，供其登录后重新设置。令牌不受影响，须逐个作废。请先确认确系本人要求。示例：
          allot user reset li
        """))
    @OptionGroup var given: LinkOptions

    func run() async throws {
      try await given.withLink { desk, link in
        let (done, secret) = try await desk.reset(given.name, minutes: given.minutes)
        return .signInReset(done, link: link(secret), of: given.name, minutes: given.minutes)
      }
    }
  }
}
