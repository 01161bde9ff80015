import Speech
import Testing
import YAML

@Suite("Reading a document")
struct YAMLParserTests {
  /// A text, why it is refused, and where.
  struct Refusal: CustomTestStringConvertible {
    let text: String
    let reason: YAMLError.Reason
    let line: Int
    let column: Int
    var testDescription: String { "\(reason): \(text.debugDescription)" }

    init(_ text: String, _ reason: YAMLError.Reason, _ line: Int, _ column: Int) {
      self.text = text
      self.reason = reason
      self.line = line
      self.column = column
    }
  }

  static let refusals: [Refusal] = [
    Refusal("", .empty, 1, 1),
    Refusal("\n# only a comment\n", .empty, 1, 1),
    Refusal("---\n", .empty, 2, 1),
    Refusal("~", .empty, 1, 1),
    Refusal("a: 1\n---\nb: 2\n", .secondDocument, 2, 1),
    Refusal("a: 1\n...\n---\nb: 2\n", .secondDocument, 3, 1),
    Refusal("a: &x 1\n", .anchor, 1, 4),
    Refusal("a: &x [1]\n", .anchor, 1, 4),
    Refusal("a: &x\n  b: 1\n", .anchor, 1, 4),
    Refusal("&k a: 1\n", .anchor, 1, 1),
    Refusal("a: 1\nb: *x\n", .alias, 2, 4),
    Refusal("*x : 1\n", .alias, 1, 1),
    Refusal("a:\n  <<: {b: 1}\n", .mergeKey, 2, 3),
    Refusal("甲: !!str 1\n", .tag, 1, 4),
    Refusal("a: !own {b: 1}\n", .tag, 1, 4),
    Refusal("%TAG ! tag:example.com,2000:\n---\na: 1\n", .tag, 1, 1),
    Refusal("a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1),
    Refusal("x: {甲: 1, \"甲\": 2}\n", .duplicateKey, 1, 11),
    Refusal("? [a]\n: 1\n", .complexKey, 1, 3),
    Refusal("{a: 1}: 2\n", .complexKey, 1, 1),
    Refusal("?\n: 1\n", .missingKey, 1, 2),
    Refusal("{: 1}\n", .syntax, 1, 2),
    Refusal("a: \"x\u{202E}y\"\n", .forbiddenCharacter, 1, 6),
    Refusal("甲乙: \u{7}\n", .forbiddenCharacter, 1, 5),
    Refusal("a: 1\r\nb: 2\rc: \u{200B}\n", .forbiddenCharacter, 3, 4),
    Refusal("a: \"\\0\"\n", .forbiddenCharacter, 1, 4),
    Refusal("a: [1, 2\nb: 3\n", .syntax, 2, 2),
    Refusal("a: b: c\n", .syntax, 1, 5),
    Refusal("a:\n\t- b\n", .syntax, 2, 1),
    Refusal("甲: 1\n 乙: 2\n", .syntax, 2, 3),
    Refusal("a: \"open\n", .syntax, 2, 1),
    Refusal("a: @x\n", .syntax, 1, 4),
  ]

  @Test("is refused with reason and position", arguments: refusals)
  func refuses(_ refusal: Refusal) {
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(refusal.text, file: "p.yaml") }
    #expect(error?.reason == refusal.reason, "\(String(describing: error))")
    #expect(error?.line == refusal.line, "\(String(describing: error))")
    #expect(error?.column == refusal.column, "\(String(describing: error))")
    #expect(error?.file == "p.yaml")
  }

  @Test func everyReasonIsCoveredByARefusal() {
    let covered = Set(Self.refusals.map(\.reason)).union([.tooLarge, .invalidUTF8, .tooDeep])
    #expect(covered == Set(YAMLError.Reason.allCases))
  }

  @Test func invalidUTF8IsRefusedAtTheByte() {
    let bytes = Array("甲: 1\n乙: 好".utf8) + [0xC3, 0x28]
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(bytes, file: "p") }
    #expect(error?.reason == .invalidUTF8)
    #expect(error?.line == 2)
    #expect(error?.column == 5)
  }

  @Test func gbkAndUTF16AreRefused() {
    let texts: [[UInt8]] = [
      [0xBC, 0xD7, 0x3A, 0x20, 0x31], [0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0x61, 0xED, 0xA0, 0x80],
    ]
    for bytes in texts {
      let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(bytes, file: "p") }
      #expect(error?.reason == .invalidUTF8)
    }
  }

  @Test func aMebibyteIsReadAndOneByteMoreIsNot() throws {
    let line = "a: 1\n#"
    let fits = line + String(repeating: "x", count: YAMLNode.sizeLimit - line.utf8.count)
    #expect(try YAMLNode.parse(fits, file: "p")["a"]?.scalar?.text == "1")
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(fits + "x", file: "p") }
    #expect(error?.reason == .tooLarge)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func sixtyFourLevelsAreReadAndOneMoreIsNot(_ opening: String) {
    let deepest = Self.reason(String(repeating: opening, count: 64))
    #expect(deepest != .tooDeep)
    #expect(Self.reason(String(repeating: opening, count: 65)) == .tooDeep)
    // libyaml itself gives up on a thousand open brackets, as a syntax error.
    #expect(Self.reason(String(repeating: opening, count: 100_000)) != nil)
  }

  @Test func tooDeepIsReportedWhereItGoesTooDeep() {
    let text = "a: " + String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(text, file: "p") }
    #expect(error?.reason == .tooDeep)
    #expect(error?.column == 67)
  }

  @Test func allRefusalsOfOneFileAreReportedTogether() {
    let problems = Problems(file: "p.yaml")
    let text = "a: &x 1\nb: *x\na: 2\nc: !t 3\n<<: {}\n"
    let node = YAMLNode.read(Array(text.utf8), into: problems)
    #expect(node != nil)
    #expect(problems.list.map(\.line) == [1, 2, 3, 4, 5])
  }

  @Test func syntaxErrorsSayWhatToDo() {
    let advice = [
      "policy: a\ncovers：b\nvalid: c\n": "full-width",
      "a:\n\tb: 1\n": "tab",
      "a: [x，y\nb: 1\n": "full-width",
      "a: {b: 1\nc: 2\n": "brace",
      "a: x: y\n": "quotes",
    ]
    for (text, words) in advice.sorted(by: { $0.key < $1.key }) {
      let error = #expect(throws: YAMLError.self) { try YAMLNode.parse(text, file: "p") }
      #expect(error?.problem.hint?.en.contains(words) == true, "\(String(describing: error))")
    }
  }

  private static func reason(_ text: String) -> YAMLError.Reason? {
    do throws(YAMLError) {
      _ = try YAMLNode.parse(text, file: "p")
      return nil
    } catch {
      return error.reason
    }
  }
}
