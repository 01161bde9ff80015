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
  var kind: Kind
  /// Evidence in milli; 0 unless `kind` is `call`.
  var weight: Int64

  static let nothing = CodeRule(kind: .nothing, weight: 0)

  init(kind: Kind, weight: Int64) {
    self.kind = kind
    self.weight = weight
  }

  init(_ code: ContactCode, _ settings: ClassificationSettings) {
    self = .nothing
    switch code.outcome {
    case .connected, .replied:
      // Only the debtor's own answer counts; with somebody else, or nobody knows whom, nothing is known about him.
      if code.party == .debtor { kind = .conversation }
    case .thirdParty, .networkProblem, .cancelled, .unknown, .undelivered:
      break
    case .wrongPerson:
      if code.channel == .phone, !code.inbound { self = CodeRule(call: code.outcome, settings) }
    case .hungUp, .rejected, .busy, .noAnswer, .poweredOff, .outOfCoverage, .suspended, .invalidNumber, .numberChanged, .voicemail,
      .delivered:
      guard !code.inbound, code.party != .thirdParty else { return }
      if code.channel == .phone {
        self = CodeRule(call: code.outcome, settings)
      } else if code.automatic {
        if code.outcome == .delivered { kind = .automaticMessage }
      } else if code.outcome != .invalidNumber, code.outcome != .numberChanged {
        kind = .message
      }
    }
  }

  private init(call outcome: ContactOutcome, _ settings: ClassificationSettings) {
    let weight = settings.weights[outcome]
    self = weight > 0 ? CodeRule(kind: .call, weight: Int64(weight)) : .nothing
  }
}
