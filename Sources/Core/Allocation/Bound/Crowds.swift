/// Units alike, averaged: what the dual ascent looks at instead of every unit.
///
/// All priced things stand in one row of *nodes*: effort of each receiver, then places, amounts, the accounts of each fairness cell, and at
/// the end quotas by team. Quantities are measured in 2^-12 of the node's mean, so that effort, amounts and places compare.
struct Crowds: Sendable {
  /// So much of the nodes from `base` on, at the receiver's (or his team's) position.
  struct Term: Sendable {
    let base: Int
    let quantity: Int64
  }
  /// So many units of one profile and signature.
  struct Crowd: Sendable {
    let signature: Int32
    let count: Int64
    /// Average cost of leaving one out.
    let penalty: Int64
  }

  let receivers: Int
  let teams: Int
  /// By profile.
  private(set) var terms = Rows<Term>()
  private(set) var quotas = Rows<Term>()
  private(set) var match = Rows<Entry>()
  private(set) var crowds = Rows<Crowd>()
  /// By kind of node (effort, place, amount, cells, quotas): what 2^12 stand for.
  private(set) var means: [Int64]

  static let digits: Int64 = 12
  var profiles: Int { terms.count }
  /// Where quotas begin.
  var quotaBase: Int { receivers * (means.count - quotaKinds) }
  private let quotaKinds: Int
  var nodes: Int { quotaBase + quotaKinds * teams }
  func kind(_ node: Int) -> Int { node < quotaBase ? node / receivers : means.count - quotaKinds + (node - quotaBase) / max(1, teams) }

  /// - Parameters:
  ///   - counts: by unit, whether it asks at all.
  ///   - isShort: by receiver, whether places are likely to be short there.
  init(_ opening: Ledger, _ types: UnitTypes, counts: [Bool], isShort: (Int) -> Bool) {
    let units = opening.units
    (receivers, teams) = (opening.seats.count, opening.teams)
    let cells = receivers == 0 ? 0 : opening.cells.count / receivers
    quotaKinds = teams == 0 ? 0 : opening.quotas.count / teams
    means = []
    var sums = Sums(kinds: 3 + cells + quotaKinds)
    for u in 0..<units.count where counts[u] { sums.add(u, opening, quotas: 3 + cells) }
    means = sums.means
    // By profile what its units ask for; by type how many they are. Where places are short, what leaving out costs tells types apart.
    let mayStayOut = (0..<opening.signatures.count).map { s in opening.signatures[s].contains { isShort(Int($0)) } }
    var byProfile = [ProfileSums](repeating: ProfileSums(), count: types.representative.count)
    var kinds: [[Int64]: Int] = [:]
    var crowd: [(profile: Int, signature: Int32, count: Int64, penalty: Int128)] = []
    for u in 0..<units.count where counts[u] {
      let type = Int(types.type[u])
      byProfile[Int(types.profile[type])].add(u, opening, quotas: 3 + cells)
      let dear = mayStayOut[Int(units.signature[u])] ? units.penalty[u].rawValue / Int64(units.cases[u]) : 0
      let key = [Int64(type), dear]
      let at = kinds[key] ?? crowd.count
      if at == crowd.count {
        kinds[key] = at
        crowd.append((Int(types.profile[type]), units.signature[u], 0, 0))
      }
      crowd[at].count += 1
      crowd[at].penalty += Int128(units.penalty[u].rawValue)
    }
    var rows = [[Crowd]](repeating: [], count: byProfile.count)
    for one in crowd {
      rows[one.profile].append(Crowd(signature: one.signature, count: one.count, penalty: Int64(clamping: one.penalty / Int128(one.count))))
    }
    for (p, row) in rows.enumerated() where !row.isEmpty {
      crowds.append(row)
      let sums = byProfile[p]
      var own: [Term] = []
      var teamTerms: [Term] = []
      for (k, sum) in sums.sums.sorted(by: { $0.kind < $1.kind }) {
        let quantity = Int64(clamping: (sum << Int128(Self.digits)) / (Int128(means[k]) * sums.units))
        if k < 3 + cells {
          own.append(Term(base: k * receivers, quantity: quantity))
        } else {
          teamTerms.append(Term(base: quotaBase + (k - 3 - cells) * teams, quantity: quantity))
        }
      }
      terms.append(own)
      quotas.append(teamTerms)
      match.append(
        sums.match.sorted { $0.kind < $1.kind }.map {
          Entry(account: Int32($0.kind), value: AccountValue(Int64(clamping: $0.sum / sums.units)))
        })
    }
  }

  /// What all units ask for together.
  private struct Sums {
    private var sums: [Int128]
    /// By kind: units that have some of it.
    private var having: [Int128]

    init(kinds: Int) {
      sums = [Int128](repeating: 0, count: kinds)
      having = sums
    }

    mutating func add(_ u: Int, _ ledger: Ledger, quotas: Int) {
      Crowds.forEach(u, ledger, quotas: quotas) { kind, value in
        sums[kind] += Int128(value)
        having[kind] += 1
      }
    }

    var means: [Int64] { sums.indices.map { having[$0] == 0 ? 1 : max(1, Int64(clamping: sums[$0] / having[$0])) } }
  }

  /// What units of a profile ask for together: a few of the kinds, since they count in a few of the cells.
  private struct ProfileSums {
    private(set) var units = Int128(0)
    /// In the order in which they were met.
    private(set) var sums: [(kind: Int, sum: Int128)] = []
    /// By class.
    private(set) var match: [(kind: Int, sum: Int128)] = []

    mutating func add(_ u: Int, _ ledger: Ledger, quotas: Int) {
      units += 1
      Crowds.forEach(u, ledger, quotas: quotas) { Self.add($0, $1, to: &sums) }
      for i in ledger.units.match.range(u) where ledger.units.match.values[i].raw > 0 {
        Self.add(Int(ledger.units.match.values[i].account), ledger.units.match.values[i].raw, to: &match)
      }
    }

    private static func add(_ kind: Int, _ value: Int64, to sums: inout [(kind: Int, sum: Int128)]) {
      if let known = sums.firstIndex(where: { $0.kind == kind }) {
        sums[known].sum += Int128(value)
      } else {
        sums.append((kind, Int128(value)))
      }
    }
  }

  /// Tells the kinds of node of which a unit asks for some, and how much.
  private static func forEach(_ u: Int, _ ledger: Ledger, quotas: Int, _ body: (_ kind: Int, _ value: Int64) -> Void) {
    let units = ledger.units
    func tell(_ kind: Int, _ value: Int64) { if value > 0 { body(kind, value) } }
    tell(0, units.effort[u].rawValue)
    tell(1, Int64(units.cases[u]))
    tell(2, ledger.amountUnit.scaled(units.amount[u].rawValue))
    for i in units.fairness.range(u) { tell(3 + Int(units.fairness.values[i].account), units.fairness.values[i].raw) }
    for i in units.quota.range(u) { tell(quotas + Int(units.quota.values[i].account), units.quota.values[i].raw) }
  }
}
