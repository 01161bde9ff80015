import Portfolio
import Schema

/// The clock on an agency's wall, as this machine's time zone files know it; UTC where no agency is given or the machine does not know its zone.
/// `name` stands beside every time that a person reads.
struct WallClock: Sendable {
  /// The zone's name as the agency file has it, or `UTC`.
  let name: String
  private let zone: ZoneFile?

  init(of agency: Agency?) { self.init(agency?.zone) }

  init(_ zone: String?, directory: String = "/usr/share/zoneinfo") {
    let file = zone.flatMap { ZoneFile(named: $0, below: directory) }
    self.zone = file
    name = file == nil ? "UTC" : zone ?? "UTC"
  }

  /// `2026-11-18 10:30:07`
  func time(_ instant: Instant) -> String {
    guard let zone else { return Text.time(instant) }
    return Text.time(Instant(rawValue: instant.rawValue + zone.secondsEast(of: instant) * 1_000_000))
  }
}
