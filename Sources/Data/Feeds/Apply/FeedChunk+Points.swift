import Portfolio
import Postgres
import Schema

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
    try connection.copyRows(into: "allot.contact_point", columns: ["agency_id", "case_id", "reference", "ordinal"]) { writer in
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

  /// The open case behind each number, for call records that name no case. A number of several debtors finds none; of one debtor's cases the first.
  func casesByNumber(_ references: [OpaqueReference]) throws -> [OpaqueReference: ResolvedCase] {
    let distinct = Array(Set(references.map(\.bytes)))
    guard !distinct.isEmpty else { return [:] }
    let rows = try connection.query(
      """
      SELECT p.reference, p.case_id, s.currency, s.holder_id, s.held_since, s.debtor_id
      FROM unnest(\(distinct)) AS n (reference)
      JOIN allot.contact_point p ON p.agency_id = \(agency) AND p.reference = n.reference
      JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = p.case_id AND s.status = \(stored: CaseStatus.open)
      ORDER BY p.reference, p.case_id
      """
    ).decode([UInt8].self, Int64.self, String.self, Int64?.self, PostgresDate?.self, Int64?.self)
    var found: [OpaqueReference: (one: ResolvedCase, debtor: Int64?)] = [:]
    var unclear: Set<OpaqueReference> = []
    for (bytes, id, currency, holder, since, debtor) in rows {
      let reference = OpaqueReference(bytes: bytes)
      if let first = found[reference] {
        if debtor == nil || first.debtor != debtor { unclear.insert(reference) }
        continue
      }
      let one = ResolvedCase(id: id, currency: try Currency(stored: currency), status: .open, holder: holder ?? 0, heldSince: Day(since))
      found[reference] = (one, debtor)
    }
    return found.filter { !unclear.contains($0.key) }.mapValues(\.one)
  }
}
