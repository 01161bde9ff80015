import Portfolio

/// What one contact code of a source means for classification.
struct CodeRule {
  enum Kind: UInt8 {
    /// Changes nothing.
    case nothing
    /// The debtor himself answered.
    case conversation
    /// A call that did not reach him.
    case call
    /// A message that he did not answer, sent by a person or by a machine.
    case message, automaticMessage
  }
  let kind: Kind
  /// Evidence in milli; 0 unless `kind` is `call`.
  let weight: Int64
  /// What one event adds to the packed counters of `TwoOfADay`.
  let unit: Int64

  private init(_ kind: Kind, weight: Int64 = 0) {
    self.kind = kind
    self.weight = weight
    unit =
      switch kind {
      case .nothing, .conversation: 0
      case .call: TwoOfADay.call
      case .message: TwoOfADay.message | TwoOfADay.personMessage
      case .automaticMessage: TwoOfADay.message
      }
  }

  init(_ code: ContactCode, _ settings: ClassificationSettings) {
    let kind = CodeRule.kind(of: code)
    let weight = kind == .call ? settings.weights[code.outcome] : 0
    // A call whose outcome weighs nothing is no evidence, and is not counted either.
    self.init(kind == .call && weight == 0 ? .nothing : kind, weight: Int64(weight))
  }

  private static func kind(of code: ContactCode) -> Kind {
    // Whoever looks into registers tries to find the debtor, and does not try him.
    if code.channel == .tracing { return .nothing }
    switch code.outcome {
    case .connected, .replied:
      // Only the debtor's own answer counts; with somebody else, or nobody knows whom, nothing is known about him.
      return code.party == .debtor ? .conversation : .nothing
    case .thirdParty, .networkProblem, .cancelled, .unknown, .undelivered, .blocked, .traced, .notTraced:
      return .nothing
    case .wrongPerson:
      return code.channel == .phone && !code.inbound ? .call : .nothing
    case .hungUp, .rejected, .busy, .noAnswer, .notConnected, .poweredOff, .outOfCoverage, .suspended, .invalidNumber, .numberChanged,
      .voicemail,
      .delivered:
      guard !code.inbound, code.party != .thirdParty else { return .nothing }
      if code.channel == .phone { return .call }
      if code.automatic { return code.outcome == .delivered ? .automaticMessage : .nothing }
      return code.outcome == .invalidNumber || code.outcome == .numberChanged ? .nothing : .message
    }
  }
}
