/// All units in blocks of one type, in an order that has nothing to do with that of the cases; blocks in portions of about equal size, each
/// dealt out to lanes. A pass goes from portion to portion; lanes of a portion need not wait for each other.
struct Blocks: Sendable {
  struct Block: Sendable {
    let type: Int32
    /// Positions in `order`.
    let start: Int32
    let end: Int32
    var range: Range<Int> { Int(start)..<Int(end) }
  }
  private static let size = 4
  /// Units of one profile that come one after the other: pricing everybody for a profile has to pay, yet prices must not grow old meanwhile.
  private static func run(_ units: Int) -> Int { max(size, units / 6500) }

  /// By position: the unit.
  let order: [Int32]
  let portions: Int
  let lanes: Int
  private let blocks: [Block]
  /// By portion and lane: the first block.
  private let starts: [Int32]

  /// Whoever is about to work on units block by block reorders them by `order` first.
  init(_ types: UnitTypes, portions: Int, lanes: Int) {
    (self.portions, self.lanes) = (portions, lanes)
    let (byType, runs) = Self.runs(types)
    var (order, blocks, starts): ([Int32], [Block], [Int32]) = ([], [], [0])
    order.reserveCapacity(byType.count)
    for portion in 0..<portions {
      let part = runs[runs.count * portion / portions..<runs.count * (portion + 1) / portions].flatMap { $0 }
      var (lane, done, previous) = (1, 0, Int32(-1))
      let all = part.reduce(0) { $0 + $1.range.count }
      for block in part {
        while lane < lanes, done >= all * lane / lanes, block.type != previous {
          starts.append(Int32(blocks.count))
          lane += 1
        }
        let start = Int32(order.count)
        order.append(contentsOf: byType[block.range])
        blocks.append(Block(type: block.type, start: start, end: Int32(order.count)))
        (done, previous) = (done + block.range.count, block.type)
      }
      while lane <= lanes {
        starts.append(Int32(blocks.count))
        lane += 1
      }
    }
    (self.order, self.blocks, self.starts) = (order, blocks, starts)
  }

  /// Units by type, and runs of blocks of them, shuffled.
  private static func runs(_ types: UnitTypes) -> (units: [Int32], runs: [[Block]]) {
    var fill = [Int32](repeating: 0, count: types.signature.count + 1)
    for t in types.type { fill[Int(t) + 1] += 1 }
    for t in 1..<fill.count { fill[t] += fill[t - 1] }
    var drawn = [[(hash: UInt64, block: Block)]](repeating: [], count: types.representative.count)
    for t in types.signature.indices {
      for start in stride(from: fill[t], to: fill[t + 1], by: size) {
        let block = Block(type: Int32(t), start: start, end: min(fill[t + 1], start + Int32(size)))
        drawn[Int(types.profile[t])].append((Fixed.mix(0x5EED, UInt64(start)), block))
      }
    }
    var byType = [Int32](repeating: 0, count: types.type.count)
    for (u, t) in types.type.enumerated() {
      byType[Int(fill[Int(t)])] = Int32(truncatingIfNeeded: u)
      fill[Int(t)] += 1
    }
    let length = run(types.type.count)
    var runs: [(hash: UInt64, blocks: [Block])] = []
    for var blocks in drawn {
      blocks.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.block.start < $1.block.start }
      var run: [Block] = []
      var count = 0
      for (k, (hash, block)) in blocks.enumerated() {
        run.append(block)
        count += block.range.count
        guard count >= length || k == blocks.count - 1 else { continue }
        // A type's blocks side by side: they share a shortlist.
        run.sort { $0.type != $1.type ? $0.type < $1.type : $0.start < $1.start }
        runs.append((hash, run))
        (run, count) = ([], 0)
      }
    }
    runs.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.blocks[0].start < $1.blocks[0].start }
    return (byType, runs.map(\.blocks))
  }

  subscript(portion: Int, lane: Int) -> ArraySlice<Block> {
    let at = portion * lanes + lane
    return blocks[Int(starts[at])..<Int(starts[at + 1])]
  }
  subscript(portion: Int) -> ArraySlice<Block> { blocks[Int(starts[portion * lanes])..<Int(starts[(portion + 1) * lanes])] }
}
