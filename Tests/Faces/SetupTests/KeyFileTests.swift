import Faults
import Glibc
import Portfolio
import Schema
import Speech
import Testing

@testable import Desks
@testable import Setup

@Suite struct KeyFileTests {
  /// A directory of one test.
  private func directory() -> String {
    var template = Array("/tmp/allot-keys-XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private let server = DatabaseLocation(place: .server(conninfo: "x"), origin: "--database", stateDirectory: "/state")

  @Test func theCredentialWinsThenTheVariableThenThePrivateDatabase() throws {
    let credentials = directory()
    #expect(KeyFile.locate(server, environment: [:]) == nil)
    #expect(KeyFile.locate(server, environment: ["ALLOT_KEY_FILE": "/k"])?.path == "/k")
    let embedded = DatabaseLocation(place: .embedded, origin: nil, stateDirectory: "/state")
    #expect(KeyFile.locate(embedded, environment: [:])?.path == "/state/keys")
    let both = ["ALLOT_KEY_FILE": "/k", "CREDENTIALS_DIRECTORY": credentials]
    #expect(KeyFile.locate(embedded, environment: both)?.path == "/k")
    try FileAccess.write(credentials + "/allot-keys", Array("demo 1 00112233445566778899aabbccddeeff\n".utf8), mode: 0o440)
    let found = try #require(KeyFile.locate(embedded, environment: both))
    #expect(found.path == credentials + "/allot-keys" && !found.isWritable)
    // systemd sets the mode of what it hands over.
    #expect(try found.ring.key(of: "demo", 1)?.count == 16)
    #expect(try found.ring.key(of: "demo", 2) == nil)
    let refused = #expect(throws: StoreError.self) { try found.ring.requireKeeping() }
    #expect("\(try #require(refused))".contains("systemd's credential \(found.path)"), "\(String(describing: refused))")
    FileAccess.remove(credentials + "/allot-keys")
    rmdir(credentials)
  }

  @Test func keysAreKeptForTheirOwnerAloneAndNeverReplaced() throws {
    let place = directory()
    let file = KeyFile(path: place + "/keys", isWritable: true)
    let (one, two) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
    try file.ring.store(one, of: "a", 1)
    try file.ring.store(two, of: "b", 1)
    try file.ring.store(one, of: "a", 1)
    #expect(try file.ring.key(of: "a", 1) == one)
    #expect(try file.ring.key(of: "b", 1) == two)
    #expect(throws: OperationError.self) { try file.ring.store(two, of: "a", 1) }
    #expect(try file.ring.key(of: "a", 1) == one)
    var status = stat()
    #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    chmod(file.path, 0o640)
    // Not “no key”: who takes it for missing makes a new one.
    let refused = #expect(throws: OperationError.self) { try file.ring.key(of: "a", 1) }
    #expect(refused?.status == .noPermission && refused?.remedy?.en.contains("chmod 600") == true)
    #expect(throws: OperationError.self) { try file.entries() }
    chmod(file.path, 0o600)
    try FileAccess.write(file.path, Array("a 1 nonsense\n".utf8), mode: 0o600)
    do {
      _ = try file.entries()
      Issue.record("a line that is no key was read")
    } catch {
      #expect(error.status == .dataError && error.what.en.contains(":1:") && !error.what.en.contains("nonsense"))
    }
    FileAccess.remove(file.path)
    rmdir(place)
  }

  @Test func theTableOfRightsSaysWhoMayWhat() {
    // right × role as in docs/people.md.
    let rights: [(Right, Set<Role>)] = [
      (.see, Set(Role.allCases)), (.import, [.manager, .integrator]), (.run, [.manager]), (.policy, [.manager]), (.approve, [.approver]),
      (.move, [.manager, .lead]), (.audit, [.manager, .approver, .auditor]), (.review, [.manager, .lead]),
      (.hours, [.manager, .lead, .integrator]), (.administer, []),
    ]
    #expect(rights.map(\.0) == Right.allCases)
    for (right, roles) in rights {
      for role in Role.allCases { #expect(ActingUser(name: "x", roles: [role]).has(right) == roles.contains(role)) }
      #expect(ActingUser(name: "x", isOwner: true).has(right))
      #expect(ActingUser(name: "x", mayAdminister: true).has(right) == (right == .administer))
    }
  }

  @Test func aFileThatOthersMayReadIsRefusedAndNotTakenForMissing() throws {
    let place = directory()
    let file = KeyFile(path: place + "/keys", isWritable: true)
    try file.ring.store([UInt8](repeating: 1, count: 32), of: "demo", 1)
    chmod(file.path, 0o644)
    let refused = #expect(throws: OperationError.self) { try file.ring.key(of: "demo", 1) }
    #expect(refused?.status == .noPermission && refused?.remedy?.en == "chmod 600 \(file.path)")
    chmod(file.path, 0o600)
    #expect(try file.ring.key(of: "demo", 1)?.count == 32)
    try FileAccess.write(file.path, Array("demo one\n".utf8), mode: 0o600)
    #expect(#expect(throws: OperationError.self) { try file.ring.key(of: "demo", 1) }?.status == .dataError)
    FileAccess.remove(file.path)
    #expect(try file.ring.key(of: "demo", 1) == nil)
    rmdir(place)
  }
}
