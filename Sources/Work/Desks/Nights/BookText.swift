import Portfolio
import Runs
import Schema
package import Speech
import Views
import Words

/// What does not fit in the books, one sentence each.
package enum BookText {
  static func sentence(_ line: LedgerLine) -> Wording {
    Wording(
      "ledger, \(line.currency) \(line.side.rawValue): the flows since the position before and the stock now differ by "
        + "\(line.difference.cases) cases and \(line.difference.amount) minor units",
      "台账，\(line.currency) \(Words.ledgerSide(line.side).zh)：上一核对点以来的流量与现有库存相差 "
        + "\(line.difference.cases) 件、\(line.difference.amount) 最小货币单位")
  }

  static func sentence(_ invariant: Invariant) -> Wording {
    let example = invariant.examples.first
    return Wording(
      "\(invariant.view): \(invariant.violations) violated\(example.map { ", for example \($0)" } ?? "")",
      "\(invariant.view)：\(invariant.violations) 处不符\(example.map { "，例如 \($0)" } ?? "")")
  }

  /// A sentence as a run keeps it, in English, read back; one of an older form stays as it is, behind a Chinese lead.
  package static func sentence(stored: String) -> Wording {
    if let match = stored.wholeMatch(
      of: #/ledger, (\w+) (\w+): the flows since the position before and the stock now differ by (-?\d+) cases and (-?\d+) minor units/#)
    {
      let side = match.2 == "pool" ? "案件池" : match.2 == "people" ? "催收员" : String(match.2)
      return Wording(stored, "台账，\(match.1) \(side)：上一核对点以来的流量与现有库存相差 \(match.3) 件、\(match.4) 最小货币单位")
    }
    if let match = stored.wholeMatch(of: #/(\w+): (\d+) violated(?:, for example (.*))?/#) {
      return Wording(stored, "\(match.1)：\(match.2) 处不符\(match.3.map { "，例如 \($0)" } ?? "")")
    }
    return Wording(stored, "账目不符：\(stored)")
  }
}
