import Portfolio
import Postgres
import Schema

// A file that was read before in another way: without the column of ids and now with it, or with one column less, so that its rows have other names.
extension FeedChunk {
  /// So many rows of a chunk must be on record as other names' calls before it is a file read again: two calls of one second happen.
  private static let fewest = 3

  /// Of rows that are on record by no name, those whose call the same source told of: the same case, instant, channel and direction, and neither point
  /// nor talk time that says otherwise. Only where at least half of such rows are: a file that is read again. A row with an id gives the record its
  /// name and corrects it; one without leaves it as it is. `own`: what rows of this chunk are called.
  mutating func readAgain(
    _ rows: [TypedAttempt], _ known: [KnownAttempt], _ own: Set<AttemptKey>
  ) throws -> (fresh: [TypedAttempt], known: [KnownAttempt]) {
    guard rows.count >= Self.fewest, try wasAnyRead() else { return (rows, known) }
    let looked = rows.filter { $0.hasClock && $0.caseID != nil && !$0.isLeg }
    guard looked.count >= Self.fewest else { return (rows, known) }
    var records = try sameRecords(of: looked)
    for at in records.keys { records[at]?.removeAll { own.contains($0.key) } }
    guard records.contains(where: { !$0.value.isEmpty }) else { return (rows, known) }
    let points = try knownOrdinals(looked)
    var (fresh, again): ([TypedAttempt], [KnownAttempt]) = ([], [])
    for row in rows {
      let point = row.caseID.flatMap { id in row.reference.flatMap { points[CasePoint(caseID: id, reference: $0)] } }
      let candidates = row.hasClock && row.caseID != nil && !row.isLeg ? records[row.at, default: []] : []
      let match =
        candidates.firstIndex { $0.isSameCall(as: row, point) && $0.talkSeconds == row.talkSeconds }
        // A column of talk times that is missing says 0 everywhere.
        ?? candidates.firstIndex { $0.isSameCall(as: row, point) && ($0.talkSeconds == 0 || row.talkSeconds == 0) }
      guard let match else {
        fresh.append(row)
        continue
      }
      again.append(KnownAttempt(row: row, record: candidates[match].key))
      records[row.at]?.remove(at: match)
    }
    guard again.count >= Self.fewest, again.count * 2 >= looked.count else { return (rows, known) }
    report.reread += again.count
    return (fresh, known + again.filter(\.row.isNamed).map { $0.keepingTalk })
  }

  /// Whether a file of attempts was read before this one.
  private func wasAnyRead() throws -> Bool {
    try connection.query("SELECT EXISTS (SELECT FROM allot.import_file WHERE agency_id = \(agency) AND feed = 'attempts')").only()[
      0, as: Bool.self]
  }

  /// Attempts of the rows' own sources at their instants, in the order of their keys.
  private func sameRecords(of rows: [TypedAttempt]) throws -> [Instant: [OtherRecord]] {
    guard let first = rows.map(\.day).min(), let last = rows.map(\.day).max() else { return [:] }
    return try records(
      at: Set(rows.map(\.at)), from: first, to: last, of: "c.source = ANY (\(Set(rows.map(\.source)).sorted()))" as SQL)
  }

  /// The ordinals of numbers that are on record; none is made.
  private func knownOrdinals(_ rows: [TypedAttempt]) throws -> [CasePoint: UInt8] {
    let cases = Set(rows.compactMap { $0.reference == nil ? nil : $0.caseID }).sorted()
    guard !cases.isEmpty else { return [:] }
    let known = try connection.query(
      "SELECT case_id, reference, ordinal FROM allot.contact_point WHERE agency_id = \(agency) AND case_id = ANY (\(cases))"
    ).decode(Int64.self, [UInt8].self, Int16.self)
    return Dictionary(known.map { (CasePoint(caseID: $0.0, reference: OpaqueReference(bytes: $0.1)), UInt8(clamping: $0.2)) }) { first, _ in
      first
    }
  }
}

extension TypedAttempt {
  /// Whether a correction by the other would change nothing.
  func saysTheSame(as other: TypedAttempt) -> Bool {
    (caseID, collector, code, talkSeconds) == (other.caseID, other.collector, other.code, other.talkSeconds) && at == other.at
      && reference == other.reference
  }
}
