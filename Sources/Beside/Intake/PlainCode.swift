import Portfolio

/// Which codes of a source are stored and listed as they are although no line of the mapping knows them: those made of words of the trade, short
/// abbreviations and short numbers. Whoever writes a mapping reads them there; remarks that agents typed, with a name in them, are not among them.
package enum PlainCode {
  /// `folded`: narrow and in lower case. Pieces stand between blanks and `-`, `_`, `/`, `.`, `:`, `,`, `+`, `#`; each is a word of the trade or a number
  /// of up to four digits. One piece may be an abbreviation of up to four letters: two could be a name.
  package static func isPlain(_ folded: String) -> Bool {
    guard folded.utf8.count <= 60 else { return false }
    var abbreviations = 0
    for piece in folded.unicodeScalars.split(whereSeparator: { " -_/.:,+#".unicodeScalars.contains($0) }) {
      let word = String(piece)
      if words.contains(word) || isShort(word, of: { ("0"..."9").contains($0) }) { continue }
      let letters = word.unicodeScalars.prefix { ("a"..."z").contains($0) }
      let rest = word.unicodeScalars.dropFirst(letters.count)
      guard letters.count <= 4, rest.count <= 3, rest.allSatisfy({ ("0"..."9").contains($0) }) else { return false }
      abbreviations += 1
    }
    return abbreviations <= 1
  }

  private static func isShort(_ word: String, of isMember: (Unicode.Scalar) -> Bool) -> Bool {
    word.unicodeScalars.count <= 4 && word.unicodeScalars.allSatisfy(isMember)
  }

  /// Of telephone switches, diallers, message gateways and collection systems.
  private static let words: Set<String> = {
    let english = """
      abandoned absent account active agent allotted answer answered answering attempt automatic away bad barred blacklist blocked bounced
      broken bridge busy call callback called caller cancel canceled cancelled carrier changed channel circuit clear cleared clearing client
      closed complete completed conference congested congestion connect connected contact contacted continue cut dead debtor declined
      delivered destination detected device dial dialed dialing dialled dialling direct disconnect disconnected do dispute down drop dropped
      duplicate early empty end ended error exchange expired fail failed failure fast fax fee final forwarded gateway general hang hangup hung
      human ignored inbound incoming incomplete incorrect interworking invalid language left line list lost machine manual media message
      missed modem moved network no normal not number off offline on online open originator other out outbound outgoing paid party payment
      pending permanent picked power powered predictive preview processed progress promise queue queued rate reached read ready received
      recovery redirected refused registered reject rejected released replied reserved response retry right ring ringing route sale sent
      server service short signal silence sip sit skipped spam sent success successful suspended switch system talk tel temporary terminated
      third timeout timer tone transfer transferred trunk unallocated unanswered unavailable undelivered unknown unreachable unspecified up
      user vacant voice voicemail wait waiting wrong
      """
    let chinese = """
      关机 停机 空号 忙 忙线 占线 正忙 用户忙 通话中 无人接听 无应答 未接 未接听 未接通 拒接 拒绝 挂断 挂机 接通 已接通 已接 不在服务区 无法接通 暂时无法接通 呼叫限制 呼叫转移 来电提醒 欠费停机 号码错误 错号 号码变更 改号 非本人
      本人 本人接听 他人接听 第三方 转告 承诺还款 协商还款 已还款 投诉 留言 语音信箱 静音 传真 网络故障 网络忙 线路忙 线路故障 失败 成功 发送成功 发送失败 已读 已回复 未知 其他 取消 超时 黑名单 空 无 呼损 有效 无效
      """
    let outcomes = ContactOutcome.allCases.map(\.word).flatMap { $0.split(separator: "_").map(String.init) + [$0] }
    return Set((english + "\n" + chinese).split { $0 == " " || $0 == "\n" }.map(String.init) + outcomes)
  }()
}
