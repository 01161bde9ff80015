import ArgumentParser
import Discretion
import Figures
import Portfolio
import Reports
import Speech

extension Reading {
  /// For whom a report is: `manager`, `lead=TEAM`, `client=NAME`, `auditor`.
  static func readership(_ text: String) throws -> Readership {
    if let known = Readership(text) { return known }
    let word = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? ""
    switch word {
    case "lead":
      throw ValidationError(Wording("a lead's report is that of a team; write --for lead=TEAM", "组长报告须指明小组；请写 --for lead=小组名"))
    case "client":
      throw ValidationError(Wording("a client's report is that of one client; write --for client=NAME", "委托方报告须指明委托方；请写 --for client=名称"))
    case "manager", "auditor", "leads":
      throw ValidationError(Wording("manager, auditor and leads stand alone: nothing follows them", "manager、auditor 与 leads 其后不带名称"))
    default:
      throw unknown(
        word, "is nobody reports are made for; write one of: ", "不是报告的读者；请写以下之一：", among: ["manager", "auditor", "leads"],
        more: ["lead=TEAM", "client=NAME"])
    }
  }

  /// Forms of a report with commas between them, each once.
  static func reportFormats(_ text: String) throws -> Set<ReportFormat> {
    var found: Set<ReportFormat> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(part.filter { $0 != " " }).lowercased()
      guard let format = ReportFormat(rawValue: word) else {
        throw unknown(
          String(part), "is no form of a report; write some of: ", "不是报告格式；请写以下几种：", among: ReportFormat.allCases.map(\.rawValue))
      }
      found.insert(format)
    }
    return found
  }

  /// A month: `2026-11`.
  static func month(_ text: String) throws -> Period {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]), let month = Int(parts[1]),
      let period = Period.month(month, of: year), slots.contains(period.first), slots.contains(period.last)
    else {
      let shown = Quoted.typed(text)
      throw ValidationError(Wording("\(shown.en) is no month; write it as 2026-11", "\(shown.zh)不是月份；请写成 2026-11 的形式"))
    }
    return period
  }
}
