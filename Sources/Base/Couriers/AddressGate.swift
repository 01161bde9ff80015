import Glibc

/// To which addresses of a network a message may go. What somebody typed as a host is only a name: the gate is asked for the address that is really
/// connected to, whatever the name stood for a moment ago. Open are the addresses of the public internet; those of this machine, of links, of private and
/// special networks only where a network that was named has them.
package struct AddressGate: Sendable, Hashable {
  /// Addresses that begin alike: `10.20.0.0/16`, `fd12::/16`, `127.0.0.1`.
  package struct Network: Sendable, Hashable {
    /// 4 or 16 bytes.
    let bytes: [UInt8]
    /// How many bits all of them share.
    let bits: Int

    /// nil for what is no network: also where bits are set behind the length, since then two networks could be meant.
    package init?(_ text: String) {
      let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let bytes = AddressGate.bytes(parts[0]) else { return nil }
      var bits = bytes.count * 8
      if parts.count == 2 {
        guard let said = Int(parts[1]), parts[1].allSatisfy(\.isNumber), (0...bits).contains(said) else { return nil }
        bits = said
      }
      (self.bytes, self.bits) = (bytes, bits)
      guard bytes == Self.cut(bytes, bits) else { return nil }
    }

    fileprivate func has(_ address: [UInt8]) -> Bool { address.count == bytes.count && Self.cut(address, bits) == bytes }

    private static func cut(_ bytes: [UInt8], _ bits: Int) -> [UInt8] {
      bytes.indices.map { index in
        let kept = min(8, max(0, bits - index * 8))
        return kept == 8 ? bytes[index] : bytes[index] & ~(0xFF >> UInt8(kept))
      }
    }
  }

  private let networks: [Network]

  /// `networks`: those that are open besides the public internet.
  package init(opening networks: [Network] = []) { self.networks = networks }

  /// Whether a message may go to this address of 4 or 16 bytes.
  package func isOpen(to address: [UInt8]) -> Bool {
    let plain = Self.inner(address)
    if networks.contains(where: { $0.has(plain) || $0.has(address) }) { return true }
    if plain.count == 4 { return !Self.closed.contains { $0.has(plain) } }
    return Self.global.contains { $0.has(plain) } && !Self.closed.contains { $0.has(plain) }
  }

  /// An IPv4 address that is written as one of IPv6 is what it stands for: mapped (RFC 4291) or translated (RFC 6052).
  private static func inner(_ address: [UInt8]) -> [UInt8] {
    guard address.count == 16, wrapping.contains(where: { $0.has(address) }) else { return address }
    return Array(address[12...])
  }

  private static let wrapping = known(["::ffff:0.0.0.0/96", "64:ff9b::/96"])
  private static let global = known(["2000::/3"])
  /// IANA's registries of special addresses: this machine, links (with the metadata of clouds), private networks, carriers, examples, groups.
  private static let closed = known([
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32",
    "2002::/16", "3fff::/20",
  ])
  private static func known(_ texts: [String]) -> [Network] { texts.compactMap { Network($0) } }

  /// Of an address as it is written; nil for what is none.
  static func bytes(_ text: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
    var sixteen = in6_addr()
    if inet_pton(AF_INET6, text, &sixteen) == 1 { return withUnsafeBytes(of: &sixteen) { Array($0) } }
    return nil
  }

  /// Of an address that is about to be connected to; nil for what is neither IPv4 nor IPv6.
  static func bytes(_ address: UnsafeRawBufferPointer, family: Int32) -> [UInt8]? {
    switch family {
    // Family and port, then the address.
    case AF_INET where address.count >= 8: return Array(address[4..<8])
    // Family, port and flow, then the address.
    case AF_INET6 where address.count >= 24: return Array(address[8..<24])
    default: return nil
    }
  }

  /// As people write it.
  static func text(_ bytes: [UInt8]) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "?" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
