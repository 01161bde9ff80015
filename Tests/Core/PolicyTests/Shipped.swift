import FoundationEssentials
import Policy

/// The files of the folder `policies`.
enum Shipped {
  static func bytes(_ name: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appending(path: "policies").appending(path: name)))
  }
  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
  static let names = ["agency.yaml", "consumer-loans-en.yaml", "published-method.yaml", "retail-card.yaml"]
  /// The calendars among them, as `calendars/cn-2026.yaml`, ascending.
  static let calendars = [
    "cn-2026", "cn-2027", "hk-2026", "in-delhi-2026", "in-karnataka-2026", "in-maharashtra-2026", "in-tamil-nadu-2026", "sg-2026",
    "tw-2026",
    "us-banking-2026", "us-federal-2026",
  ].map { "calendars/\($0).yaml" }
  static func calendar(_ name: String) throws -> CalendarYear {
    try CalendarFile.parse(try bytes("calendars/\(name).yaml"), file: "\(name).yaml")
  }
  /// What agency and policies need to be read together.
  static func all() throws -> [(name: String, bytes: [UInt8])] {
    try (names + calendars.filter { $0.contains("/cn-") }).map { ($0, try bytes($0)) }
  }
  /// What stands beneath a file: the agency file and the calendars that it follows, without the file itself.
  static func beneath(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    try all().filter { $0.name != name && !names.dropFirst().contains($0.name) }
  }
  static func agency() throws -> AgencyPolicy {
    let years = try [calendar("cn-2026"), calendar("cn-2027")]
    return try PolicyFile.parseAgency(try bytes("agency.yaml"), file: "agency.yaml", calendars: years)
  }
}
