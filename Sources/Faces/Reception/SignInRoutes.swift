import HTML
import Schema
import SignIns
import Speech
import Web

/// The way in and out of the console.
package enum SignInRoutes {
  /// Pages, and nothing of `/v1`.
  package static let all: [Route] = [
    Route(.get, "/sign-in.css", "signInStyle", Wording("Style of the sign-in.", "登录页样式。"), need: .nothing) { _ in
      WebResponse(type: "text/css", PlainPage.style, headers: ["cache-control": "max-age=3600"])
    },
    Route(
      .get, "/sign-in", "signInPage", Wording("The way in.", "登录页。"), need: .nothing,
      parameters: [
        RouteParameter("to", .text(2_000), Wording("What is opened afterwards.", "登录后打开的地址。"), example: "/"),
        RouteParameter("link", .text(200), Wording("A link that counts once.", "一次性链接。"), example: "0123abcd"),
      ]
    ) { call in
      if let link = call.text("link") {
        do {
          try await call.desk.doorkeeper.look(at: link)
        } catch let fault as NotAdmitted {
          return call.page(linkIsOver(call, fault), status: 410)
        }
      }
      return call.page(
        page(call, to: call.text("to"), link: call.text("link"), agencies: try await call.desk.doorkeeper.agencies().map(\.code)))
    },
    Route(
      .post, "/sign-in", "signIn", Wording("Sign in.", "登录。"), need: .nothing,
      content: .form(["token", "name", "password", "agency", "link", "to"], limit: 16 << 10)
    ) { try await signIn($0) },
    Route(
      .get, "/sign-in/code", "signInCodePage", Wording("Asks for the code of the second factor.", "输入第二因素验证码的页面。"), need: .nothing,
      parameters: [RouteParameter("to", .text(2_000), Wording("What is opened afterwards.", "登录后打开的地址。"), example: "/")]
    ) { call in call.page(codePage(call, to: call.text("to"))) },
    Route(
      .post, "/sign-in/code", "signInWithCode", Wording("Bring the code of the second factor.", "提交第二因素验证码。"), need: .nothing,
      content: .form(["code", "to"], limit: 16 << 10)
    ) { try await bringCode($0) },
    Route(.post, "/sign-out", "signOut", Wording("Sign out.", "退出登录。"), need: .known, content: .form([])) { call in
      if let signIn = call.visitor.signIn { try await SignInDesk(try call.seat).end(signIn) }
      call.desk.doorkeeper.forget()
      var response = WebResponse.seeOther("/sign-in")
      response.headers.add("set-cookie", cookie("", call, maxAge: 0).header)
      return response
    },
    Route(
      .post, "/language", "chooseLanguage", Wording("Choose a language.", "选择语言。"), need: .nothing, content: .form(["language", "to"])
    ) { call in
      guard let language = call.form["language"].flatMap(Language.init(rawValue:)) else { throw Refusal.missing("language") }
      var response = WebResponse.seeOther(call.form.filled("to") ?? "/")
      let cookie = WebCookie(Reception.languageCookie, language.rawValue, maxAge: 365 * 86_400, isSecure: call.request.isSecure)
      response.headers.add("set-cookie", cookie.header)
      return response
    },
  ]

  private static func cookie(_ value: String, _ call: Call, maxAge: Int?) -> WebCookie {
    WebCookie(Reception.cookie, value, maxAge: maxAge, isSecure: call.request.isSecure)
  }

  private static func signIn(_ call: Call) async throws -> WebResponse {
    let (form, door) = (call.form, call.desk.doorkeeper)
    do {
      let entry: Entry
      if let link = form.filled("link") {
        entry = try await door.open(link: link)
      } else if let token = form.filled("token") {
        entry = try await door.open(token: token, password: form.filled("password"))
      } else if let name = form.filled("name") {
        entry = try await door.open(name: name, password: form["password"] ?? "", agency: form.filled("agency"))
      } else {
        throw Refusal.missing("token")
      }
      let wanted = form.filled("to") ?? "/"
      var response = WebResponse.seeOther(entry.awaitsCode ? "/sign-in/code?" + FormFields([("to", wanted)]).encoded : wanted)
      response.headers.add("set-cookie", cookie(entry.cookie, call, maxAge: Doorkeeper.longest).header)
      return response
    } catch let error as NotAdmitted where call.request.accepts("text/html") {
      let agencies = try await door.agencies().map(\.code)
      var response = call.page(
        page(call, to: form.filled("to"), link: nil, agencies: agencies, fault: error), status: error.pause > 0 ? 429 : 401)
      if error.pause > 0 { response.headers["retry-after"] = "\(error.pause)" }
      return response
    }
  }

  private static func bringCode(_ call: Call) async throws -> WebResponse {
    do {
      let kept = WebCookie.value(Reception.cookie, in: call.request.headers) ?? ""
      let value = try await call.desk.doorkeeper.admit(code: call.form["code"] ?? "", for: kept)
      var response = WebResponse.seeOther(call.form.filled("to") ?? "/")
      response.headers.add("set-cookie", cookie(value, call, maxAge: Doorkeeper.longest).header)
      return response
    } catch let error as NotAdmitted where call.request.accepts("text/html") {
      var response = call.page(codePage(call, to: call.form.filled("to"), fault: error), status: error.pause > 0 ? 429 : 401)
      if error.pause > 0 { response.headers["retry-after"] = "\(error.pause)" }
      return response
    }
  }

  private static func codePage(_ call: Call, to: String?, fault: NotAdmitted? = nil) -> String {
    let language = call.language
    func say(_ en: String, _ zh: String) -> HTML { HTML(text: Wording(en, zh)[language]) }
    return PlainPage.page(
      Wording("Your second factor", "第二因素验证"), language,
      HTML([
        told(fault, language),
        HTML.form([.method(.post), .action("/sign-in/code")]) {
          if let to { HTML.input([.type("hidden"), .name("to"), .value(to)]) }
          HTML.label([.for("code")], say("The six digits on your telephone, or a code on paper", "手机显示的六位数字，或一个纸质备用码"))
          HTML.input([
            .id("code"), .name("code"), .type("text"), .other("inputmode", "text"), .other("autocomplete", "one-time-code"),
            .other("spellcheck", "false"), .other("required", ""),
          ])
          HTML.button([.type("submit")], say("Sign in", "登录"))
        },
        HTML.p(HTML.a([.href("/sign-in")], say("Begin anew", "重新登录"))),
      ]))
  }

  private static func told(_ fault: NotAdmitted?, _ language: Language) -> HTML {
    fault.map { fault in
      HTML.div(
        [.class("fault"), .other("role", "alert")], HTML.p(HTML(text: fault.what[language])), HTML.p(HTML(text: fault.remedy[language])))
    } ?? .empty
  }

  /// The other language, for whoever cannot read this one.
  private static func languages(_ language: Language, back: String) -> HTML {
    HTML.form([.method(.post), .action("/language")]) {
      HTML.input([.type("hidden"), .name("to"), .value(back)])
      for choice in Language.allCases where choice != language {
        HTML.button([.type("submit"), .name("language"), .value(choice.rawValue), .lang(choice.tag)], HTML(text: choice.ownName))
      }
    }
  }

  /// What whoever opens a link again reads: that it is over, how to get another, and the other ways in.
  private static func linkIsOver(_ call: Call, _ fault: NotAdmitted) -> String {
    let language = call.language
    let (way, first) = (Wording("Sign in another way", "用其他方式登录"), Wording("To the first page, if you are signed in", "返回首页（已登录时）"))
    return PlainPage.page(
      Wording("This link is over", "此链接已失效"), language,
      HTML.div(
        [.class("fault"), .other("role", "alert")], HTML.p(HTML(text: fault.what[language])), HTML.p(HTML(text: fault.remedy[language])))
        + HTML.p(HTML.a([.href("/sign-in")], HTML(text: way[language]))) + HTML.p(HTML.a([.href("/")], HTML(text: first[language])))
        + languages(language, back: "/sign-in"))
  }

  private static func page(_ call: Call, to: String?, link: String?, agencies: [String], fault: NotAdmitted? = nil) -> String {
    let language = call.language
    func say(_ en: String, _ zh: String) -> HTML { HTML(text: Wording(en, zh)[language]) }
    func field(_ name: String, _ label: HTML, type: String = "text", complete: String) -> HTML {
      HTML.label([.for(name)], label)
        + HTML.input([.id(name), .name(name), .type(type), .other("autocomplete", complete), .other("spellcheck", "false")])
    }
    let hidden = [("to", to), ("link", link)].compactMap { name, value in
      value.map { HTML.input([.type("hidden"), .name(name), .value($0)]) }
    }
    let fields =
      link != nil
      ? HTML.p(say("This link signs you in, once.", "此链接可登录一次。"))
      : HTML([
        field("name", say("Name", "用户名"), complete: "username"),
        field("password", say("Password", "密码"), type: "password", complete: "current-password"),
        field("token", say("or token", "或令牌"), type: "password", complete: "off"),
        agencies.count > 1 ? field("agency", say("Agency", "机构"), complete: "organization") : .empty,
      ])
    return PlainPage.page(
      Wording("Sign in", "登录"), language,
      HTML([
        told(fault, language),
        HTML.form(
          [.method(.post), .action("/sign-in")], HTML(hidden), fields, HTML.button([.type("submit")], say("Sign in", "登录"))),
        languages(
          language,
          back: "/sign-in?" + FormFields([("to", to), ("link", link)].compactMap { name, value in value.map { (name, $0) } }).encoded),
      ]))
  }
}
