import Policy
import Portfolio
import Speech
import TestLanguage
import Testing
import YAML

@Suite("A check in Chinese")
struct ChineseTests {
  private static func findings(_ policy: String, agency: String = Small.agency) -> [Finding] {
    PolicyFile.check([("a.yaml", Array(agency.utf8)), ("p.yaml", Array(policy.utf8))]).findings
  }

  @Test(
    "says the same",
    arguments: [
      ("recall", "recall: { forced: 60 days }", "“recall.forced”的单位是 days；应为时间（1 到 1000 working days）；请用 working days"),
      ("recall", "recall: { forced: 60 }", "“recall.forced”没有单位；应为时间（1 到 1000 working days）；请写“60 working days”"),
      (
        "recall", "recall: { forced: 60 wroking days }",
        "“recall.forced”的单位“wroking days”不认识；应为时间（1 到 1000 working days）；是否想写“working days”？"
      ),
      ("covers", "covers: {}", "“covers”为空；应为至少一项，如 { client: cmb }"),
      (
        "covers", "covers: { client: cmb, class: normal }",
        "“covers.class”在案件分类之前还不知道；应为只用案件文件里有的内容；请用在留任规则、停催规则或路由的“when”里"
      ),
      (
        "covers", "covers: { outstanding: \"> 5 EUR\" }",
        "“covers.outstanding”以 EUR 计，而机构没有该币种的汇率；应为金额区间，如 >= 50000 CNY、< 5000 CNY 或 1..5000 CNY；请在机构文件的“rates”里加上该币种"
      ),
      ("covers", "covers: { client: [cmb, cmb] }", "“covers.client[2]”在列表中出现两次；请删除一个"),
      (
        "fair", "fair: { new_cases: within 1, new_amount: off, load: off, by: [amount band] }",
        "“fair.by”按金额档区分，却没有金额档；请加上 amount_bands: [5000 CNY, 20000 CNY]"
      ),
      ("together", "together: { same: debtor }", "“together”缺少键“if_not_authorised”"),
      (
        "classify", "classify: { profile: cn-mobile-2026, suspect_above: 90 attempts }",
        "联系次数这么多的案件本来就是非正常（“abnormal_above”：90）；这一档不起作用（警告）"
      ),
    ])
  func sameInChinese(_ key: String, _ line: String, _ message: String) {
    let found = Self.findings(Small.policy(key, line)).map { $0.text(.zh) }
    #expect(found.map { $0.drop { $0 != " " }.dropFirst() } == [message[...]], "\(found)")
  }

  @Test("names what the agency demands")
  func bounds() {
    let policy = Small.changed(Small.policy, "flag: [deceased, dispute]", "flag: dispute")
    #expect(
      Self.findings(policy).map(\.problem.message.zh).prefix(1) == ["机构要求带 deceased 的案件一律停催，这里并非如此"],
      "\(Self.findings(policy))")
    let stays = Small.changed(Small.policy, "{ when: { promise: open } }", "{ when: { promise: broken } }")
    let found = Self.findings(stays).map { $0.problem.text(.zh) }
    #expect(found == ["p.yaml:4:3: 凡有未到期的还款承诺，机构要求一律留任，但没有这样的留任规则；请加上 { when: { promise: open } }"], "\(found)")
  }

  @Test("names places and keys as the English does, and every message and advice has Chinese words")
  func everyMessage() throws {
    var random = SplitMix64(state: 5)
    var seen: Set<String> = []
    let files = try Shipped.all() + ["zh", "en"].map { ($0 + ".yaml", try Shipped.bytes("lexicons/\($0).yaml")) }
    for _ in 0..<400 {
      let which = Int.random(in: 0..<files.count, using: &random)
      var words = String(decoding: files[which].bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false).map(
        String.init)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<words.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: words.remove(at: place)
        case 1: words[place] = words[Int.random(in: 0..<words.count, using: &random)]
        case 2: words.swapAt(place, Int.random(in: 0..<words.count, using: &random))
        default:
          words[place] =
            ["off", "0", "-1", "5%", "2..1", "> 3%", "{}", "[]", "5万", "9 days", "甲, 乙", "x"].randomElement(using: &random) ?? ""
        }
      }
      var changed = files
      changed[which].bytes = Array(words.joined(separator: " ").utf8)
      if which >= files.count - 2 { changed = [changed[which]] } else { changed.removeLast(2) }
      for finding in PolicyFile.check(changed).findings {
        let problem = finding.problem
        #expect(problem.message.zh.hasChinese, "\(finding)")
        #expect(problem.hint?.zh.hasChinese != false && problem.expectation?.zh.isEmpty != true, "\(finding)")
        #expect(finding.text(.en) == finding.description)
        seen.insert(String(problem.message.en.drop { $0 != "”" }.prefix(14)))
      }
    }
    #expect(seen.count > 30, "\(seen)")
  }

  @Test("keeps a lexicon's faults and the reasons of its verdicts in both languages")
  func lexicons() {
    let text = """
      lexicon: house
      language: zh
      sets: { pay: [还款, 还，款, 还款] }
      phrases:
        promise: ["{pai} 了", "明天 …", "{pay", "^ $", "a{pay} b{pay} c{pay} d{pay}"]
        refusal: [明天, "不{还"]
      examples:
        - { say: 明天就还, tone: cooperative }
      """
    let problems = Problems(file: "house.yaml")
    _ = YAMLNode.read(Array(text.utf8), into: problems).flatMap { LexiconFile.read($0, into: problems) }
    #expect(problems.list.count >= 6, "\(problems.list)")
    for problem in problems.list { #expect(problem.message.zh.hasChinese && problem.hint?.zh.hasChinese != false, "\(problem)") }
    #expect(problems.list.contains { $0.message.zh == "“sets.pay[2]”含有词里不能有的内容：“，”是分句的标点，不能成为词的一部分" }, "\(problems.list)")
    let wrong = Problems(file: "house.yaml")
    let sound = "lexicon: house\nlanguage: zh\nphrases: { refusal: 不还 }\nexamples: [ { say: 我不还, tone: cooperative } ]"
    _ = YAMLNode.read(Array(sound.utf8), into: wrong).flatMap { LexiconFile.read($0, into: wrong) }
    #expect(wrong.list.map { $0.message.zh.hasPrefix("“examples[1].say”判为 uncooperative（支持 0，反对 ") } == [true], "\(wrong.list)")
    #expect(wrong.list.map(\.expectation?.zh) == ["“cooperative”"])
  }

  @Test(arguments: ["周一..周五", "[周一, 周二, wed, 周四, 周五]", "[mon, tue, wed, thu, fri]"])
  func daysOfTheWeekAreReadInEitherLanguage(_ days: String) throws {
    let agency = Small.changed(Small.agency, "{ weekdays: mon..fri }", "{ weekdays: \(days) }")
    #expect(try Small.parsedAgency(agency).calendar.workedWeekdays == 0b11_1110)
  }
}
