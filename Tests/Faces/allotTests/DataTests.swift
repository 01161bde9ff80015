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
    let readable = try await allot("import", "cases", cases)
    #expect(readable.status == 77 && readable.errors.contains("chmod 600 \(keys)"), "\(readable.errors)")
  }

  @Test func aRenewedKeyKnowsTheSameDebtors() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let keys = scratch.path + "/keys"
    func allot(_ arguments: String..., file: String? = nil) async throws -> Tool.Result {
      try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_KEY_FILE": file ?? keys])
    }
    let head = "client,case_no,currency,outstanding,debtor_ref,phone\n"
    let first = try scratch.write(
      "cases.csv", head + "cmb,K1,CNY,1.00,110101199001011237,13800000001\ncmb,K2,CNY,1.00,110101199001011245,13800000002\n")
    let calls = try scratch.write("attempts.csv", "phone,at,channel,outcome\n13800000001,2026-11-18 10:00:00,call,no_answer\n")
    #expect(try await allot("import", "cases", first, "--strict").status == 0)
    // In the database, beside the data, a new key would be worth nothing.
    let unmoved = try await allot("data", "key", "--renew")
    #expect(unmoved.status == 65 && unmoved.errors.contains("--move"), "\(unmoved.errors)")
    #expect(try await allot("data", "key", "--move").status == 0)
    #expect(try await allot("import", "attempts", calls, "--json").output.contains("\"inserted\":1,"))
    #expect(try await allot("audit", "seal").status == 0)
    try await Server.execute(
      database, "CREATE TABLE public.before AS SELECT reference FROM allot.debtor UNION ALL SELECT reference FROM allot.contact_point")
    let old = Child.text(keys)
    let renewed = try await allot("data", "key", "--renew", "--json")
    #expect(
      renewed.status == 0 && renewed.output.contains("\"key_id\":2,\"debtors\":2,\"contact_points\":2"),
      "\(renewed.errors)\(renewed.output)")
    // No old digest is left, and the seals hold under the new key.
    let left =
      "SELECT count(*) FROM public.before b WHERE EXISTS (SELECT FROM allot.debtor d WHERE d.reference = b.reference) OR EXISTS (SELECT FROM allot.contact_point p WHERE p.reference = b.reference)"
    #expect(try await Server.numbers(database, left) == [0])
    #expect(try await allot("audit", "seal").status == 0)
    let verified = try await allot("audit", "verify")
    #expect(verified.status == 0, "\(verified.output)")
    // The debtor of K1 comes again under another number, and his telephone is called; the call of before does not count twice.
    let second = try scratch.write("more.csv", head + "icbc,K3,CNY,1.00,110101199001011237,13800000001\n")
    #expect(try await allot("import", "cases", second, "--strict", "--new-client", "icbc").status == 0)
    #expect(try await Server.numbers(database, "SELECT count(DISTINCT debtor_id) FROM allot.case_state") == [2])
    #expect(try await Server.numbers(database, "SELECT count(*) FROM allot.debtor WHERE key_id = 2") == [2])
    #expect(try await allot("import", "attempts", calls, "--json").output.contains("\"inserted\":0,"))
    let later = try scratch.write("later.csv", "phone,at,channel,outcome\n13800000002,2026-11-18 11:00:00,call,no_answer\n")
    #expect(try await allot("import", "attempts", later, "--json").output.contains("\"inserted\":1,"))
    // A machine without the new line knows that it lacks it; again: a third key.
    let stale = try scratch.write("old-keys", old)
    chmod(stale, 0o600)
    #expect(try await allot("import", "cases", second, file: stale).status == 78)
    #expect(try await allot("data", "key", "--renew", "--json").output.contains("\"key_id\":3,\"debtors\":2,"))
    #expect(try await allot("import", "cases", second, "--strict").status == 0)
    #expect(try await Server.numbers(database, "SELECT count(*) FROM allot.debtor") == [2])
    #expect(try await allot("audit", "list", "--action", "key.").output.contains("key.renewed"))
    // A head that names another key is found, and no key is renewed over it.
    try await Server.execute(database, "UPDATE allot.seal_head SET key_id = 9 WHERE stream = 'audit'")
    let other = try await allot("audit", "verify")
    #expect(other.status == 65 && other.output.contains("key 9"), "\(other.output)")
    #expect(try await allot("data", "key", "--renew").status == 65)
  }
}
