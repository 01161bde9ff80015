import Postgres
package import Schema

/// Where a page of cases ends: the next one begins behind it, whatever came in between.
package struct CaseMark: Sendable, Hashable {
  package var client: String
  package var caseNo: String

  /// Behind this case.
  package init(client: String, caseNo: String) { (self.client, self.caseNo) = (client, caseNo) }

  /// As `text` has it; nil for what is no mark.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), let length = Int(text[..<colon]), length > 0 else { return nil }
    let rest = text[text.index(after: colon)...]
    guard length < rest.unicodeScalars.count else { return nil }
    let cut = rest.unicodeScalars.index(rest.unicodeScalars.startIndex, offsetBy: length)
    self.init(client: String(rest.unicodeScalars[..<cut]), caseNo: String(rest.unicodeScalars[cut...]))
  }

  /// `3:cmbAJ00000001`: the length of the client's name in characters, both names.
  package var text: String { "\(client.unicodeScalars.count):\(client)\(caseNo)" }
}

/// A page of cases in the order of client and number.
package struct CasePage: Sendable {
  package var cases: [ShownCase]
  /// Where the next page begins; nil on the last one.
  package var next: CaseMark?
  /// How many cases match, on all pages; `most` + 1 stands for more.
  package var count: Int
  /// So far is counted.
  package static let most = 20_000
  /// Whether more match than are counted.
  package var isMore: Bool { count > Self.most }
}

extension Views {
  /// At most `limit` cases behind `filter.after`, and how many there are in all.
  package func casePage(_ filter: CaseFilter, limit: Int, agency: Agency) async throws -> CasePage {
    var cases = try await showCases(filter, limit: limit + 1, agency: agency)
    let isLast = cases.count <= limit
    if !isLast { cases.removeLast() }
    let count = try await caseCount(filter, agency: agency)
    let next = isLast ? nil : cases.last.map { CaseMark(client: $0.client, caseNo: $0.caseNo) }
    return CasePage(cases: cases, next: next, count: count)
  }

  /// How many cases there are of a kind; `CasePage.most` + 1 stands for more. Where a page begins does not matter.
  package func caseCount(_ filter: CaseFilter, agency: Agency) async throws -> Int {
    let conditions = Self.conditions(filter, agency.id)
    // The record is looked at for a number only.
    let records: SQL = filter.caseNo == nil ? "" : "JOIN allot.case_record r ON r.agency_id = s.agency_id AND r.case_id = s.case_id"
    return try await database.transaction(agency: agency.id) { connection in
      Int(
        try connection.query(
          """
          SELECT count(*)::int4 FROM (
            SELECT FROM allot.case_state s \(records) WHERE s.agency_id = \(agency.id) \(conditions) LIMIT \(CasePage.most + 1)) counted
          """
        ).only()[0, as: Int32.self])
    }
  }
}
