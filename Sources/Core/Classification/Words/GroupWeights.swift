/// What the groups say for (positive) or against cooperation, in milli; a lexicon may set each otherwise.
package struct GroupWeights: Sendable, Hashable {
  /// Values accepted from outside.
  package static let limits = -5_000...5_000

  private var points: [Int]

  /// The shipped weights.
  package init() {
    points = KeywordGroup.allCases.map { group in
      switch group {
      case .promise, .negotiates: 1_000
      case .howToPay: 900
      case .assent: 500
      case .hardship, .inability: -800
      case .evasion: -600
      case .refusal, .complaintThreat, .abuse, .ceaseContact, .threat: -1_000
      case .litigation: -700
      case .paidAlready, .dispute, .wrongPerson, .thirdParty, .busy, .inquiry, .attorney, .deceased, .fraud, .bankruptcy, .specialGroup: 0
      }
    }
  }

  /// The weight of a group; values set are clamped to `limits`.
  package subscript(group: KeywordGroup) -> Int {
    get { points[Int(group.rawValue)] }
    set { points[Int(group.rawValue)] = max(Self.limits.lowerBound, min(newValue, Self.limits.upperBound)) }
  }

  /// What a phrase says when it is denied; nil = nothing. "不是不还" is no refusal but willing; "不可以" refuses.
  func denied(_ group: KeywordGroup) -> (group: KeywordGroup, points: Int)? {
    switch group {
    case .refusal: (.promise, self[.promise] * 7 / 10)
    case .promise: (.refusal, self[.refusal])
    case .assent: (.refusal, self[.refusal] * 7 / 10)
    case .negotiates: (.refusal, self[.refusal] * 6 / 10)
    default: nil
    }
  }
}
