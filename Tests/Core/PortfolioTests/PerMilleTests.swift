import Portfolio
import Testing

/// The one rounding of shares.
@Suite struct PerMilleTests {
  @Test func sharesAreRoundedHalfAwayFromZero() {
    #expect(PerMille.of(1, 3) == 333 && PerMille.of(2, 3) == 667 && PerMille.of(-2, 3) == -667)
    #expect(PerMille.of(1, 2000) == 1 && PerMille.of(-1, 2000) == -1 && PerMille.of(1, 2001) == 0)
    #expect(PerMille.of(5, 0) == 0 && PerMille.of(Int64.max, Int64.max) == 1000)
    #expect(PerMille.millionths(1, 3) == 333_333 && PerMille.of(millionths: 33_450) == 33 && PerMille.of(millionths: 33_500) == 34)
  }
}
