import FoundationEssentials
import Glibc
import Testing

/// Retention, erasure and the key file through the executable.
@Suite struct DataTests {
  @Test func aDebtorIsErasedOnceSomebodySaysSo() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    func allot(_ arguments: String...) async throws -> Tool.Result { try await Tool.run(arguments + ["--database", database]) }
    let cases = try scratch.write(
      "cases.csv",
      "client,case_no,currency,outstanding,debtor_ref,status\ncmb,K1,CNY,0.00,110101199001011237,settled\ncmb,K2,CNY,50.00,110101199001011245,\n"
    )
    #expect(try await allot("import", "cases", cases, "--strict").status == 0)
    let shown = try await allot("data", "erase", "K1", "--reason", "request 17")
    #expect(shown.status == 75 && shown.output.contains("would erase: 1 case (0 open)"), "\(shown.errors)")
    #expect(try await allot("data", "erase", "K1", "--reason", "request 17", "--yes").output.contains("erased: 1 case"))
    #expect(try await allot("data", "erase", "K2", "--reason", "request 18", "--yes").status == 65)
    #expect(try await allot("audit", "list", "--action", "data.").output.contains("data.erased"))
    #expect(try await allot("data", "retention", "text", "90").status == 0)
    #expect(try await allot("data", "retention", "text", "soon").status == 64)
    #expect(try await allot("data", "retention").output.contains("90"))
    #expect(try await allot("data", "purge", "--dry-run").output.contains("would be removed"))
    #expect(try await allot("data", "purge").status == 75)
    #expect(try await allot("data", "purge", "--yes").output.contains("0 rows removed"))
  }

  @Test func theKeyMovesToAFileOnlyItsOwnerReads() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let keys = scratch.path + "/keys"
    func allot(_ arguments: String..., withKey: Bool = true) async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: withKey ? ["ALLOT_KEY_FILE": keys] : [:])
    }
    #expect(try await allot("data", "key", withKey: false).output.contains("lies in the database"))
    #expect(try await allot("data", "key", "--move", withKey: false).status == 65)
    #expect(try await allot("data", "key", "--move").output.contains("moved to \(keys)"))
    let mode = try FileManager.default.attributesOfItem(atPath: keys)[.posixPermissions]
    #expect(mode.map { "\($0)" } == String(0o600))
    let cases = try scratch.write("cases.csv", "client,case_no,currency,outstanding,debtor_ref\ncmb,K1,CNY,1.00,110101199001011237\n")
    let refused = try await allot("import", "cases", cases, withKey: false)
    #expect(refused.status == 78 && refused.errors.contains("ALLOT_KEY_FILE"))
    #expect(try await allot("import", "cases", cases).status == 0)
    chmod(keys, 0o644)
    #expect(try await allot("import", "cases", cases).status == 78)
  }
}
