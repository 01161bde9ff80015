import ArgumentParser
import Faults
import Glibc
import Speech
import Verifier

extension ReportCommand {
  /// The verifier of packages, which is a program of its own: what checks a package here is what its reader has.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: Wording("Check a client's package with the verifier that lies in it.", "用交付包内的同一核验程序核验委托方交付包。"),
      usage: "allot report verify <directory> [<options>]",
      discussion: Wording(
        """
        Examples:
          allot report verify <client>
          allot report verify <client> --previous <client-before> --root <root>

        Runs python3 with this program's own copy of verify_package.py, which needs nothing of allot and no database. Exit status 0: all holds;
        1: something does not; 2: a file in it is unreadable; 66: there is none; 3: nothing is wrong, but the package has no proof.
        """,
        """
        示例：
          allot report verify <client>
          allot report verify <client> --previous <client-before> --root <root>

        以 python3 运行本程序自带的 verify_package.py，它不依赖 allot，也不用数据库。退出状态 0：全部相符；1：有不符；2：其中有文件无法读取；\
        66：没有交付包；3：未发现不符，但交付包没有证明。
        """))
    @Argument(help: ArgumentHelp(Wording("The package.", "交付包目录。"), valueName: "directory")) var directory: String
    @Option(help: ArgumentHelp(Wording("The run's root as known from elsewhere.", "另外获得的运行根值。"), valueName: "hex")) var root: String?
    @Option(help: ArgumentHelp(Wording("The package's digest as known from elsewhere.", "另外获得的交付包摘要。"), valueName: "hex")) var digest:
      String?
    @Option(help: ArgumentHelp(Wording("The package before this one.", "前一个交付包。"), valueName: "directory")) var previous: String?
    @Option(help: ArgumentHelp(Wording("A policy text that was agreed to; may be repeated.", "已认可的策略文本，可重复。"), valueName: "file"))
    var policy: [String] = []
    @Option(help: ArgumentHelp(Wording("The client's own list.", "委托方自己的清单。"), valueName: "file")) var statement: String?
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      // What cannot be read is said in our words: a name may say too much, and the verifier shows what it is given.
      for directory in [directory] + [previous].compactMap({ $0 }) { _ = try FileAccess.read("\(directory)/manifest.json", limit: 1 << 30) }
      for path in [statement].compactMap({ $0 }) + policy { _ = try FileAccess.read(path, limit: 1 << 30) }
      var words = [
        "python3", "-I", "-c", String(decoding: VerifierText.bytes, as: UTF8.self), directory, "--language", speech.spoken.rawValue,
      ]
      for (name, value) in [("--root", root), ("--digest", digest), ("--previous", previous), ("--statement", statement)] {
        if let value { words += [name, value] }
      }
      for path in policy { words += ["--policy", path] }
      var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
      fflush(nil)
      execvp("python3", &arguments)
      throw OperationError(
        .unavailable, Wording("python3 cannot be started: ", "无法启动 python3：") + .system(errno, String(cString: strerror(errno))),
        remedy: Wording("install it (Debian: apt-get install python3)", "请安装它（Debian：apt-get install python3）"))
    }
  }
}
