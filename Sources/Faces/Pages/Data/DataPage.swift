import Answers
import Classification
import Desks
import Feeds
import HTML
import Portfolio
import Schema
import Speech
import Views
import Web
import Words

extension Frame {
  /// Files that were loaded, and the form by which another is. `refused`: own files of the last hour with rows that were refused.
  func data(
    _ imports: [ShownImport], _ chosen: Feed?, isRefused: Bool, _ clock: WallClock,
    _ refused: [(key: String, upload: UploadShelf.Upload)]
  ) -> HTML {
    HTML([
      HTML.form([.method(.get), .action("/data"), .class("filters")]) {
        choice(
          "feed", Wording("Feed", "数据"), Feed.allCases.filter { $0 != .moves }.map { ($0.rawValue, Words.feed($0)) }, chosen?.rawValue,
          none: Wording("all", "全部"))
        choice(
          "refused", Wording("Rows", "行"), [("true", Wording("with refused ones", "有被拒的"))], isRefused ? "true" : nil,
          none: Wording("all", "全部"))
        button(Wording("Show", "显示"))
      },
      table(
        Wording("Files", "文件"),
        [
          (Wording("Feed", "数据"), false), (Wording("File", "文件"), false), (Wording("New", "新增"), true), (Wording("Changed", "变更"), true),
          (Wording("As they were", "未变"), true), (Wording("Refused", "拒收"), true), (Wording("By", "导入人"), false),
          (Wording("At (\(clock.name))", "时间（\(clock.name)）"), false),
        ],
        imports.map { one -> [HTML] in
          [
            say(Words.feed(one.feed)), HTML(text: fileName(one.file)),
            HTML(text: Text.grouped(one.inserted)), HTML(text: Text.grouped(one.changed)), HTML(text: Text.grouped(one.unchanged)),
            one.rejected > 0 ? badge(Wording(same: Text.grouped(one.rejected)), "bad") : "0", HTML(text: one.by),
            HTML(text: Text.time(one.at, by: clock)),
          ]
        }, none: isRefused ? Wording("No file had refused rows.", "没有含被拒行的文件。") : Wording("No file has been loaded yet.", "尚未导入任何文件。")),
      refused.isEmpty
        ? .empty
        : part(Wording("Refused rows of your files of the last hour", "您近一小时所传文件的被拒行")) {
          HTML.ul {
            HTML(
              refused.map { key, upload in
                HTML.li(
                  say(Words.feed(upload.feed)), " ", link("/data/uploads/\(key)/rejects.csv", HTML(text: "\(upload.name): rejects.csv")))
              })
          }
        },
      chooser(),
      has(.import) ? HTML.p(link("/deliveries", say("Webhooks: programs that are told what happens", "Webhook 订阅：接收推送的程序"))) : .empty,
    ])
  }

  /// What the inbox holds that was refused.
  func inbox(_ rows: [RefusedRow], _ clock: WallClock) -> HTML {
    if rows.isEmpty { return .empty }
    return part(Wording("Refused in the inbox", "收件表中被拒的行"), "inbox") {
      HTML.p(
        [.class("soft")],
        say("Whoever hands cases in mends these rows in table allot.inbox, or takes them out.", "请由送案方在表 allot.inbox 中改正或删除这些行。"))
      table(
        Wording("Refused in the inbox", "收件表中被拒的行"),
        [
          (Wording("Row", "行"), true), (Wording("Client", "委托方"), false), (Wording("Case", "案件号"), false),
          (Wording("At (\(clock.name))", "时间（\(clock.name)）"), false), (Wording("Because", "原因"), false),
        ],
        rows.map { row -> [HTML] in
          [
            HTML(text: String(row.id)), HTML(text: row.client), HTML(text: row.caseNo), HTML(text: Text.time(row.at, by: clock)),
            HTML(text: row.reason),
          ]
        })
    }
  }

  /// Without where it lay; what was entered by hand says so.
  private func fileName(_ file: String) -> String {
    if let match = file.wholeMatch(of: /\w+ of (.+) by hand/) { return text(file, "\(match.1)，手工登记") }
    return file.split(separator: "/").last.map(String.init) ?? file
  }

  /// Doubtful conversations, each with its label to be given.
  func review(_ items: [ReviewItem]) -> HTML {
    if items.isEmpty { return HTML.p([.class("calm")], say("Nothing is to be read.", "没有需要审读的沟通。")) }
    return HTML([
      HTML.p(
        [.class("soft")],
        say("Read, then say what the debtor's tone is. A later label replaces an earlier one.", "请审读后标注债务人的态度。后来的标注取代先前的。")),
      HTML(items.enumerated().map { index, item in self.item(item, index) }),
    ])
  }

  private func item(_ item: ReviewItem, _ index: Int) -> HTML {
    let groups = KeywordGroups(rawValue: item.groups).words
    return HTML.article([.class("card"), .id("item-\(index)")]) {
      HTML.p(
        caseLink(item.client, item.caseNo), " ", day(item.day), " ", badge(why(item.why), "warn"), " ",
        say("judged \(item.tone.word), \(item.confidence) %", "判定：\(Words.tone(item.tone).zh)，把握 \(item.confidence) %"),
        groups.isEmpty ? .empty : " · " + HTML(text: groups.joined(separator: ", ")))
      HTML.p(
        item.text.map { HTML(text: $0) } ?? HTML.span([.class("soft")], say("The text is not kept: hear the recording.", "未保留文本：请听录音。")))
      form("/review", [.class("row"), .other("aria-label", text("Label of conversation \(item.sourceID)", "沟通 \(item.sourceID) 的标注"))]) {
        hidden("client", item.client)
        hidden("case_no", item.caseNo)
        hidden("id", item.sourceID)
        hidden("why", item.why.rawValue)
        for tone in Tone.allCases { button(Words.tone(tone), name: "tone", value: tone.word) }
      }
    }
  }

  private func why(_ why: ReviewItem.Why) -> Wording {
    switch why {
    case .disputed: Wording("keywords and model disagree", "判定有分歧")
    case .unsure: Wording("not sure", "把握不足")
    case .sample: Wording("by lot", "抽样")
    }
  }
}
