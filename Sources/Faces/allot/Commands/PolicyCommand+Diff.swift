import Answers
import ArgumentParser
import Comparisons
import Desks
import Faults
import Policy
import Setup
import Speech

extension PolicyCommand {
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording(
        "Say how two policies or agency files differ: as text, in what they mean, and for the open cases.",
        "说明两个策略或机构文件的不同：文本、含义，以及对在案案件的影响。"),
      usage: "allot policy diff <file|name> [<file|name>] [<options>]",
      discussion: Wording(
        """
        Examples:
          allot policy diff policies/retail-card.yaml              against what is in force
          allot policy diff policies/retail-card.yaml policies/published-method.yaml
          allot policy diff <retail-card@3> <retail-card@4>
          allot policy diff retail-card policies/retail-card.yaml --html changes.html

        Of every rule that has changed it is said whether it takes the same cases, fewer, more, or others, with a case that shows it; this is worked
        out from the rules, not from samples. Two files need no database. Where a database is named, every open case is looked at under both policies, and the smallest that is
        treated otherwise is named. Nothing is written, and nothing is put in force.
        """,
        """
        示例：
          allot policy diff policies/retail-card.yaml              与已生效的对比
          allot policy diff policies/retail-card.yaml policies/published-method.yaml
          allot policy diff <retail-card@3> <retail-card@4>
          allot policy diff retail-card policies/retail-card.yaml --html changes.html

        对每条有变化的规则说明它取得的案件是相同、变少、变多还是不同，并给出能说明的案件；这由规则推算，不是抽样。两个文件的对比无需数据库。\
        若指定了数据库，则逐一按两个策略查看在案案件，并指出其中最小的不同案件。不写入、不生效任何内容。
        """))
    @Argument(
      help: ArgumentHelp(
        Wording(
          "The old one: a file, or a stored name such as retail-card@3. Alone, it is the new one.",
          "旧的：文件，或已保存的名称，如 retail-card@3。只写一个时为新的。")))
    var first: String
    @Argument(help: ArgumentHelp(Wording("The new one.", "新的。"))) var second: String?
    @OptionGroup var reading: UnderOption
    @Option(help: ArgumentHelp(Wording("Write one page to this file, too.", "另将结果写成一个网页文件。"), valueName: "file")) var html: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let files = [first, second].compactMap { $0 }.filter { FileAccess.exists($0) }
      if let html { try Outputs.spare(files + [reading.under].compactMap { $0 }, from: html) }
      // Two files are compared without a database, unless one is named.
      if let second, files.count == 2, !isDatabaseNamed {
        let (old, new) = (try await reading.side(first, global), try await reading.side(second, global))
        return try say(PolicyComparison(old, new))
      }
      try await global.withSeat { seat in
        let desk = PolicyDesk(seat)
        let (old, new) = try await sides(seat)
        try say(PolicyComparison(old, new, real: try await desk.realCases(old, new)))
      }
    }

    private var isDatabaseNamed: Bool {
      guard let location = try? global.location(), location.origin != nil else { return false }
      return !location.isEmbedded || PrivateDatabase.isRunning(stateDirectory: location.stateDirectory)
    }

    private func sides(_ seat: Seat) async throws -> (old: PolicySide, new: PolicySide) {
      guard let second else {
        let new = try await side(first, seat)
        guard let old = try await PolicyDesk(seat).inForce(like: new) else {
          let kind = new.kind.rawValue
          throw OperationError(
            .noInput, Wording("no \(kind) “\(new.name)” is in force to compare with", "没有生效的“\(new.name)”可供对比"),
            remedy: Wording("name the other one, too: allot policy diff OLD NEW", "请写出另一个：allot policy diff 旧 新"))
        }
        return (old, new)
      }
      return (try await side(first, seat), try await side(second, seat))
    }

    private func side(_ word: String, _ seat: Seat) async throws -> PolicySide {
      FileAccess.exists(word) ? try await reading.side(word, global, seat: seat) : try await PolicyDesk(seat).side(word)
    }

    private func say(_ comparison: PolicyComparison?) throws {
      guard let comparison else {
        throw OperationError(
          .usage, Wording("an agency file and a policy cannot be compared", "机构文件与策略无法对比"),
          remedy: Wording("name two of the same kind", "请写两个同类文件"))
      }
      if let html { try FileAccess.write(html, comparison.page(global.spoken)) }
      global.terminal.say(.difference(comparison, global.spoken))
    }
  }
}
