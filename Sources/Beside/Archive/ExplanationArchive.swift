package import Portfolio

/// A night's explanations as bytes: blocks of some hundred cases in ascending order of database id, so that one case is found by reading one
/// block; what many cases share stands once, in the head.
package enum ExplanationArchive {
  /// Cases in a block of placements, the last block excepted; readers need not know it, blocks carry their range of ids.
  package static let placementsPerBlock = 512
  /// Cases in a block of stays, the last block excepted; more than of placements, since a stay takes few bytes.
  package static let staysPerBlock = 8192

  /// What a block holds. Raw values are stored.
  package enum Part: Int16, Sendable {
    case head = 0, placements = 1, stays = 2
    /// Every case that was looked at, with the policy that covers it.
    case covered = 3
  }

  /// A block and the database ids of its first and last case.
  package struct Block: Sendable {
    /// Database id of the block's first case, from which its ids count up.
    package var first: Int64
    /// Database id of its last case; with `first` it tells whether a case can be in the block.
    package var last: Int64
    /// Ids as steps, numbers as varints; the layout is that of `placements` and `stays`.
    package var bytes: [UInt8]
    /// Made by `placements` and `stays` for staging, and from a stored row for reading.
    package init(first: Int64, last: Int64, bytes: [UInt8]) {
      self.first = first
      self.last = last
      self.bytes = bytes
    }
  }

  /// What placements and stays refer to.
  package struct Head: Sendable, Equatable {
    /// By position, as `Placement.funnel` names them.
    package var funnels: [Explanations.Funnel]
    /// By position, as `stay(of:in:)` gives them; each reason once.
    package var stayReasons: [Reason]
    /// Cases that were offered to people that night.
    package var offered: Int32
    /// Made by `readHead` from the head's bytes.
    package init(funnels: [Explanations.Funnel], stayReasons: [Reason], offered: Int32) {
      self.funnels = funnels
      self.stayReasons = stayReasons
      self.offered = offered
    }
  }

  /// One case's explanation with database ids; 0 for nobody.
  package struct Placement: Sendable, Equatable {
    /// Database id of the case.
    package var caseID: Int64 = 0
    /// Position in `Head.funnels`.
    package var funnel: Int32 = 0
    /// Collectors left after former holders and conflicts.
    package var eligible: Int32 = 0
    /// Of `eligible`, those with room; the chosen one included.
    package var withRoom: Int32 = 0
    /// Cases that went together, this one included; 1 = alone.
    package var together: Int32 = 1
    /// What the place cost, in cost units by component; all 0 when nobody got the case.
    package var cost = Explanations.Cost()
    /// Database id of the collector who came second; 0 = nobody.
    package var runnerUp: Int64 = 0
    /// What the case would have cost there, in cost units; all 0 without a runner-up.
    package var runnerUpCost = Explanations.Cost()
    /// Database id of a colleague without room who would have cost less; 0 = nobody.
    package var full: Int64 = 0
    /// What the case would have cost at `full`, in cost units; 0 without one.
    package var fullCost: Int64 = 0
    /// What one more place at `full` would have saved the case that missed it most, in cost units.
    package var placeWorth: Int64 = 0
    /// An explanation of nothing; `placement(of:in:)` fills it.
    package init() {}
  }

  /// The head's bytes: funnels, reasons for staying, and how many cases were offered.
  package static func head(_ explanations: Explanations) -> [UInt8] {
    bytes { sink in
      sink.varint(UInt64(explanations.funnels.count))
      for funnel in explanations.funnels {
        sink.signed(Int64(funnel.policy))
        sink.signed(Int64(funnel.route))
        sink.signed(Int64(funnel.inTeams))
        sink.signed(Int64(funnel.withSkills))
        sink.signed(Int64(funnel.present))
        sink.varint(funnel.requiredSkills)
      }
      sink.varint(UInt64(explanations.stayReasons.count))
      for reason in explanations.stayReasons {
        sink.signed(Int64(reason.code.rawValue))
        let numbers = reason.numbers
        for number in [numbers.n1, numbers.n2, numbers.n3, numbers.n4] { sink.signed(number) }
      }
      sink.signed(Int64(explanations.offered))
    }
  }

  /// Reads what `head` wrote. Throws `ArchiveError` when bytes are cut off, a number is out of range or a reason unknown here.
  package static func readHead(_ bytes: [UInt8]) throws -> Head {
    var source = source(bytes)
    var head = Head(funnels: [], stayReasons: [], offered: 0)
    for _ in 0..<(try source.count()) {
      head.funnels.append(
        Explanations.Funnel(
          policy: try source.narrow(), route: try source.narrow(), inTeams: try source.narrow(), withSkills: try source.narrow(),
          present: try source.narrow(), requiredSkills: try source.varint()))
    }
    for _ in 0..<(try source.count()) {
      let raw: Int16 = try source.narrow()
      let numbers = ReasonNumbers(try source.signed(), try source.signed(), try source.signed(), try source.signed())
      do {
        head.stayReasons.append(try Reason(stored: raw, numbers))
      } catch {
        throw ArchiveError("an explanation cannot be read: \(error)", "有一条说明无法读取：\(error)")
      }
    }
    head.offered = try source.narrow()
    return head
  }

  /// The placements, block by block.
  package static func placements(_ explanations: Explanations, _ snapshot: Snapshot, _ body: (Block) throws -> Void) rethrows {
    let all = explanations.placements
    for from in stride(from: 0, to: all.count, by: placementsPerBlock) {
      let part = all[from..<min(all.count, from + placementsPerBlock)]
      func id(_ placement: Explanations.Placement) -> Int64 { snapshot.cases.id[placement.caseIndex.position] }
      func id(_ collector: CollectorIndex) -> UInt64 { UInt64(bitPattern: snapshot.collectors.id[collector.position]) }
      var previous = id(part[part.startIndex])
      let first = previous
      let bytes = bytes { sink in
        for one in part {
          sink.varint(UInt64(bitPattern: id(one) &- previous))
          previous = id(one)
          let flags: UInt8 = (one.runnerUp == .none ? 0 : 1) | (one.full == .none ? 0 : 2) | (one.together == 1 ? 0 : 4)
          sink.byte(flags)
          sink.varint(UInt64(UInt32(bitPattern: one.funnel)))
          sink.signed(Int64(one.eligible))
          sink.signed(Int64(one.eligible) - Int64(one.withRoom))
          if flags & 4 != 0 { sink.signed(Int64(one.together)) }
          sink.cost(one.cost, from: Explanations.Cost())
          if flags & 1 != 0 {
            sink.varint(id(one.runnerUp))
            sink.cost(one.runnerUpCost, from: one.cost)
          }
          if flags & 2 != 0 {
            sink.varint(id(one.full))
            sink.signed(one.cost.total &- one.fullCost)
            sink.signed(one.placeWorth)
          }
        }
      }
      try body(Block(first: first, last: previous, bytes: bytes))
    }
  }

  /// The placement of one case in the block that spans it; nil when the case is not in it.
  package static func placement(of caseID: Int64, in block: Block) throws -> Placement? {
    var source = source(block.bytes)
    var id = block.first
    while try !source.isAtEnd() {
      var one = Placement()
      id = id &+ Int64(bitPattern: try source.varint())
      one.caseID = id
      let flags = try source.byte()
      one.funnel = Int32(truncatingIfNeeded: try source.varint())
      one.eligible = try source.narrow()
      one.withRoom = Int32(clamping: Int64(one.eligible) &- (try source.signed()))
      if flags & 4 != 0 { one.together = try source.narrow() }
      one.cost = try source.cost(from: Explanations.Cost())
      if flags & 1 != 0 {
        one.runnerUp = Int64(bitPattern: try source.varint())
        one.runnerUpCost = try source.cost(from: one.cost)
      }
      if flags & 2 != 0 {
        one.full = Int64(bitPattern: try source.varint())
        one.fullCost = one.cost.total &- (try source.signed())
        one.placeWorth = try source.signed()
      }
      if id == caseID { return one }
      if id > caseID { return nil }
    }
    return nil
  }

  /// The cases that stayed, block by block.
  package static func stays(_ explanations: Explanations, _ snapshot: Snapshot, _ body: (Block) throws -> Void) rethrows {
    let cases = explanations.stayed
    for from in stride(from: 0, to: cases.count, by: staysPerBlock) {
      let range = from..<min(cases.count, from + staysPerBlock)
      let first = snapshot.cases.id[cases[from].position]
      var previous = first
      let bytes = bytes { sink in
        for i in range {
          let id = snapshot.cases.id[cases[i].position]
          sink.varint(UInt64(bitPattern: id &- previous))
          sink.varint(UInt64(UInt32(bitPattern: explanations.stayedBy[i])))
          previous = id
        }
      }
      try body(Block(first: first, last: previous, bytes: bytes))
    }
  }

  /// Position in `Head.stayReasons` of the reason for which a case stayed; nil when it is not in the block.
  package static func stay(of caseID: Int64, in block: Block) throws -> Int? {
    var source = source(block.bytes)
    var id = block.first
    while try !source.isAtEnd() {
      id = id &+ Int64(bitPattern: try source.varint())
      let reason = try source.varint()
      if id == caseID { return Int(truncatingIfNeeded: reason) }
      if id > caseID { return nil }
    }
    return nil
  }

  /// Every case of a block that stayed, ascending, with the position in `Head.stayReasons` of its reason.
  package static func forEachStay(in block: Block, _ body: (_ caseID: Int64, _ reason: Int) throws -> Void) throws {
    var source = source(block.bytes)
    var id = block.first
    while try !source.isAtEnd() {
      id = id &+ Int64(bitPattern: try source.varint())
      try body(id, Int(truncatingIfNeeded: try source.varint()))
    }
  }

  static func bytes(_ fill: (inout ByteSink) -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    try? withoutActuallyEscaping({ bytes += $0 }) { emit in
      var sink = ByteSink(blockBytes: 1 << 16, emit)
      fill(&sink)
      try sink.finish()
    }
    return bytes
  }

  private static func source(_ bytes: [UInt8]) -> ByteSource {
    var rest: [UInt8]? = bytes
    return ByteSource {
      defer { rest = nil }
      return rest
    }
  }
}

extension ByteSink {
  fileprivate mutating func cost(_ cost: Explanations.Cost, from base: Explanations.Cost) {
    signed(cost.load &- base.load)
    signed(cost.number &- base.number)
    signed(cost.amount &- base.amount)
    signed(cost.quota &- base.quota)
  }
}

extension ByteSource {
  fileprivate mutating func narrow<Value: FixedWidthInteger>() throws -> Value {
    let value = try signed()
    guard let result = Value(exactly: value) else {
      throw ArchiveError("an explanation holds a number out of range (\(value))", "有一条说明含超出范围的数（\(value)）")
    }
    return result
  }

  fileprivate mutating func cost(from base: Explanations.Cost) throws -> Explanations.Cost {
    var cost = Explanations.Cost()
    cost.load = base.load &+ (try signed())
    cost.number = base.number &+ (try signed())
    cost.amount = base.amount &+ (try signed())
    cost.quota = base.quota &+ (try signed())
    return cost
  }
}
