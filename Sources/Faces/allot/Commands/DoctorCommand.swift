import Answers
import ArgumentParser
import Daemon
import Deliveries
import Desks
import Failures
import Faults
import Policy
import Setup
import Speech
import YAML

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: Wording("Look for what is wrong.", "检查有无问题。"), usage: "allot doctor [<options>]",
    discussion: Wording(
      """
      Examples:
        allot doctor                    schema, lease, plans that wait
        allot doctor --invariants       also every view allot.check_… (reads it all)

      Ends with 70 when an invariant is violated, or the last run's books did not
      fit: something wrote past allot, or there is a fault in it.
      """,
      """
      示例：
        allot doctor                    结构、租约、待放行的方案
        allot doctor --invariants       另查每个 allot.check_… 视图（会读取全部数据）

      违反不变式，或上一次运行账目不符，则以状态 70 退出：有人绕过 allot 写入，或 allot 本身有缺陷。
      """))
  @Flag(help: ArgumentHelp(Wording("Read every view of violations.", "读取全部违规检查视图。"))) var invariants = false
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    try await global.withEntrance { session, entrance in
      let seat = try await entrance.seat(global.agency)
      var condition = try await ReadingDesk(seat).condition(invariants: invariants)
      condition.directory = Self.directoryProblems()
      // A file that cannot be read is told of already.
      if condition.unreadable == nil, let plan = try? await PolicyLibrary.load(session.store, seat.agency).set.agency.report {
        let folder = CredentialFolder(environment: Process.environment)
        condition.unreachable = try await DeliveryDesk(seat, store: session.store).unreachable(plan) { try folder.chat($0) }
      }
      global.terminal.say(.condition(condition, of: seat.agency, by: try await seat.clock()))
      if condition.violations > 0 || condition.unreconciled != nil { throw Stop(status: .software) }
    }
  }

  /// What is wrong in the folder that the daemon watches, by itself; nothing where none is watched.
  private static func directoryProblems() -> [Wording] {
    guard let directory = (try? ConfigurationFile.load(environment: Process.environment))?.file.watchedPolicies else { return [] }
    do {
      return try PolicyCommand.reading(PolicyWatch.paths(directory)).check.errors.map { Wording($0.text(.en), $0.text(.zh)) }
    } catch {
      return [OperationError.explaining(error).what]
    }
  }
}
