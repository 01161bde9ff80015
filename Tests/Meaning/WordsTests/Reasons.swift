import Portfolio

extension Reason {
  /// Reasons of a code with small, large, negative and no numbers: whatever can be read.
  static func samples(of code: ReasonCode) -> [Reason] {
    let numbers: [[Int64]] = [
      [1, 1, 1, 1], [0, 0, 0, 0], [3, 2, 7, 4], [3, 2, 4, 4], [-1, -1, -1, -1], [.max, .max, .max, .max], [0x43_4E_59, 0, 0, 0],
    ]
    return numbers.flatMap { n in
      (0...4).compactMap { count in
        let kept = n.enumerated().map { $0.offset < count ? $0.element : 0 }
        return try? Reason(code, ReasonNumbers(kept[0], kept[1], kept[2], kept[3]))
      }
    }
  }
}
