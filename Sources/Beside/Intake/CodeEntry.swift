import Discretion
import Identity
import Portfolio
import Speech
import Tables

/// A code of a source with all that its table says of it.
struct CodeEntry {
  /// The code as it is stored and listed: itself when it is one of the table's or made of words that cannot be a person, else a keyed digest, so
  /// that the same code is known again and nobody is named.
  let stored: String
  /// The code as messages and pages tell of it: as stored, with its form and place where it is not shown.
  let told: Wording
  private static let empty = Wording("(empty)", "（空）")
  private let rules: [OutcomeTable.CodeRule]
  private let otherwise: OutcomeTable.Meaning

  /// `line`: where the file has it first.
  init(_ code: String, _ table: OutcomeTable, _ identifiers: IdentifierCache, line: Int) {
    let folded = Folding.word(code)
    rules = table.codes.filter { $0.matches(folded) }
    otherwise = table.announced(folded)
    if rules.contains(where: { $0.code == folded }) || PlainCode.isPlain(folded) {
      (stored, told) = (code, code.isEmpty ? CodeEntry.empty : Wording(same: code))
    } else if let rule = rules.first(where: { $0.code != "*" }) {
      // A rule for every code says nothing of this one.
      (stored, told) = (rule.code, Wording(same: rule.code))
    } else {
      stored = identifiers.codeName(folded)
      let form = Quoted.cell(code)
      told = Wording("\(stored) (\(form.en), first in line \(line))", "\(stored)（\(form.zh)，首见于第 \(line) 行）")
    }
  }

  func meaning(talkSeconds: Int32) -> OutcomeTable.Meaning {
    for rule in rules where rule.talk.contains(talkSeconds) {
      return OutcomeTable.Meaning(outcome: rule.outcome, party: rule.party, isMapped: true)
    }
    return otherwise
  }
}
