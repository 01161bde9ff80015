/// What one code of a source means, as `contact_code` holds it: the raw code is kept beside the outcome so that a better mapping reclassifies history.
package struct ContactCode: Hashable, Sendable {
  /// By which way the debtor was to be reached.
  package var channel: Channel
  /// What came of it, in the neutral vocabulary.
  package var outcome: ContactOutcome
  /// Whom it reached or aimed at.
  package var party: Party
  /// Sent or dialled by a machine without a person asking for it.
  package var automatic: Bool
  /// The debtor called or wrote to us; evidence only when connected.
  package var inbound: Bool
  /// Made from a row of the code table at the freeze, and from an attempt at intake; `consistent` makes outcome and party agree.
  package init(channel: Channel, outcome: ContactOutcome, party: Party = .debtor, automatic: Bool = false, inbound: Bool = false) {
    self.channel = channel
    self.outcome = outcome
    self.party = party
    self.automatic = automatic
    self.inbound = inbound
  }

  /// The same with outcome and party in agreement: somebody else on the line is no conversation with the debtor, however long it was.
  package var consistent: ContactCode {
    var code = self
    if party == .thirdParty, [.connected, .hungUp, .replied].contains(outcome) { code.outcome = .thirdParty }
    if code.outcome == .thirdParty { code.party = .thirdParty }
    return code
  }
}

/// One cell of a case's packed counters: how often `code` came of attempts on contact point `point` on `day`.
package struct ContactCount: Hashable, Comparable, Sendable {
  /// Local day of the attempts, in the agency's time zone.
  package var day: Day
  /// Ordinal of the contact point within the case, in order of first appearance; 254 = 254 or later, 255 = the source names no point.
  package var point: UInt8
  /// Position in `Snapshot.contactCodes`, equal to `contact_code.code_id`.
  package var code: Int32
  /// How often, above 0 in packed counters.
  package var count: Int32
  /// Made for each attempt that is filed, and for each cell that is read back.
  package init(day: Day, point: UInt8, code: Int32, count: Int32) {
    self.day = day
    self.point = point
    self.code = code
    self.count = count
  }
  /// By day, point and code, the order in which cells are packed; the count does not matter.
  package static func < (a: ContactCount, b: ContactCount) -> Bool { (a.day, a.point, a.code) < (b.day, b.point, b.code) }
}

/// The packed form of a case's counters: cells in ascending (day, point, code), each as LEB128 day step, point byte, LEB128 code and LEB128 count.
/// About four bytes a cell; a first day before 2000-01-01 takes ten.
package enum ContactCounters {
  /// `cells` need not be sorted; equal keys are added up; cells whose count is not positive after that vanish.
  package static func pack(_ cells: [ContactCount]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count * 4 + 2)
    var previous: Int32 = 0
    let sorted = cells.sorted()
    var index = 0
    while index < sorted.count {
      let cell = sorted[index]
      var total = Int64(cell.count)
      index += 1
      while index < sorted.count, sorted[index].day == cell.day, sorted[index].point == cell.point, sorted[index].code == cell.code {
        total += Int64(sorted[index].count)
        index += 1
      }
      guard total > 0 else { continue }
      let day = cell.day.rawValue
      appendVarint(UInt64(bitPattern: Int64(day) - Int64(previous)), to: &bytes)
      bytes.append(cell.point)
      appendVarint(UInt64(UInt32(bitPattern: cell.code)), to: &bytes)
      appendVarint(UInt64(min(total, Int64(Int32.max))), to: &bytes)
      previous = day
    }
    return bytes
  }

  /// Reads cells in portions, so that whoever goes through all cases pays for one call a portion and no memory.
  package struct Reader {
    private var position = 0
    private var day: Int64 = 0
    /// The bytes are cut off or malformed; the cells before the fault have been delivered.
    package private(set) var isFaulty = false
    /// At the first cell. One reader for one case's bytes, given whole to every call.
    package init() {}

    /// Fills `cells` from its beginning with the next cells, in order, each with a count above 0; gives how many, 0 at the end.
    package mutating func next(_ bytes: UnsafeBufferPointer<UInt8>, into cells: UnsafeMutableBufferPointer<ContactCount>) -> Int {
      let end = bytes.count
      var count = 0
      while count < cells.count, position < end {
        let start = position
        // Nearly all cells are four small numbers.
        if end &- position >= 4, let base = bytes.baseAddress {
          let four = UInt32(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self))
          let next = day &+ Int64(four & 127)
          if four & 0x8080_0080 == 0, four >= 1 << 24, next <= Int64(Int32.max) {
            day = next
            position &+= 4
            cells.initializeElement(
              at: count,
              to: ContactCount(
                day: Day(Int32(truncatingIfNeeded: next)), point: UInt8(truncatingIfNeeded: four >> 8), code: Int32(four >> 16 & 127),
                count: Int32(four >> 24)))
            count &+= 1
            continue
          }
        }
        guard let step = varint(bytes, &position), position < end else { return fail(count, end) }
        let point = bytes[position]
        position += 1
        guard let code = varint(bytes, &position), let times = varint(bytes, &position) else { return fail(count, end) }
        // Only the first step may lead back, to a day before 2000.
        let (next, overflows) = day.addingReportingOverflow(Int64(bitPattern: step))
        guard !overflows, next >= day || start == 0, next > Int64(Int32.min), next <= Int64(Int32.max) else { return fail(count, end) }
        day = next
        guard code <= UInt64(UInt32.max), times <= UInt64(Int32.max) else { return fail(count, end) }
        if times == 0 { continue }
        cells.initializeElement(
          at: count,
          to: ContactCount(
            day: Day(Int32(truncatingIfNeeded: day)), point: point, code: Int32(bitPattern: UInt32(truncatingIfNeeded: code)),
            count: Int32(truncatingIfNeeded: times)))
        count += 1
      }
      return count
    }

    private mutating func fail(_ count: Int, _ end: Int) -> Int {
      isFaulty = true
      position = end
      return count
    }
  }

  /// Calls `body` for each cell in order. Returns false when the bytes are cut off or malformed; the cells before the fault have been delivered.
  @discardableResult
  package static func forEach(_ bytes: ArraySlice<UInt8>, _ body: (ContactCount) -> Void) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: ContactCount.self, capacity: 32) { cells in
        var reader = Reader()
        while true {
          let count = reader.next(bytes, into: cells)
          for index in 0..<count { body(cells[index]) }
          if count == 0 { return !reader.isFaulty }
        }
      }
    }
  }

  /// nil when the bytes are malformed.
  package static func unpack(_ bytes: ArraySlice<UInt8>) -> [ContactCount]? {
    var cells: [ContactCount] = []
    return forEach(bytes) { cells.append($0) } ? cells : nil
  }

  private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  @inline(__always)
  private static func varint(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt64? {
    guard position < bytes.count else { return nil }
    let first = bytes[position]
    position += 1
    // Nearly all numbers are small.
    return first < 128 ? UInt64(first) : longVarint(bytes, &position, first)
  }

  @inline(never)
  private static func longVarint(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ first: UInt8) -> UInt64? {
    var value = UInt64(first & 127)
    var shift: UInt64 = 7
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 127) << shift
      if byte < 128 { return value }
      shift += 7
    }
    return nil
  }
}
