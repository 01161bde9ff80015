import Answers
import ArgumentParser
import Comparisons
import Desks
import Faults
import Policy
import Setup
import Speech

extension PolicyCommand {
  struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Say in sentences what a policy or an agency file does.", "用句子说明策略或机构文件的作用。"),
      usage: "allot policy explain <file|name> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot policy explain policies/retail-card.yaml
          allot policy explain policies/agency.yaml --language zh
          allot policy explain retail-card                what is in force
          allot policy explain <retail-card@3> --json

        A file needs no database. Amounts are said in the agency's currency where an agency file is known: the one in force, or the one given with
        --under.
        """,
        """
        示例：
          allot policy explain policies/retail-card.yaml
          allot policy explain policies/agency.yaml --language zh
          allot policy explain retail-card                已生效的版本
          allot policy explain <retail-card@3> --json

        文件无需数据库。已知机构文件时金额按机构本位币说明：已生效的，或用 --under 给出的。
        """))
    @Argument(
      help: ArgumentHelp(
        Wording("A file, or the name of a stored one, as retail-card or retail-card@3.", "文件，或已保存的名称，如 retail-card、retail-card@3。")))
    var which: String
    @OptionGroup var reading: UnderOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let language = global.spoken
      if FileAccess.exists(which) {
        return global.terminal.say(.explanation(try await reading.side(which, global), language))
      }
      try await global.withSeat { global.terminal.say(.explanation(try await PolicyDesk($0).side(which), language)) }
    }
  }
}

/// Under which agency file policies are read.
struct UnderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Wording("Agency file under which policy files are read (default: the one in force).", "读取策略文件所依据的机构文件（默认：已生效的）。"),
      valueName: "file"))
  var under: String?

  /// A file, under the agency file that was given; else under the one in force where a database is named that answers.
  func side(_ path: String, _ global: GlobalOptions, seat: Seat? = nil) async throws -> PolicySide {
    let file: PolicyDoor.File = (path, try FileAccess.read(path, limit: 2 << 20))
    let codes = PolicyDoor.Reading.calendars(namedBy: [file])
    let beside = try PolicyCommand.read(CalendarFiles.paths(of: codes, beside: [path]))
    if let under {
      let reading = try PolicyCommand.reading([under])
      guard reading.check.errors.isEmpty else { throw PolicyDoor.refusal(reading.check.errors) }
      return try PolicySide(file, beside: beside, under: reading.check.agency)
    }
    if let seat { return try PolicySide(file, beside: beside, under: try await PolicyDesk(seat).agencyFile()) }
    return try PolicySide(file, beside: beside, under: try await inForce(global))
  }

  /// A private database is asked only while it runs: reading a file starts nothing.
  private func inForce(_ global: GlobalOptions) async throws -> AgencyPolicy? {
    guard let location = try? global.location(), location.origin != nil,
      !location.isEmbedded || PrivateDatabase.isRunning(stateDirectory: location.stateDirectory)
    else { return nil }
    return try await global.withSeat { try await PolicyDesk($0).agencyFile() }
  }
}
