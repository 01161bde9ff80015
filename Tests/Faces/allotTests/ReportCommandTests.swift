import Testing

/// What people write behind `allot report`, and what they are told when it is not what they meant.
@Suite struct ReportCommandTests {
  @Test(arguments: [
    (["--for", "manger"], "did you mean “manager”?"), (["--for", "lead"], "write --for lead=TEAM"),
    (["--for", "client="], "write --for client=NAME"), (["--for", "auditor=x"], "nothing follows them"),
    (["--format", "html,xslx"], "did you mean “xlsx”?"), (["--format", ""], "write some of: html, xlsx, csv"),
  ])
  func aReaderOrFormThatIsNoneIsToldWithWhatWasMeant(_ words: [String], _ said: String) async throws {
    let result = try await Tool.run(
      ["report", "latest", "--output", "x"] + words + ["--language", "en"], environment: ["HOME": "/nonexistent"])
    #expect(result.status == 64, "\(result.errors)")
    #expect(result.errors.contains(said), "\(result.errors)")
  }
}
