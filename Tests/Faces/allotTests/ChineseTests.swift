import Faults
import Parlance
import Speech
import TestLanguage
import Testing
import Words

@testable import allot

/// Commands speak the language of `--language`, of `ALLOT_LANGUAGE`, of the configuration file, of the locale: the first that says something.
@Suite struct ChineseTests {
  private func words(_ message: String, _ arguments: String..., language: Language = .zh) -> String {
    ParserWords(arguments: arguments, language, root: Allot.self).text(message)
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
    #expect(whole == "\(chinese)\n说明：--x  Something.\n用法：allot show runs [<options>]\n  详情请看：allot show runs --help")
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
        #expect(result.errors.hasChinese == (language == .zh), "\(result.errors)")
      }
    }
  }

  @Test func whoSaysInWhichLanguage() async throws {
    let scratch = try Scratch()
    let file = try scratch.write("allot.conf", "language = zh\n")
    func isChinese(_ more: [String] = [], _ environment: [String: String] = [:]) async throws -> Bool {
      let result = try await Tool.run(["run", "--slot", "x"] + more, environment: environment)
      #expect(result.status == 64, "\(result.errors)")
      return result.errors.hasChinese
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
      #expect(result.status != 0 && result.errors.hasChinese, "\(arguments): \(result.errors)")
      #expect(result.errors.hasPrefix("allot: "), "\(arguments): \(result.errors)")
    }
  }

  @Test func everyPhaseHasAWord() {
    for name in ["freeze", "decide", "stage", "publish", "ledger", "decide and compare", "read", "compare", "published"] {
      #expect(Phase.word(name).en == name && Phase.word(name).zh.hasChinese)
    }
  }

  @Test func chineseLinesEndWhereTheyMay() {
    func lines(_ text: String, _ columns: Int, hanging: Int = 0) -> [String] { HelpPage.wrapped(text, to: columns, hanging: hanging) }
    #expect(lines("收回案件", 8) == ["收回案件"])
    #expect(lines("收回全部案件", 9) == ["收回全部", "案件"], "a character takes two columns")
    #expect(lines("收回案件，并退回", 8) == ["收回案", "件，并退", "回"], "no line begins with what closes")
    #expect(lines("请写（例如）", 6) == ["请写", "（例", "如）"], "and none ends with what opens")
    #expect(lines("写 --even-open 即可", 12) == ["写", "--even-open", "即可"], "words are not torn")
    #expect(lines("  --x  收回案件", 12, hanging: 4) == ["  --x  收回", "    案件"])
    #expect(lines("averylongwordthatfitsnowhere", 10) == ["averylongwordthatfitsnowhere"])
  }

  @Test func everyCommandAnswersInTheLanguageOfTheOption() async throws {
    let scratch = try Scratch()
    for arguments in [
      ["cluster", "status", "--state-dir", scratch.path], ["lexicon", "check"],
      ["outcome", "ANSWERED", "--source", Repository.root + "/policies/mappings/asterisk-cdr.yaml"],
      ["sample", "--cases", "20", "--new-cases", "2", "--collectors", "6", "--output", scratch.path + "/sample"],
      ["tone", "judge", Repository.root + "/policies/tone/unseen.csv", "--output", scratch.path + "/verdicts.csv"],
    ] {
      for language in Language.allCases {
        let other = language == .zh ? "en" : "zh"
        let result = try await Tool.run(
          arguments + ["--language", language.rawValue],
          environment: ["ALLOT_LANGUAGE": other, "ALLOT_POLICIES": Repository.root + "/policies"])
        #expect(result.status == 0 && result.output.hasChinese == (language == .zh), "\(arguments): \(result.output)\(result.errors)")
      }
    }
    let solve = try await Tool.run(["solve", scratch.path + "/none", "--output", scratch.path, "--language", "zh"])
    #expect(solve.status == 66 && solve.errors.hasChinese, "\(solve.errors)")
  }
}
