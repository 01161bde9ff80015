import Glibc
import Testing

/// Files that are tried before they are loaded, names that are new, and mappings drafted for files.
@Suite struct DryRunTests {
  private static let head = "client,case_no,currency,outstanding,entrusted_on,product,required_skills,collector\n"

  private func cases(_ agency: Agency, _ name: String, _ rows: String...) throws -> String {
    try agency.scratch.write(name, Self.head + rows.map { $0 + "\n" }.joined())
  }

  @Test func aDryRunOfAFolderSaysWhatWouldBeAndChangesNothing() async throws {
    let agency = try await Agency()
    _ = try agency.scratch.write("催收员.csv", "code,name,team,active\nC1,A,a,yes\n")
    // The balance is of the day before the payment.
    _ = try agency.scratch.write(
      "案件-1.csv",
      "client,case_no,currency,outstanding,entrusted_on,product,required_skills,collector,balance_on\n"
        + "cmb,K1,CNY,100.00,2026-11-10,card,,C1,2026-11-10\ncmb,K2,CNY,none,2026-11-10,card,,,2026-11-10\n")
    _ = try agency.scratch.write("还款.csv", "case_no,id,day,amount\nK1,p1,2026-11-11,40.00\n")
    let folder = agency.scratch.path
    let tried = try await agency.allot("import", "folder", folder, "--dry-run")
    #expect(tried.status == 0, "\(tried.errors)")
    for line in [
      "cases \(folder)/案件-1.csv: 1 new, 0 changed, 0 unchanged, 1 rejected",
      "new clients: cmb\nnew collectors: C1\nnew teams: a\nnew products: card\n",
    ] {
      #expect(tried.output.contains(line), "\(line)\n\(tried.output)")
    }
    // What was paid is taken off by the rehearsed payment; nothing is rejected into a file.
    #expect(
      tried.output.firstMatch(of: /cmb +CNY +0 +1 +0\.00 +60\.00/) != nil && tried.output.hasSuffix("nothing was changed\n"),
      "\(tried.output)")
    #expect(access(folder + "/案件-1.csv.rejects.csv", F_OK) != 0)
    let chinese = try await agency.allot("import", "folder", folder, "--dry-run", "--language", "zh")
    #expect(chinese.status == 0 && chinese.output.hasSuffix("未作任何更改\n") && chinese.output.contains("新增委托方：cmb\n"), "\(chinese.output)")
    let asked = try await agency.allot("import", "cases", folder + "/案件-1.csv", "--dry-run", "--rejects", folder + "/r.csv")
    // Nobody is called C1 yet: of this file alone nothing could be used.
    #expect(
      asked.status == 65 && asked.output.contains("0 new, 0 changed, 0 unchanged, 2 rejected") && access(folder + "/r.csv", F_OK) == 0,
      "\(asked.output)")
    let shown = try await agency.allot("show", "cases")
    #expect(shown.output.contains("no cases"), "\(shown.output)")
    let loaded = try await agency.allot("import", "folder", folder)
    #expect(loaded.status == 0 && loaded.output.hasSuffix("new clients: cmb\nnew teams: a\n"), "\(loaded.output)\(loaded.errors)")
    let again = try await agency.allot("import", "folder", folder, "--dry-run", "--json")
    #expect(again.output.contains(#""new":{"clients":[],"collectors":[],"teams":[],"skills":[],"products":[]}"#), "\(again.output)")
    #expect(
      again.output.contains(#""open_cases_now":1,"open_cases_after":1,"outstanding_now":6000,"outstanding_after":6000"#), "\(again.output)")
  }

  @Test func aNewNameIsLoadedOnlyWhenSomebodySaysThatItIsNew() async throws {
    let agency = try await Agency()
    let first = try cases(agency, "first.csv", "cmb,K1,CNY,100.00,2026-11-10,card,english,", "boc,K2,CNY,100.00,2026-11-10,card,english,")
    let loaded = try await agency.allot("import", "cases", first)
    #expect(
      loaded.status == 0 && loaded.output.hasSuffix("new clients: cmb, boc\nnew skills: english\n"), "\(loaded.output)\(loaded.errors)")
    let typo = try cases(agency, "typo.csv", "cmb,K3,CNY,100.00,2026-11-10,card,,", "cmbb,K4,CNY,100.00,2026-11-10,card,klingon,")
    let refused = try await agency.allot("import", "cases", typo)
    #expect(refused.status == 65 && refused.output.isEmpty, "\(refused.output)")
    for words in [
      "typo.csv:3: the agency has no client “cmbb”; did you mean “cmb”?", "no skill “klingon”", "--new-client 'cmbb' --new-skill 'klingon'",
    ] {
      #expect(refused.errors.contains(words), "\(words)\n\(refused.errors)")
    }
    func numbers() async throws -> [String] {
      try await agency.allot("show", "cases", "--limit", "100", "--json").output.matches(of: /"case_no":"(\w+)"/).map { String($0.1) }
        .sorted()
    }
    // Nothing of the file counts, not even the row that has no new name.
    #expect(try await numbers() == ["K1", "K2"])
    #expect(try await agency.allot("import", "cases", typo, "--new-client", "cmbb").status == 65)
    let said = try await agency.allot("import", "cases", typo, "--new-client", "cmbb", "--new-skill", "klingon", "--json")
    #expect(said.status == 0 && said.output.contains(#""name":"cmbb""#), "\(said.output)\(said.errors)")
    #expect(try await numbers() == ["K1", "K2", "K3", "K4"])
    let more = try cases(agency, "more.csv", "icbc,K5,CNY,100.00,2026-11-10,card,,")
    #expect(try await agency.allot("import", "cases", more, "--yes").status == 0)
  }

  @Test func aCollectorNearlyCalledLikeAnotherIsRefusedByRow() async throws {
    let agency = try await Agency()
    #expect(try await agency.allot("import", "collectors", try agency.scratch.write("p.csv", "code,name\n001,A\n")).status == 0)
    let lost = try agency.scratch.write("lost.csv", "code,name\n1,A\n2,B\n")
    let refused = try await agency.allot("import", "collectors", lost)
    #expect(
      refused.output.contains("1 new, 0 changed, 0 unchanged, 1 rejected") && refused.output.contains("did you mean “001”?"),
      "\(refused.output)")
    let meant = try await agency.allot("import", "collectors", lost, "--new-collector", "1")
    #expect(meant.status == 0 && meant.output.contains("1 new, 0 changed, 1 unchanged"), "\(meant.output)")
  }

  @Test func aMappingIsDraftedCheckedAndUsed() async throws {
    let agency = try await Agency()
    let file = try agency.scratch.write("theirs.csv", "合同编号,客户姓名,欠款余额,逾期日期\nH1,张三,1234.56,21/11/2025\n")
    let drafted = try await Tool.run(["mapping", "draft", file])
    #expect(
      drafted.status == 0 && drafted.output.contains("feed: cases\n") && !drafted.output.contains("张三") && !drafted.output.contains("H1"),
      "\(drafted.output)\(drafted.errors)")
    let mapping = agency.scratch.path + "/theirs.yaml"
    let written = try await Tool.run(["mapping", "draft", file, "--feed", "cases", "--output", mapping])
    #expect(
      written.status == 0 && written.output.isEmpty && written.errors.contains("look through it before you use it"), "\(written.errors)")
    #expect(try await Tool.run(["policy", "check", mapping]).status == 0)
    let loaded = try await agency.allot("import", "cases", file, "--mapping", mapping, "--client", "cmb")
    #expect(loaded.status == 0 && loaded.output.contains("read by the mapping in \(mapping)"), "\(loaded.output)\(loaded.errors)")
    #expect(try await agency.allot("policy", "apply", mapping).status == 0)
    let byName = try await agency.allot("import", "cases", file, "--mapping", "theirs", "--client", "cmb")
    #expect(byName.output.contains("read by mapping theirs, version 1 in force"), "\(byName.output)\(byName.errors)")
    let list = try await agency.allot("mapping", "list")
    #expect(list.output.contains("theirs") && list.output.contains("in force") && list.output.contains("asterisk-cdr"), "\(list.output)")
    #expect(try await Tool.run(["mapping", "draft", file, "--output", file]).status == 64)
    #expect(try await Tool.run(["mapping", "draft", agency.scratch.path + "/none.csv"]).status == 66)
  }
}
