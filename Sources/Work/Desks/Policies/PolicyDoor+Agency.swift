import Failures
import Faults
package import Policy
import Register
import Schema
import Speech
import YAML

extension PolicyDoor.Reading {
  /// The check of files that are held against no database. Which time zones there are only PostgreSQL knows; on most machines it has those of the
  /// system, and one that is not among these is warned of.
  package var checkedAlone: PolicyCheck {
    guard let zone = check.agency?.timezone, !FileAccess.exists("/usr/share/zoneinfo/" + zone) else { return check }
    let isKnownHere = FileAccess.exists("/usr/share/zoneinfo/UTC")
    let message =
      isKnownHere
      ? Wording("this machine knows no time zone “\(zone)”; PostgreSQL was not asked", "本机没有时区“\(zone)”；未询问 PostgreSQL")
      : Wording("PostgreSQL was not asked whether it knows the time zone “\(zone)”", "未询问 PostgreSQL 是否认识时区“\(zone)”")
    return check.adding([finding(.warning, "timezone", message, Wording("a name like Asia/Shanghai", "Asia/Shanghai 之类的名称"))])
  }

  /// At the value of a key of the agency file.
  func finding(_ severity: Finding.Severity, _ key: String, _ message: Wording, _ expectation: Wording? = nil) -> Finding {
    let name = check.kinds.first { $0.kind == .agency }?.name ?? ""
    let bytes = files.first { $0.name == name }?.bytes ?? []
    let position = YAMLNode.read(bytes, into: Problems(file: name))?[key]?.position ?? .start
    return Finding(severity, Problem(file: name, position: position, message: message, expectation: expectation))
  }
}

extension PolicyDoor {
  /// What the database would refuse of the agency file, so that a check says it, too, and nothing is stored before it is refused.
  func objections(_ reading: Reading, at agency: Agency?) async throws -> [Finding] {
    guard let settings = reading.check.agency else { return [] }
    guard let error = try await store.register.objection(to: AgencySettings(settings), of: agency) else { return [] }
    let key =
      switch error {
      case .unknownZone, .agencyHasCases(.zone): "timezone"
      case .agencyHasCases(.currency): "currency"
      default: "rates"
      }
    return [reading.finding(.error, key, Wording(error))]
  }
}

extension AgencySettings {
  /// What the agency file says about the agency itself.
  init(_ file: AgencyPolicy) {
    self.init(
      name: file.name, zone: file.timezone, currency: file.currency, keepText: file.keepText, country: file.country,
      rates: file.rates)
  }
}
