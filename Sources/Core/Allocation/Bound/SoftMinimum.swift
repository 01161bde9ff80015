/// 2^-x for the soft minimum, in integers.
struct SoftMinimum {
  /// 2^40 · 256 / temperature.
  private let scale: Int64

  init(_ temperature: Int64) { scale = (256 << 32) / max(1, temperature) }

  /// The weight of an excess over the least cost, 2^20 for none, halved with every temperature. `excess` is 0 to 16 temperatures.
  @inline(__always) func weight(_ excess: Int64) -> Int64 {
    let steps = Int((excess &* scale) >> 32)
    return Self.table[steps & 255] >> Int64(steps >> 8)
  }

  /// 2^(-i/256) in 2^-20.
  private static let table: [Int64] = {
    // 2^(-1/256): eight square roots of a half, in 2^-60.
    var root: UInt64 = 1 << 59
    for _ in 0..<8 { root = squareRoot(UInt128(root) << 60) }
    var values: [Int64] = []
    var power: UInt64 = 1 << 60
    for _ in 0..<256 {
      values.append(Int64(power >> 40))
      power = UInt64(truncatingIfNeeded: (UInt128(power) * UInt128(root)) >> 60)
    }
    return values
  }()

  private static func squareRoot(_ x: UInt128) -> UInt64 {
    var (low, high) = (UInt128(0), UInt128(1) << 62)
    while low < high {
      let middle = (low + high + 1) / 2
      if middle * middle <= x { low = middle } else { high = middle - 1 }
    }
    return UInt64(low)
  }
}
