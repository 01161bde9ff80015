import Speech
import Testing
import YAML

@Suite("Reading values")
struct ValueReaderTests {
  enum Class: String, CaseIterable {
    case unknown, normal, abnormal, cooperative, uncooperative
  }

  /// Reads the value of key `a` from `a: …` and returns it with the problems.
  private func read<Value>(_ value: String, _ body: (ValueReader) -> Value?) throws -> (Value?, [Problem]) {
    let problems = Problems(file: "p.yaml")
    let node = try YAMLNode.parse("a: \(value)\n", file: "p.yaml")
    let result = ValueReader(node, into: problems).mapping { body($0.required("a")) }
    return (result, problems.list)
  }

  @Test(arguments: [
    ("true", true), ("True", true), ("YES", true), ("on", true), ("false", false), ("no", false), ("Off", false),
  ])
  func booleans(_ text: String, _ value: Bool) throws {
    let (result, problems) = try read(text) { $0.bool() }
    #expect(result == value)
    #expect(problems.isEmpty)
    let (quoted, complaints) = try read("'\(text)'") { $0.bool() }
    #expect(quoted == nil)
    #expect(complaints.first?.hint?.en == "remove the quotes")
  }

  @Test(arguments: ["y", "1", "2", "[]", "", "maybe"])
  func whatIsNoBooleanIsReported(_ text: String) throws {
    let (result, problems) = try read(text) { $0.bool() }
    #expect(result == nil)
    #expect(problems.count == 1)
  }

  @Test(arguments: ["no", "off", "02:30", "010", "1e3", "yes", "'null'"])
  func textIsTheTextAsWritten(_ text: String) throws {
    let (result, problems) = try read(text) { $0.string() }
    #expect(result == (text == "'null'" ? "null" : text))
    #expect(problems.isEmpty)
  }

  @Test(arguments: ["", "~", "null", "''", "[x]", "{x: y}"])
  func whatIsNoTextIsReported(_ text: String) throws {
    let (result, problems) = try read(text) { $0.string() }
    #expect(result == nil)
    #expect(problems.count == 1)
  }

  @Test func numbersAreDecimalWithinTheirRange() throws {
    for (text, value) in [("0", 0), ("-5", -5), ("10", 10)] {
      let (result, problems) = try read(text) { $0.int(in: -5...10) }
      #expect(result == value)
      #expect(problems.isEmpty)
    }
    let wrong = ["-6", "11", "010", "0x1", "1e3", "1.0", "5,000", "５", "'5'", "", "+1", "--1", "99999999999999999999", "1_0"]
    for text in wrong {
      let (result, problems) = try read(text) { $0.int(in: -5...10) }
      #expect(result == nil, "\(text)")
      #expect(problems.map(\.expectation?.en) == ["a whole number from -5 to 10"], "\(text)")
      #expect(problems.first?.position == SourcePosition(line: 1, column: text.isEmpty ? 3 : 4), "\(text)")
    }
    #expect(try read("5,000") { $0.int() }.1.first?.hint?.en == "write 5000")
    #expect(try read("５") { $0.int() }.1.first?.hint?.en == "full-width characters; write “5”")
    #expect(try read("007") { $0.int() }.1.first?.hint?.en == "write 7")
  }

  @Test func choicesSuggestTheWordMeant() throws {
    #expect(try read("normal") { $0.choice(of: Class.self) }.0 == .normal)
    let (result, problems) = try read("unco-operative") { $0.choice(of: Class.self) }
    #expect(result == nil)
    #expect(problems.first?.hint?.en == "did you mean “uncooperative”?")
    #expect(problems.first?.message.en == "“a” is “unco-operative”")
    #expect(try read("xyz") { $0.choice(of: Class.self) }.1.first?.hint == nil)
    #expect(try read("甲祖") { $0.word(among: ["乙组", "甲组"], what: Wording("a team", "小组")) }.1.first?.hint?.en == "did you mean “甲组”?")
  }

  @Test func aParserCanPointIntoTheText() throws {
    func parse(_ value: ValueReader) -> Int? {
      value.parse(Wording("an amount", "金额")) { text throws(Rejection) in
        if text == "nil" { return nil }
        throw Rejection(Wording("has no currency", "没有币种"), offset: 3)
      }
    }
    #expect(try read("500") { parse($0) }.1.first?.column == 7)
    #expect(try read("\"500\"") { parse($0) }.1.first?.column == 8)
    #expect(try read("'金50 x'") { parse($0) }.1.first?.column == 8)
    #expect(try read("\"\\u0035000\"") { parse($0) }.1.first?.column == 4)
    #expect(try read("nil") { parse($0) }.1.first?.expectation?.en == "an amount")
  }

  @Test func listsReadEveryItem() throws {
    let (items, problems) = try read("[1, x, 3, y]") { $0.list { $0.int() } }
    #expect(items == [1, 3])
    #expect(problems.map(\.message.en) == ["“a[2]” is “x”", "“a[4]” is “y”"])
    #expect(problems.map(\.column) == [8, 14])
    #expect(try read("x") { $0.list { $0.string() } }.1.count == 1)
    #expect(try read("x") { $0.oneOrMore { $0.string() } }.0 == ["x"])
    #expect(try read("[x, y]") { $0.oneOrMore { $0.string() } }.0 == ["x", "y"])
    #expect(try read("[]") { $0.oneOrMore { $0.string() } }.1.count == 1)
    #expect(try read("[]") { $0.list { $0.string() } }.0 == [])
  }

  @Test func entriesReadKeysAsValues() throws {
    let (entries, problems) = try read("{normal: 3, abnormal: 4, nomral: 5}") { value in
      value.entries { key, value -> (Class, Int)? in
        let name = key.choice(of: Class.self)
        let count = value.int()
        guard let name, let count else { return nil }
        return (name, count)
      }
    }
    #expect(entries?.map(\.0) == [.normal, .abnormal])
    #expect(entries?.map(\.1) == [3, 4])
    #expect(problems.map(\.hint?.en) == ["did you mean “normal”?"])
    #expect(problems.first?.column == 29)
  }

  @Test func whatTheParserRefusedIsNotReportedAgain() {
    let problems = Problems(file: "p")
    let node = YAMLNode.read(Array("a: *x\nb: [*y]\n".utf8), into: problems)
    #expect(problems.list.count == 2)
    _ = node.map { root in
      ValueReader(root, into: problems).mapping { reader in
        _ = reader.required("a").int()
        _ = reader.required("a").mapping { _ in 1 }
        return reader.required("b").list { $0.string() }
      }
    }
    #expect(problems.list.count == 2)
  }

  @Test func aMappingWrittenWithTheWrongColonIsExplained() throws {
    #expect(try read("x：1") { $0.mapping { _ in 1 } }.1.first?.hint?.en.contains("full-width") == true)
    #expect(try read("x:1") { $0.mapping { _ in 1 } }.1.first?.hint?.en.contains("space") == true)
  }
}
