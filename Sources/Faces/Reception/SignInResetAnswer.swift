package import Answers
package import Register
import Speech
import Wire

extension Answer {
  /// What was taken away from somebody, and the link that lets him in once; the text is what to know, then the link.
  package static func signInReset(_ done: SignInReset, link: String, of name: String, minutes: Int) -> Answer {
    let had = [
      done.hadPassword ? Wording("the password counts no longer", "密码已作废") : nil,
      done.hadSecondFactor ? Wording("the second factor is gone", "第二因素已停用") : nil,
      done.signInsEnded > 0 ? Wording("sign-ins ended: \(done.signInsEnded)", "已结束登录 \(done.signInsEnded) 个") : nil,
    ].compactMap(\.self)
    let what =
      had.isEmpty
      ? Wording("there was nothing to take away", "没有可作废的内容")
      : Wording(had.map { $0[.en] }.joined(separator: "; "), had.map { $0[.zh] }.joined(separator: "；"))
    return Answer(
      [
        "user": .string(name), "password": .bool(done.hadPassword), "second_factor": .bool(done.hadSecondFactor),
        "sign_ins_ended": JSON(done.signInsEnded), "link": .string(link), "minutes": JSON(minutes),
      ],
      Wording(
        "user \(name): \(what[.en])\nin with this link, once, within \(minutes) min:\n\(link)\n",
        "用户 \(name)：\(what[.zh])\n可凭此链接登录一次（\(minutes) 分钟内有效）：\n\(link)\n"))
  }
}
