import Figures
import Testing

/// The middle of whole numbers.
@Suite struct MedianTests {
  @Test(
    arguments: [
      ([], 0), ([7], 7), ([1, 9], 5), ([1, 2], 2), ([-2, -1], -2), ([3, 3, 9], 3), ([1, 2, 3, 10], 3),
      ([13_115_937, 19_765_438], 16_440_688),
      ([Int64.max - 1, Int64.max], Int64.max), ([Int64.min, Int64.max], -1),
    ] as [([Int64], Int64)])
  func ofTwoMiddleOnesItIsTheirMeanAHalfAwayFromZero(_ sorted: [Int64], _ median: Int64) {
    #expect(Median.of(sorted) == median)
  }
}
