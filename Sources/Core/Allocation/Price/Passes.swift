/// Best response at priced places: each unit out of its place and back in where it is cheapest.
///
/// Lanes work side by side, each on a ledger of its own, and tell each other after every portion what they have moved: what they decide does
/// not depend on how many threads there are.
struct Passes {
  private let lanes: [Lane]
  private let blocks: Blocks
  private let threads: Int

  init(_ ledger: Ledger, _ shortlists: Shortlists, _ blocks: Blocks, threads: Int) {
    lanes = (0..<blocks.lanes).map { _ in Lane(ledger, shortlists) }
    (self.blocks, self.threads) = (blocks, threads)
  }

  /// The ledger as all lanes know it.
  var ledger: Ledger { lanes[0].ledger }

  /// One pass; then prices follow demand. Returns how many units changed their place. `mayStop`: whether half a pass will do.
  func pass(stiffness: Int64, mayStop: Bool, _ control: Control) -> Int {
    for lane in lanes { lane.begin(stiffness: stiffness) }
    var moved = 0
    let (lanes, blocks) = (lanes, blocks)
    for portion in 0..<blocks.portions where !mayStop || !control.isStopped {
      let told = lanes.map { $0.tell() }
      _ = Parallel.gather(parts: lanes.count, threads: threads) {
      } _: { _, k in
        lanes[k].follow(told, but: k)
        lanes[k].respond(blocks[portion, k])
      }
      moved += lanes.reduce(0) { $0 + $1.moves.count }
      control.finish(.prices)
    }
    let told = lanes.map { $0.tell() }
    _ = Parallel.gather(parts: lanes.count, threads: threads) {
    } _: { _, k in
      lanes[k].follow(told, but: k)
      lanes[k].ledger.raisePrices()
    }
    return moved
  }

  /// Ends the passes: places have no stiffness any more.
  func finish() { for lane in lanes { lane.ledger.stiffen(0) } }
}
