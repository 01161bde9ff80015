import Testing

@testable import Couriers

/// Where a message may go that somebody named an address for.
@Suite struct AddressGateTests {
  private func isOpen(_ text: String, _ networks: String...) throws -> Bool {
    let bytes = try #require(AddressGate.bytes(text), "\(text)")
    return AddressGate(opening: networks.compactMap { AddressGate.Network($0) }).isOpen(to: bytes)
  }

  @Test(arguments: [
    "8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "223.255.255.254", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808",
  ])
  func thePublicInternetIsOpen(_ text: String) throws { #expect(try isOpen(text)) }

  @Test(arguments: [
    // This machine, in every way to write it.
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
    // Links, with the metadata of clouds.
    "169.254.169.254", "169.254.0.1", "fe80::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fd00:ec2::254",
    // Inner networks.
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fc00::1", "fdff::1", "::ffff:10.0.0.1",
    "fec0::1",
    // What is nobody's.
    "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::", "2001::1", "100::1", "64:ff9b:1::1", "::7f00:1",
  ])
  func thisMachineItsLinksAndInnerNetworksAreClosed(_ text: String) throws {
    #expect(try !isOpen(text))
    #expect(try !isOpen(text, "11.0.0.0/8", "2a00::/16"))
  }

  @Test func whatIsNamedIsOpenAndNothingBeside() throws {
    #expect(try isOpen("10.20.3.4", "10.20.0.0/16") && !isOpen("10.21.3.4", "10.20.0.0/16"))
    #expect(try isOpen("127.0.0.1", "127.0.0.1") && !isOpen("127.0.0.2", "127.0.0.1") && !isOpen("::1", "127.0.0.1"))
    #expect(try isOpen("fd12::9", "fd12::/16") && !isOpen("fd13::9", "fd12::/16"))
    #expect(try isOpen("::ffff:10.20.3.4", "10.20.0.0/16"), "the same machine, written otherwise")
    #expect(try isOpen("10.1.2.130", "10.1.2.128/25") && !isOpen("10.1.2.127", "10.1.2.128/25"))
  }

  @Test(arguments: [
    "", "10.20.0.0/33", "10.20.0.1/16", "10.20", "fd12::/129", "fd12::1/16", "example.org", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8",
  ])
  func whatIsNoNetworkIsNone(_ text: String) { #expect(AddressGate.Network(text) == nil) }
}
