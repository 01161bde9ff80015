import Testing

/// What leaves the house: packages that a client checks without us, and lists that come back; through the executable alone.
@Suite struct ClientPackageTests {
  private static let hasPython = Task { (try? await Tool.bash("command -v python3"))?.status == 0 }

  private func package(_ agency: Agency, _ run: String, _ client: String, _ name: String, _ more: String...) async throws -> String {
    let path = "\(agency.scratch.path)/\(name)"
    let made = try await Tool.run(
      ["report", run, "--for", "client=\(client)", "--output", path] + more + ["--database", agency.database],
      environment: ["ALLOT_USER": "li"])
    #expect(made.status == 0, "\(made.errors)")
    return path
  }

  @Test func aPackageHoldsAndAHundredTamperingsAreFound() async throws {
    guard await Self.hasPython.value else { return print("python3 is missing: packages are not verified") }
    let agency = try await Agency.ofTwoNights()
    let first = try await package(agency, "1", "cmb", "p1", "--format", "html,xlsx,csv")
    let second = try await package(agency, "2", "cmb", "p2", "--seed", "autumn")
    let other = try await package(agency, "2", "zx-finance", "q2")
    // The same facts, the same bytes and the same place in the chain.
    let again = try await package(agency, "2", "cmb", "p3", "--seed", "autumn")
    #expect(try await Tool.bash("diff -r '\(second)' '\(again)'").status == 0)

    for path in [first, second, other] {
      let checked = try await Tool.run(["report", "verify", path])
      #expect(
        checked.status == 0 && checked.output.contains("all holds") && !checked.output.contains("note"),
        "\(checked.output)\(checked.errors)")
    }
    // The copy in the package, by itself, in Chinese, with the package before.
    let alone = try await Tool.bash("python3 -I '\(second)/verify_package.py' '\(second)' --previous '\(first)' --language zh")
    #expect(alone.status == 0 && alone.output.contains("全部相符"), "\(alone.output)\(alone.errors)")
    #expect(try await Tool.run(["report", "verify", second, "--previous", other]).status == 1)
    #expect(try await Tool.run(["report", "verify", second, "--root", String(repeating: "0", count: 64)]).status == 1)
    #expect(try await Tool.run(["report", "verify", agency.scratch.path]).status == 66)

