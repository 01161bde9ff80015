import Testing
import YAML

@Suite("The tree")
struct YAMLNodeTests {
  @Test func keysKeepTheOrderOfTheFile() throws {
    let node = try YAMLNode.parse("b: 1\na: 2\n10: 3\nno: 4\n", file: "p")
    #expect(node.pairs?.map(\.key) == ["b", "a", "10", "no"])
  }

  @Test func everyNodeAndKeyKnowsItsPlaceInCharacters() throws {
    let node = try YAMLNode.parse("# 注释\n甲方: {名字: 张, \"键\": [😀, x]}\n空:\n尾: 1\n", file: "p")
    let first = try #require(node.pairs?.first)
    #expect(first.keyPosition == SourcePosition(line: 2, column: 1))
    #expect(first.value.position == SourcePosition(line: 2, column: 5))
    let inner = try #require(first.value.pairs)
    #expect(inner.map(\.keyPosition.column) == [6, 13])
    #expect(inner[0].value.position.column == 10)
    #expect(inner[1].value.position.column == 18)
    #expect(inner[1].value.items?.map(\.position.column) == [19, 22])
    #expect(node["空"]?.position == SourcePosition(line: 3, column: 3))
    #expect(node["尾"]?.position == SourcePosition(line: 4, column: 4))
  }

  @Test func lineEndsAndByteOrderMarksDoNotShiftPositions() throws {
    for (end, mark) in [("\n", ""), ("\r\n", ""), ("\r", ""), ("\r\n", "\u{FEFF}")] {
      let node = try YAMLNode.parse(mark + "a: 1" + end + "b:" + end + "  - c" + end, file: "p")
      #expect(node.pairs?.first?.keyPosition == .start)
      #expect(node["b"]?.items?.first?.position == SourcePosition(line: 3, column: 5))
    }
  }

  @Test func scalarsKeepTextAndStyle() throws {
    let node = try YAMLNode.parse("[no, 'no', \"n\\u006F\", 02:30, ~, '']", file: "p")
    let scalars = try #require(node.items).compactMap(\.scalar)
    #expect(scalars.map(\.text) == ["no", "no", "no", "02:30", "~", ""])
    #expect(scalars.map(\.style) == [.plain, .singleQuoted, .doubleQuoted, .plain, .plain, .singleQuoted])
    #expect(scalars.map(\.isNull) == [false, false, false, false, true, false])
  }

  @Test func blocksAreRead() throws {
    let node = try YAMLNode.parse(Samples.policy, file: "p")
    let route = try #require(node["route"]?.items?.last)
    #expect(route["rule"]?.scalar?.text == "所有人 一")
    #expect(route["note"]?.scalar?.text == "第一行\nsecond line\n")
    #expect(route["note"]?.scalar?.style == .literal)
    #expect(route["other"]?.scalar?.text == "folded text")
  }

  @Test func aStreamWithMarkersIsOneDocument() throws {
    let node = try YAMLNode.parse(Samples.agency, file: "p")
    #expect(node.pairs?.map(\.key) == ["timezone", "workload", "brakes", "users"])
  }

  @Test func writtenTextsReadBack() throws {
    var random = SplitMix64(state: 7)
    let alphabet = Array("abn0159 -_.:#'\"\\[]{},&*!|>%@`~\n\t？：甲乙é😀yesno".unicodeScalars)
    var texts = ["", "null", "~", "no", "Yes", "123", "1e3", "02:30", "- a", "a: b", "a #b", " x ", "cmb", "招行", "zx-1"]
    for _ in 0..<2_000 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        if let scalar = alphabet.randomElement(using: &random) { view.append(scalar) }
      }
      texts.append(String(view))
    }
    for text in texts {
      let written = YAMLText.scalar(text)
      let node = try YAMLNode.parse("{\(written): [\(written)]}\n", file: "p")
      let pair = try #require(node.pairs?.first)
      #expect(pair.key.unicodeScalars.elementsEqual(text.unicodeScalars))
      #expect(pair.value.items?.first?.scalar?.text == text)
      #expect(pair.value.items?.first?.scalar?.isNull == false)
    }
    #expect(YAMLText.scalar("招行") == "招行")
    #expect(YAMLText.scalar("off") == "\"off\"")
  }
}
