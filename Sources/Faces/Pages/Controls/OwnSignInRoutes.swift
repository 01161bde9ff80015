import Answers
import Desks
import Faults
import HTML
import Portfolio
import QRCodes
import Reception
import Schema
import SignIns
import Speech
import Views
import Web

/// One's own password and second factor.
enum OwnSignInRoutes {
  static let all: [Route] = [
    Route(
      .get, "/second-factor", "secondFactorPage", Wording("One's own second factor and password.", "本人的第二因素与密码。"), need: .known,
      parameters: [Done.parameter]
    ) { call in
      let desk = SignInDesk(try call.seat)
      let (state, offer) = (try await desk.secondFactor(), try await desk.offeredSecondFactor())
      let clock = try await call.seat.clock()
      return call.page(title, at: nil, notice: Done.notice(call)) {
        call.frame.part(Wording("Second factor", "第二因素")) {
          if let since = state.since {
            call.frame.secured(since, codes: state.recoveryCodes, clock)
          } else if let offer {
            call.frame.offered(offer)
          } else {
            call.frame.unsecured
          }
        }
        call.frame.password
      }
    },
    Route(
      .post, "/second-factor/begin", "beginSecondFactorHere", Wording("Begin a second factor.", "开始设置第二因素。"), need: .known,
      content: .form([])
    ) { call in
      _ = try await SignInDesk(try call.seat).beginSecondFactor()
      return .seeOther("/second-factor")
    },
    Route(
      .post, "/second-factor", "confirmSecondFactorHere", Wording("Bring its first code.", "提交首个验证码。"), need: .known,
      content: .form(["code"])
    ) { call in
      let codes = try await SignInDesk(try call.seat).confirmSecondFactor(call.form["code"] ?? "", except: call.visitor.signIn)
      call.forgetVisitors()
      // Shown this once, so here and on no page that can be asked for again.
      return call.page(title, at: nil) { call.frame.codes(codes) }
    },
    Route(
      .post, "/second-factor/remove", "removeSecondFactorHere", Wording("Take the second factor away.", "停用第二因素。"), need: .known,
      content: .form(["code"])
    ) { call in
      try await SignInDesk(try call.seat).removeSecondFactor(call.form["code"] ?? "")
      return .seeOther("/second-factor?done=unsecured")
    },
    Route(
      .post, "/password", "setPasswordHere", Wording("Set one's own password.", "设置本人密码。"), need: .known,
      content: .form(["password", "again"])
    ) { call in
      let password = call.form["password"] ?? ""
      guard password == call.form["again"] else {
        throw OperationError(
          .usage, Wording("the two are not the same", "两次输入不一致"), remedy: Wording("type the password twice", "请重新输入两次密码"))
      }
      try await SignInDesk(try call.seat).setPassword(password, except: call.visitor.signIn)
      call.forgetVisitors()
      return .seeOther("/second-factor?done=password")
    },
  ]

  private static let title = Wording("Your way in", "本人登录方式")
}

extension Frame {
  fileprivate var unsecured: HTML {
    HTML([
      HTML.p(
        say(
          "None. With one, whoever knows your password or finds your token still needs your telephone to sign in here.",
          "未启用。启用后，仅凭密码或令牌无法登录，还须使用您的手机。")),
      form("/second-factor/begin") { button(Wording("Begin", "开始设置")) },
    ])
  }

  fileprivate func offered(_ offer: SecondFactorOffer) -> HTML {
    HTML([
      HTML.p(
        say(
          "Take this into an authenticator on your telephone: read the squares, or type the letters. Then type the six digits that it shows.",
          "用手机上的验证器扫描方块，或手工输入密钥，然后输入其显示的六位数字。")),
      squares(offer.address),
      HTML.p(HTML.code(HTML(text: grouped(offer.secret)))),
      codeForm("/second-factor", Wording("It is right: ask for it from now on", "确认启用"), isGrave: false),
      HTML.p([.class("soft")], say("Your other sign-ins end with it.", "启用后，您的其他登录随之结束。")),
    ])
  }

