/// The cheapest receiver so far; ties by a hash of both keys.
struct Choice {
  var receiver: Int32 = -1
  var cost: Int64 = .max
  var tie: UInt64 = .max

  @inline(__always) mutating func offer(_ r: Int32, _ cost: Int64, _ key: UInt64, _ other: UInt64) {
    if cost > self.cost { return }
    let tie = Fixed.mix(key, other)
    if cost < self.cost || tie < self.tie { (receiver, self.cost, self.tie) = (r, cost, tie) }
  }
}
