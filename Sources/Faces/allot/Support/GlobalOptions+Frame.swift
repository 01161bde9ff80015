import Answers
import Faults
import HookCommands
import Setup
import Speech
import Webhooks

extension GlobalOptions: CommandFrame {
  static var told: Language { Process.spoken }

  func say(_ answer: Answer) { terminal.say(answer) }

  /// As the configuration says.
  func hookTools() throws -> HookTools {
    let (file, path) = try ConfigurationFile.load(environment: Process.environment)
    return try file.hookTools(path: path, program: "allot \(Version.text)")
  }

  func ending(_ status: ExitStatus) -> any Error { Stop(status: status) }
}
