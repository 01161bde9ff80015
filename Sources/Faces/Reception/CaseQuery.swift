import Portfolio
import Speech
package import Views
package import Web

/// Which cases are meant, as an address and a form say it: the same names for the API and the pages.
package enum CaseQuery {
  /// Of forms, in the order of addresses.
  package static let names = parameters.map(\.name)

  /// What a list can be narrowed by.
  package static let parameters: [RouteParameter] = [
    RouteParameter("case_no", .text(200), Wording("Number of a case, whole.", "完整的案件号。"), example: "AJ00000008"),
    RouteParameter("client", .text(200), Wording("Only this client.", "只限此委托方。"), example: "cmb"),
    RouteParameter("stage", .text(200), Wording("Only this stage.", "只限此阶段。"), example: "M3"),
    RouteParameter("batch", .text(200), Wording("Only this batch.", "只限此批次。"), example: "2026-11"),
    RouteParameter("team", .text(200), Wording("Only cases held in this team.", "只限此小组持有的案件。"), example: "a"),
    RouteParameter("holder", .text(200), Wording("Only cases of this collector.", "只限此催收员的案件。"), example: "C0007"),
    RouteParameter("class", .words(CaseClass.allCases.map(\.word)), Wording("Only this class.", "只限此类别。"), example: "abnormal"),
    RouteParameter(
      "status", .words(CaseStatus.allCases.map(\.word) + ["all"]), Wording("How the case stands (open).", "案件状态（open）。"), example: "open"),
    RouteParameter("flag", .words(CaseFlags.words.map(\.word)), Wording("Only with this flag.", "只限带此标记的。"), example: "dispute"),
    RouteParameter("in_pool", .truth, Wording("Only cases nobody holds, or only held ones.", "只限无人持有的，或只限有人持有的。"), example: "true"),
    RouteParameter(
      "unattended", .words(Unattended.allCases.map(\.rawValue)),
      Wording(
        "Only at which nobody works: returned to the pool, covered by no policy or route, or with somebody who is not here today.",
        "只限无人处理的：退回案件池、无策略或路由覆盖、或持有人今日不在岗。"), example: "absent"),
  ]

  /// What is asked for; `value` gives what stands under a name.
  package static func filter(_ value: (String) -> String?) -> CaseFilter {
    var filter = CaseFilter()
    (filter.caseNo, filter.client, filter.stage) = (value("case_no"), value("client"), value("stage"))
    (filter.batch, filter.team, filter.holder) = (value("batch"), value("team"), value("holder"))
    filter.caseClass = value("class").flatMap { word in CaseClass.allCases.first { $0.word == word } }
    if let status = value("status") { filter.status = CaseStatus.allCases.first { $0.word == status } }
    filter.flags = value("flag").flatMap { word in CaseFlags.words.first { $0.word == word }?.flag }
    filter.inPool = value("in_pool").map { $0 == "true" }
    filter.unattended = value("unattended").flatMap(Unattended.init(rawValue:))
    return filter
  }

  /// The same as fields, in a fixed order, so that one list has one address.
  package static func asked(_ value: (String) -> String?) -> FormFields {
    FormFields(names.compactMap { name in value(name).map { (name, $0) } })
  }
}
