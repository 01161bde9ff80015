import Desks
import HTML
import Portfolio
import Reception
import Speech
import Web
import Words

/// What stands around every page: where one can go, who is signed in, the language, the way to the contents. Pure: values in, HTML out.
struct Frame: Sendable {
  var language: Language
  /// nil where nobody is signed in.
  var actor: ActingUser?
  /// The agency's name; empty where nobody is signed in.
  var agency = ""
  /// What every form sends along.
  var proof = ""
  /// Path and query of this page.
  var address = "/"
  /// What was sent from this page and refused.
  var refused: RefusedForm?
  /// Within the form that was refused: what was typed into it. Fields show it instead of what they would begin with.
  var typed: FormFields?

  /// The text in the reader's language; commands that it names as the pages where the same is done.
  func say(_ wording: Wording) -> HTML { spoken(wording[language]) }
  /// The same.
  func say(_ en: String, _ zh: String) -> HTML { HTML(text: language == .zh ? zh : en) }
  /// The same, for attributes.
  func text(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }
  /// Whether to show what needs the right; the desks refuse it all the same.
  func has(_ right: Right) -> Bool { actor?.has(right) ?? false }

  /// A whole page. `notice`: what was just done.
  func page(_ title: Wording, at place: Place?, notice: Wording? = nil, @HTMLBuilder _ body: () -> HTML) -> String {
    HTML.page(
      language: language.tag, title: "\(title[language]) · \(agency.isEmpty ? "allot" : agency)",
      head: HTML.meta([.name("color-scheme"), .other("content", "light dark")])
        + HTML.link([.other("rel", "stylesheet"), .href("/console.css")])
    ) {
      HTML.a([.class("skip"), .href("#main")], say("Skip to the contents", "跳到正文"))
      top(place)
      HTML.main([.id("main")]) {
        HTML.h1(say(title))
        if let refused { fault(refused.problem) }
        if let notice { HTML.p([.class("done"), .other("role", "status")], say(notice)) }
        body()
      }
    }.string
  }

  private func top(_ place: Place?) -> HTML {
    HTML.header([.class("top")]) {
      HTML.a([.class("brand"), .href("/")], "allot")
      if let actor {
        HTML.nav([.other("aria-label", text("Main", "主导航"))]) {
          for one in Place.allCases where one.isShown(to: actor) {
            HTML.a(
              [.href(one.path), one == place ? .other("aria-current", "page") : nil], say(one.title))
          }
        }
      }
      HTML.div([.class("who")]) {
        if let actor {
          HTML.a([.class("me"), .href("/second-factor")], "\(actor.name)<small>\(roles(actor)) · \(agency)</small>")
        }
        languages
        if actor != nil {
          form("/sign-out", [.class("inline")]) { HTML.button([.type("submit"), .class("plain")], say("Sign out", "退出")) }
        }
      }
    }
  }

  private func roles(_ actor: ActingUser) -> String {
    let words = Role.allCases.filter(actor.roles.contains).map { Words.role($0)[language] }
    let all = actor.isOwner ? [text("owner", "所有者")] + words : words
    return all.joined(separator: text(", ", "、")) + (actor.team.map { text(" of \($0)", "（\($0)）") } ?? "")
  }

  private var languages: HTML {
    form("/language", [.class("inline"), .other("aria-label", text("Language", "语言"))]) {
      hidden("to", address)
      for choice in Language.allCases where choice != language {
        HTML.button(
          [.type("submit"), .class("plain"), .name("language"), .value(choice.rawValue), .lang(choice.tag)], HTML(text: choice.ownName))
      }
    }
  }

  /// Why something was not done, with what to do.
  func fault(_ problem: Problem) -> HTML {
    HTML.div([.class("fault"), .other("role", "alert")]) {
      HTML.p(say(problem.what))
      if let remedy = problem.remedy { HTML.p(say(remedy)) }
    }
  }

  /// A form into which something is typed: its fields are those of the frame that `body` is given, which knows what was typed before it was refused.
  func form(_ action: String, _ attributes: [Attribute?] = [], @HTMLBuilder fields: (Frame) -> HTML) -> HTML {
    var inner = self
    // What was asked before it is done was typed for both.
    inner.typed = refused.flatMap { $0.action == action || $0.action + "/preview" == action ? $0.fields : nil }
    return form(action, attributes) { fields(inner) }
  }

  /// A form that changes something, with its proof.
  func form(_ action: String, _ attributes: [Attribute?] = [], @HTMLBuilder _ body: () -> HTML) -> HTML {
    let all: [Attribute?] = [.method(.post), .action(action)]
    return HTML.form(all + attributes, hidden("csrf", proof), body())
  }

  /// A field that nobody sees; nothing for nil.
  func hidden(_ name: String, _ value: String?) -> HTML {
    value.map { HTML.input([.type("hidden"), .name(name), .value($0)]) } ?? .empty
  }
}

/// Where one can go.
enum Place: CaseIterable, Sendable {
  case now, cases, nights, people, moves, policy, data, review, audit, status

  var path: String {
    switch self {
    case .now: "/"
    case .cases: "/cases"
    case .nights: "/nights"
    case .people: "/people"
    case .moves: "/orders"
    case .policy: "/policies"
    case .data: "/data"
    case .review: "/review"
    case .audit: "/audit"
    case .status: "/status"
    }
  }

  var title: Wording {
    switch self {
    case .now: Wording("Now", "今日")
    case .cases: Wording("Cases", "案件")
    case .nights: Wording("Nights", "夜间分案")
    case .people: Wording("People", "人员")
    case .moves: Wording("Moves", "人工调案")
    case .policy: Wording("Policy", "策略")
    case .data: Wording("Data", "数据")
    case .review: Wording("Review", "审读")
    case .audit: Wording("Controls", "审计")
    case .status: Wording("Status", "状态")
    }
  }

  /// Nobody is led to a door that is closed to him.
  func isShown(to actor: ActingUser) -> Bool {
    switch self {
    case .now: true
    case .review: actor.has(.review)
    case .audit: actor.has(.audit)
    default: actor.has(.see)
    }
  }
}
