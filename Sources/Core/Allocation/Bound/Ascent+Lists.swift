/// Whom each crowd is asked about: the cheapest it may go to.
extension Ascent {
  /// What every receiver would cost a profile, and the cheapest of a row.
  struct Ranking: Sendable {
    var lines: [Int64]
    private var near: [(line: Int64, receiver: Int32)]

    init(receivers: Int) {
      lines = [Int64](repeating: 0, count: receivers)
      near = [(line: Int64, receiver: Int32)](repeating: (0, 0), count: receivers)
    }

    /// Lists those within reach of the cheapest: where they are too many the cheaper part, and where that is still too many a sample.
    mutating func list(_ crowd: Int, _ row: UnsafeBufferPointer<Int32>, _ lists: Lists, _ temperature: Int64) {
      let length = lists.length
      let seed = Fixed.mix(UInt64(crowd), UInt64(temperature))
      lines.withUnsafeBufferPointer { lines in
        near.withUnsafeMutableBufferPointer { near in
          // The cheapest of the last list is hardly dearer than the cheapest of all.
          var least = Int64.max
          for k in 0..<lists.count(crowd) { least = min(least, lines[lists.receiver(crowd, k)]) }
          if least == .max { for r in row { least = min(least, lines[Int(r)]) } }
          var (few, many) = (least &+ temperature &* 6, least &+ temperature &* 42)
          var count = 0
          for r in row {
            let line = lines[Int(r)]
            if line >= many { continue }
            near[count] = (line, r)
            count &+= 1
          }
          // Of two neighbouring costs the middle is the lower one: there it ends.
          while count > length, many &- few > max(1, temperature / 2) {
            let middle = few &+ (many &- few) / 2
            var within = 0
            for k in 0..<count where near[k].line < middle { within &+= 1 }
            if within < length {
              few = middle
              continue
            }
            many = middle
            within = 0
            for k in 0..<count where near[k].line < middle {
              near[within] = near[k]
              within &+= 1
            }
            count = within
          }
          lists.set(crowd, near, count, seed)
        }
      }
    }
  }

  /// Receivers by crowd, in one block of memory that threads write to, each to its own crowds.
  final class Lists: @unchecked Sendable {
    /// Few crowds have to ask many, or all that a crowd has would go to a few.
    let length: Int
    private let listed: UnsafeMutableBufferPointer<Int32>
    private let counts: UnsafeMutableBufferPointer<Int32>

    init(crowds: Int, receivers: Int) {
      length = max(48, min(receivers, 20 * receivers / max(1, crowds)))
      listed = .allocate(capacity: crowds * length)
      counts = .allocate(capacity: crowds)
      counts.initialize(repeating: 0)
    }
    deinit {
      listed.deallocate()
      counts.deallocate()
    }
    /// All of them, or every so-manieth from somewhere on: other crowds list others.
    func set(_ crowd: Int, _ near: UnsafeMutableBufferPointer<(line: Int64, receiver: Int32)>, _ count: Int, _ seed: UInt64) {
      let few = min(length, count)
      counts[crowd] = Int32(truncatingIfNeeded: few)
      let start = count > few ? Int(seed % UInt64(count)) : 0
      for i in 0..<few {
        let at = start &+ i &* count / max(1, few)
        listed[crowd &* length &+ i] = near[at < count ? at : at &- count].receiver
      }
    }
    @inline(__always) func count(_ crowd: Int) -> Int { Int(counts[crowd]) }
    @inline(__always) func receiver(_ crowd: Int, _ i: Int) -> Int { Int(listed[crowd &* length &+ i]) }
  }
}
