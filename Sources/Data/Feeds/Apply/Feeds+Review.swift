package import Portfolio
import Postgres
package import Schema

/// A conversation that a person should read.
package struct ReviewItem: Sendable, Hashable {
  /// Short for `ReviewWhy` beside an item and its label.
  package typealias Why = ReviewWhy
  /// Name of the client.
  package var client: String
  /// The client's number of the case.
  package var caseNo: String
  /// The database's id of the case.
  package var caseID: Int64
  /// What the source calls the conversation; unique within the case.
  package var sourceID: String
  /// Local date of the conversation.
  package var day: Day
  /// The verdict on record.
  package var tone: Tone
  /// How sure that verdict is, in percent, 0…100.
  package var confidence: Int
  /// What was heard: bits of `KeywordGroup`.
  package var groups: Int32
  /// Why this conversation: the lot comes before doubt.
  package var why: Why
  /// nil when the text is not kept: then the recording has to be heard.
  package var text: String?
}

/// What a person says of a conversation.
package struct ReviewLabel: Sendable, Hashable {
  /// Name of the client; nil finds the case number with every client.
  package var client: String?
  /// The client's number of the case.
  package var caseNo: String
  /// What the source calls the conversation.
  package var sourceID: String
  /// The tone the person heard.
  package var label: Tone
  /// Why it was given to the person; nil when he chose it himself.
  package var why: ReviewItem.Why?
  /// A label as a person's file or answer gives it; whether the conversation exists shows when it is stored.
  package init(client: String?, caseNo: String, sourceID: String, label: Tone, why: ReviewItem.Why? = nil) {
    self.why = why
    self.client = client
    self.caseNo = caseNo
    self.sourceID = sourceID
    self.label = label
  }
}

/// What was judged, and what a person says, of one conversation.
package struct LabelledConversation: Sendable, Hashable {
  /// The tone the person heard, by his latest label.
  package var label: Tone
  /// The verdict that stood when he gave it.
  package var judged: Tone
  /// Chosen by lot.
  package var isSample: Bool
  /// Local date of the label in the agency's zone.
  package var labelledAt: Day
  /// `zh` or `en`; nil when unknown.
  package var language: String?
  /// nil when it is not kept.
  package var text: String?
}

