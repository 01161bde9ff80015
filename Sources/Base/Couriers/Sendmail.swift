import Discretion
import Glibc
package import Speech

/// Any program that takes mail as `sendmail` does: the message on its standard input, the reader as an argument, its judgement as exit status (sysexits.h).
/// Postfix, Exim, msmtp and nullmailer bring one.
package struct Sendmail: Sendable, Equatable {
  /// The program and what is always given to it; never a shell.
  package let command: [String]
  /// After so many milliseconds it is killed, with what it started.
  package let patienceMilliseconds: Int

  /// `command`: a path and arguments, with blanks between them.
  package init(_ command: String = "/usr/sbin/sendmail", patienceMilliseconds: Int = 120_000) {
    self.command = command.split(separator: " ").map(String.init)
    self.patienceMilliseconds = patienceMilliseconds
  }

  /// Hands a message over. Blocks. `-i`: a line with one dot ends nothing; `-f`: who gets it back; what follows `--` is no option.
  package func send(_ message: [UInt8], from: MailAddress, to: MailAddress) -> Handover {
    let arguments = command + ["-i", "-f", from.description, "--", to.description]
    switch CarrierProcess.run(arguments, input: message, patienceMilliseconds: patienceMilliseconds) {
    case .notStarted(let why):
      return .later(
        Wording("\(program) cannot be started: ", "无法启动 \(program)：") + why
          + Wording("; name another with “sendmail” in allot.conf", "；可在 allot.conf 用“sendmail”另指定"), afterSeconds: nil)
    case .tooSlow:
      let seconds = patienceMilliseconds / 1000
      return .later(
        Wording("\(program) did not end within \(seconds) s and was stopped", "\(program) 在 \(seconds) 秒内没有结束，已被终止"), afterSeconds: nil)
    case .killed(let signal):
      return .later(Wording("\(program) was killed by signal \(signal)", "\(program) 被信号 \(signal) 终止"), afterSeconds: nil)
    case .ended(let status, let said):
      if status == 0 { return .taken }
      return verdict(status, said)
    }
  }

  private var program: String { Shown.path(command.first ?? "") }

  /// By sysexits.h: what may go by itself is tried again; what lies in the message or the address is not.
  private func verdict(_ status: Int32, _ said: String) -> Handover {
    let meanings: [Int32: Wording] = [
      64: Wording("it was called wrongly", "调用方式不对"), 65: Wording("it does not take this message", "不接受该邮件"),
      67: Wording("it knows no such receiver", "没有该收件人"), 68: Wording("it knows no such host", "没有该主机"),
      69: Wording("it cannot reach the server", "连不上服务器"), 70: Wording("it has a fault", "程序出错"),
      71: Wording("the system refused it something", "系统错误"), 73: Wording("it cannot write its queue", "无法写入队列"),
      74: Wording("it could not write", "写入出错"), 75: Wording("not now", "暂时不行"),
      76: Wording("the server spoke otherwise than expected", "服务器应答不合规"),
      77: Wording("it was not allowed in", "没有权限或登录被拒"), 78: Wording("it is not configured", "没有配置好"),
    ]
    let meaning = meanings[status] ?? Wording("for a reason of its own", "原因见其输出")
    // msmtp says the reason first and then, in its last line, only that it could not send.
    let words = Shown.written(said.split(whereSeparator: \.isNewline).suffix(3).joined(separator: "; "), limit: 300)
    let text =
      Wording("\(program) ended with \(status), \(meaning.en)", "\(program) 以状态 \(status) 结束，\(meaning.zh)")
      + (words.isEmpty ? .none : Wording(": \(words)", "：\(words)"))
    // A wrong password or configuration is mended by a person in the meantime; a receiver that is not there stays so.
    return [64, 65, 67, 68].contains(status) ? .refused(text) : .later(text, afterSeconds: nil)
  }
}
