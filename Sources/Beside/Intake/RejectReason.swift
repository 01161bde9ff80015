import Portfolio
import Speech

// FOR THE TIME OF TRANSLATION ONLY: `Reject.reason` may be a text or a wording. When it is a wording for good, this file goes, and with it the calls
// of `init(said:)` and `reasonWording`.
extension String {
  init(said wording: Wording) { self = wording.en }
  fileprivate var wording: Wording { Wording(same: self) }
}

extension Wording {
  init(said wording: Wording) { self = wording }
  fileprivate var wording: Wording { self }
}

extension Reject {
  /// The reason in both languages.
  var reasonWording: Wording { reason.wording }
}
