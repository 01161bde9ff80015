import Answers
package import ArgumentParser
import Desks
import Faults
import HookAnswers
import Hooks
import Speech
import Webhooks

/// Addresses of other programs that are told what happens.
package struct WebhookCommand<Frame: CommandFrame>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "webhook",
      abstract: Wording("Tell other programs what happens, signed, in order, until they take it.", "按顺序向其他程序推送所发生的事，带签名，直至对方接收。")[
        Frame.told],
      subcommands: [
        Add.self, List.self, Show.self, Test.self, Pause.self, Resume.self, Remove.self, Renew.self,
      ])
  }

  package init() {}

  static var name: ArgumentHelp { ArgumentHelp(Wording("Name or number.", "名称或编号。")[Frame.told]) }

  struct Add: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "add",
        abstract: Wording("Name an address that is told what happens; prints its secret, once.", "登记一个推送地址；密钥只显示一次。")[Frame.told],
        usage: "allot webhook add <name> <address> [<options>]",
        discussion: Wording(
          """
          Examples:
            allot webhook add <dialler> https://<host>/allot
            allot webhook add <dwh> https://<host>/in --topic run.published --from 0
            allot webhook add <local> http://127.0.0.1:<port>/ --json

          The address is https; http goes to 127.0.0.1 and localhost only. The daemon sends to addresses of the public internet and to those that \
          webhook_networks in allot.conf names. Messages and signatures: docs/api.md.
          """,
          """
          示例：
            allot webhook add <dialler> https://<host>/allot
            allot webhook add <dwh> https://<host>/in --topic run.published --from 0
            allot webhook add <local> http://127.0.0.1:<port>/ --json

          地址须为 https；http 只可用于 127.0.0.1 和 localhost。守护进程只向公共互联网地址和 allot.conf 中 webhook_networks \
          写明的网络推送。消息与签名见 docs/api.md。
          """)[Frame.told])
    }
    @Argument(help: ArgumentHelp(Wording("What it is called.", "名称。")[Frame.told])) var name: String
    @Argument(help: ArgumentHelp(Wording("Where to.", "地址。")[Frame.told])) var address: String
    @Option(
      name: .customLong("topic"),
      help: ArgumentHelp(
        Wording(
          "\(Topic.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated (default: all).",
          "\(Topic.allCases.map(\.rawValue).joined(separator: "、"))；可重复（默认：全部）。")[Frame.told], valueName: "topic"))
    var topics: [String] = []
    @Option(
      help: ArgumentHelp(
        Wording("Tell what is behind this position; now is what comes from now on.", "推送此位置之后的内容；now 表示从现在起。")[Frame.told],
        valueName: "position"))
    var from = "now"
    @OptionGroup var frame: Frame

    func validate() throws {
      guard from == "now" || Int64(from).map({ $0 >= 0 }) == true else {
        throw ValidationError(Wording("--from is now or a position from 0", "--from 为 now 或从 0 起的位置")[Frame.told])
      }
    }

    func run() async throws {
      try await frame.withSeat { seat in
        let made = try await HookDesk(seat).add(name, address: address, topics: topics, from: Int64(from))
        frame.say(.webhookSecret(made, by: try await seat.clock()))
      }
    }
  }

  struct List: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "list",
        abstract: Wording("List webhooks: how far they were told, and what went wrong.", "列出 Webhook 订阅：推送到哪里、出了什么问题。")[Frame.told],
        usage: "allot webhook list [<options>]",
        discussion: Wording(
          """
          Examples:
            allot webhook list
            allot webhook list --json
          """,
          """
          示例：
            allot webhook list
            allot webhook list --json
          """)[Frame.told])
    }
    @OptionGroup var frame: Frame

    func run() async throws {
      try await frame.withSeat { frame.say(.webhooks(try await HookDesk($0).list(), by: try await $0.clock())) }
    }
  }

  struct Show: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "show", abstract: Wording("Show one with its last tries.", "显示一个订阅及其最近的推送。")[Frame.told],
        usage: "allot webhook show <webhook> [<options>]",
        discussion: Wording(
          """
          Example:
            allot webhook show <dialler> --tries 50
          """,
          """
          示例：
            allot webhook show <dialler> --tries 50
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @Option(help: ArgumentHelp(Wording("How many tries, 0 to 50.", "列出多少次推送，0 到 50。")[Frame.told], valueName: "number")) var tries = 10
    @OptionGroup var frame: Frame

    func validate() throws {
      guard (0...Hooks.keptTries).contains(tries) else {
        throw ValidationError(Wording("--tries is from 0 to \(Hooks.keptTries)", "--tries 为 0 到 \(Hooks.keptTries)")[Frame.told])
      }
    }

    func run() async throws {
      try await frame.withSeat { seat in
        let (hook, tries) = try await HookDesk(seat).show(webhook, tries: tries)
        frame.say(.webhook(hook, tries, by: try await seat.clock()))
      }
    }
  }
}
