import HTML
import Speech
package import Web

/// Pages of the door: signing in, and what went wrong. Plain: they work before anything else does.
package enum PlainPage {
  /// A page with one heading. `body` stands below it.
  static func page(_ title: Wording, _ language: Language, _ body: HTML) -> String {
    HTML.page(
      language: language.tag, title: title[language] + " · allot", head: HTML.link([.other("rel", "stylesheet"), .href("/sign-in.css")])
    ) {
      HTML.main {
        HTML.h1(HTML(text: title[language]))
        body
      }
    }.string
  }

  /// What went wrong, with what to do.
  package static func problem(_ problem: Problem, _ request: WebRequest, _ visitor: Visitor) -> String {
    let language = visitor.language
    let body = HTML([
      HTML.p(HTML(text: problem.what[language])), problem.remedy.map { HTML.p(HTML(text: $0[language])) } ?? .empty,
      HTML.p(HTML.a([.href("/")], HTML(text: Wording("To the first page", "返回首页")[language]))),
    ])
    return page(problem.title, language, body)
  }

  /// The style of these pages.
  static let style = """
    :root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
    main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem; }
    label { display: block; margin-top: 1rem; }
    input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; }
    button { margin-top: 1.5rem; font: inherit; padding: .5rem 1.5rem; }
    .fault { border-left: .25rem solid #c0392b; padding-left: .75rem; }
    """
}
