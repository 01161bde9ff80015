package import Portfolio

extension ExplanationArchive {
  /// Every case that was looked at, block by block, as stays are written: instead of a reason the position of the policy, from 1, and 0 where none
  /// covers the case. `forEachStay` reads it.
  package static func covered(_ explanations: Explanations, _ snapshot: Snapshot, _ body: (Block) throws -> Void) rethrows {
    let policies = explanations.coveredBy
    for from in stride(from: 0, to: policies.count, by: staysPerBlock) {
      let range = from..<min(policies.count, from + staysPerBlock)
      let first = snapshot.cases.id[from]
      var previous = first
      let bytes = bytes { sink in
        for i in range {
          let id = snapshot.cases.id[i]
          sink.varint(UInt64(bitPattern: id &- previous))
          sink.varint(UInt64(policies[i] < 0 ? 0 : Int(policies[i]) + 1))
          previous = id
        }
      }
      try body(Block(first: first, last: previous, bytes: bytes))
    }
  }
}
