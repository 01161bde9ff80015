/// The exact cheapest line of every unit of a group, without meeting every receiver for every unit.
///
/// Units are taken together while they are alike: over the box of their values the difference of two lines is least at a corner, so whoever
/// is nowhere below one certain receiver, the *reference*, is left out for all of them. Then the box is halved, and so on with those who are
/// left. A reference speaks for a unit only where the unit may go to him; else those are looked at who were there before him. Who is left at
/// last is compared as exactly as if there had been no boxes: the sum is the same.
///
/// One for each thread: all memory is used again for the next group.
struct LineSearch {
  /// Receivers with the common part of the line and their price of each term: segment upon segment, those left of the segment before.
  private var who: [Int32] = []
  private var base: [Int64] = []
  private var slopes: [Int64] = []
  private var sources: [(source: LineColumns.Source, term: Int)] = []
  /// Lines compared with others, for a unit or a box: what the search costs.
  private(set) var compared = 0
  private var members: [Int32] = []
  /// Positions in `members`, sorted within boxes.
  private var order: [Int32] = []
  /// References on the way to the present box, each with the segment that he was chosen from.
  private var references: [(receiver: Int32, before: Range<Int>)] = []
  private var values: [Int64] = []
  private var terms = 0
  /// By how much rounding could deceive: each varying column is cut off to a whole cost unit.
  private var grace: Int64 = 0
  /// Whether slopes are so small that no product overflows.
  private var isTame = true

  /// Fewer receivers are compared at once.
  private static let few = 6
  /// A box of more units is divided into so many.
  private static let parts = 4
  /// Binary digits of a slope, and of its product with a value.
  private static let steepest: Int64 = 56
  private static let dearest: Int64 = 86

  /// Makes ready for a group: its units and those in the row of a signature.
  mutating func open(_ row: Range<Int>, _ members: [Int32], _ columns: LineColumns, _ lines: PricedLines) {
    (self.members, sources) = (members, columns.sources)
    (values, terms, grace) = (columns.values, columns.terms, Int64(columns.sources.count))
    order = (0..<Int32(members.count)).map { $0 }
    references.removeAll(keepingCapacity: true)
    let first = Int(members[0])
    who.removeAll(keepingCapacity: true)
    base.removeAll(keepingCapacity: true)
    let cases = lines.ledger.units.cases[first]
    for i in row {
      let r = lines.ledger.signatures.values[i]
      guard lines.open.seats[Int(r)].casesLeft >= cases else { continue }
      who.append(r)
      base.append(lines.base(first, Int(r)))
    }
    for (source, value) in columns.common { for k in who.indices { base[k] &+= lines.worth(value, source, at: Int(who[k])) } }
    slopes.removeAll(keepingCapacity: true)
    slopes.append(contentsOf: repeatElement(0, count: terms * who.count))
    var steepest: Int64 = 0
    for (source, term) in columns.sources {
      for k in who.indices {
        let slope = lines.slope(source, at: Int(who[k]))
        steepest = max(steepest, Fixed.bits(slope))
        slopes[k &* terms &+ term] &+= slope
      }
    }
    let largest = values.reduce(Int64(0)) { max($0, Fixed.bits($1)) }
    // Sums and differences of slopes have some digits more.
    isTame = steepest < Self.steepest && steepest + Fixed.bits(grace) + 1 + largest < Self.dearest
  }

  mutating func sum(_ lines: PricedLines) -> Int128 { sum(order.indices, who.indices, lines) }

  /// The same of a box: units at these positions of `order`, receivers of this segment.
  private mutating func sum(_ box: Range<Int>, _ segment: Range<Int>, _ lines: PricedLines) -> Int128 {
    guard isTame, box.count > 1, segment.count > Self.few else {
      return total(box, segment, lines)
    }
    let (low, high) = corners(box)
    compared += segment.count
    let reference = reference(segment, zip(low, high).map { $0 + ($1 - $0) / 2 })
    let left = leave(segment, reference, low, high)
    references.append((who[reference], segment))
    var sum = Int128(0)
    if box.count <= Self.parts || left.count <= Self.few {
      sum = total(box, left, lines)
    } else {
      sort(box, by: widest(low, high, left))
      for part in 0..<Self.parts {
        sum += self.sum(
          box.lowerBound + box.count * part / Self.parts..<box.lowerBound + box.count * (part + 1) / Self.parts, left, lines)
      }
    }
    references.removeLast()
    who.removeLast(left.count)
    base.removeLast(left.count)
    slopes.removeLast(left.count * terms)
    return sum
  }

  // MARK: Boxes

  private func corners(_ box: Range<Int>) -> (low: [Int64], high: [Int64]) {
    var (low, high) = ([Int64](repeating: .max, count: terms), [Int64](repeating: .min, count: terms))
    for i in box {
      for t in 0..<terms {
        let value = values[Int(order[i]) &* terms &+ t]
        (low[t], high[t]) = (min(low[t], value), max(high[t], value))
      }
    }
    return (low, high)
  }

