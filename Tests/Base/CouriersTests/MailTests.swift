import Digest
import Testing

@testable import Couriers

/// A mail as bytes, and what a text in it cannot do.
@Suite struct MailTests {
  static func message(subject: String = "示范机构 2026-11-30：已发布", name: String = "李伟", attachment: String = "report.html") throws
    -> MailMessage
  {
    MailMessage(
      from: ("allot", try #require(MailAddress("allot@example.org"))), to: (name, try #require(MailAddress("li@example.org"))),
      subject: subject,
      date: 1_796_000_000, messageID: "<allot.1@example.org>", language: "zh", text: "你好\n", html: "<p>你好</p>",
      attachments: [.init(name: attachment, mediaType: "text/html", bytes: Array("<html>".utf8))])
  }

  private func text(_ message: MailMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

  @Test func everyLineIsShortAndOfSevenBits() throws {
    let subject = String(repeating: "催收机构晨间报告", count: 40)
    for line in text(try Self.message(subject: subject, name: subject, attachment: "报告 一.html")).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      #expect(line.utf8.count <= 240 && line.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(line)")
    }
    let words = text(try Self.message(subject: subject)).matches(of: /=\?UTF-8\?B\?([A-Za-z0-9+\/=]+)\?=/)
    #expect(words.count > 10 && words.allSatisfy { $0.0.utf8.count <= 75 })
  }

  @Test(arguments: ["a\nBcc: x@example.org", "a\r\n\r\nbody", "a\u{2028}Bcc: x", "a\u{85}Bcc: x", "a\u{0}b"])
  func noTextBeginsAHeaderOrABody(_ text: String) throws {
    let message = self.text(try Self.message(subject: text, name: text, attachment: text))
    let heads = try #require(message.firstRange(of: "\n\n"))
    let names = message[..<heads.lowerBound].split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Language", "Content-Type"])
    #expect(!message.contains("\r") && !message.contains("\u{0}"))
  }

  @Test(arguments: [
    "li", "@example.org", "li@", "li@a@b", "li wang@example.org", "li@example.org\nBcc: x@y", "<li@example.org>", "-f@example.org",
    "li@-x.org",
    ".li@example.org", "li@example.org,wang@example.org", "李@example.org", "\"a b\"@example.org",
  ])
  func whatIsNoAddressIsNone(_ text: String) { #expect(MailAddress(text) == nil) }

  @Test func plainAddressesAreTaken() {
    for text in ["li@example.org", "li.wei+allot@mail.example.org", "o'brien@localhost", "a=b@example-1.org"] {
      #expect(MailAddress(text)?.description == text)
    }
  }

  @Test func theSameMessageHasTheSameBytesAndBoundariesOfItsOwn() throws {
    #expect(try Self.message().bytes == Self.message().bytes)
    var other = try Self.message()
    other.messageID = "<allot.2@example.org>"
    #expect(other != (try Self.message()))
  }

  @Test func datesAreThoseOfTheCalendar() {
    #expect(MailDate.text(0) == "Thu, 01 Jan 1970 00:00:00 +0000")
    #expect(MailDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 +0000")
    #expect(MailDate.text(1_796_083_205) == "Tue, 01 Dec 2026 00:00:05 +0000")
    #expect(MailDate.text(-1) == "Wed, 31 Dec 1969 23:59:59 +0000")
  }

  @Test func base64IsThatOfTheRFC() {
    for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(Base64.encode(Array(plain.utf8)) == coded)
    }
  }
}
