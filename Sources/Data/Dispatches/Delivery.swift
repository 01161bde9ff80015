package import Portfolio
package import Schema

/// What a delivery is about. Raw values are stored.
package enum Occasion: String, CaseIterable, Sendable {
  /// The night was published.
  case published
  /// Its plan waits behind a brake for a person.
  case waiting
  /// It failed and was not published since.
  case failed
  /// A person refused its plan.
  case discarded
  /// It was not made in its time, and is too late to make up.
  case missed
  /// It is not done yet, and the reader's time has come.
  case late
  /// Somebody asked for it.
  case byHand = "by_hand"

  /// Whether it cannot wait for the next working day: nothing was dealt, and a person has to do something about it.
  package var isTrouble: Bool {
    switch self {
    case .waiting, .failed, .discarded, .missed: true
    case .published, .late, .byHand: false
    }
  }
}

/// The way a delivery takes. Raw values are stored.
package enum DeliveryChannel: String, CaseIterable, Sendable { case mail, directory, wecom, dingtalk, feishu, slack }

/// Where a delivery stands. Raw values are stored.
package enum DeliveryState: String, CaseIterable, Sendable {
  /// Waits for its first attempt, or for one that somebody asked for.
  case due
  /// Somebody is at it.
  case sending
  /// Handed over.
  case sent
  /// It went wrong, and is tried again.
  case failed
  /// It cannot be delivered, or was tried for long enough: only a person tries it again.
  case givenUp = "given_up"
  /// There was nothing to say, and the reader wants nothing then.
  case skipped
}

/// A delivery as it is to be made: what stays the same from attempt to attempt.
package struct DeliveryTerms: Sendable, Hashable {
  /// Name of the user; of a chat that of its credential.
  package var reader: String
  /// On which way.
  package var channel: DeliveryChannel
  /// What he gets, as the agency file says it: `manager`, `lead=TEAM`.
  package var page: String
  /// `zh` or `en`.
  package var language: String
  /// `html`, `xlsx`, `csv`.
  package var forms: [String]
  /// Template of the subject.
  package var subject: String
  /// Whether nothing is sent when there is nothing to say.
  package var skipsNothing: Bool
  /// Minutes since midnight from which on it is due; nil = as soon as the night is published, and only then.
  package var atMinutes: Int?

  /// As an agency file or a command says.
  package init(
    reader: String, channel: DeliveryChannel, page: String, language: String, forms: [String], subject: String, skipsNothing: Bool,
    atMinutes: Int?
  ) {
    (self.reader, self.channel, self.page, self.language) = (reader, channel, page, language)
    (self.forms, self.subject, self.skipsNothing, self.atMinutes) = (forms, subject, skipsNothing, atMinutes)
  }
}

/// A delivery as it stands.
package struct Delivery: Sendable, Hashable {
  /// From 1, per agency.
  package var number: Int
  /// What it is about.
  package var occasion: Occasion
  /// Business day of the night.
  package var slot: Day
  /// The run; nil where there is none.
  package var run: RunID?
  /// What stays the same; `atMinutes` is nil.
  package var terms: DeliveryTerms
  /// Of the mail, with its angle brackets: the same in every attempt.
  package var messageID: String
  /// Who asked for it; `daemon` by itself.
  package var madeBy: String
  /// By the database's clock.
  package var madeAt: Instant
  /// Where it stands.
  package var state: DeliveryState
  /// Attempts begun.
  package var attempts: Int
  /// When it is tried next; past where it ended.
  package var nextAt: Instant
  /// When it was sent, skipped or given up.
  package var endedAt: Instant?
  /// What went wrong last, in words without secrets.
  package var error: String?
}
