import HTML
package import Speech

/// Two policies compared, as a single page that needs nothing else: no script, no font, no picture from anywhere.
package enum PolicyDifferencePage {
  /// What has become of a line.
  package enum Mark: String, Sendable { case same, gone, new, place }

  /// What stands folded under a title.
  package struct Fold: Sendable {
    let title: Wording
    let sentences: [Wording]
    /// Whole sentences; empty ones are no fold worth opening.
    package init(title: Wording, sentences: [Wording]) {
      self.title = title
      self.sentences = sentences
    }
  }

  /// The page in UTF-8. Both languages are in it; `language` is the one shown first. `effect`: what was worked out of a night under the new policy, as
  /// lines of text.
  package static func html(
    old: String, new: String, summary: Wording, folds: [Fold], lines: [(mark: Mark, text: String)], effect: Wording?, language: Language
  ) -> [UInt8] {
    let title = Wording("What would be different", "策略对比")[language] + " · \(old) · \(new)"
    return PageFrame.html(language, title: title, style: own) { choice in
      header(old, new, choice)
        + HTML.div {
          HTML.p([.class("lead")], "\(summary[choice])")
          for fold in folds { folded(fold.title[choice], sentences(fold, choice)) }
          if let effect { folded(Wording("A night under it", "按此策略的一晚")[choice], HTML.pre("\(effect[choice])")) }
          if !lines.isEmpty { folded(Wording("The texts", "文本")[choice], text(lines)) }
        }
    }
  }

  private static let own = """
    main details{border:1px solid var(--rule);border-radius:9px;background:var(--card);padding:9px 14px;margin:0 0 10px}main summary{font-size:15px;font-weight:650}\
    main ul{margin:10px 0 4px;padding-left:20px}main li{margin:5px 0;overflow-wrap:anywhere}pre{overflow-x:auto;font-size:12.5px;line-height:1.5;margin:10px 0 4px}\
    .line-gone{color:var(--bad);background:var(--badbg)}.line-new{color:var(--good);background:var(--goodbg)}.line-place{color:var(--soft)}.line{display:block}
    """

  private static func header(_ old: String, _ new: String, _ language: Language) -> HTML {
    HTML.header([.class("top")]) {
      HTML.div {
        HTML.p([.class("kicker")], "\(Wording("What would be different", "策略对比")[language])")
        HTML.h1("\(new)")
        HTML.p([.class("meta")], "\(Wording("compared with", "对比")[language]) \(old)")
      }
      HTML.p([.class("languages")]) {
        for choice in Language.allCases {
          HTML.label([.for("show-\(choice.rawValue)"), .lang(choice.tag), choice == language ? .class("on") : nil], "\(choice.ownName)")
        }
      }
    }
  }

  private static func folded(_ title: String, _ content: HTML) -> HTML { HTML.details { [HTML.summary("\(title)"), content] } }

  private static func sentences(_ fold: Fold, _ language: Language) -> HTML {
    HTML.ul { for sentence in fold.sentences { HTML.li("\(sentence[language])") } }
  }

  private static func text(_ lines: [(mark: Mark, text: String)]) -> HTML {
    HTML.pre { for line in lines { HTML.span([.class("line line-\(line.mark.rawValue)")], "\(line.text)") } }
  }
}
