/// Where a message is posted to: https, or http on this machine only. Never shown as a whole: the path of a webhook is its password.
package struct WebAddress: Sendable, Equatable, CustomStringConvertible {
  /// As it is written. A secret.
  package let secret: String
  /// Of it what may be shown: the host.
  package let host: String
  /// Scheme, host and port; a path is only hinted at: `https://example.org:8443/…`.
  package let shown: String

  /// nil for anything but `https://HOST…` without user, blanks and controls; `http://` only to 127.0.0.1 and localhost, for tests and local proxies.
  package init?(_ text: String) {
    guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { return nil }
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme else { return nil }
    let authority = text.dropFirst(scheme.utf8.count).prefix { !"/?#".contains($0) }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.first.map(String.init) ?? ""
    guard parts.count < 2 || (parts.count == 2 && UInt16(parts[1]).map { $0 > 0 } == true) else { return nil }
    guard !host.isEmpty, !authority.contains("@"), host.utf8.allSatisfy({ Self.isHost($0) }) else { return nil }
    guard scheme == "https://" || ["127.0.0.1", "localhost"].contains(host) else { return nil }
    (secret, self.host) = (text, host)
    shown = scheme + authority + (text.dropFirst(scheme.utf8.count + authority.utf8.count).contains { $0 != "/" } ? "/…" : "")
  }

  /// A text without the address, and without the last part of its path.
  func hidden(in text: String) -> String {
    [secret, secret.split(separator: "/").last.map(String.init) ?? ""].filter { $0.utf8.count >= 4 && $0 != host }.reduce(text) {
      $0.replacing($1, with: "…")
    }
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 46
  }

  /// The host only.
  package var description: String { host }
}
