import Glibc
import Speech
import TestLanguage
import Testing
import YAML

@Suite("Problems in Chinese")
struct ChineseTests {
  private func problems(_ text: String) -> [Problem] {
    let problems = Problems(file: "p.yaml")
    let node = YAMLNode.read(Array(text.utf8), into: problems)
    _ = node.map {
      ValueReader($0, into: problems).mapping { keys in
        _ = keys.required("policy").string()
        _ = keys.optional("limits").mapping { ($0.required("portfolio").int(in: 1...9), $0.optional("new_per_day").int()) }
        _ = keys.optional("keep").bool()
        return keys.optional("approval").word(among: ["one person", "two people"])
      }
    }
    return problems.list
  }

  @Test(arguments: [
    ("policy: a\napproval: two peple\n", "p.yaml:2:11: “approval”为“two peple”；应为“one person”或“two people”；是否想写“two people”？"),
    ("keep: yes\n", "p.yaml:1:1: 文件缺少键“policy”"),
    ("agency：demo\nbrakes: 5\n", "p.yaml:2:7: 冒号所在处不能有键；第 1 行：此处有全角冒号（：）；请写半角冒号加空格“: ”"),
    ("policy: a\nkeep: 'yes'\n", "p.yaml:2:7: “keep”是带引号的文字；应为 yes 或 no；请去掉引号"),
    ("policy: a\nlimits: { portfolio: x }\n", "p.yaml:2:22: “limits.portfolio”为“x”；应为 1 到 9 的整数"),
  ])
  func sayTheSame(_ text: String, _ chinese: String) {
    #expect(problems(text).map { $0.text(.zh) } == [chinese])
  }

  @Test func everyMessageAndAdviceIsChinese() {
    var random = SplitMix64(state: 9)
    let whole = "policy: a\nlimits: { portfolio: 3, new_per_day: 4 }\nkeep: yes\napproval: two people\n"
    let pieces = ["：", "，", "“", "[", "]", "{", "}", "\"", "\t", "*a ", "&a ", "!t ", "甲", "　", ": ", "x", "0", "\n"]
    var seen: Set<String> = []
    for _ in 0..<1_500 {
      var scalars = Array(whole.unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<scalars.count, using: &random)
        if Bool.random(using: &random) { scalars.remove(at: place) }
        scalars.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars, at: place)
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      for problem in problems(String(view)) {
        #expect(problem.message.zh.hasChinese && problem.hint?.zh.hasChinese != false, "\(problem)")
        #expect(problem.text(.en) == problem.description)
        seen.insert(String(problem.message.zh.filter { !$0.isASCII }.suffix(6)))
      }
    }
    #expect(seen.count > 12, "\(seen)")
  }

  @Test(arguments: [
    (ENOENT, "没有这个文件或目录"), (EACCES, "没有权限"), (EEXIST, "已经存在"), (ENOTDIR, "路径中有一处不是目录"), (EISDIR, "是一个目录"), (ENOSPC, "磁盘已满"),
    (EROFS, "文件系统只读"), (EMFILE, "打开的文件过多"), (ENOTEMPTY, "目录不为空"), (EADDRINUSE, "地址已被占用"), (ECONNREFUSED, "连接被拒绝"),
    (EDQUOT, "超出磁盘配额"), (ENOTTY, "系统错误 25（said）"),
  ])
  func theSystemsReasonsAreSaid(_ number: Int32, _ chinese: String) {
    #expect(Wording.system(number, "said") == Wording("said", chinese))
  }
}
