import Digest

/// A mail, composed: text and HTML of the same, and files. RFC 5322 and MIME, seven bits, lines of at most 998 characters (in fact 78), line ends as
/// `sendmail` takes them on its input.
package struct MailMessage: Sendable, Equatable {
  /// One file that goes along.
  package struct Attachment: Sendable, Equatable {
    /// As the reader will save it; any script.
    package var name: String
    /// Like `text/html`.
    package var mediaType: String
    package var bytes: [UInt8]

    /// Nothing is checked: what is no token in `mediaType` is told as `application/octet-stream`.
    package init(name: String, mediaType: String, bytes: [UInt8]) { (self.name, self.mediaType, self.bytes) = (name, mediaType, bytes) }
  }
  /// Who sends, by name and address.
  package var from: (name: String, address: MailAddress)
  /// The one reader.
  package var to: (name: String, address: MailAddress)
  package var subject: String
  /// Seconds since 1970-01-01 UTC.
  package var date: Int64
  /// With its angle brackets.
  package var messageID: String
  /// `zh` or `en`.
  package var language: String
  package var text: String
  package var html: String
  package var attachments: [Attachment]

  /// Everything that a mail has.
  package init(
    from: (name: String, address: MailAddress), to: (name: String, address: MailAddress), subject: String, date: Int64, messageID: String,
    language: String, text: String, html: String, attachments: [Attachment]
  ) {
    (self.from, self.to, self.subject, self.date, self.messageID) = (from, to, subject, date, messageID)
    (self.language, self.text, self.html, self.attachments) = (language, text, html, attachments)
  }

  package static func == (a: MailMessage, b: MailMessage) -> Bool { a.bytes == b.bytes }

  /// The whole message. The same every time: the boundaries come from the Message-ID.
  package var bytes: [UInt8] {
    let mark = Hex.encode(SHA256.hash(messageID).prefix(12))
    let (outer, inner) = ("=_allot_\(mark)_0", "=_allot_\(mark)_1")
    var out = "From: \(HeaderText.mailbox(from.name, from.address))\nTo: \(HeaderText.mailbox(to.name, to.address))\n"
    out += HeaderText.line("Subject", subject)
    out += "Date: \(MailDate.text(date))\nMessage-ID: \(HeaderText.oneLine(messageID).filter { $0 != " " })\nMIME-Version: 1.0\n"
    // So that nobody's holiday note answers to it.
    out += "Auto-Submitted: auto-generated\nContent-Language: \(language == "zh" ? "zh" : "en")\n"
    out += "Content-Type: multipart/mixed; boundary=\"\(outer)\"\n\n--\(outer)\n"
    out += "Content-Type: multipart/alternative; boundary=\"\(inner)\"\n\n"
    for (type, body) in [("text/plain", text), ("text/html", html)] {
      out += "--\(inner)\nContent-Type: \(type); charset=utf-8\nContent-Transfer-Encoding: base64\n\n\(Self.lines(Array(body.utf8)))"
    }
    out += "--\(inner)--\n"
    for file in attachments {
      out += "--\(outer)\nContent-Type: \(Self.isType(file.mediaType) ? file.mediaType : "application/octet-stream")\n"
      out +=
        "Content-Transfer-Encoding: base64\nContent-Disposition: attachment;\n \(HeaderText.fileName(file.name))\n\n\(Self.lines(file.bytes))"
    }
    return Array((out + "--\(outer)--\n").utf8)
  }

  /// 57 bytes become a line of 76 characters.
  private static func lines(_ bytes: [UInt8]) -> String {
    var out = ""
    out.reserveCapacity(bytes.count * 14 / 10 + 80)
    for start in stride(from: 0, to: bytes.count, by: 57) {
      out += Base64.encode(Array(bytes[start..<min(start + 57, bytes.count)]))
      out += "\n"
    }
    return out
  }

  private static func isType(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count == 2 && text.utf8.count <= 100
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [43, 45, 46].contains($0) }
      }
  }
}

/// A moment as mail writes it: `Mon, 30 Nov 2026 00:00:05 +0000`.
enum MailDate {
  static func text(_ seconds: Int64) -> String {
    let (days, rest) = (seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400, ((seconds % 86_400) + 86_400) % 86_400)
    // Civil date from days since 1970-01-01, in eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(weekdays[Int(((days % 7) + 7) % 7)]), \(two(day)) \(months[Int(civilMonth - 1)]) \(civilYear) \(time) +0000"
  }
}