extension Feeds {
  /// Conversations from `since` on that nobody has labelled: where keywords and model differ, where the verdict is less sure than `below`
  /// percent, and a random sample (the same for everybody who asks in that week). Each at most `limit`, the newest first, the sample by lot.
  /// The lot draws first: were the doubtful ones taken out before, the sample would make verdicts look better than they are.
  package func reviewItems(since: Day, below: Int, limit: Int, agency: Agency) async throws -> [ReviewItem] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      var items: [ReviewItem] = []
      var seen: Set<SourceKey> = []
      let week = Int64(since.rawValue / 7)
      for why in [ReviewItem.Why.sample, .disputed, .unsure] {
        let choice: SQL =
          switch why {
          case .disputed: "v.disputed ORDER BY v.day DESC, v.case_id, v.source_id"
          case .unsure: "v.confidence < \(Int16(below)) ORDER BY v.confidence, v.day DESC, v.case_id, v.source_id"
          case .sample: "true ORDER BY hashtextextended(v.case_id::text || '/' || v.source_id, \(week)), v.case_id, v.source_id"
          }
        let rows = try connection.query(
          """
          SELECT c.client_id, c.case_no, v.case_id, v.source_id, v.day, v.tone, v.confidence, v.groups, v.body,
            (SELECT name FROM allot.client n WHERE n.agency_id = v.agency_id AND n.client_id = c.client_id)
          FROM allot.conversation v JOIN allot.case_record c ON c.agency_id = v.agency_id AND c.case_id = v.case_id
          WHERE v.agency_id = \(agency.id) AND v.party = \(stored: Party.debtor) AND v.day >= \(since.date)
            AND NOT EXISTS (SELECT FROM allot.tone_label l
              WHERE l.agency_id = v.agency_id AND l.case_id = v.case_id AND l.source_id = v.source_id)
            AND
          """ + " " + choice + " LIMIT \(limit + items.count)")
        var taken = 0
        for row in rows where taken < limit {
          let key = SourceKey(caseID: try row[2, as: Int64.self], sourceID: try row[3, as: String.self])
          guard seen.insert(key).inserted else { continue }
          taken += 1
          items.append(
            ReviewItem(
              client: try row[9, as: String?.self] ?? "", caseNo: try row[1, as: String.self], caseID: key.caseID, sourceID: key.sourceID,
              day: Day(try row[4, as: PostgresDate.self]), tone: Tone(rawValue: UInt8(clamping: try row[5, as: Int16.self])) ?? .neutral,
              confidence: Int(try row[6, as: Int16.self]), groups: try row[7, as: Int32.self], why: why, text: try row[8, as: String?.self])
          )
        }
      }
      return ReviewItem.Why.allCases.flatMap { why in items.filter { $0.why == why } }
    }
  }

  /// Stores labels; the latest of a conversation counts, and one that the lot had chosen stays one of the lot. Gives, in order, whether each
  /// found its conversation.
  package func label(_ labels: [ReviewLabel], by person: String, agency: Agency) async throws -> [Bool] {
    try await database.transaction(agency: agency.id) { connection in
      let written = try connection.query(
        """
        INSERT INTO allot.tone_label AS l (agency_id, case_id, source_id, label, judged, judged_by, labelled_by, labelled_at, why)
        SELECT DISTINCT ON (v.case_id, v.source_id) v.agency_id, v.case_id, v.source_id, n.label, v.tone, v.judged_by, \(person),
          clock_timestamp(), coalesce(n.why, (SELECT max(o.why) FROM allot.tone_label o
            WHERE o.agency_id = v.agency_id AND o.case_id = v.case_id AND o.source_id = v.source_id))
        FROM unnest(\(labels.map(\.client)), \(labels.map(\.caseNo)), \(labels.map(\.sourceID)),
          \(labels.map { Int16($0.label.rawValue) }), \(labels.map { $0.why?.code })) WITH ORDINALITY
          AS n (client, case_no, source_id, label, why, place)
        JOIN allot.case_record c ON c.agency_id = \(agency.id) AND c.case_no = n.case_no
        LEFT JOIN allot.client k ON k.agency_id = c.agency_id AND k.client_id = c.client_id
        JOIN allot.conversation v ON v.agency_id = c.agency_id AND v.case_id = c.case_id AND v.source_id = n.source_id
        WHERE n.client IS NULL OR k.name = n.client
        ORDER BY v.case_id, v.source_id, n.place DESC
        ON CONFLICT (agency_id, case_id, source_id, labelled_at) DO UPDATE SET label = excluded.label, judged = excluded.judged,
          judged_by = excluded.judged_by, labelled_by = excluded.labelled_by, why = excluded.why
        RETURNING l.source_id, (SELECT case_no FROM allot.case_record d WHERE d.agency_id = l.agency_id AND d.case_id = l.case_id)
        """
      ).decode(String.self, String.self)
      let found = Set(written.map { "\($0.1)\u{1F}\($0.0)" })
      return labels.map { found.contains("\($0.caseNo)\u{1F}\($0.sourceID)") }
    }
  }

  /// The latest label of every conversation, from `since` on, oldest first.
  package func labelledConversations(since: Day, agency: Agency) async throws -> [LabelledConversation] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      try connection.query(
        """
        SELECT l.label, l.judged, (l.labelled_at AT TIME ZONE \(agency.zone))::date, v.language, v.body,
          coalesce(l.why = \(ReviewItem.Why.sample.code), false)
        FROM (
          SELECT DISTINCT ON (case_id, source_id) * FROM allot.tone_label WHERE agency_id = \(agency.id)
          ORDER BY case_id, source_id, labelled_at DESC) l
        LEFT JOIN allot.conversation v ON v.agency_id = l.agency_id AND v.case_id = l.case_id AND v.source_id = l.source_id
        WHERE (l.labelled_at AT TIME ZONE \(agency.zone))::date >= \(since.date)
        ORDER BY l.labelled_at, l.case_id, l.source_id
        """
      ).decode(Int16.self, Int16.self, PostgresDate.self, String?.self, String?.self, Bool.self).map {
        LabelledConversation(
          label: Tone(rawValue: UInt8(clamping: $0.0)) ?? .neutral, judged: Tone(rawValue: UInt8(clamping: $0.1)) ?? .neutral,
          isSample: $0.5, labelledAt: Day($0.2), language: $0.3, text: $0.4)
      }
    }
  }
}
