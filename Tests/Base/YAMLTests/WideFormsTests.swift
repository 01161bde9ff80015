import Speech
import Testing

@testable import YAML

/// Signs of Chinese input methods, named for what they are.
@Suite struct WideFormsTests {
  private func problems(_ text: String) -> [Problem] {
    let problems = Problems(file: "p.yaml")
    if let root = YAMLNode.read(Array(text.utf8), into: problems) {
      _ = ValueReader(root, into: problems).mapping { top -> Int? in
        _ = top.required("policy").string()
        let approval: String? = top.optional("approval").word(among: ["one person", "two people"])
        _ = top.optional("limits").mapping { limits -> Int? in
          _ = limits.required("portfolio").string()
          _ = limits.required("new_per_day").entries { _, value in value.int() }
          return limits.optional("amount").int()
        }
        _ = top.optional("keep").bool()
        return approval.map { _ in 1 }
      }
    }
    return problems.list
  }

  @Test(arguments: [
    ("policy: a\nlimits：{ portfolio: 3 }\n", "a full-width colon (：)", "write “limits: {"),
    ("policy：a\n", "a full-width colon (：)", "write “: ”"),
    ("policy: a\n“keep”: yes\n", "quotation mark", "write “keep”"),
    ("policy: a\n　keep: yes\n", "a full-width blank (U+3000)", ""),
    ("policy: a\nkeep: “yes”\n", "quotation mark", "write “yes”"),
    ("policy: a\napproval: “two people”\n", "quotation mark", "write “two people”"),
    ("policy: a\napproval: two　people\n", "a full-width blank (U+3000)", "write “two people”"),
    ("policy: a\nlimits: { portfolio: 3，new_per_day: 4\n", "a full-width comma (，)", "an ASCII comma"),
    ("policy: a\nlimits: ｛ portfolio: 3 ｝\nkeep: yes\n", "a full-width brace (｛ ｝)", "write { and }"),
  ]) func fullWidthSignsAreNamedAndWhatToWriteIsSaid(_ text: String, _ name: String, _ remedy: String) {
    let hints = problems(text).compactMap(\.hint?.en)
    #expect(hints.contains { $0.contains(name) && $0.contains(remedy) }, "\(problems(text).map(\.description))")
  }

  @Test func whatStandsInQuotesOrInACommentIsNotBlamed() {
    let found = problems("policy: \"名称：一\" # 说明：二\nkeep: x: y\n")
    #expect(found.count == 1 && found[0].hint?.en.contains("full-width") == false, "\(found.map(\.description))")
  }

  @Test func whereAMappingIsExpectedAnExampleShowsItsKeys() {
    #expect(
      problems("policy: a\nlimits: 3\n").map(\.description) == [
        "p.yaml:2:9: “limits” is “3”; expected a mapping, such as limits: { portfolio: …, new_per_day: … }"
      ])
    #expect(
      problems("policy: a\nlimits: { portfolio: x, new_per_day: 60 }\n").map(\.description) == [
        "p.yaml:2:38: “limits.new_per_day” is “60”; expected a mapping, such as new_per_day: { name: … }"
      ])
    #expect(problems("[policy]\n")[0].expectation?.en == "a mapping, such as “policy: …”, each on a line of its own")
  }

  @Test func valuesAreGuessedAsKeysAre() {
    #expect(problems("policy: a\napproval: two peple\n")[0].hint?.en == "did you mean “two people”?")
    #expect(problems("policy: a\nkeep: yse\n")[0].hint?.en == "did you mean “yes”?")
  }

  @Test func timesAndThousandsKeepTheirForm() {
    #expect(WideForms.narrow("０２：３０") == "02:30" && WideForms.narrow("1，000") == "1,000" && WideForms.narrow("a，b：c") == "a, b: c")
    #expect(WideForms.hint(for: "02:30") == nil && WideForms.hint(for: "５")?.en == "full-width characters; write “5”")
  }
}
