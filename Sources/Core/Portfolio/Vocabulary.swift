/// The five classes of a held case (methods S11, S12). Raw values are stored; never renumber.
package enum CaseClass: UInt8, CaseIterable, Sendable {
  /// Too little is known to call it normal or abnormal.
  case unknown = 0
  /// Unreached, still plausible to reach.
  case normal = 1
  /// Unreached and hard to reach.
  case abnormal = 2
  /// Reached and cooperating.
  case cooperative = 3
  /// Reached and not cooperating.
  case uncooperative = 4
  /// The word used in YAML, SQL, CLI and reports.
  package var word: String { ["unknown", "normal", "abnormal", "cooperative", "uncooperative"][Int(rawValue)] }
}

/// By which way somebody tried to reach the debtor. Raw values are stored.
package enum Channel: UInt8, CaseIterable, Sendable {
  case phone = 0, sms = 1, im = 2, email = 3, letter = 4, visit = 5
  /// Looking for the debtor in registers, courts and on the web; reaches nobody by itself.
  case tracing = 6
  /// The word used in files, CLI and reports.
  package var word: String { ["phone", "sms", "im", "email", "letter", "visit", "tracing"][Int(rawValue)] }
}

/// What came of a contact attempt, in the neutral vocabulary that every source is mapped to. Raw values are stored.
package enum ContactOutcome: UInt8, CaseIterable, Sendable {
  case connected = 0, hungUp = 1, rejected = 2, busy = 3, noAnswer = 4, poweredOff = 5, outOfCoverage = 6, suspended = 7
  case invalidNumber = 8, numberChanged = 9, voicemail = 10
  /// Somebody else answered: no evidence about the debtor.
  case thirdParty = 11
  /// Somebody else, who does not know the debtor: evidence against the contact point.
  case wrongPerson = 12
  /// No evidence.
  case networkProblem = 13, cancelled = 14, unknown = 15
  /// Messages: accepted by the other end; nothing came back.
  case delivered = 16
  /// Messages: refused or never delivered; no evidence about the debtor's will.
  case undelivered = 17
  /// Messages: the debtor answered.
  case replied = 18
  /// Not answered, and the source cannot tell why: refused, powered off and unanswered calls look alike there. Weak evidence.
  case notConnected = 19
  /// A carrier's analytics refused the number that calls: no act of the debtor, no evidence.
  case blocked = 20
  /// Tracing: found something that helps to reach the debtor, or nothing. No evidence of a contact.
  case traced = 21, notTraced = 22
  /// The word used in YAML, files, CLI and reports.
  package var word: String {
    [
      "connected", "hung_up", "rejected", "busy", "no_answer", "powered_off", "out_of_coverage", "suspended", "invalid_number",
      "number_changed",
      "voicemail", "third_party", "wrong_person", "network_problem", "cancelled", "unknown", "delivered", "undelivered", "replied",
      "not_connected", "blocked", "traced", "not_traced",
    ][Int(rawValue)]
  }
  /// The outcome of a word, exactly as `word` has it; nil when there is none.
  package init?(word: String) {
    guard let found = ContactOutcome.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// Whom an attempt reached or aimed at. Raw values are stored.
package enum Party: UInt8, CaseIterable, Sendable {
  case debtor = 0, thirdParty = 1, unknown = 2
}

/// How a conversation read (S12). Raw values are stored.
package enum Tone: UInt8, CaseIterable, Sendable {
  case neutral = 0, cooperative = 1, uncooperative = 2
  /// The word used in files, CLI and reports.
  package var word: String { ["neutral", "cooperative", "uncooperative"][Int(rawValue)] }
}

/// Facts beside the class that call for a person. Bits are stored.
package struct CaseFlags: OptionSet, Hashable, Sendable {
  /// Bit per flag, as stored.
  package let rawValue: Int32
  /// From the stored bits; unknown ones are kept.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// The debtor denies the debt or its amount.
  package static let dispute = CaseFlags(rawValue: 1 << 0)
  /// An attorney speaks for the debtor.
  package static let attorney = CaseFlags(rawValue: 1 << 1)
  /// A complaint was made or threatened.
  package static let complaint = CaseFlags(rawValue: 1 << 2)
  /// The debtor asked not to be contacted any more.
  package static let ceaseContact = CaseFlags(rawValue: 1 << 3)
  /// The debtor is in need and cannot pay as things are.
  package static let hardship = CaseFlags(rawValue: 1 << 4)
  /// The debtor is said to be dead.
  package static let deceased = CaseFlags(rawValue: 1 << 5)
  /// The debt is said to come of fraud.
  package static let fraud = CaseFlags(rawValue: 1 << 6)
  /// The debtor is bankrupt or about to be.
  package static let bankruptcy = CaseFlags(rawValue: 1 << 7)
  /// Debtors who need care: ill, disabled, under age, pregnant and the like.
  package static let specialGroup = CaseFlags(rawValue: 1 << 8)
  /// A suit runs, or the debtor dares the creditor to sue.
  package static let litigation = CaseFlags(rawValue: 1 << 9)
  /// Violence or self-harm was spoken of.
  package static let threat = CaseFlags(rawValue: 1 << 10)
  /// Whoever was reached is not the debtor.
  package static let wrongPerson = CaseFlags(rawValue: 1 << 11)

  /// Every flag with the word used in YAML, files, CLI and reports, in bit order.
  package static let words: [(flag: CaseFlags, word: String)] = [
    (.dispute, "dispute"), (.attorney, "attorney"), (.complaint, "complaint"), (.ceaseContact, "cease_contact"), (.hardship, "hardship"),
    (.deceased, "deceased"), (.fraud, "fraud"), (.bankruptcy, "bankruptcy"), (.specialGroup, "special_group"), (.litigation, "litigation"),
    (.threat, "threat"), (.wrongPerson, "wrong_person"),
  ]
  /// The one flag of a word, exactly as `words` has it; nil when there is none.
  package init?(word: String) {
    guard let found = CaseFlags.words.first(where: { $0.word == word }) else { return nil }
    self = found.flag
  }
  /// The words of the flags that are set, in bit order.
  package var wordList: [String] { CaseFlags.words.filter { contains($0.flag) }.map(\.word) }
}

/// Why a case must not be dealt now, as somebody entered it. Raw values are stored.
package enum HoldKind: UInt8, CaseIterable, Sendable {
  case none = 0, suspended = 1, dispute = 2, complaint = 3, litigation = 4, clientRequest = 5, settlementTalks = 6, other = 7
  /// Somebody stopped the client, the debtor or the policy at once. Never entered by a file, and never kept with a case.
  case emergency = 8
  /// Those that files may enter.
  package static let entered = allCases.filter { $0 != .emergency }
  /// The word used in files, CLI and reports.
  package var word: String {
    ["none", "suspended", "dispute", "complaint", "litigation", "client_request", "settlement_talks", "other", "emergency_stop"][
      Int(rawValue)]
  }
}

/// Where a case stands in its life. Only open cases are frozen for a night. Raw values are stored.
package enum CaseStatus: UInt8, CaseIterable, Sendable {
  case open = 0, settled = 1, returned = 2, withdrawn = 3, deceased = 4
  /// The word used in files, SQL and reports.
  package var word: String { ["open", "settled", "returned", "withdrawn", "deceased"][Int(rawValue)] }
}
