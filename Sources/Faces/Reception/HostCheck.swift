import Web

/// Whether a request is meant for this house, and whether a form comes from it: what another house's page makes a browser send is refused.
struct HostCheck: Sendable {
  private let names: Set<String>
  private let proxies: Set<String>

  init(_ settings: WebSettings, listening host: String) {
    names = Set(settings.hosts + [host.lowercased(), "localhost", "127.0.0.1", "::1"])
    proxies = Set(settings.proxies)
  }

  /// `web_proxy`'s word on how the other end reached it.
  func isEncrypted(_ request: WebRequest) -> Bool {
    request.isSecure || (proxies.contains(request.peer) && request.headers["x-forwarded-proto"]?.lowercased() == "https")
  }

  /// Whose requests are counted together.
  func peer(_ request: WebRequest) -> String {
    guard proxies.contains(request.peer), let last = request.headers["x-forwarded-for"]?.split(separator: ",").last else {
      return request.peer
    }
    return last.filter { $0 != " " }
  }

  /// Throws when the name that was asked for is not one of ours.
  func requireKnown(_ request: WebRequest) throws(Refusal) {
    guard let host = request.headers["host"].map(Self.name), names.contains(host) else { throw .host(names.sorted()) }
  }

  /// Throws when a browser says that the form comes from another house.
  func requireOurs(_ request: WebRequest) throws(Refusal) {
    if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" { throw .forged }
    guard let origin = request.headers["origin"] else { return }
    let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let host = request.headers["host"], parts[2].lowercased() == host.lowercased() else { throw .forged }
  }

  /// Without the port.
  private static func name(_ host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }
}
