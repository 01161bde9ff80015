package import Desks
package import Speech

/// Somebody who was let in, with his rights and no others.
package struct Admission: Sendable {
  /// At which desks are used.
  package let seat: Seat
  /// How he is known.
  package let way: Way
  /// How somebody is known.
  package enum Way: Sendable, Hashable {
    /// A token with the request itself: no browser sends it by itself.
    case token
    /// A sign-in that a browser keeps; forms have to bring `proof`, which no other house's page can read.
    case signIn(Int64, proof: String)
  }
}

/// What a browser was given at the door.
package struct Entry: Sendable, Hashable {
  /// What it keeps.
  package let cookie: String
  /// Whether its person is in only with a code of his second factor.
  package let awaitsCode: Bool
}

/// Why somebody was not let in, in words for him. Nothing of it says whether a name is known.
package struct NotAdmitted: Error, Sendable {
  /// What was found and expected.
  package let what: Wording
  /// What to do.
  package let remedy: Wording
  /// Seconds until the next try; 0 when he may try at once.
  package let pause: Int

  static let token = NotAdmitted(
    what: Wording("the token is unknown, revoked or past its day", "令牌不存在、已作废或已过期"),
    remedy: Wording("ask the owner for a new one: allot user token NAME", "请向所有者申请新令牌：allot user token NAME"), pause: 0)
  static let signIn = NotAdmitted(
    what: Wording("this sign-in has ended", "本次登录已结束"), remedy: Wording("sign in again", "请重新登录"), pause: 0)
  static let link = NotAdmitted(
    what: Wording("this link was used already, or its time is over", "此链接已使用过，或已过时限"),
    remedy: Wording("ask the owner for a new one: allot user sign-in-link NAME", "请向所有者申请新链接：allot user sign-in-link NAME"), pause: 0)
  static let password = NotAdmitted(
    what: Wording("name, token and password do not belong together", "用户名、令牌与密码不匹配"),
    remedy: Wording("try again, or ask the owner for a link: allot user sign-in-link NAME", "请重试，或向所有者申请链接：allot user sign-in-link NAME"),
    pause: 0)
  static let code = NotAdmitted(
    what: Wording("this code is not right, or was used before", "验证码不正确，或已使用过"),
    remedy: Wording(
      "type the six digits that your telephone shows now, such as 492 039; without it one of the codes on paper. The owner begins anew: allot user reset NAME",
      "请输入手机当前显示的六位数字，例如 492 039；手机不在身边时输入一个纸质备用码。所有者可重置：allot user reset NAME"), pause: 0)
  static func closed(_ seconds: Int) -> NotAdmitted {
    NotAdmitted(
      what: Wording("too many tries without success: closed for \(seconds) s", "失败次数过多：\(seconds) 秒内不可再试"),
      remedy: Wording(
        "wait, then try again; the owner can give a link: allot user sign-in-link NAME", "请稍候再试；所有者可发放链接：allot user sign-in-link NAME"),
      pause: seconds)
  }
  static let busy = NotAdmitted(
    what: Wording("too many people are signing in at this moment", "此刻登录的人过多"), remedy: Wording("try again in a moment", "请稍后再试"), pause: 1)
}
