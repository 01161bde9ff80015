/// Units of one kind share a shortlist. A *profile* is what a unit asks of a receiver (effort, cases, accounts, rough values); a *type* is
/// a profile and a signature.
struct UnitTypes: Sendable {
  /// By unit.
  private(set) var type: [Int32] = []
  /// By type.
  private(set) var signature: [Int32] = []
  private(set) var profile: [Int32] = []
  /// By profile: the unit that stands for it.
  private(set) var representative: [Int32] = []

  private struct Kind: Hashable {
    var signature: Int32
    var shape: UInt64
  }

  /// As fine as leaves every type some units: so fine types that each unit is its own would rank everybody for every unit.
  init(_ units: Units) {
    var coarseness = 0
    repeat {
      number(units, coarseness)
      coarseness += 1
    } while coarseness < 3 && signature.count > max(64, units.count / 6)
  }

  /// The units come in another order: unit `i` is what `order[i]` was.
  mutating func reorder(_ order: [Int32]) {
    type = order.map { type[Int($0)] }
    var now = [Int32](repeating: 0, count: order.count)
    for (i, u) in order.enumerated() { now[Int(u)] = Int32(truncatingIfNeeded: i) }
    representative = representative.map { now[Int($0)] }
  }

  /// The same for crowds (`Crowds`): few units are not averaged at all, many so that ten thousand crowds or an eighth of the units remain.
  static func crowds(_ units: Units) -> UnitTypes {
    UnitTypes(units, most: max(10_000, units.count / 8), coarseness: units.count <= 4000 ? -1 : 0)
  }

  private init(_ units: Units, most: Int, coarseness first: Int) {
    var coarseness = first
    repeat {
      number(units, coarseness)
      coarseness += 1
    } while coarseness < 3 && signature.count > most
  }

  /// - Parameter coarseness: −1 tells all units apart, 0 values by a factor of 1.5 above a case's worth, 1 by 4, 2 not at all.
  private mutating func number(_ units: Units, _ coarseness: Int) {
    var types: [Kind: Int32] = [:]
    var profiles: [UInt64: Int32] = [:]
    (type, signature, profile, representative) = ([], [], [], [])
    type.reserveCapacity(units.count)
    for u in 0..<units.count {
      let shape = coarseness < 0 ? UInt64(u) : Self.shape(units, u, coarseness)
      let kind = Kind(signature: units.signature[u], shape: shape)
      if let known = types[kind] {
        type.append(known)
        continue
      }
      let next = Int32(signature.count)
      types[kind] = next
      type.append(next)
      signature.append(kind.signature)
      if let known = profiles[shape] {
        profile.append(known)
      } else {
        profiles[shape] = Int32(representative.count)
        profile.append(Int32(representative.count))
        representative.append(Int32(u))
      }
    }
  }

  private static func shape(_ units: Units, _ u: Int, _ coarseness: Int) -> UInt64 {
    // Groups come in too many shapes to be told apart finely.
    let isGroup = units.cases[u] > 1
    let step = isGroup ? max(1, coarseness) : coarseness
    var shape = UInt64(Fixed.bits(Int64(units.cases[u])))
    shape = Fixed.mix(shape, UInt64(effort(units.effort[u].rawValue, fine: step == 0)))
    for i in units.fairness.range(u) {
      let entry = units.fairness.values[i]
      shape = Fixed.mix(shape, UInt64(entry.account) << 8 | UInt64(value(entry.raw, step)))
    }
    for i in units.quota.range(u) { shape = Fixed.mix(shape, 1 << 40 | UInt64(units.quota.values[i].account)) }
    // Of several classes the heaviest stands for all.
    var heaviest = Entry(account: -1, value: -1)
    for i in units.match.range(u) where units.match.values[i].raw > heaviest.raw { heaviest = units.match.values[i] }
    if heaviest.account >= 0 { shape = Fixed.mix(shape, 1 << 41 | UInt64(heaviest.account)) }
    return shape
  }

  /// Small values hardly matter, large ones decide: octaves below a case's worth, half octaves above.
  private static func value(_ value: Int64, _ coarseness: Int) -> Int {
    guard coarseness < 2, value >= 256 else { return 0 }
    let bits = 63 - value.leadingZeroBitCount
    if coarseness == 1 { return bits / 2 }
    return value < 1024 ? 2 * bits : 2 * bits + Int(value >> Int64(bits - 1) & 1)
  }

  private static func effort(_ effort: Int64, fine: Bool) -> Int64 {
    let bits = Fixed.bits(effort)
    guard fine, bits > 3 else { return fine ? effort : bits + 1024 }
    return bits << 3 | (effort >> (bits - 4) & 7)
  }
}
