import Portfolio

/// A code of a source with all that its table says of it.
struct CodeEntry {
  /// The code as it is stored and reported.
  let shown: String
  private let rules: [OutcomeTable.CodeRule]
  private let otherwise: OutcomeTable.Meaning

  init(_ code: String, _ table: OutcomeTable) {
    let folded = Folding.word(code)
    shown = CodeEntry.shortened(code)
    rules = table.codes.filter { $0.matches(folded) }
    otherwise = table.announced(folded)
  }

  func meaning(talkSeconds: Int32) -> OutcomeTable.Meaning {
    for rule in rules where rule.talk.contains(talkSeconds) {
      return OutcomeTable.Meaning(outcome: rule.outcome, party: rule.party, isMapped: true)
    }
    return otherwise
  }

  /// A code that can be stored: short, and without numbers that could be somebody's.
  private static func shortened(_ code: String) -> String {
    var digits = 0
    var isPlain = code.utf8.count <= 60
    for byte in code.utf8 where isPlain {
      digits = (48...57).contains(byte) ? digits + 1 : 0
      if digits >= 5 { isPlain = false }
    }
    if isPlain { return code }
    var result = String.UnicodeScalarView()
    for scalar in code.unicodeScalars.prefix(40) { result.append(("0"..."9").contains(scalar) ? "#" : scalar) }
    return String(result)
  }
}
