import Couriers
import Deliveries
import Faults
import Glibc
import Setup
import Speech
import Testing

/// Addresses and keys of chats lie in files that nobody else reads, and are never shown.
@Suite struct CredentialTests {
  /// A directory with one credential `night`.
  private func folder(_ text: String, mode: mode_t = 0o600) throws -> String {
    var template = Array("/tmp/allot-credential-XXXXXX".utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    try FileAccess.write(path + "/night", Array(text.utf8), mode: 0o600)
    chmod(path + "/night", mode)
    return path
  }

  private func remove(_ path: String) {
    unlink(path + "/night")
    rmdir(path)
  }

  @Test func theAddressStandsOnTheFirstLineAndTheKeyOnTheSecond() throws {
    let path = try folder("https://oapi.dingtalk.com/robot/send?access_token=t\n SECabc \n")
    defer { remove(path) }
    let both = try CredentialFolder(environment: ["ALLOT_CREDENTIALS": path, "CREDENTIALS_DIRECTORY": "/nowhere"]).chat("night")
    #expect(both.address.host == "oapi.dingtalk.com" && both.key == "SECabc")
    #expect(try CredentialFolder(environment: ["CREDENTIALS_DIRECTORY": path]).chat("night").key == "SECabc")
  }

  @Test(arguments: ["", "SECabc", "http://example.org/x", "https://example.org/token\nkey\nmore"])
  func whatIsNoCredentialIsToldWithoutShowingIt(_ text: String) throws {
    let path = try folder(text)
    defer { remove(path) }
    let error = #expect(throws: OperationError.self) { try CredentialFolder(environment: ["ALLOT_CREDENTIALS": path]).chat("night") }
    #expect(error?.status == .configuration && error?.what.en.contains("night") == true)
    for secret in ["SECabc", "token", "example.org"] {
      #expect(error?.text(.en).contains(secret) == false && error?.text(.zh).contains(secret) == false)
    }
  }

  @Test func oneThatOthersMayReadIsRefusedButForSystemds() throws {
    let path = try folder("https://example.org/x", mode: 0o644)
    defer { remove(path) }
    let error = #expect(throws: OperationError.self) { try CredentialFolder(environment: ["ALLOT_CREDENTIALS": path]).chat("night") }
    #expect(error?.status == .noPermission && error?.remedy?.en.contains("chmod 600") == true)
    #expect(throws: Never.self) { try CredentialFolder(environment: ["CREDENTIALS_DIRECTORY": path]).chat("night") }
    #expect(throws: OperationError.self) { try CredentialFolder(environment: ["ALLOT_CREDENTIALS": path]).chat("day") }
    #expect(throws: OperationError.self) { try CredentialFolder(environment: [:]).chat("night") }
  }

  @Test func settingsThatCannotBeMeantAreRefused() throws {
    let file = try ConfigurationFile("sendmail = /usr/bin/msmtp -C /etc/x\nmail_from = allot@example.org\n", path: "x")
    #expect(file.mailProgram.command == ["/usr/bin/msmtp", "-C", "/etc/x"])
    #expect(try file.sender(path: "x")?.description == "allot@example.org")
    #expect(throws: OperationError.self) { try ConfigurationFile("mail_from = allot", path: "x").sender(path: "x") }
    #expect(ConfigurationFile().mailProgram.command == ["/usr/sbin/sendmail"])
  }
}
