import Digest
package import Wire

/// Whose chat a webhook belongs to: how a message is written and signed for it. Formats are those of the houses' own pages on incoming webhooks; what two of
/// them say differently stands in docs/reports.md.
package enum ChatHouse: String, CaseIterable, Sendable {
  case wecom, dingtalk, feishu, slack

  /// What is said: a headline and lines of text, without markup.
  package struct Message: Sendable, Equatable {
    package var title: String
    package var lines: [String]
    /// Shown under `linkText`.
    package var link: String?
    package var linkText: String

    /// Controls become blanks where it is written.
    package init(title: String, lines: [String], link: String?, linkText: String) {
      (self.title, self.lines, self.link, self.linkText) = (title, lines, link, linkText)
    }
  }

  /// The address with what the house wants in it, and the body. `key` is nil for a webhook without signature; WeCom and Slack know none. `seconds`: now, since
  /// 1970-01-01 UTC.
  func request(_ message: Message, to address: WebAddress, key: String?, seconds: Int64) -> (url: String, body: JSON) {
    switch self {
    case .wecom:
      return (address.secret, ["msgtype": "markdown", "markdown": ["content": .string(cut(markdown(message, bold: "**"), 4096))]])
    case .dingtalk:
      let body: JSON = [
        "msgtype": "markdown",
        "markdown": ["title": .string(clean(message.title)), "text": .string(cut(markdown(message, bold: "**", line: "\n\n"), 18_000))],
      ]
      guard let key else { return (address.secret, body) }
      // The key signs "milliseconds, line end, key"; the signature goes into the address.
      let milliseconds = seconds * 1000
      let sign = Base64.encode(HMACSHA256.code(for: Array("\(milliseconds)\n\(key)".utf8), key: Array(key.utf8)))
      let mark = address.secret.contains("?") ? "&" : "?"
      return ("\(address.secret)\(mark)timestamp=\(milliseconds)&sign=\(Self.escaped(sign))", body)
    case .feishu:
      var members: [(String, JSON)] = []
      if let key {
        // "seconds, line end, key" is the key here, and what it signs is nothing; the signature goes into the body.
        let sign = Base64.encode(HMACSHA256.code(for: [], key: Array("\(seconds)\n\(key)".utf8)))
        members = [("timestamp", .string(String(seconds))), ("sign", .string(sign))]
      }
      let lines: [JSON] = message.lines.map { .array([["tag": "text", "text": .string(clean($0))]]) }
      let link: [JSON] = message.link.map { [.array([["tag": "a", "text": .string(clean(message.linkText)), "href": .string($0)]])] } ?? []
      let post: JSON = ["zh_cn": ["title": .string(clean(message.title)), "content": .array(lines + link)]]
      return (address.secret, .object(members + [("msg_type", "post"), ("content", ["post": post])]))
    case .slack:
      let link = message.link.map { ["<\($0)|\(Self.slackText(clean(message.linkText)))>"] } ?? []
      let text = (["*\(Self.slackText(clean(message.title)))*"] + message.lines.map { Self.slackText(clean($0)) } + link).joined(
        separator: "\n")
      return (address.secret, ["text": .string(text)])
    }
  }

  private func markdown(_ message: Message, bold: String, line: String = "\n") -> String {
    let link = message.link.map { ["[\(Self.plain(clean(message.linkText)))](\($0))"] } ?? []
    return (["\(bold)\(Self.plain(clean(message.title)))\(bold)"] + message.lines.map { Self.plain(clean($0)) } + link).joined(
      separator: line)
  }

  private func clean(_ text: String) -> String { HeaderText.oneLine(text) }

  /// Signs that would be markup. A blank before them is not enough for every house; they are written wide.
  private static func plain(_ text: String) -> String {
    let wide: [Character: Character] = ["*": "＊", "_": "＿", "`": "｀", "[": "［", "]": "］", "<": "＜", ">": "＞", "#": "＃", "@": "＠"]
    return String(text.map { wide[$0] ?? $0 })
  }

  private static func slackText(_ text: String) -> String {
    text.reduce(into: "") { out, sign in
      switch sign {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      default: out.append(sign)
      }
    }
  }

  /// At most so many bytes, no character cut in two.
  private func cut(_ text: String, _ most: Int) -> String {
    var (bytes, out) = (0, "")
    for sign in text {
      bytes += sign.utf8.count
      if bytes > most { break }
      out.append(sign)
    }
    return out
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte -> String in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(decoding: [byte], as: UTF8.self) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
