package import Faults
import Glibc

/// The files that come with allot: lexicons, the model of our own sentences, mappings, calendars.
///
/// They are looked for in `ALLOT_POLICIES`, in `policies` here, beside the program (in its folder, in its checkout, or in `../share/allot/policies`), and
/// in `/usr/local/share/allot/policies` and `/usr/share/allot/policies`.
package enum ShippedFiles {
  /// The first directory that has such files; nil when there is none.
  package static var directory: String? {
    var places: [String] = []
    if let named = getenv("ALLOT_POLICIES").map({ String(cString: $0) }), !named.isEmpty { places.append(named) }
    places.append("policies")
    if let program = programDirectory {
      places += (0...4).map { program + String(repeating: "/..", count: $0) + "/policies" }
      places.append(program + "/../share/allot/policies")
    }
    places += ["/usr/local/share/allot/policies", "/usr/share/allot/policies"]
    return places.first { FileAccess.exists($0 + "/lexicons") }
  }

  /// Paths of the shipped lexicons that are there.
  package static var lexicons: [String] { files("lexicons", ["zh.yaml", "en.yaml"]) }
  /// Path of the shipped model; nil when it is not there.
  package static var model: String? { files("tone", ["own-sentences.yaml"]).first }
  /// Path of a shipped mapping; nil when there is none of the name.
  package static func mapping(_ name: String) -> String? { files("mappings", [name + ".yaml"]).first }

  /// Names of the shipped mappings, ascending; none where there is no such folder. Throws for a folder that is there and cannot be read.
  package static func mappings() throws(OperationError) -> [String] {
    guard let folder = directory.map({ $0 + "/mappings" }), FileAccess.exists(folder) else { return [] }
    return try FileAccess.names(in: folder).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
  }

  private static func files(_ folder: String, _ names: [String]) -> [String] {
    guard let directory else { return [] }
    return names.map { "\(directory)/\(folder)/\($0)" }.filter(FileAccess.exists)
  }

  private static var programDirectory: String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }
}
