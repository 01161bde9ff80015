import HTML
import Speech

/// What every page of a report has around its sections: both languages, a heading, a table of contents, a foot. It needs nothing else: no script, no font, no
/// picture from anywhere.
enum PageFrame {
  /// A section: the end of its anchor, its heading, what stands in it.
  typealias Section = (id: String, title: Wording, content: HTML)

  /// The page in UTF-8; `language` is the one shown first. `style`: what a page adds to the look of all. Throws what `body` throws.
  static func html(
    _ language: Language, title: String, style: String = "", _ body: (Language) throws -> HTML
  ) rethrows -> [UInt8] {
    let bodies = try Language.allCases.map { ($0, try body($0)) }
    return HTML.page(language: language.tag, title: title, head: head(style)) {
      // A page has one main part, and both languages are it.
      HTML.main {
        // The switches stand before what they switch: no script is needed then.
        for choice in Language.allCases {
          HTML.input([
            .type("radio"), .name("language"), .id("show-\(choice.rawValue)"), .class("switch"), .other("aria-label", choice.ownName),
            .flag("checked", if: choice == language),
          ])
        }
        for (choice, body) in bodies { HTML.div([.class("page page-\(choice.rawValue)"), .lang(choice.tag)], body) }
      }
    }.bytes
  }

  private static func head(_ style: String) -> HTML {
    """
    <meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">\
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>\(raw: ReportStyle.css)\(raw: style)</style>
    """
  }

  /// The heading with the switch of languages.
  static func top(_ kicker: Wording, name: String, day: String, meta: [HTML], _ language: Language) -> HTML {
    HTML.header([.class("top")]) {
      HTML.div {
        HTML.p([.class("kicker")], "\(kicker[language])")
        HTML.h1("\(name) <span class=\"day\">\(day)</span>")
        HTML.p([.class("meta")]) { meta }
      }
      HTML.p([.class("languages")]) {
        for choice in Language.allCases {
          HTML.label([.for("show-\(choice.rawValue)"), .lang(choice.tag), choice == language ? .class("on") : nil], "\(choice.ownName)")
        }
      }
    }
  }

  /// Contents and sections.
  static func sections(_ sections: [Section], _ language: Language) -> HTML {
    HTML.nav([.other("aria-label", Wording("Sections", "目录")[language])]) {
      for entry in sections { HTML.a([.href("#\(language.rawValue)-\(entry.id)")], "\(entry.title[language])") }
    }
      + HTML.div {
        for section in sections {
          HTML.section([.id("\(language.rawValue)-\(section.id)")]) {
            HTML.h2("\(section.title[language])")
            section.content
          }
        }
      }
  }
}
