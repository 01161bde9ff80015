import Portfolio
import Postgres
import Schema

extension FeedChunk {
  /// Writes the promises heard in conversations; those of a conversation that are heard no more count no more. Moves the revisions of the cases for
  /// which something changed.
  mutating func writeSpoken(_ rows: [(key: SourceKey, day: Day, currency: Currency, promises: [SaidPromise])]) throws {
    var (cases, ids, ordinals, conversations): ([Int64], [String], [Int16], [String]) = ([], [], [], [])
    var (made, from, until): ([PostgresDate], [PostgresDate], [PostgresDate]) = ([], [], [])
    var (least, most): ([Int64], [Int64?]) = ([], [])
    for row in rows {
      for (index, promise) in row.promises.prefix(Self.spokenKept).enumerated() where promise.until >= row.day {
        cases.append(row.key.caseID)
        conversations.append(row.key.sourceID)
        ids.append(Self.spokenID(row.key.sourceID, index + 1))
        ordinals.append(Int16(index + 1))
        made.append(row.day.date)
        from.append(promise.from.date)
        until.append(promise.until.date)
        least.append(Self.minor(promise.least, row.currency) ?? 0)
        most.append(Self.minor(promise.most, row.currency))
      }
    }
    let written = try connection.query(
      """
      INSERT INTO allot.promise AS p (agency_id, case_id, source_id, made_on, due_on, amount, at, spoken, ordinal, from_on, most)
      SELECT \(agency), n.case_id, n.source_id, n.made_on, n.due_on, n.amount, clock_timestamp(), true, n.ordinal, n.from_on, n.most
      FROM unnest(\(cases), \(ids), \(made), \(until), \(least), \(ordinals), \(from), \(most))
        AS n (case_id, source_id, made_on, due_on, amount, ordinal, from_on, most)
      ON CONFLICT (agency_id, case_id, source_id) DO UPDATE SET made_on = excluded.made_on, due_on = excluded.due_on, amount = excluded.amount,
        ordinal = excluded.ordinal, from_on = excluded.from_on, most = excluded.most, at = excluded.at
        WHERE p.spoken AND ROW(p.made_on, p.due_on, p.amount, p.ordinal, p.from_on, p.most) IS DISTINCT FROM
          ROW(excluded.made_on, excluded.due_on, excluded.amount, excluded.ordinal, excluded.from_on, excluded.most)
      RETURNING p.case_id
      """
    ).decode(Int64.self)
    // The keys of a conversation's promises are known: nothing is searched for by its beginning.
    let all = rows.flatMap { row in (1...Self.spokenKept).map { (row.key.caseID, Self.spokenID(row.key.sourceID, $0)) } }
    let heard = Set(zip(cases, ids).map { SourceKey(caseID: $0, sourceID: $1) })
    let gone = all.filter { !heard.contains(SourceKey(caseID: $0.0, sourceID: $0.1)) }
    let voided = try connection.query(
      """
      UPDATE allot.promise p SET ordinal = 0, at = clock_timestamp()
      FROM unnest(\(gone.map(\.0)), \(gone.map(\.1))) AS n (case_id, source_id)
      WHERE p.agency_id = \(agency) AND p.case_id = n.case_id AND p.source_id = n.source_id AND p.spoken AND p.ordinal <> 0
      RETURNING p.case_id
      """
    ).decode(Int64.self)
    try moveRevisions(ofCases: Set(written + voided))
  }

  /// How many promises of one conversation are kept.
  private static let spokenKept = 4

  private static func spokenID(_ conversation: String, _ ordinal: Int) -> String { "said:\(conversation)#\(ordinal)" }

  /// Minor units of hundredths, which are never negative: rounded to the nearest, half up.
  private static func minor(_ hundredths: Int64?, _ currency: Currency) -> Int64? {
    guard let hundredths else { return nil }
    switch currency.minorDigits {
    case 0: return (hundredths + 50) / 100
    case 1: return (hundredths + 5) / 10
    case 2: return hundredths
    default: return (2..<currency.minorDigits).reduce(hundredths) { value, _ in value.multipliedReportingOverflow(by: 10).partialValue }
    }
  }
}
