import Testing

/// What `policy explain` and `policy diff` say, through the executable.
@Suite struct PolicyMeaningTests {
  private func card(_ changes: (String, String)...) throws -> String {
    try changes.reduce(Files.card()) { text, change in
      try #require(text.contains(change.0))
      return text.replacing(change.0, with: change.1)
    }
  }

  @Test func aFileIsExplainedWithoutADatabase() async throws {
    let path = Repository.root + "/policies/retail-card.yaml"
    let english = try await Tool.run(["policy", "explain", path, "--under", Repository.root + "/policies/agency.yaml"])
    #expect(english.status == 0, "\(english.errors)")
    #expect(english.output.contains("A case is recalled after 60 working days with one holder."))
    #expect(english.output.contains("50,000.00 CNY or more is outstanding"))
    let chinese = try await Tool.run(["policy", "explain", path, "--language", "zh"])
    #expect(chinese.output.contains("同一人持有满 60 个工作日即强制收回。"))
  }

  @Test func twoFilesAreComparedWithoutADatabase() async throws {
    let scratch = try Scratch()
    let old = try scratch.write("old.yaml", card())
    let new = try scratch.write("new.yaml", card((">= 50000 CNY", ">= 30000 CNY")))
    let page = scratch.path + "/page.html"
    let result = try await Tool.run(["policy", "diff", old, new, "--html", page])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("-    when: { outstanding: \">= 50000 CNY\""))
    #expect(result.output.contains("Rule 1 “legal desk”: it asks for more cases."))
    #expect(!result.output.contains("\u{1B}"), "colours are for terminals")
    let html = Child.text(page)
    #expect(html.contains("<details>") && html.contains("it asks for more cases") && !html.contains("<script") && !html.contains("src="))
    #expect(html.contains("所问案件变宽"))
  }

  @Test func whatIsTheSameIsSaidToBeTheSame() async throws {
    let scratch = try Scratch()
    let old = try scratch.write("old.yaml", card())
    let new = try scratch.write("new.yaml", card() + "\n# a remark\n")
    let same = try await Tool.run(["policy", "diff", old, old])
    #expect(same.output.hasPrefix("The two are the same.\n"))
    let remark = try await Tool.run(["policy", "diff", old, new])
    #expect(remark.output.hasPrefix("The texts differ, and say the same.\n"))
  }

  @Test func aFileIsComparedWithWhatIsInForceAndWithTheOpenCases() async throws {
    let agency = try await Agency()
    #expect(try await agency.allot("policy", "apply", try agency.scratch.write("old.yaml", card())).status == 0)
    let cases = "client,case_no,currency,outstanding,entrusted_on,stage\ncmb,K1,CNY,100.00,2026-11-10,M4\n"
    #expect(try await agency.allot("import", "cases", try agency.scratch.write("cases.csv", cases), "--new-client", "cmb").status == 0)
    let new = try agency.scratch.write("new.yaml", card((">= 50000 CNY", ">= 1 CNY"), ("stage: [M4, M5, M6, \"M6+\"], ", "")))
    let result = try await agency.allot("policy", "diff", new)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("--- retail-card@1\n"), "\(result.output)")
    #expect(result.output.contains("Open cases\n"), "\(result.output)")
    let before = try await agency.allot("policy", "list")
    #expect(before.output.contains("retail-card") && !before.output.contains("waits"))
  }

  @Test func whatIsNotThereIsSaidSo() async throws {
    let agency = try await Agency()
    let version = try await agency.allot("policy", "explain", "retail-card@99")
    #expect(version.status == 66, "\(version.errors)")
    let name = try await agency.allot("policy", "diff", "nobody")
    #expect(name.status == 66, "\(name.errors)")
    let kinds = try await Tool.run([
      "policy", "diff", Repository.root + "/policies/agency.yaml", Repository.root + "/policies/retail-card.yaml",
    ])
    #expect(kinds.status == 64, "\(kinds.errors)")
  }
}
