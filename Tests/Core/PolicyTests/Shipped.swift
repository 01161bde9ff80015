import FoundationEssentials

/// The files of the folder `policies`.
enum Shipped {
  static func bytes(_ name: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appending(path: "policies").appending(path: name)))
  }
  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
  static let names = ["agency.yaml", "consumer-loans-en.yaml", "published-method.yaml", "retail-card.yaml"]
  static func all() throws -> [(name: String, bytes: [UInt8])] { try names.map { ($0, try bytes($0)) } }
}
