import Couriers
import HTML
import Portfolio
import Speech

// The note as the two parts of a mail, as a page in the directory, and for a chat.
extension NightNote {
  private var open: Wording { Wording("Open the report", "打开报告") }

  private var foot: Wording {
    Wording(
      "Sent by \(program). Who gets what stands under “report” in the agency file.", "由 \(program) 发送。谁收到什么，见机构文件的“report”一节。")
  }

  /// Plain text.
  func text(_ language: Language, attachments: [String]) -> String {
    var lines = [title[language], ""] + self.lines(language)
    if !attachments.isEmpty { lines += ["", filter[language]] + attachments.map { "- \($0)" } }
    if let link { lines += ["", "\(open[language]): \(link)"] }
    return (lines + ["", "-- ", foot[language], ""]).joined(separator: "\n")
  }

  /// A small page.
  func page(_ language: Language, attachments: [String]) -> String {
    let body = lines(language).reduce(HTML.empty) { $0 + "<p>\($1)</p>\n" }
    let files = attachments.reduce(HTML.empty) { $0 + "<li>\($1)</li>" }
    let list: HTML = attachments.isEmpty ? "" : "<p>\(filter[language])</p><ul>\(files)</ul>\n"
    let anchor: HTML = link.map { "<p><a href=\"\($0)\">\(open[language])</a></p>\n" } ?? ""
    let document: HTML = """
      <!DOCTYPE html>
      <html lang="\(language == .zh ? "zh-CN" : "en")"><head><meta charset="utf-8"><title>\(title[language])</title></head>
      <body style="font-family:sans-serif;line-height:1.5">
      <h1 style="font-size:1.2em">\(title[language])</h1>
      \(body)\(list)\(anchor)<p style="color:#555;font-size:.85em">\(foot[language])</p>
      </body></html>

      """
    return document.string
  }

  /// Numbers and a link.
  func chat(_ language: Language) -> ChatHouse.Message {
    ChatHouse.Message(title: title[language], lines: lines(language), link: link, linkText: open[language])
  }
}