  /// Who is cheapest in the middle of the box.
  private func reference(_ segment: Range<Int>, _ middle: [Int64]) -> Int {
    var (best, least) = (segment.lowerBound, Int64.max)
    base.withUnsafeBufferPointer { base in
      slopes.withUnsafeBufferPointer { slopes in
        for k in segment {
          var cost = base[k]
          for t in 0..<terms { cost &+= Self.worth(slopes[k &* terms &+ t], middle[t]) }
          if cost < least { (best, least) = (k, cost) }
        }
      }
    }
    return best
  }

  /// Puts those of a segment who may be below the reference somewhere in the box into a segment of their own, the last; he is among them.
  private mutating func leave(_ segment: Range<Int>, _ reference: Int, _ low: [Int64], _ high: [Int64]) -> Range<Int> {
    let start = who.count
    let cost = base[reference]
    let price = Array(slopes[reference &* terms..<(reference &+ 1) &* terms])
    for k in segment {
      var above = base[k] &- cost
      for t in 0..<terms {
        let slope = slopes[k &* terms &+ t] &- price[t]
        above &+= Self.worth(slope, slope < 0 ? high[t] : low[t])
      }
      guard above < grace || k == reference else { continue }
      who.append(who[k])
      base.append(base[k])
      for t in 0..<terms { slopes.append(slopes[k &* terms &+ t]) }
    }
    return start..<who.count
  }

  /// The term in which lines of the segment part most over the box.
  private func widest(_ low: [Int64], _ high: [Int64], _ segment: Range<Int>) -> Int {
    var (widest, most) = (0, Int64(-1))
    for t in 0..<terms {
      var (least, steepest) = (Int64.max, Int64.min)
      for k in segment { (least, steepest) = (min(least, slopes[k &* terms &+ t]), max(steepest, slopes[k &* terms &+ t])) }
      let apart = Self.worth(steepest &- least, high[t] &- low[t])
      if apart > most { (widest, most) = (t, apart) }
    }
    return widest
  }

  private mutating func sort(_ box: Range<Int>, by term: Int) {
    guard terms > 0 else { return }
    let (values, terms) = (values, terms)
    order[box].sort { a, b in
      let (x, y) = (values[Int(a) &* terms &+ term], values[Int(b) &* terms &+ term])
      return x != y ? x < y : a < b
    }
  }

  @inline(__always) private static func worth(_ slope: Int64, _ value: Int64) -> Int64 {
    Price<AccountValue>(slope).worth(AccountValue(value)).rawValue
  }

  // MARK: Units

  private mutating func total(_ box: Range<Int>, _ segment: Range<Int>, _ lines: PricedLines) -> Int128 {
    var sum = Int128(0)
    for i in box { sum += Int128(cheapest(i, segment, lines)) }
    return sum
  }

  /// What the unit at a position of `order` pays at the cheapest.
  private mutating func cheapest(_ i: Int, _ left: Range<Int>, _ lines: PricedLines) -> Int64 {
    let (position, u) = (Int(order[i]), Int(members[Int(order[i])]))
    let ledger = lines.ledger
    let excluded = ledger.units.exclusions.range(u)
    var segment = left
    if !excluded.isEmpty, let before = references.first(where: { ledger.isExcluded(u, $0.receiver) })?.before { segment = before }
    compared += segment.count
    let best = ledger.isPriced ? ledger.units.penalty[u].rawValue : Int64.max / 4
    let least = cheapest(position, u, segment, best, lines)
    // The present holder, who saves the move, need not be among those left.
    let current = ledger.units.current[u]
    guard current >= 0, let place = self.place(current) else { return least }
    return cheapest(position, u, place..<place + 1, least, lines)
  }

  /// The least of `most` and what the unit pays at the receivers of a segment.
  private func cheapest(_ position: Int, _ u: Int, _ segment: Range<Int>, _ most: Int64, _ lines: PricedLines) -> Int64 {
    let current = lines.ledger.units.current[u]
    let excludes = !lines.ledger.units.exclusions.range(u).isEmpty
    var best = most
    for k in segment {
      let r = who[k]
      var line = base[k]
      for (source, term) in sources { line &+= lines.worth(values[position &* terms &+ term], source, at: Int(r)) }
      if current >= 0, current != r { line &+= lines.open.moveCost }
      if line < best, !excludes || !lines.ledger.isExcluded(u, r) { best = line }
    }
    return best
  }

  /// Where a receiver stands in the whole row, which ascends; nil when he is not in it.
  private func place(_ r: Int32) -> Int? {
    let row = references.first?.before ?? who.indices
    var (low, high) = (row.lowerBound, row.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if who[middle] < r { low = middle + 1 } else { high = middle }
    }
    return low < row.upperBound && who[low] == r ? low : nil
  }
}
