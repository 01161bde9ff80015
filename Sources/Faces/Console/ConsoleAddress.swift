import Discretion
package import Faults
import Speech

/// Where the console listens. Loopback unless told otherwise: it knows no passwords.
package struct ConsoleAddress: Sendable, Equatable, CustomStringConvertible {
  /// Name or address without brackets.
  package var host: String
  /// 0 lets the system choose.
  package var port: Int
  /// `127.0.0.1:8787`.
  package static let standard = ConsoleAddress(host: "127.0.0.1", port: 8787)

  /// Unchecked; whether it can be used shows when the console listens.
  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `host:port`, `[v6]:port` or `:port` alone. Throws with `EX_USAGE`.
  package init(_ text: String) throws(OperationError) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port) else {
      let shown = Shown.typed(text)
      throw OperationError(
        .usage,
        Wording("\(shown) is no address to listen on", "\(shown.hasPrefix("“") ? shown : "所给内容")不是可监听的地址"),
        remedy: Wording("write host:port, for example 127.0.0.1:8787", "请写成 主机:端口，例如 127.0.0.1:8787"))
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    self.init(host: host.isEmpty ? Self.standard.host : String(host), port: port)
  }

  /// `host:port`, with brackets around an IPv6 address: what `init(_:)` reads.
  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
