package import Figures
package import Portfolio
package import Speech

/// Reasons as people read them.
package enum ReasonText {
  /// The reason as one full sentence with its numbers and names.
  package static func sentence(_ reason: Reason, _ names: ReasonNames, _ language: Language) -> String {
    language == .zh ? chinese(reason, names) : english(reason, names)
  }

  /// The reason's code as a few words, for charts and first columns.
  package static func title(_ code: ReasonCode, _ language: Language) -> String { Words.reason(code)[language] }

  /// The reason's code as one word that never changes, for files.
  package static func word(_ code: ReasonCode) -> String {
    var text = ""
    for character in String(describing: code) {
      if character.isUppercase { text += "_" }
      text += character.lowercased()
    }
    return text
  }
}
