import Faults
import Speech
import Testing

@testable import allot

/// Commands speak the language of `--language`, of `ALLOT_LANGUAGE`, of the configuration file, of the locale: the first that says something.
@Suite struct ChineseTests {
  private func words(_ message: String, _ arguments: String..., language: Language = .zh) -> String {
    ParserWords(arguments: arguments, language).text(message)
  }
  private static func isChinese(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  @Test(arguments: [
    ("Unknown option '--slto'. Did you mean '--slot'?", "没有选项“--slto”；是否想写“--slot”？"),
    ("Unknown option '-q'", "没有选项“-q”"),
    ("Missing value for '--slot <date>'", "选项“--slot <date>”缺少值"),
    ("Unknown option '-do'\n   or: Missing value for '-d <conninfo>' in '-do'", "没有选项“-do”\n   或：“-do”里的选项“-d <conninfo>”缺少值"),
    ("The option '--dry-run' does not take any value, but 'yes' was specified.", "选项“--dry-run”不带值，却给了“yes”"),
    ("Unexpected argument 'x'", "多余的参数“x”"), ("2 unexpected arguments: 'x', 'y'", "2 个多余的参数：“x”、“y”"),
    ("Value to be set with flag '--a' had already been set with flag '--b'", "“--a”与“--b”设置的是同一项，只能给一个"),
    ("Value to be set with flag 'y' in '-ny' had already been set with flag '--no'", "“-ny”里的“y”与“--no”设置的是同一项，只能给一个"),
    ("Missing expected argument '<run>'", "缺少参数“<run>”"),
    ("Missing expected argument '--output <directory>'", "缺少选项“--output <directory>”"),
    ("Missing one of: '--a', '--b'", "缺少其中之一：“--a”、“--b”"), ("Missing required subcommand.", "缺少子命令"),
    ("The value 'abc' is invalid for '--limit <number>'", "“--limit <number>”的值“abc”无效"),
    (
      "The value 'fr' is invalid for '--language <language>'. Please provide one of 'zh' and 'en'.",
      "“--language <language>”的值“fr”无效；请写以下之一：“zh”、“en”"
    ),
    ("The value 'x' is invalid for '--slot <date>': “x”不是日期", "“--slot <date>”的值“x”无效：“x”不是日期"),
    ("Invalid option: -é", "选项无效：“-é”"), ("Command 'run' is not a parent of the current command.", "“run”不是当前命令的上级命令"),
    ("--limit 为 1 到 1,000,000", "--limit 为 1 到 1,000,000"),
    (
      "Internal error. Invalid state while parsing command-line arguments.",
      "命令行有误：Internal error. Invalid state while parsing command-line arguments."
    ),
  ])
  func everyFormOfTheParserHasItsChinese(_ english: String, _ chinese: String) {
    #expect(words("Error: " + english) == chinese)
    #expect(words("Error: " + english, language: .en) == english, "English stays as it is")
    let usage = "\nHelp:  --x  Something.\nUsage: allot show runs [<options>]\n  See 'allot show runs --help' for more information."
    let whole = words("Error: \(english)\(usage)")
    #expect(whole == "\(chinese)\n用法：allot show runs [<options>]\n  详情请看：allot show runs --help")
  }

  @Test func theCommandThatWasProbablyMeantIsNamed() async throws {
    for (arguments, meant) in [
      (["rnu"], "run"), (["polcy", "list"], "policy"), (["policy", "chekc", "x"], "check"), (["show", "runz"], "runs"),
    ] {
      let english = try await Tool.run(arguments)
      #expect(english.status == 64 && english.errors.contains("; did you mean “\(meant)”?\n"), "\(english.errors)")
      let chinese = try await Tool.run(arguments, environment: ["ALLOT_LANGUAGE": "zh"])
      #expect(chinese.status == 64 && chinese.errors.contains("；是否想写“\(meant)”？\n用法：allot"), "\(chinese.errors)")
    }
    #expect(try await !Tool.run(["xyzzy"]).errors.contains("did you mean"))
    let status = try await Tool.run(["show", "cases", "--status", "opne", "--language", "zh"])
    #expect(
      status.status == 64 && status.errors.contains("是否想写“open”？") && status.errors.contains("allot show cases --help"), "\(status.errors)")
  }

