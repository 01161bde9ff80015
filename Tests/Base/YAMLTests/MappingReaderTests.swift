import Speech
import Testing
import YAML

@Suite("Reading mappings")
struct MappingReaderTests {
  private func problems(_ text: String, _ body: (MappingReader) -> Void) throws -> [Problem] {
    let problems = Problems(file: "p.yaml")
    let node = try YAMLNode.parse(text, file: "p.yaml")
    _ = ValueReader(node, into: problems).mapping { reader -> Int? in
      body(reader)
      return nil
    }
    return problems.list
  }

  @Test func everythingWrongIsReportedAtOnceInTheOrderOfTheFile() throws {
    let text = "policy: [x]\nruns: { nigth: 1 }\nlimit: many\nzzz: 1\n"
    let found = try problems(text) { reader in
      _ = reader.required("limit").int()
      _ = reader.required("policy").string()
      _ = reader.required("covers").string()
      _ = reader.optional("runs").mapping { runs in runs.required("night").int() }
    }
    #expect(
      found.map(\.description) == [
        "p.yaml:1:1: the document lacks the key “covers”",
        "p.yaml:1:9: “policy” is a list; expected text",
        "p.yaml:2:9: unknown key “nigth” in “runs”; expected “night”; did you mean “night”?",
        "p.yaml:3:8: “limit” is “many”; expected a whole number",
        "p.yaml:4:1: unknown key “zzz”; expected “covers”, “limit”, “policy” or “runs”",
      ])
  }

  @Test func optionalKeysMayBeAbsentButNotEmpty() throws {
    #expect(try problems("b: 1\n") { _ = ($0.optional("a").int(), $0.allow("b")) }.isEmpty)
    #expect(try problems("a:\n") { _ = $0.optional("a").int() }.count == 1)
  }

  @Test func aKeyAlreadyGivenIsNotSuggestedFirst() throws {
    let found = try problems("until: 1\nuntie: 2\n") { reader in
      _ = reader.required("until").int()
      _ = reader.optional("unite").int()
    }
    #expect(found.map(\.hint?.en) == ["did you mean “unite”?"])
  }

  @Test func exactlyOneOfSeveralKeys() throws {
    var chosen: String?
    #expect(try problems("b: 1\n") { chosen = $0.exactlyOne(of: ["a", "b"])?.key }.isEmpty)
    #expect(chosen == "b")
    #expect(
      try problems("{a: 1, b: 1}") { _ = $0.exactlyOne(of: ["a", "b"]) }.first?.message.en == "the document has “a” and “b” together")
    #expect(try problems("{}") { _ = $0.exactlyOne(of: ["a", "b"]) }.first?.expectation?.en == "exactly one of “a” or “b”")
  }

  @Test func keysKnowTheirPlace() throws {
    _ = try problems("a: 1\n乙: 2\n") { reader in
      #expect(reader.keyPosition("乙") == SourcePosition(line: 2, column: 1))
      #expect(reader.has("a"))
      #expect(!reader.has("b"))
    }
  }

  @Test func aHostileFileCostsLittle() {
    let problems = Problems(file: "p", limit: 10)
    let text = (0..<60_000).map { "key\($0): 1\n" }.joined()
    let node = YAMLNode.read(Array(text.utf8), into: problems)
    _ = node.map { ValueReader($0, into: problems).mapping { $0.required("key").int() } }
    #expect(problems.list.count == 10)
    #expect(problems.isFull)
  }
}