    let tampered = try await Tool.bash("scripts/tamper-packages '\(second)' '\(first)' '\(other)' 100 tests")
    #expect(tampered.status == 0 && tampered.output.contains("100 of 100 tamperings found"), "\(tampered.output)\(tampered.errors)")
  }

  @Test func aPackageSaysNothingOfOtherClientsAndNoNumberInFull() async throws {
    let agency = try await Agency.ofTwoNights()
    let path = try await package(agency, "2", "cmb", "p", "--format", "html,xlsx,csv")
    let all = try await agency.allot("show", "cases", "--limit", "1000", "--json").output
    var (others, own) = (0, 0)
    let said = try await Tool.bash("cat '\(path)'/*.csv '\(path)'/report.html '\(path)'/manifest.json; unzip -p '\(path)'/package.xlsx")
      .output
    for match in all.matches(of: /"client":"([^"]+)","case_no":"([^"]+)"/) {
      if match.1 == "cmb" { own += 1 } else { others += 1 }
      #expect(!said.contains(match.2), "the number \(match.2) of \(match.1) stands in the package")
    }
    #expect(others > 20 && own > 20)
    for client in ["zx-finance", "mashang", "cgb"] { #expect(!said.contains(client), "\(client) stands in the package") }
    let named = try await Server.numbers(
      agency.database,
      "SELECT d.case_id::int FROM allot.decision d JOIN allot.case_record r USING (agency_id, case_id) JOIN allot.client c USING (agency_id, client_id) "
        + "WHERE d.run_id = 2 AND c.name <> 'cmb'")
    let rows = Set(
      (Child.text(path + "/decisions.csv") + Child.text(path + "/stays.csv")).split(separator: "\r\n").compactMap {
        Int($0.prefix { $0 != "," })
      })
    #expect(!named.isEmpty && rows.isDisjoint(with: named))
    // Digests beside the way are not those of leaves without their salt.
    #expect(Child.text(path + "/manifest.json").matches(of: /"side":/).count == 4)
  }

  @Test func hisStatementIsComparedRowByRow() async throws {
    let agency = try await Agency.ofTwoNights()
    let cases = try await agency.allot("show", "cases", "--client", "cmb", "--limit", "1000", "--json").output
    var lines = ["案件编号,最新欠款,币种", "ZZ-9999-0001,5.00,CNY"]
    for (index, match) in cases.matches(of: /"case_no":"([^"]+)".*?"outstanding":(-?\d+),"currency":"([A-Z]{3})"/).enumerated()
    where index > 0 {
      let amount = (Int(match.2) ?? 0) + (index == 1 ? 7 : 0)
      lines.append("\(match.1),\(amount / 100).\(amount % 100 < 10 ? "0" : "")\(amount % 100),\(match.3)")
    }
    let file = try agency.scratch.write("his.csv", lines.joined(separator: "\n") + "\n")
    let path = try await package(agency, "2", "cmb", "p", "--statement", file)
    let rows = Child.text(path + "/differences.csv").split(separator: "\r\n").dropFirst().map { $0.prefix { $0 != "," } }
    #expect(rows == ["we_hold", "he_holds", "amount"])
    if await Self.hasPython.value {
      let checked = try await Tool.run(["report", "verify", path, "--statement", file])
      #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    }
    let twice = try agency.scratch.write("twice.csv", "case_no,outstanding\nA,1\nA,2\n")
    let refused = try await agency.allot(
      "report", "2", "--for", "client=cmb", "--statement", twice, "--output", agency.scratch.path + "/no")
    #expect(refused.status == 65 && refused.errors.contains("twice.csv:3") && refused.errors.contains("twice"), "\(refused.errors)")
    #expect(try await agency.allot("report", "2", "--statement", file, "--output", agency.scratch.path + "/no").status == 64)
    #expect(try await agency.allot("report", "2", "--for", "client=cbm", "--output", agency.scratch.path + "/no").status == 66)
  }

  @Test func aRunOfAnOlderSealSaysThatNothingIsProved() async throws {
    let agency = try await Agency.ofTwoNights()
    #expect(try await agency.allot("audit", "seal").status == 0)
    try await Server.execute(
      agency.database, "UPDATE allot.run SET seal_salt = NULL WHERE run_id = 2; DELETE FROM allot.run_client WHERE run_id = 2")
    let made = try await agency.allot("report", "2", "--for", "client=cmb", "--output", agency.scratch.path + "/p")
    #expect(made.status == 0 && made.output.contains("sealed before packages could be proved"))
    let manifest = Child.text(agency.scratch.path + "/p/manifest.json")
    #expect(manifest.contains("\"proof\": null") && manifest.contains("older_seal"))
    if await Self.hasPython.value {
      #expect(try await Tool.run(["report", "verify", agency.scratch.path + "/p"]).status == 3)
    }
    // What was changed behind the seal is not called proved either.
    let changed = try await agency.allot("report", "1", "--for", "client=cmb", "--output", agency.scratch.path + "/before")
    #expect(changed.status == 0 && !changed.output.contains("not those that were sealed"))
    try await Server.execute(agency.database, "UPDATE allot.decision SET amount = amount + 1 WHERE run_id = 1")
    let found = try await agency.allot("report", "1", "--for", "client=cmb", "--output", agency.scratch.path + "/after")
    #expect(found.output.contains("not those that were sealed"), "\(found.output)")
    #expect(try await agency.allot("audit", "verify").status == 65)
  }
}
