import Glibc
import Testing

@Suite struct ToneCommandTests {
  private static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  private func column(_ csv: String, _ place: Int) -> [String] {
    csv.split(separator: "\r\n").dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[place]) }
  }

  @Test func textsAreJudgedAndScored() async throws {
    let scratch = try Scratch()
    let input = try scratch.write(
      "in.csv", "id,text,label,group,contested\na,明天上午我去还,cooperative,x,0\nb,就是不还,uncooperative,x,0\nc,你打错了,neutral,y,0\nd,嗯,neutral,y,1\n")
    let output = scratch.path + "/out.csv"
    let judged = try await Tool.run(["tone", "judge", input, "--output", output, "--text-language", "zh", "--json"])
    #expect(judged.status == 0 && judged.output.contains("\"decided_by\":\"both\""), "\(judged.errors)")
    let csv = Child.text(output)
    #expect(csv.hasPrefix("id,label,score,groups,reason\r\n"))
    #expect(column(csv, 1).prefix(3) == ["cooperative", "uncooperative", "neutral"])
    let score = try await Tool.run(["tone", "score", input, output])
    #expect(
      score.status == 0 && score.output.contains("macro-F1 1.000") && score.output.contains("1 contested left out"), "\(score.errors)")
    let keywords = try await Tool.run(["tone", "judge", input, "--output", output, "--model", "none"])
    #expect(keywords.status == 0 && keywords.output.contains("by keywords"))
    let missing = try await Tool.run(["tone", "score", input, try scratch.write("short.csv", "id,label\na,neutral\n")])
    #expect(missing.status == 65 && missing.errors.contains("no verdict for id “b”"))
  }

  @Test func verdictsAreForTheirOwnerAndRunInNoSpreadsheet() async throws {
    let scratch = try Scratch()
    let ids = ["=1+1", "+86", "-5", "@a", "plain"]
    let rows = ids.map { "\($0),明天上午我去还,cooperative\n" }.joined()
    let input = try scratch.write("in.csv", "id,text,label\n" + rows)
    let output = scratch.path + "/out.csv"
    #expect(try await Tool.run(["tone", "judge", input, "--output", output, "--text-language", "zh"]).status == 0)
    #expect(column(Child.text(output), 0) == ["'=1+1", "'+86", "'-5", "'@a", "plain"])
    var status = stat()
    #expect(stat(output, &status) == 0 && status.st_mode & 0o777 == 0o600)
    // They are found again all the same.
    let score = try await Tool.run(["tone", "score", input, output])
    #expect(score.status == 0, "\(score.errors)")
  }

  @Test func trainingIsRepeatable() async throws {
    let scratch = try Scratch()
    var rows = "text,label\n"
    for time in ["明天", "今晚", "月底", "周五", "后天"] { rows += "\(time)还款,cooperative\n\(time)没钱,uncooperative\n\(time)开会,neutral\n" }
    let labels = try scratch.write("labels.csv", rows)
    for name in ["one", "two"] {
      let result = try await Tool.run(["tone", "train", labels, "--output", "\(scratch.path)/\(name).yaml", "--name", "house"])
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(Child.text(scratch.path + "/one.yaml") == Child.text(scratch.path + "/two.yaml"))
    #expect(try await Tool.run(["policy", "check", scratch.path + "/one.yaml"]).status == 0)
    let few = try await Tool.run([
      "tone", "train", try scratch.write("few.csv", "text,label\n还,cooperative\n"), "--output", scratch.path + "/x.yaml",
    ])
    #expect(few.status == 65 && few.errors.contains("too few"))
    let wrong = try await Tool.run([
      "tone", "train", try scratch.write("wrong.csv", "text,label\n还,maybe\n"), "--output", scratch.path + "/x.yaml",
    ])
    #expect(wrong.status == 65 && wrong.errors.contains("wrong.csv:2"))
  }

  @Test func theShippedModelHoldsOnTheAdversarialSentences() async throws {
    let scratch = try Scratch()
    for (name, least) in [("adversarial", 0.72), ("unseen", 0.68)] {
      let set = Self.root + "/policies/tone/\(name).csv"
      let output = scratch.path + "/out.csv"
      #expect(try await Tool.run(["tone", "judge", set, "--output", output]).status == 0)
      let score = try await Tool.run(["tone", "score", set, output])
      let macro = try #require(score.output.split(separator: "\n").first { $0.hasPrefix("macro-F1 ") }?.split(separator: " ")[1])
      #expect(try #require(Double(macro)) >= least, "\(name) \(score.output)")
    }
  }

  /// Sentences to judge by must not be learned from.
  @Test func noSentenceOfTheTestSetsIsTrainedOn() {
    func texts(_ name: String) -> Set<Substring> {
      let lines = Child.text(Self.root + "/policies/tone/\(name).csv").split(separator: "\n").dropFirst()
      return Set(lines.map { $0.split(separator: ",", maxSplits: 4).last ?? "" })
    }
    let learned = texts("sentences")
    let (adversarial, unseen) = (texts("adversarial"), texts("unseen"))
    #expect(learned.count > 2_700 && adversarial.count > 300 && unseen.count > 140)
    #expect(learned.isDisjoint(with: adversarial) && learned.isDisjoint(with: unseen) && adversarial.isDisjoint(with: unseen))
  }

  @Test func filesThatAreNoTextsAreRefusedWithTheirPlace() async throws {
    let scratch = try Scratch()
    let output = scratch.path + "/out.csv"
    func judge(_ text: String) async throws -> Tool.Result {
      try await Tool.run(["tone", "judge", try scratch.write("in.csv", text), "--output", output])
    }
    let refused: [(String, String)] = [
      ("", "is empty"), ("id,words\n1,还\n", "there is no column “text”"), ("id,text\n1,\"还\n", "in.csv:2"),
      ("id,text\n1,\(String(repeating: "还", count: 400_000))\n", "in.csv:2"),
    ]
    for (text, words) in refused {
      let result = try await judge(text)
      #expect(result.status == 65 && result.errors.contains(words), "\(result.errors)")
    }
    #expect(try await Tool.run(["tone", "judge", scratch.path + "/nothing.csv", "--output", output]).status == 66)
    // A header alone is a file without texts; an id that stands there twice is judged, and said.
    #expect(try await judge("id,text\n").status == 0 && Child.text(output) == "id,label,score,groups,reason\r\n")
    let twice = try await judge("id,text\n1,明天还\n1,不还\n2,嗯\n")
    #expect(twice.status == 0 && twice.errors.contains("in.csv:3: its id stands in line 2 already"), "\(twice.errors)")
    #expect(column(Child.text(output), 1) == ["cooperative", "uncooperative", "neutral"])
    // GB18030: 我明天还钱.
    let gb: [UInt8] = Array("id,text\n1,".utf8) + [0xCE, 0xD2, 0xC3, 0xF7, 0xCC, 0xEC, 0xBB, 0xB9, 0xC7, 0xAE, 0x0A]
    let path = try scratch.write("gb.csv", bytes: gb)
    #expect(
      try await Tool.run(["tone", "judge", path, "--output", output]).status == 0 && column(Child.text(output), 1) == ["cooperative"])
  }

  @Test func tenMistakesInALexiconAreTenProblems() async throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "ten.yaml",
      """
      lexicon: house
      langauge: zh
      version: 0
      sets: { pay: [还，款, 还, 还] }
      words: { negators: [不], negatorz: [没] }
      phrases:
        promise: ["{pai} 了", "明天 …"]
        refusl: 不还
        refusal: ["{pay}"]
      examples:
        - { say: 明天还, tone: cooperatif }
        - { sey: 还, tone: neutral }

      """)
    let result = try await Tool.run(["lexicon", "check", file, "--json"])
    #expect(result.status == 65)
    let problems = result.output.matches(of: /ten\.yaml:(\d+):\d+:/).map { String($0.1) }
    #expect(problems.count >= 10 && Set(problems).isSuperset(of: ["2", "3", "4", "5", "7", "8", "11", "12"]), "\(result.output)")
  }

  @Test func lexiconsCheckTheirExamples() async throws {
    let good = try await Tool.run(["lexicon", "check", Self.root + "/policies/lexicons/zh.yaml", "--say", "我不是不还"])
    #expect(good.status == 0 && good.output.contains("examples right") && good.output.contains("我不是不还: cooperative"), "\(good.errors)")
    let scratch = try Scratch()
    let bad = try scratch.write(
      "bad.yaml",
      "lexicon: x\nlanguage: zh\nweights: { hardship: 0.9 }\nphrases: { hardship: [没钱] }\nexamples: [ { say: 没钱, tone: uncooperative } ]\n")
    let result = try await Tool.run(["lexicon", "check", bad])
    #expect(result.status == 65 && result.output.contains("bad.yaml:5"), "\(result.output)")
  }

  @Test func outcomesAreExplained() async throws {
    let known = try await Tool.run(["outcome", "NO ANSWER", "BUSY/21", "--source", "asterisk-cdr"])
    #expect(known.status == 0 && known.output.contains("rejected"), "\(known.errors)")
    let unknown = try await Tool.run(["outcome", "QUACK", "--source", "sip", "--json"])
    #expect(unknown.status == 65 && unknown.output.contains("\"known\":false"))
    #expect(try await Tool.run(["outcome", "1", "--source", "nowhere"]).status == 66)
  }
}
