import Testing

@testable import Classification

@Suite struct KeywordAutomatonTests {
  private struct Found: Hashable { var keyword: Int, range: Range<Int> }

  private func find(_ keywords: [String], in text: String) throws -> [Found] {
    let automaton = try #require(KeywordAutomaton(keywords.map(Folding.canonical)))
    var found: [Found] = []
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      automaton.forEachMatch(in: bytes) { found.append(Found(keyword: Int($0), range: $1)) }
    }
    return found
  }

  @Test func findsOverlappingAndNestedKeywords() throws {
    let found = try find(["还", "不还", "还不了", "了"], in: "我还不了，也不还")
    #expect(
      Set(found) == [
        Found(keyword: 0, range: 3..<6), Found(keyword: 2, range: 3..<12), Found(keyword: 3, range: 9..<12),
        Found(keyword: 0, range: 21..<24),
        Found(keyword: 1, range: 18..<24),
      ])
  }

  @Test func foldsCaseAndWidthAlsoWithinOneWord() throws {
    for text in ["APP1", "app1", "ＡＰＰ１", "ａｐｐ１", "aＰp１"] {
      let found = try find(["app1", "p1"], in: "用" + text)
      #expect(found.map(\.keyword).sorted() == [0, 1], "\(text)")
      #expect(found.first { $0.keyword == 0 }?.range == 3..<(3 + text.utf8.count))
    }
    #expect(try find(["ＡＰＰ１"], in: "app1").count == 1)
    #expect(try find(["app"], in: "ａｐ，app").map(\.range) == [9..<12])
  }

  @Test func agreesWithNaiveSearchOnRandomTexts() throws {
    let letters = ["a", "B", "Ａ", "ｂ", "还", "不", "了", "，", "é", "🙂", "7", "７"]
    for seed in UInt64(1)...400 {
      var random = SplitMix64(state: seed)
      func text(_ length: ClosedRange<Int>) -> String {
        (0..<Int.random(in: length, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
      }
      let keywords = Array(
        Set((0..<Int.random(in: 1...12, using: &random)).map { _ in String(decoding: Folding.canonical(text(1...4)), as: UTF8.self) }))
      let body = text(0...40)
      // Naive: compare canonical scalars at every position.
      let scalars = body.unicodeScalars.map { Array(Folding.canonical(String($0))) }
      let starts = scalars.indices.reduce(into: [0]) {
        $0.append($0[$1] + body.unicodeScalars[body.unicodeScalars.index(body.unicodeScalars.startIndex, offsetBy: $1)].utf8.count)
      }
      var expected: Set<Found> = []
      for (id, keyword) in keywords.enumerated() {
        let wanted = keyword.unicodeScalars.map { Array(Folding.canonical(String($0))) }
        guard scalars.count >= wanted.count else { continue }
        for at in 0...(scalars.count - wanted.count) where Array(scalars[at..<(at + wanted.count)]) == wanted {
          expected.insert(Found(keyword: id, range: starts[at]..<starts[at + wanted.count]))
        }
      }
      let found = try find(keywords, in: body)
      #expect(Set(found) == expected, "seed \(seed)")
      #expect(found.count == expected.count, "seed \(seed): nothing twice")
    }
  }

  @Test func refusesMoreStatesThanItCanNumber() {
    var random = SplitMix64(state: 1)
    let keywords = (0..<9_000).map { _ in (0..<10).map { _ in UInt8.random(in: 97...122, using: &random) } }
    #expect(KeywordAutomaton(keywords) == nil)
    #expect(KeywordAutomaton([]) != nil)
  }
}
