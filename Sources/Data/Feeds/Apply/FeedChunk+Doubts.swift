import Portfolio
import Postgres
import Schema

/// An amount that a row states of a case on record.
struct Stated {
  var caseID: Int64
  var line: Int
  /// Minor units of the case's currency; negative for a reversal.
  var amount: Int64
  /// The day it is of.
  var day: Day
}

extension FeedChunk {
  /// Notes the figures of `feed_case` that are taken and many times what the client has said of the case so far, or entrusted by the same row.
  mutating func doubtFigures(of rows: [TypedCase]) throws {
    let found = try connection.query(
      """
      SELECT f.position FROM feed_case f JOIN allot.case_record r ON r.agency_id = \(agency) AND r.case_id = f.case_id
      LEFT JOIN allot.case_state s ON s.agency_id = \(agency) AND s.case_id = f.case_id
      CROSS JOIN LATERAL (
        SELECT CASE WHEN f.is_new THEN f.entrusted_amount ELSE greatest(r.entrusted_amount, r.stated_outstanding, s.outstanding) END AS known) n
      WHERE f.taken AND n.known > 0 AND f.outstanding / \(Int64(Doubts.factor)) >= n.known ORDER BY f.position
      """
    ).decode(Int32.self)
    report.doubts.add(found.map { rows[Int($0)].row.line }.sorted(), of: found.count)
  }

  /// Notes the amounts that are more than what is owed, and those that are many times as much. What is owed is the most that the client has said of the case: what he entrusted, his figure,
  /// what is left of it. Before the day of a figure more may have been owed than it says; without the amount entrusted nobody knows, and nothing is
  /// doubted.
  /// Gives the last day whose payments are in the figure of each case.
  @discardableResult
  mutating func doubt(_ amounts: [Stated]) throws -> [Int64: Day] {
    let owed = try connection.query(
      """
      SELECT r.case_id, greatest(r.entrusted_amount, r.stated_outstanding, s.outstanding),
        \(raw: Balance.since("r")), r.entrusted_amount IS NULL
      FROM unnest(\(Set(amounts.map(\.caseID)).sorted())) AS n (case_id)
      JOIN allot.case_record r ON r.agency_id = \(agency) AND r.case_id = n.case_id
      JOIN allot.case_state s ON s.agency_id = r.agency_id AND s.case_id = r.case_id
      """
    ).decode(Int64.self, Int64.self, PostgresDate.self, Bool.self)
    let known = Dictionary(owed.map { ($0.0, (owed: $0.1, after: $0.3 ? Day($0.2) : nil)) }) { first, _ in first }
    let above = amounts.filter { stated in
      guard let (owed, after) = known[stated.caseID], owed > 0 else { return false }
      if let after, stated.day <= after { return false }
      return stated.amount > 0 ? stated.amount > owed : isDoubtful(stated, owed)
    }
    report.doubts.add(above.filter { isDoubtful($0, known[$0.caseID]?.owed ?? 0) }.map(\.line))
    report.aboveDebt.add(above.filter { !isDoubtful($0, known[$0.caseID]?.owed ?? 0) }.map(\.line))
    return Dictionary(owed.map { ($0.0, Day($0.2)) }) { first, _ in first }
  }

  private func isDoubtful(_ stated: Stated, _ owed: Int64) -> Bool { stated.amount.magnitude / UInt64(Doubts.factor) >= owed.magnitude }
}
