import Portfolio

/// What a phrase of a lexicon says. Raw values are bit positions that are stored with every conversation; never renumber, only add.
package enum KeywordGroup: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case promise = 0, howToPay = 1, negotiates = 2, paidAlready = 3
  /// Agrees to what was said, without more.
  case assent = 4
  case hardship = 5, refusal = 6
  /// Puts off without a day.
  case evasion = 7
  case dispute = 8, complaintThreat = 9, abuse = 10, wrongPerson = 11
  /// Somebody else speaks, or the debtor is said to be away.
  case thirdParty = 12
  /// Cannot talk now.
  case busy = 13
  /// Asks about the account, the caller or the calculation.
  case inquiry = 14
  case ceaseContact = 15, attorney = 16, deceased = 17, fraud = 18, bankruptcy = 19
  /// Ill, disabled, under age, pregnant, in custody and the like.
  case specialGroup = 20
  /// Dares the creditor to sue, or says that a suit runs.
  case litigation = 21
  /// Violence or self-harm.
  case threat = 22
  /// Cannot pay, be it now or so much, for whatever reason.
  case inability = 23

  /// The word used in YAML and reports.
  package var word: String {
    [
      "promise", "how_to_pay", "negotiates", "paid_already", "assent", "hardship", "refusal", "evasion", "dispute", "complaint_threat",
      "abuse",
      "wrong_person", "third_party", "busy", "inquiry", "cease_contact", "attorney", "deceased", "fraud", "bankruptcy", "special_group",
      "litigation", "threat", "inability",
    ][Int(rawValue)]
  }

  /// The group of a word of YAML or reports; nil when there is none.
  package init?(word: String) {
    guard let found = KeywordGroup.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }

  /// Asks to be left alone by a word of denial: 不要 before 骚扰 denies nothing.
  var isBeyondDenial: Bool { self == .ceaseContact || self == .abuse }

  /// Somebody who asks how, or for other terms, gives these as his reason for asking, not as his answer.
  var isReasonToBargain: Bool { self == .hardship || self == .inability }

  /// Why somebody does not pay, or will not now.
  var isReason: Bool {
    switch self {
    case .hardship, .inability, .refusal, .evasion, .dispute, .specialGroup, .bankruptcy: true
    default: false
    }
  }

  /// Speaks of paying: when the collector does, what follows is an answer.
  var isAboutPaying: Bool {
    switch self {
    case .promise, .negotiates, .howToPay, .inability, .refusal, .evasion, .litigation, .paidAlready: true
    default: false
    }
  }

  /// Said by those who are asked to pay and hardly ever by those who ask.
  var isAnswer: Bool {
    switch self {
    case .assent, .hardship, .inability, .refusal, .evasion, .wrongPerson, .paidAlready, .abuse, .busy: true
    default: false
    }
  }

  /// With such a phrase the speaker talks of something else than paying: mere agreement beside it is no cooperation.
  var mutesAssent: Bool {
    switch self {
    case .paidAlready, .dispute, .wrongPerson, .thirdParty, .busy, .inquiry, .deceased, .fraud: true
    default: false
    }
  }

  /// The speaker is not the debtor or says that nothing is owed: talk of paying is not his promise.
  var mutesPromise: Bool {
    switch self {
    case .wrongPerson, .thirdParty, .paidAlready, .deceased: true
    default: false
    }
  }

  /// What a person should look at when the group was heard.
  var flag: CaseFlags {
    switch self {
    case .dispute: .dispute
    case .complaintThreat: .complaint
    case .ceaseContact: .ceaseContact
    case .attorney: .attorney
    case .hardship: .hardship
    case .deceased: .deceased
    case .fraud: .fraud
    case .bankruptcy: .bankruptcy
    case .specialGroup: .specialGroup
    case .litigation: .litigation
    case .threat: .threat
    case .wrongPerson: .wrongPerson
    case .promise, .howToPay, .negotiates, .paidAlready, .assent, .inability, .refusal, .evasion, .abuse, .thirdParty, .busy, .inquiry:
      CaseFlags(rawValue: 0)
    }
  }
}

/// Several groups, bit `1 << KeywordGroup.rawValue`: the form stored in `ConversationFact.groups`.
package struct KeywordGroups: OptionSet, Hashable, Sendable {
  /// Bit `1 << KeywordGroup.rawValue` for each group.
  package let rawValue: Int32
  /// From the bits stored with a conversation.
  package init(rawValue: Int32) { self.rawValue = rawValue }
  /// The one group.
  package init(_ group: KeywordGroup) { rawValue = 1 << Int32(group.rawValue) }

  /// What an empty promise is looked for by; see `ClassificationSettings.emptyPromiseDays`.
  package static let promise = KeywordGroups(.promise)
  /// Whether the group was heard.
  package func contains(_ group: KeywordGroup) -> Bool { contains(KeywordGroups(group)) }
  /// Adds a group; heard twice it is there once.
  package mutating func insert(_ group: KeywordGroup) { formUnion(KeywordGroups(group)) }
  /// The words of the groups, in bit order.
  package var words: [String] { KeywordGroup.allCases.filter { contains($0) }.map(\.word) }
}
