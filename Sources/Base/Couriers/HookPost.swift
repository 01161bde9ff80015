import Digest
package import Speech

/// Posts a signed message to an address that somebody named, and judges the answer: 2xx alone counts, whatever stands in it.
package struct HookPost: Sendable {
  private let address: WebAddress
  private let gate: AddressGate
  private let program: String
  private let patienceMilliseconds: Int

  /// `program`: name and version of who sends.
  package init(to address: WebAddress, through gate: AddressGate, program: String, patienceMilliseconds: Int) {
    (self.address, self.gate, self.program, self.patienceMilliseconds) = (address, gate, program, patienceMilliseconds)
  }

  /// What came of a post.
  package struct Outcome: Sendable {
    /// `taken` or `later`: a person may mend what is wrong at the other end, and nothing is given up for one answer.
    package var handover: Handover
    /// Of the answer; nil where there was none.
    package var status: Int?
  }

  /// The signatures of a message by keys, as they stand in its head: HMAC-SHA256 over `seconds.body`, each with the version of this rule.
  package static func signatures(_ body: String, seconds: Int64, keys: [String]) -> String {
    keys.map { "v1=" + Hex.encode(HMACSHA256.code(for: Array("\(seconds).\(body)".utf8), key: Array($0.utf8))) }.joined(separator: ",")
  }

  /// Blocks for at most the patience. `id`: the same whenever the message is sent again; letters, digits and `-`. `keys`: those that sign, the newest
  /// first. `seconds`: now, since 1970-01-01 UTC.
  package func send(_ body: String, id: String, keys: [String], seconds: Int64) -> Outcome {
    let heads = [
      "Allot-Message: \(id)", "Allot-Timestamp: \(seconds)", "Allot-Signature: " + Self.signatures(body, seconds: seconds, keys: keys),
      "User-Agent: \(HeaderText.oneLine(program))",
    ]
    switch WebRequest.post(address.secret, body, heads: heads, through: gate, patienceMilliseconds: patienceMilliseconds) {
    case .success(let answer): return verdict(answer)
    case .failure(let failure): return Outcome(handover: .later(words(failure), afterSeconds: nil))
    }
  }

  private func verdict(_ answer: WebRequest.Answer) -> Outcome {
    let status = answer.status
    if (200...299).contains(status) { return Outcome(handover: .taken, status: status) }
    let told =
      (300...399).contains(status)
      ? Wording("\(address.host) answered \(status): redirections are not followed", "\(address.host) 应答 \(status)：不跟随重定向")
      : Wording("\(address.host) answered \(status)", "\(address.host) 应答 \(status)")
    return Outcome(handover: .later(told, afterSeconds: answer.retryAfter.map { min($0, 3600) }), status: status)
  }

  private func words(_ failure: WebRequest.Failure) -> Wording {
    switch failure {
    case .tooLong: return Wording("\(address.host) answered without end", "\(address.host) 的应答没完没了")
    case .network(let said):
      let why = address.hidden(in: said)
      return Wording("\(address.host) cannot be reached: \(why)", "连不上 \(address.host)：\(why)")
    case .certificate(let said):
      let why = address.hidden(in: said)
      return Wording(
        "the certificate of \(address.host) is not trusted (\(why)); nothing was sent", "\(address.host) 的证书不受信任（\(why)）；未发送任何内容")
    case .closed(let found):
      return Wording(
        "\(address.host) is \(found), an address of this machine or of an inner network; nothing was sent. What may be reached stands under webhook_networks in allot.conf",
        "\(address.host) 的地址是 \(found)，属于本机或内部网络；未发送任何内容。可到达的网络在 allot.conf 的 webhook_networks 中写明")
    }
  }
}
