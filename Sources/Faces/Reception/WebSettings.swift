import Discretion
package import Faults
package import Speech

/// What `allot.conf` says of the console and the API.
package struct WebSettings: Sendable, Equatable {
  /// Names and addresses, without port, under which browsers know this house; beside loopback and the address listened on.
  package var hosts: [String] = []
  /// Addresses of the proxies in front: what they say of the other end is believed.
  package var proxies: [String] = []
  /// Requests a second and person, over ten seconds; 0 is without limit.
  package var rate = 100
  /// The language of whoever wants none.
  package var language = Language.en
  /// Whether this process itself encrypts.
  package var hasTLS = false

  /// Loopback only, nobody in front.
  package init() {}

  /// A list with commas or blanks.
  package static func list(_ text: String?) -> [String] {
    (text ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  /// Throws with `EX_CONFIG` when `text` is no number of requests.
  package mutating func setRate(_ text: String?, path: String) throws(OperationError) {
    guard let text else { return }
    guard let number = Int(text), (0...1_000_000).contains(number) else {
      let shown = Quoted.typed(text)
      throw OperationError(
        .configuration, Wording("\(path): web_rate is \(shown.en)", "\(path)：web_rate 的值是\(shown.zh)"),
        remedy: Wording("write requests a second, 0 to 1000000; 0 is without limit", "请写每秒请求数，0 到 1000000；0 表示不限"))
    }
    rate = number
  }

  /// Throws with `EX_CONFIG` when others than this machine's would reach the console and what they type would go over the wire as it is.
  package func requireSafe(host: String, shown address: String) throws(OperationError) {
    guard !Self.isLoopback(host), !hasTLS, proxies.isEmpty else { return }
    throw OperationError(
      .configuration,
      Wording(
        "the console would listen on \(address), which other machines reach, without TLS: tokens and passwords could be read on the way",
        "控制台将在其他机器可达的 \(address) 监听且没有 TLS：令牌和密码可能在途中被读取"),
      remedy: Wording(
        "listen on 127.0.0.1 and let a proxy with TLS pass on; or name the proxy in allot.conf: web_proxy = ADDRESS",
        "请在 127.0.0.1 监听并由带 TLS 的代理转发；或在 allot.conf 中写明代理：web_proxy = 地址"))
  }

  /// Whether only this machine reaches the address.
  package static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host == "[::1]" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }
}
