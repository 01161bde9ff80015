package import Figures
package import Speech

extension Words {
  /// `Stop 3 of client cmb by zhang: wrong file`.
  package static func stop(_ stop: StopFigure) -> Wording {
    Wording(
      "Stop \(stop.number) of \(stopped(stop.what).en) \(stop.subject) by \(stop.by): \(stop.reason)",
      "紧急停办 \(stop.number)：\(stopped(stop.what).zh) \(stop.subject)，\(stop.by)：\(stop.reason)")
  }

  /// Whom a stop is about: `client`, `debtor` or `policy`.
  package static func stopped(_ what: String) -> Wording {
    switch what {
    case "client": Wording("client", "委托方")
    case "debtor": Wording("the debtor of case", "债务人（案件）")
    case "policy": Wording("policy", "策略")
    default: Wording(same: what)
    }
  }
}
