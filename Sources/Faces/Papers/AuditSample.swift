import Digest

/// A sample that a seed draws, so that nobody chooses what is looked at: within each stratum the cases with the least digests of seed and case.
enum AuditSample {
  /// One drawn case.
  struct Drawn: Equatable {
    /// Decisions of one kind, such as those of a rule.
    var stratum: [String]
    var caseID: Int64
    /// SHA-256 by which it was drawn, in hexadecimal.
    var rank: String
  }

  /// At most `each` cases of every stratum, by stratum and rank.
  static func draw(_ cases: [(caseID: Int64, stratum: [String])], seed: String, each: Int) -> [Drawn] {
    draw(cases, seed: seed) { $0.map { min($0, each) } }.drawn
  }

  /// Decisions that are drawn of a run, unless it has more strata.
  static let size = 100

  /// How many of each stratum: one of each, and what is left of `size` in proportion to what is left of them, by the greatest remainders, then by the
  /// larger stratum, then by their order. None gets more than it has. `counts` are greater than 0.
  static func allocation(_ counts: [Int], size: Int) -> [Int] {
    let (all, spare) = (counts.reduce(0) { $0 + $1 - 1 }, max(0, size - counts.count))
    if spare >= all { return counts }
    var parts = counts.map { 1 + spare * ($0 - 1) / all }
    let order = counts.indices.sorted { a, b in
      let (left, right) = (spare * (counts[a] - 1) % all, spare * (counts[b] - 1) % all)
      return left != right ? left > right : counts[a] != counts[b] ? counts[a] > counts[b] : a < b
    }
    for place in order.prefix(counts.count + spare - parts.reduce(0, +)) { parts[place] += 1 }
    return parts
  }

  /// By stratum and rank, and every stratum with how many there were; `allocate` says how many of each, in the order of strata.
  static func draw(
    _ cases: [(caseID: Int64, stratum: [String])], seed: String, _ allocate: ([Int]) -> [Int]
  ) -> (drawn: [Drawn], strata: [(key: [String], cases: Int, drawn: Int)]) {
    var strata: [[String]: [Drawn]] = [:]
    for one in cases {
      let rank = Hex.encode(SHA256.hash(Fields.bytes(["sample", seed, String(one.caseID)])))
      strata[one.stratum, default: []].append(Drawn(stratum: one.stratum, caseID: one.caseID, rank: rank))
    }
    let keys = strata.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let parts = allocate(keys.map { strata[$0]?.count ?? 0 })
    let drawn = zip(keys, parts).flatMap { key, part in (strata[key] ?? []).sorted { $0.rank < $1.rank }.prefix(part) }
    return (drawn, zip(keys, parts).map { ($0, strata[$0]?.count ?? 0, $1) })
  }
}
