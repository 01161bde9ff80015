import Classification
import Policy
import Portfolio
import Testing
import YAML

@Suite struct LexiconFileTests {
  private static let small = """
    lexicon: house
    language: zh
    version: 3
    speakers: { debtor: 客户 }
    sets: { pay: [还款, 还], soon: [明天, 月底] }
    words: { negators: [不], ignored: 还是 }
    phrases:
      promise: ["{soon} … {pay}"]
      refusal: 不还
    examples:
      - { say: 我明天就还, tone: cooperative, groups: promise }
    """

  private func problems(_ text: String) -> [String] {
    do throws(PolicyFault) {
      _ = try LexiconFile.parse(Array(text.utf8), file: "house.yaml")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test(arguments: [("zh", 1_000, 25), ("en", 600, 20)])
  func theShippedLexiconsReadTheirExamplesAsWritten(name: String, phrases: Int, examples: Int) throws {
    let file = try LexiconFile.parse(try Shipped.bytes("lexicons/\(name).yaml"), file: "\(name).yaml")
    #expect(file.name == name && file.lexicon.language == name)
    #expect(file.lexicon.phraseCount >= phrases)
    #expect(file.examples.count >= examples)
    // Every class is exemplified, or a broken group would go unnoticed.
    #expect(Set(file.examples.map(\.tone)).count == 3)
  }

  @Test func aSmallFileIsRead() throws {
    let file = try LexiconFile.parse(Array(Self.small.utf8), file: "house.yaml")
    #expect(file.name == "house" && file.version == 3)
    #expect(file.lexicon.phraseCount == 2)
    #expect(ToneJudge([file.lexicon]).judge("催：还吗？客户：不还").tone == .uncooperative)
  }

  @Test func examplesSayWhoSpeaks() throws {
    let speakers = #"speakers: { debtor: 客户, unnamed: [甲, 乙], collector_says: ["您是 … 吗"], summary_says: 客户表示 }"#
    let whole =
      Self.small.replacing("speakers: { debtor: 客户 }", with: speakers).replacing("words: {", with: "words: { farewells: 再见,")
      + "\n  - { say: 您是张三吗, tone: neutral, speaker: collector }\n  - { say: 甲：明天还 乙：嗯, tone: cooperative, speaker: both }"
    let file = try LexiconFile.parse(Array(whole.utf8), file: "house.yaml")
    #expect(file.examples.map(\.speaker) == [nil, .collector, .both])
    let wrong = problems(whole + "\n  - { say: 明天还, tone: cooperative, speaker: collector }")
    #expect(wrong.count == 1 && wrong[0].contains("is taken for words of: debtor; expected collector"), "\(wrong)")
    #expect(problems(whole.replacing("您是 …", with: "{您是} …")).count > 0)
  }

  @Test func everyProblemIsReportedWithItsPlace() {
    let found = problems(
      """
      lexicon: house
      langauge: zh
      sets: { pay: [还，款, 还, 还] }
      phrases:
        promise: ["{pai} 了", "明天 …"]
        refusl: 不还
        refusal: [明天, "{pay}"]
        evasion: 明天
      """)
    let starts = [
      "house.yaml:2:1: unknown key “langauge”", "house.yaml:3:", "house.yaml:3:", "house.yaml:5:13: “phrases.promise[1]” names a set",
      "house.yaml:5:28:", "house.yaml:6:3:", "house.yaml:8:",
    ]
    #expect(found.count == starts.count, "\(found.joined(separator: "\n"))")
    for (problem, start) in zip(found, starts) { #expect(problem.hasPrefix(start), "\(problem)") }
    #expect(found.contains { $0.contains("did you mean “refusal”?") })
    #expect(found.contains { $0.contains("did you mean “pay”?") })
  }

  @Test func examplesThatComeOutOtherwiseAreProblems() {
    let wrongTone = problems(Self.small.replacing("tone: cooperative", with: "tone: neutral"))
    #expect(wrongTone.count == 1)
    #expect(wrongTone.first?.hasPrefix("house.yaml:11:12: “examples[1].say” reads as cooperative") == true)
    let wrongGroup = problems(Self.small.replacing("groups: promise", with: "groups: [promise, dispute]"))
    #expect(wrongGroup.count == 1)
    #expect(wrongGroup.first?.contains("without dispute") == true)
  }

  @Test func damagedFilesAreReadOrRefusedWithAPlaceInThem() {
    var (read, refused) = (0, 0)
    var random = SplitMix64(state: 11)
    let bytes = Array(Self.small.utf8)
    for _ in 0..<600 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let at = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: damaged.remove(at: at)
        case 1: damaged.insert(Array("{}[]^$…:,- \n".utf8).randomElement(using: &random) ?? 0, at: at)
        default: damaged[at] = UInt8.random(in: 0...255, using: &random)
        }
      }
      let lines = 1 + damaged.count { $0 == 0x0A || $0 == 0x0D }
      do throws(PolicyFault) {
        let file = try LexiconFile.parse(damaged, file: "house.yaml")
        let text = "客户：明天还，不还"
        let verdict = ToneJudge([file.lexicon]).judge(text)
        #expect(verdict.matches.allSatisfy { $0.range.upperBound <= text.utf8.count && !$0.range.isEmpty })
        read += 1
      } catch {
        #expect(!error.problems.isEmpty)
        for problem in error.problems {
          let isInside = (1...lines).contains(problem.line) && (1...damaged.count + 1).contains(problem.column)
          #expect(problem.file == "house.yaml" && isInside, "\(problem)")
        }
        refused += 1
      }
    }
    #expect(read > 4 && refused > 200, "\(read) read, \(refused) refused")
  }
}
