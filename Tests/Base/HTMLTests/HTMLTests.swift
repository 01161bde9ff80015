import HTML
import Testing

@Suite("Markup")
struct HTMLTests {
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</td></tr>", "&lt;b&gt;", "a & b", "`x`",
    "\u{0}<\u{1}b>", "<!--", "]]>", "\u{85}<",
  ]

  @Test(arguments: attacks)
  func valuesCannotBecomeMarkup(_ text: String) {
    let markup: HTML = "<p>\(text)</p>"
    let inner = markup.string.dropFirst(3).dropLast(4)
    #expect(!inner.contains { "<>\"'`".contains($0) })
    #expect(!inner.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    #expect(HTML.p("\(text)") == markup)
    #expect(HTML(text: text).string == String(inner))
  }

  @Test(arguments: attacks)
  func attributesCannotBeLeft(_ text: String) {
    let markup = HTML.td([.title(text), .class("n")], "x").string
    #expect(markup.hasPrefix("<td title=\""))
    #expect(markup.hasSuffix("\" class=\"n\">x</td>"))
    #expect(markup.count { $0 == "\"" } == 4)
    #expect(markup.count { $0 == "<" } == 2)
  }

  @Test func escapedTextReadsBackAsItWas() {
    #expect(HTML(text: "a<b>&\"c'`").string == "a&lt;b&gt;&amp;&quot;c&#39;&#96;")
    #expect(HTML(text: "张三 é 😀\n").string == "张三 é 😀\n")
    #expect(HTML(text: "<e\u{301}").string == "&lt;e\u{301}")
    // A combining mark after a special character makes one Character of both; it must be escaped all the same.
    #expect(HTML(text: "<\u{338}script>").string == "&lt;\u{338}script&gt;")
  }

  @Test func markupNestsUnescapedAndOnlyRawIsTrusted() {
    let inner: HTML = "<b>\("<")</b>"
    let none: HTML? = nil
    let missing: String? = nil
    #expect(("<p>\(inner)\(none)\(missing)\([inner, inner])\(7)</p>" as HTML).string == "<p><b>&lt;</b><b>&lt;</b><b>&lt;</b>7</p>")
    #expect(("\(raw: "<i>")" as HTML).string == "<i>")
    #expect(("\("<i>".prefix(2))" as HTML).string == "&lt;i")
  }

  @Test(arguments: [
    ("/cases?x=1&y=2", "/cases?x=1&amp;y=2"), ("runs/2026-12-01", "runs/2026-12-01"), ("#top", "#top"), ("?a=b:c", "?a=b:c"),
    ("https://example.com/a:b", "https://example.com/a:b"), ("MAILTO:a@b.c", "MAILTO:a@b.c"), ("a/b:c", "a/b:c"),
    ("javascript:alert(1)", "#"),
    ("JavaScript:alert(1)", "#"), (" java\nscript\t:alert(1)", "#"), ("\u{1}javascript:x", "#"), ("data:text/html,x", "#"),
    ("vbscript:x", "#"), ("a:b", "#"),
  ])
  func linksCannotRunCode(_ link: String, _ written: String) {
    #expect(HTML.a([.href(link)], "x").string == "<a href=\"\(written)\">x</a>")
  }

  @Test func elementsTakeBlocksWithLoopsAndConditions() {
    let names = ["a", "<b>"]
    let list = HTML.ul([.id("l")]) {
      for name in names { HTML.li("\(name)") }
      if names.isEmpty { HTML.li("none") } else { HTML.li("\(names.count)") }
      if names.count > 5 { HTML.li("many") }
    }
    #expect(list.string == "<ul id=\"l\"><li>a</li><li>&lt;b&gt;</li><li>2</li></ul>")
  }

  @Test func attributesThatAreOffAreLeftOut() {
    #expect(HTML.input([.name("x"), .flag("disabled", if: false), .flag("checked")]).string == "<input name=\"x\" checked>")
    #expect(HTML.br().string == "<br>")
    #expect(HTML.td().string == "<td></td>")
    #expect(HTML.th([.scope(.column), .colspan(2)], "a", "b").string == "<th scope=\"col\" colspan=\"2\">ab</th>")
  }

  @Test func aPageIsWhole() {
    let page = HTML.page(language: "zh", title: "甲<乙") { HTML.h1("x") }
    #expect(page.string.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\">"))
    #expect(page.string.contains("<title>甲&lt;乙</title>"))
    #expect(page.string.hasSuffix("<body><h1>x</h1></body></html>\n"))
    #expect(page.bytes == Array(page.string.utf8))
  }
}
