import Classification
import Glibc
import Portfolio
import Store

/// Drift of what is heard, month on month.
enum ToneDrift {
  struct Month {
    var month: String
    var conversations: Int
    /// Population stability index against the month before, `0.042`; nil for the first and for months with fewer than 50 conversations.
    var tones: String?
    var groups: String?
    /// `look` from 0.10, `changed` from 0.25.
    var flag: String
  }

  static func months(_ months: [ToneMonth]) -> [Month] {
    months.enumerated().map { index, month in
      var result = Month(month: String(month.month.description.prefix(7)), conversations: month.conversations, flag: "")
      guard index > 0, month.conversations >= 50, months[index - 1].conversations >= 50 else { return result }
      let tones = psi(months[index - 1].tones, month.tones)
      let groups = psi(months[index - 1].groups, month.groups)
      result.tones = ToneReport.share(tones)
      result.groups = ToneReport.share(groups)
      result.flag = max(tones, groups) >= 0.25 ? "changed" : max(tones, groups) >= 0.10 ? "look" : ""
      return result
    }
  }

  /// Σ (q − p) ln (q / p) over the shares, each count raised by one half so that an empty cell is no infinity.
  static func psi(_ before: [Int], _ after: [Int]) -> Double {
    let cells = zip(before, after).filter { $0 + $1 > 0 }
    let sums = cells.reduce((0.0, 0.0)) { ($0.0 + Double($1.0) + 0.5, $0.1 + Double($1.1) + 0.5) }
    return cells.reduce(0) { total, cell in
      let p = (Double(cell.0) + 0.5) / sums.0
      let q = (Double(cell.1) + 0.5) / sums.1
      return total + (q - p) * log(q / p)
    }
  }
}