  fileprivate func secured(_ since: Instant, codes: Int, _ clock: WallClock) -> HTML {
    HTML([
      HTML.p(
        badge(Wording("on", "已启用"), "ok"), " ",
        say(
          "since \(Text.time(since, by: clock)); codes on paper that are left: \(codes)",
          "自 \(Text.time(since, by: clock)) 起；剩余纸质备用码 \(codes) 个")),
      codes < 3
        ? HTML.p(
          [.class("soft")],
          say("Few are left: take it away and begin anew to get ten.", "备用码所剩无几：停用后重新设置即可获得十个。")) : .empty,
      codeForm("/second-factor/remove", Wording("Take it away", "停用"), isGrave: true),
    ])
  }

  fileprivate func codes(_ codes: [String]) -> HTML {
    HTML([
      HTML.p([.class("done"), .other("role", "status")], say("From now on a code is asked for.", "此后登录须输入验证码。")),
      part(Wording("Codes on paper", "纸质备用码")) {
        HTML.p(
          say(
            "Each counts once, for when your telephone is not with you. Print or write them down now: they are never shown again.",
            "每个可使用一次，供手机不在身边时使用。请立即打印或抄录：此后不再显示。"))
        HTML.ul([.class("codes")]) { for code in codes { HTML.li(HTML.code(HTML(text: code))) } }
        HTML.p(link("/second-factor", say("They are on paper", "已抄录")))
      },
    ])
  }

  fileprivate var password: HTML {
    part(Wording("Password", "密码")) {
      form("/password", [.class("card")]) {
        secret("password", Wording("New password, of 12 characters and more", "新密码（至少 12 个字符）"))
        secret("again", Wording("Once more", "再次输入"))
        button(Wording("Set it", "设置密码"))
      }
      HTML.p(
        [.class("soft")],
        say(
          "Four or five words that nobody would put together are good. Your other sign-ins end with it.",
          "四五个互不相干的词就很好。设置后，您的其他登录随之结束。"))
    }
  }

  private func secret(_ name: String, _ label: Wording) -> HTML {
    HTML.div(
      [.class("field")], HTML.label([.for("f-\(name)")], say(label)),
      HTML.input([
        .id("f-\(name)"), .name(name), .type("password"), .other("autocomplete", "new-password"), .flag("required", if: true),
      ]))
  }

  private func codeForm(_ action: String, _ text: Wording, isGrave: Bool) -> HTML {
    form(action, [.class("card")]) {
      HTML.div(
        [.class("field")], HTML.label([.for("f-code")], say("Code", "验证码")),
        HTML.input([
          .id("f-code"), .name("code"), .type("text"), .other("autocomplete", "one-time-code"), .other("inputmode", "numeric"),
          .flag("required", if: true),
        ]))
      button(text, isGrave: isGrave)
    }
  }

  /// Dark on white whatever the page's colours are: telephones read nothing else.
  private func squares(_ address: String) -> HTML {
    guard let code = QRCode(address) else { return .empty }
    let side = "\(code.size + 8)"
    return Self.svg(
      [
        .class("squares"), .other("role", "img"), .other("aria-label", text("Squares for an authenticator", "验证器二维码")),
        .other("viewBox", "0 0 \(side) \(side)"), .other("width", "232"), .other("height", "232"), .other("shape-rendering", "crispEdges"),
      ],
      Self.path([.other("d", "M0 0h\(side)v\(side)h-\(side)z"), .other("fill", "#fff")]),
      Self.path([.other("d", code.path), .other("fill", "#000")]))
  }
  private static let svg = Element("svg")
  private static let path = Element("path")

  private func grouped(_ secret: String) -> String {
    stride(from: 0, to: secret.count, by: 4).map { String(secret.dropFirst($0).prefix(4)) }.joined(separator: " ")
  }
}
