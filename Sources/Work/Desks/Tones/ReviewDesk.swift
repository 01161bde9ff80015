package import Feeds
package import Figures
package import Portfolio
import Register
import Schema
import Views

/// Doubtful conversations, what people say of them, and how often the verdicts agree.
package struct ReviewDesk: Sendable {
  private let seat: Seat
  private var agency: Agency { seat.agency }

  /// Texts need `review`, numbers `see`.
  package init(_ seat: Seat) { self.seat = seat }

  /// Conversations of the last `days` days that a person should read; `below` is the confidence in percent under which a verdict is unsure.
  package func items(days: Int, below: Int, limit: Int) async throws -> [ReviewItem] {
    try seat.require(.review)
    return try await seat.store.feeds.reviewItems(since: try await today() - days, below: below, limit: limit, agency: agency)
  }

  /// What a person says of a conversation.
  package struct Label: Sendable, Hashable {
    /// nil where the number of the case is unique.
    package var client: String?
    /// The client's number of the case.
    package var caseNo: String
    /// Number of the conversation in the system it came from.
    package var sourceID: String
    /// What the person calls it.
    package var tone: Tone
    /// The word why it was given to the person, as the list has it; nil, or any other word, when he chose it himself.
    package var why: String?
    /// Made from a row of a review sheet, or from what somebody said at the terminal.
    package init(client: String?, caseNo: String, sourceID: String, tone: Tone, why: String? = nil) {
      (self.client, self.caseNo, self.sourceID, self.tone, self.why) = (client, caseNo, sourceID, tone, why)
    }
  }

  /// Stores labels; for each whether there is such a conversation.
  package func label(_ labels: [Label]) async throws -> [Bool] {
    try seat.require(.review)
    let labels = labels.map { label in
      ReviewLabel(
        client: label.client, caseNo: label.caseNo, sourceID: label.sourceID, label: label.tone,
        why: label.why.flatMap(ReviewWhy.init(rawValue:)))
    }
    return try await seat.store.feeds.label(labels, by: seat.actor.name, agency: agency)
  }

  /// Labels with what was judged when they were given. Without the texts, for those who only see.
  package func labels(days: Int) async throws -> [LabelledConversation] {
    try seat.require(.see)
    return try await seat.store.feeds.labelledConversations(since: try await today() - days, agency: agency).map { one in
      var one = one
      one.text = nil
      return one
    }
  }

  /// The same with the texts where they are kept.
  package func labelledTexts(days: Int) async throws -> [LabelledConversation] {
    try seat.require(.review)
    return try await seat.store.feeds.labelledConversations(since: try await today() - days, agency: agency)
  }

  /// Verdicts by month, oldest first.
  package func months(days: Int) async throws -> [TalkMonth] {
    try seat.require(.see)
    return try await seat.store.views.toneMonths(since: try await today() - days, agency: agency)
  }

  private func today() async throws -> Day { try await seat.store.register.clock(agency).today }
}
