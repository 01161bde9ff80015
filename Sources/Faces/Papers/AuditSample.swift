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
    var strata: [[String]: [Drawn]] = [:]
    for one in cases {
      let rank = Hex.encode(SHA256.hash(Fields.bytes(["sample", seed, String(one.caseID)])))
      strata[one.stratum, default: []].append(Drawn(stratum: one.stratum, caseID: one.caseID, rank: rank))
    }
    return strata.keys.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { key in
      (strata[key] ?? []).sorted { $0.rank < $1.rank }.prefix(each)
    }
  }
}
