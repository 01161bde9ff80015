package import Portfolio
import Postgres
package import Schema

/// A conversation whose text is kept, for judging it again.
package struct KeptConversation: Sendable, Hashable {
  /// The database's id of the case.
  package var caseID: Int64
  /// What the source calls the conversation; unique within the case.
  package var sourceID: String
  /// What was said, as it came in.
  package var text: String
  /// `zh` or `en`; nil when unknown.
  package var language: String?
}

/// How the verdicts on record stand to the lexicons and the model in force.
package struct ToneCensus: Sendable, Hashable {
  /// Judged by what is in force.
  package var current = 0
  /// Judged by something else, with and without the text to judge again.
  package var outdated = 0
  /// Judged by something else, and nothing there to judge again: these verdicts stay.
  package var outdatedWithoutText = 0
  /// Nothing counted yet.
  package init() {}
}

extension Feeds {
  /// Counts verdicts by what judged them.
  package func toneCensus(judgedBy: [UInt8], agency: Agency) async throws -> ToneCensus {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      let row = try connection.query(
        """
        SELECT count(*) FILTER (WHERE judged_by = \(judgedBy)), count(*) FILTER (WHERE judged_by <> \(judgedBy) AND body IS NOT NULL),
          count(*) FILTER (WHERE judged_by <> \(judgedBy) AND body IS NULL)
        FROM allot.conversation WHERE agency_id = \(agency.id)
        """
      ).only().decode(Int64.self, Int64.self, Int64.self)
      var census = ToneCensus()
      (census.current, census.outdated, census.outdatedWithoutText) = (Int(row.0), Int(row.1), Int(row.2))
      return census
    }
  }

  /// The next conversations, by case and id, whose text is kept and whose verdict something else than `judgedBy` gave; at most `limit`.
  package func outdatedConversations(
    judgedBy: [UInt8], after: KeptConversation?, limit: Int, agency: Agency
  ) async throws -> [KeptConversation] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      try connection.query(
        """
        SELECT case_id, source_id, body, language FROM allot.conversation
        WHERE agency_id = \(agency.id) AND body IS NOT NULL AND judged_by <> \(judgedBy)
          AND (case_id, source_id) > (\(after?.caseID ?? -1), \(after?.sourceID ?? ""))
        ORDER BY case_id, source_id LIMIT \(limit)
        """
      ).decode(Int64.self, String.self, String.self, String?.self).map {
        KeptConversation(caseID: $0.0, sourceID: $0.1, text: $0.2, language: $0.3)
      }
    }
  }

  /// Writes new verdicts of kept conversations. Gives how many are another tone than before.
  package func rejudge(
    _ rows: [(kept: KeptConversation, verdict: JudgedTone)], judgedBy: [UInt8], agency: Agency
  ) async throws -> Int {
    let kept = rows.map(\.kept)
    let verdicts = rows.map(\.verdict)
    return try await database.transaction(agency: agency.id) { connection in
      let changed = try connection.query(
        """
        WITH n AS (
          SELECT * FROM unnest(\(kept.map(\.caseID)), \(kept.map(\.sourceID)), \(verdicts.map { Int16($0.tone.rawValue) }),
            \(verdicts.map { Int16($0.confidence) }), \(verdicts.map(\.groups)), \(verdicts.map(\.suggestedFlags.rawValue)),
            \(verdicts.map(\.score)), \(verdicts.map(\.isDisputed)))
            AS n (case_id, source_id, tone, confidence, groups, suggested_flags, score, disputed)
        ), before AS (
          SELECT c.case_id, c.source_id, c.tone FROM allot.conversation c JOIN n USING (case_id, source_id) WHERE c.agency_id = \(agency.id)
        ), written AS (
          UPDATE allot.conversation c SET tone = n.tone, confidence = n.confidence, groups = n.groups, suggested_flags = n.suggested_flags,
            score = n.score, disputed = n.disputed, judged_by = \(judgedBy)
          FROM n WHERE c.agency_id = \(agency.id) AND c.case_id = n.case_id AND c.source_id = n.source_id
          RETURNING c.case_id, c.source_id, c.tone
        )
        SELECT count(*) FROM written JOIN before USING (case_id, source_id) WHERE written.tone <> before.tone
        """
      ).only()[0, as: Int64.self]
      return Int(changed)
    }
  }
}

/// A verdict without its conversation.
package struct JudgedTone: Sendable, Hashable {
  /// How the conversation reads.
  package var tone: Tone
  /// Percent, 0…100.
  package var confidence: UInt8
  /// What was heard: bits of `KeywordGroup`.
  package var groups: Int32
  /// Flags that a person should confirm; none of them is set by it.
  package var suggestedFlags: CaseFlags
  /// −1000 (uncooperative without doubt) … 1000 (cooperative).
  package var score: Int16
  /// Keywords and model would each say something else.
  package var isDisputed: Bool
  /// A `ToneVerdict` in the form in which its columns hold it.
  package init(tone: Tone, confidence: UInt8, groups: Int32, suggestedFlags: CaseFlags, score: Int16, isDisputed: Bool) {
    self.tone = tone
    self.confidence = confidence
    self.groups = groups
    self.suggestedFlags = suggestedFlags
    self.score = score
    self.isDisputed = isDisputed
  }
}

extension Feeds {
  /// Counts kept texts with a verdict by `judgedBy` that `verdict` reads otherwise.
  package func unstableVerdicts(
    judgedBy: [UInt8], agency: Agency, _ verdict: @escaping @Sendable (_ text: String, _ language: String?) -> JudgedTone
  ) async throws -> Int {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var unstable = 0
      let digest = SQL(raw: "'\\x" + judgedBy.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'")
      try connection.copyOut(
        "SELECT body, language, tone, groups, score FROM allot.conversation WHERE agency_id = \(literal: agency.id) AND body IS NOT NULL"
          + " AND judged_by = " + digest
      ) { row in
        let (text, language) = (try row.text(), try row.textOrNil())
        let (tone, groups, score) = (try row.int16(), try row.int32(), try row.int16())
        let now = verdict(text, language)
        if Int16(now.tone.rawValue) != tone || now.groups != groups || now.score != score { unstable += 1 }
      }
      return unstable
    }
  }
}
