import Portfolio
import Testing

@Suite struct GiniTests {
  @Test func knownCases() {
    #expect(Gini.permille(sorted: []) == 0 && Gini.permille(sorted: [0, 0]) == 0 && Gini.permille(sorted: [7]) == 0)
    #expect(Gini.permille(sorted: [0, 0, 0, 10]) == 750 && Gini.permille(sorted: [1, 2, 3, 4]) == 250)
    #expect(Gini.permille(sorted: [0, 0, 5]) == 667 && Gini.permille(sorted: [1, 2]) == 167)
    #expect(Gini.permille(sorted: [-5, 0, 5]) == 667)
    #expect(Gini.permille(sorted: [.max, .max, .max]) == 0)
  }

  /// By pairs instead of ranks: Σ |a − b| over all pairs, over 2 n Σ x, rounded half up.
  @Test(arguments: 0..<200) func agreesWithItsDefinitionByPairs(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    let values = (0..<Int.random(in: 1...30, using: &random)).map { _ in Int64.random(in: 0...(seed % 2 == 0 ? 9 : 100_000), using: &random)
    }
    let pairs = values.reduce(Int64(0)) { sum, a in values.reduce(sum) { $0 + abs($1 - a) } }
    let whole = 2 * Int64(values.count) * values.reduce(0, +)
    let expected = whole == 0 ? 0 : (2000 * pairs + whole) / (2 * whole)
    #expect(Int64(Gini.permille(sorted: values.sorted())) == expected)
  }
}
