import Portfolio
import Postgres

/// A contact point of one case.
struct CasePoint: Hashable {
  var caseID: Int64
  var reference: OpaqueReference
}

extension FeedChunk {
  /// The ordinals of contact points within their cases, in order of first appearance; new ones are made. `added`: cases that got one.
  func contactPoints(_ wanted: [(caseID: Int64, reference: OpaqueReference)]) throws -> (ordinals: [CasePoint: UInt8], added: Set<Int64>) {
    guard !wanted.isEmpty else { return ([:], []) }
    let cases = Set(wanted.map(\.caseID)).sorted()
    let known = try connection.query(
      "SELECT case_id, reference, ordinal FROM allot.contact_point WHERE agency_id = \(agency) AND case_id = ANY (\(cases))"
    ).decode(Int64.self, [UInt8].self, Int16.self)
    var ordinals: [CasePoint: UInt8] = [:]
    var next: [Int64: Int] = [:]
    for (caseID, reference, ordinal) in known {
      ordinals[CasePoint(caseID: caseID, reference: OpaqueReference(bytes: reference))] = UInt8(clamping: ordinal)
      next[caseID, default: 0] += 1
    }
    var made: [(CasePoint, Int16)] = []
    for one in wanted {
      let point = CasePoint(caseID: one.caseID, reference: one.reference)
      guard ordinals[point] == nil else { continue }
      // 254 stands for all later ones; 255 means that the source names none.
      let ordinal = min(next[one.caseID, default: 0], 254)
      ordinals[point] = UInt8(ordinal)
      next[one.caseID, default: 0] += 1
      made.append((point, Int16(ordinal)))
    }
    guard !made.isEmpty else { return (ordinals, []) }
    try connection.copyIn("allot.contact_point", columns: ["agency_id", "case_id", "reference", "ordinal"]) { writer in
      for (point, ordinal) in made {
        try writer.row { r in
          r.int64(agency)
          r.int64(point.caseID)
          r.bytes(point.reference.bytes)
          r.int16(ordinal)
        }
      }
    }
    return (ordinals, Set(made.map(\.0.caseID)))
  }
}
