import Answers
import ArgumentParser
import Desks
import Faults
import HookAnswers
import Hooks
import Speech
import Webhooks

extension WebhookCommand {
  struct Test: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "test", abstract: Wording("Send a ping now, from this machine.", "立即从本机发送一条测试消息。")[Frame.told],
        usage: "allot webhook test <webhook> [<options>]",
        discussion: Wording(
          """
          Example:
            allot webhook test <dialler>

          A ping has no rows and changes nothing of what the webhook was told. Where it is not taken the command ends with 69.
          """,
          """
          示例：
            allot webhook test <dialler>

          测试消息不含任何记录，也不影响推送进度。对方未接收时命令以 69 结束。
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @OptionGroup var frame: Frame

    func run() async throws {
      let tools = try frame.hookTools()
      try await frame.withSeat { seat in
        let report = try await HookDesk(seat).ping(webhook, tools: tools)
        frame.say(.webhookTested(report))
        if report.error != nil { throw frame.ending(.unavailable) }
      }
    }
  }

  struct Pause: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "pause", abstract: Wording("Stop telling one; what happens meanwhile is told later.", "暂停推送；其间发生的稍后推送。")[Frame.told],
        usage: "allot webhook pause <webhook> [<options>]",
        discussion: Wording(
          """
          Example:
            allot webhook pause <dialler>
          """,
          """
          示例：
            allot webhook pause <dialler>
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @OptionGroup var frame: Frame

    func run() async throws { try await frame.withSeat { frame.say(.webhookChanged(try await HookDesk($0).pause(webhook))) } }
  }

  struct Resume: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "resume", abstract: Wording("Set one going again where it stopped, at once.", "从停止处立即恢复推送。")[Frame.told],
        usage: "allot webhook resume <webhook> [<options>]",
        discussion: Wording(
          """
          Example:
            allot webhook resume <dialler>

          Also for one that was given up, and for one whose pause after a failure is not over.
          """,
          """
          示例：
            allot webhook resume <dialler>

          也用于因连续失败而停止的订阅，以及失败后仍在等待重试的订阅。
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @OptionGroup var frame: Frame

    func run() async throws { try await frame.withSeat { frame.say(.webhookChanged(try await HookDesk($0).resume(webhook))) } }
  }

  struct Remove: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "remove", abstract: Wording("Take one away; it is told nothing any more.", "移除一个订阅；不再推送。")[Frame.told],
        usage: "allot webhook remove <webhook> [<options>]",
        discussion: Wording(
          """
          Example:
            allot webhook remove <dialler>
          """,
          """
          示例：
            allot webhook remove <dialler>
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @OptionGroup var frame: Frame

    func run() async throws { try await frame.withSeat { frame.say(.webhookChanged(try await HookDesk($0).remove(webhook))) } }
  }

  struct Renew: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "renew", abstract: Wording("Make a new secret; prints it, once.", "生成新密钥；只显示一次。")[Frame.told],
        usage: "allot webhook renew <webhook> [<options>]",
        discussion: Wording(
          """
          Examples:
            allot webhook renew <dialler>
            allot webhook renew <dialler> --hours 0

          Messages are signed with the secret before as well for a day, so that the other end may take the new one in its own time; --hours 0 for a \
          secret that somebody has who should not.
          """,
          """
          示例：
            allot webhook renew <dialler>
            allot webhook renew <dialler> --hours 0

          一天之内旧密钥仍同时签名，接收方可择时换用新密钥；密钥已泄露时请用 --hours 0。
          """)[Frame.told])
    }
    @Argument(help: name) var webhook: String
    @Option(
      help: ArgumentHelp(
        Wording("Hours for which the secret before signs too, 0 to 168.", "旧密钥继续签名的小时数，0 到 168。")[Frame.told], valueName: "number"))
    var hours = 24
    @OptionGroup var frame: Frame

    func run() async throws {
      try await frame.withSeat { seat in
        frame.say(.webhookSecret(try await HookDesk(seat).renew(webhook, hours: hours), by: try await seat.clock()))
      }
    }
  }
}
