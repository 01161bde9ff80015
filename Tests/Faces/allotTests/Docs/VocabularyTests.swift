import TestLanguage
import Testing

/// One thing has one word in Chinese: the first of docs/glossary.md.
@Suite struct VocabularyTests {
  /// Words for what has another word already, with that word.
  private static let banned = [
    "余额": "欠款 of money, 余量 or 名额 of room", "空位": "名额", "限额": "上限", "转出": "离手", "转手": "换手", "代价": "成本", "标识为": "标记为",
    "案件标识": "案件标记", "暂缓：": "停催：", "留案规则": "留任规则", "违约": "失约", "批准": "复核", "词典": "词库", "算例": "实例", "派案": "分案",
    "催收员编号": "催收员工号", "坐席": "催收员", "委案方": "委托方", "公共池": "案件池", "自带的 PostgreSQL": "私有 PostgreSQL",
  ]
  /// Headers and codes that clients write, and what debtors say: not our words.
  private static let theirs = [
    "FeedSchema.swift", "ColumnWords.swift", "PlainCode.swift", "/Beside/Sample/", "/Classification/Tone/", "/Core/Promises/",
    "/Beside/Drafts/", "/formats.md",
  ]

  /// What stands between quotation marks, and lines of a text over several lines.
  private static func texts(_ source: String) -> [Substring] {
    source.split(separator: "\n").flatMap { line -> [Substring] in
      let code = line.drop { $0 == " " }
      if code.hasPrefix("//") { return [] }
      guard code.contains("\"") else { return code.hasChinese ? [code] : [] }
      return code.matches(of: /"((?:[^"\\]|\\.)*)"/).map(\.1).filter(\.hasChinese)
    }
  }

  @Test func theProgramAndItsPagesSayOneWordForOneThing() throws {
    let pages = try Repository.pages().filter { $0 != "docs/glossary.md" }.map { ($0, try Repository.text($0).split(separator: "\n")) }
    let said = try Repository.sources.get().map { ($0.key, Self.texts($0.value)) } + pages
    #expect(said.reduce(0) { $0 + $1.1.count } > 4_000)
    for (path, texts) in said where !Self.theirs.contains(where: path.contains) {
      for text in texts {
        // A column of a client's file, named in a message.
        let ours = text.replacing("欠款余额", with: "")
        for (word, instead) in Self.banned where ours.contains(word) { Issue.record("\(path): \(text): not \(word) but \(instead)") }
      }
    }
  }

  @Test func textsOfSourcesAreFound() {
    #expect(Self.texts("  // \"余额\"\n  let a = Wording(\"left\", \"余额\")\n  例如余额\n  let b = 1") == ["余额", "例如余额"])
  }
}
