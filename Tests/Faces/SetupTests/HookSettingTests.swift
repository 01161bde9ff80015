import Faults
import Speech
import Testing

@testable import Couriers
@testable import Setup
@testable import Webhooks

/// What `allot.conf` says of where webhooks may go.
@Suite struct HookSettingTests {
  private func tools(_ text: String) throws -> HookTools { try ConfigurationFile(text, path: "c").hookTools(path: "c", program: "allot") }

  @Test func thePublicInternetIsOpenAndWhatIsNamed() throws {
    let (plain, named) = (try tools(""), try tools("webhook_networks = 10.20.0.0/16, 127.0.0.1 fd12::/16\n"))
    let inner = try ["10.20.1.1", "127.0.0.1", "fd12::1"].map { try #require(AddressGate.bytes($0)) }
    for address in inner { #expect(!plain.gate.isOpen(to: address) && named.gate.isOpen(to: address)) }
    let other = try #require(AddressGate.bytes("10.21.1.1"))
    #expect(!named.gate.isOpen(to: other) && plain.gate.isOpen(to: [8, 8, 8, 8]))
    #expect(plain.takenSeconds * 1000 > 2 * plain.patienceMilliseconds)
  }

  @Test func whatIsNoNetworkIsNamedInBothLanguages() throws {
    let error = #expect(throws: OperationError.self) { try tools("webhook_networks = 10.20.0.0/16, example.org\n") }
    #expect(error?.status == .configuration)
    #expect(error?.what.en.hasPrefix("c: webhook_networks has ") == true && error?.what.zh.hasPrefix("c：webhook_networks 里有") == true)
    #expect(error?.remedy?.en.contains("10.20.0.0/16") == true)
  }
}