  @Test func whatNobodyMayReadIsNotShownInEitherLanguage() async throws {
    let name = "王小明13800138000"
    for arguments in [
      ["show", name], ["show", "runs", "--" + name], ["show", "runs", "--limit", name], ["move", "A", "--reason", "x", "--until=" + name],
    ] {
      for language in Language.allCases {
        let result = try await Tool.run(arguments, environment: ["ALLOT_LANGUAGE": language.rawValue])
        #expect(result.status == 64 && !result.errors.contains("王小明") && !result.errors.contains("13800138000"), "\(result.errors)")
        #expect(Self.isChinese(result.errors) == (language == .zh), "\(result.errors)")
      }
    }
  }

  @Test func whoSaysInWhichLanguage() async throws {
    let scratch = try Scratch()
    let file = try scratch.write("allot.conf", "language = zh\n")
    func isChinese(_ more: [String] = [], _ environment: [String: String] = [:]) async throws -> Bool {
      let result = try await Tool.run(["run", "--slot", "x"] + more, environment: environment)
      #expect(result.status == 64, "\(result.errors)")
      return Self.isChinese(result.errors)
    }
    #expect(try await !isChinese())
    #expect(try await isChinese(["--language", "zh"]))
    #expect(try await isChinese(["--language=zh"], ["ALLOT_LANGUAGE": "en"]))
    #expect(try await isChinese([], ["ALLOT_LANGUAGE": "zh"]))
    #expect(try await isChinese([], ["LANG": "zh_CN.UTF-8"]))
    #expect(try await !isChinese(["--language", "en"], ["ALLOT_LANGUAGE": "zh"]))
    #expect(try await isChinese([], ["ALLOT_CONFIG": file, "LANG": "en_GB.UTF-8"]))
    #expect(try await !isChinese([], ["ALLOT_CONFIG": file, "ALLOT_LANGUAGE": "en"]))
    let json = try await Tool.run(["run", "--slot", "x", "--json", "--language", "zh"])
    #expect(json.errors.hasPrefix("{\"error\":{\"status\":64,\"kind\":\"usage\",\"what\":\"“--slot <date>”的值“x”无效"), "\(json.errors)")
  }

  @Test func faultsOfCommandsAreSaidInChinese() async throws {
    let scratch = try Scratch()
    for arguments in [
      ["show", "runs", "--state-dir", scratch.path], ["show", "runs", "--database", "host=/nonexistent/place"],
      ["outcome", "X", "--source", "none"],
      ["policy", "check", scratch.path + "/none.yaml"], ["serve", "--log-level", "loud"], ["serve", "--listen", "x"],
      ["import", "casse", "x"],
      ["sample", "--cases", "0", "--output", scratch.path], ["tone", "judge", "a", "--output", "b", "--by", "nobody"],
      ["solve", "x", "--output", "y", "--steps=-1"],
      ["review", "label"], ["user", "add", "li", "--role", "boss"], ["classify", "--repair"], ["run", "--again", " "],
      ["db", "bind", "li"],
    ] {
      let result = try await Tool.run(arguments, environment: ["ALLOT_LANGUAGE": "zh"])
      #expect(result.status != 0 && Self.isChinese(result.errors), "\(arguments): \(result.errors)")
      #expect(result.errors.hasPrefix("allot: "), "\(arguments): \(result.errors)")
    }
  }

  @Test func everyPhaseHasAWord() {
    for name in ["freeze", "decide", "stage", "publish", "ledger", "decide and compare", "read", "compare", "published"] {
      #expect(Phase.word(name).en == name && Self.isChinese(Phase.word(name).zh))
    }
  }
}
