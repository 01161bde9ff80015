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
      let file = try ConfigurationFile.load(environment: Process.environment).file
      let address = try file.listen.map { text throws in try ConsoleAddress(text) } ?? .standard
      try await global.withSeat { seat in
        let secret = try await SignInDesk(seat).makeLink(for: name, minutes: minutes)
        global.terminal.say(.signInLink(file.address(of: "\(address)") + "/sign-in?link=" + secret, of: name, minutes: minutes))
      }
    }
  }
}
