import TestRandom
import Testing

@testable import Papers

/// How a sample is allocated to strata and drawn.
@Suite struct AuditSampleTests {
  @Test func everyStratumGetsOneAndTheRestIsInProportion() {
    var random = SplitMix64(seed: 16)
    for _ in 0..<500 {
      let counts = (0..<Int.random(in: 1...140, using: &random)).map { _ in Int.random(in: 1...400, using: &random) }
      let size = Int.random(in: 1...200, using: &random)
      let parts = AuditSample.allocation(counts, size: size)
      let all = counts.reduce(0, +)
      #expect(parts.reduce(0, +) == min(all, max(size, counts.count)))
      #expect(zip(parts, counts).allSatisfy { 1 <= $0 && $0 <= $1 })
      // In proportion to what is left after one of each: at most one away from the exact share, and never less for a larger stratum.
      let (spare, left) = (parts.reduce(0, +) - counts.count, all - counts.count)
      for (part, count) in zip(parts, counts) where left > 0 { #expect(abs((part - 1) * left - spare * (count - 1)) < left) }
      let sorted = zip(counts, parts).sorted { $0.0 < $1.0 }
      for (a, b) in zip(sorted, sorted.dropFirst()) where a.0 < b.0 { #expect(a.1 <= b.1) }
    }
    #expect(AuditSample.allocation([10, 10, 80], size: 10) == [2, 1, 7])
    #expect(AuditSample.allocation([1, 1, 1], size: 2) == [1, 1, 1] && AuditSample.allocation([], size: 5) == [])
  }

  @Test func theSeedDrawsAndNothingElse() {
    let cases = (1...300).map { (caseID: Int64($0), stratum: [$0 % 3 == 0 ? "a" : "b", "p"]) }
    let (drawn, strata) = AuditSample.draw(cases, seed: "autumn") { AuditSample.allocation($0, size: 30) }
    #expect(strata.map(\.key) == [["a", "p"], ["b", "p"]] && strata.map(\.cases) == [100, 200] && drawn.count == 30)
    #expect(strata.map(\.drawn) == [10, 20])
    // Not by the order in which they come, and otherwise by another seed.
    #expect(AuditSample.draw(cases.reversed(), seed: "autumn") { AuditSample.allocation($0, size: 30) }.drawn == drawn)
    #expect(AuditSample.draw(cases, seed: "spring") { AuditSample.allocation($0, size: 30) }.drawn.map(\.caseID) != drawn.map(\.caseID))
    // The least ranks of each stratum, ascending.
    for key in strata.map(\.key) {
      let own = drawn.filter { $0.stratum == key }.map(\.rank)
      #expect(own == own.sorted())
    }
    #expect(AuditSample.draw(cases, seed: "autumn", each: 3).count == 6)
  }
}
