import Reports
import Speech
import Testing

@Suite struct PolicyDifferencePageTests {
  private func page(_ language: Language = .en) -> String {
    let html = PolicyDifferencePage.html(
      old: "a@1", new: "<b>", summary: Wording("Different: route.", "有变化：路由。"),
      folds: [.init(title: Wording("Routes", "路由"), sentences: [Wording("1 & 2", "一")])], lines: [(.gone, "-<x>"), (.new, "+y")],
      effect: nil,
      language: language)
    return String(decoding: html, as: UTF8.self)
  }

  @Test func whatItComesToStandsOpenAndEverythingElseIsFolded() {
    let page = page()
    let texts = page.split(separator: "<div class=\"page ").dropFirst()
    #expect(texts.count == 2)
    for text in texts {
      let lead = text.firstRange(of: "class=\"lead\"")?.lowerBound
      let fold = text.firstRange(of: "<details>")?.lowerBound
      #expect(lead.map { lead in fold.map { lead < $0 } ?? false } ?? false)
    }
    #expect(!page.contains("<details open"))
    #expect(page.ranges(of: "<details>").count == 4)
  }

  @Test func namesAndTextsCannotBecomeMarkupAndNothingIsFetched() {
    let page = page()
    #expect(page.contains("&lt;b&gt;") && page.contains("-&lt;x&gt;") && page.contains("1 &amp; 2"))
    #expect(
      !page.contains("<b>") && !page.contains("<script") && !page.contains("http:") && !page.contains("https:") && !page.contains("src="))
  }

  @Test func bothLanguagesAreInItAndTheOneAskedForIsShownFirst() {
    #expect(page().contains("有变化：路由。") && page(.zh).contains("Different: route."))
    #expect(page(.zh).hasPrefix("<!DOCTYPE html>\n<html lang=\"\(Language.zh.tag)\""))
  }
}
