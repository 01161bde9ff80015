import Testing

/// Several files of one import, of which some cannot be used.
@Suite struct SeveralFileTests {
  @Test func aFileThatCannotBeUsedKeepsNoOtherFromBeingRead() async throws {
    let agency = try await Agency()
    _ = try agency.scratch.write("催收员.csv", "code,name\nC1,A\n")
    _ = try agency.scratch.write("案件-1.csv", "client,case_no,outstanding\ncmb,K1,100.00\n")
    let bad = try agency.scratch.write("案件-2.csv", "client,number,outstanding\ncmb,K2,100.00\n")
    _ = try agency.scratch.write("还款.csv", "case_no,id,day,amount\nK1,p1,2026-11-11,40.00\n")
    let folder = agency.scratch.path
    let tried = try await agency.allot("import", "folder", folder, "--dry-run")
    #expect(tried.status == 65 && tried.errors.contains("lacks the column case_no"), "\(tried.output)\(tried.errors)")
    let loaded = try await agency.allot("import", "folder", folder)
    #expect(loaded.status == 65, "\(loaded.output)\(loaded.errors)")
    for line in ["cases \(folder)/案件-1.csv: 1 new", "payments \(folder)/还款.csv: 1 new"] {
      #expect(loaded.output.contains(line), "\(loaded.output)")
    }
    #expect(loaded.errors.contains("1 of 4 files could not be used: \(bad); the other 3 were read"), "\(loaded.errors)")
    let json = try await agency.allot("import", "folder", folder, "--json")
    #expect(json.status == 65 && json.output.contains(#""error":""#) && json.output.contains(#""error":null"#), "\(json.output)")
    let chinese = try await agency.allot("import", "folder", folder, "--language", "zh")
    #expect(chinese.errors.contains("4 个文件中有 1 个无法使用"), "\(chinese.errors)")
    // One file alone is what it was: its fault, and nothing else.
    let one = try await agency.allot("import", "cases", bad)
    #expect(one.status == 65 && !one.errors.contains("files could not be used"), "\(one.errors)")
    // The worst of them: one is wrong, one is not there.
    let both = try await agency.allot("import", "cases", bad, folder + "/none.csv")
    #expect(both.status == 66, "\(both.errors)")
  }
}
