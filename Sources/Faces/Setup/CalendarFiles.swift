import Faults

/// Where calendar files lie: in a folder `calendars` beside the agency file, and among the files that come with allot. A year of a calendar is named
/// after its code: `cn-2026.yaml`.
package enum CalendarFiles {
  /// The files of these calendars, the nearest first; a calendar that is nowhere has none.
  package static func paths(of codes: Set<String>, beside files: [String]) -> [String] {
    guard !codes.isEmpty else { return [] }
    let folders = files.map { file in file.lastIndex(of: "/").map { file[...$0] + "calendars" } ?? "calendars" }
    var seen: Set<String> = []
    return (folders + [shipped].compactMap { $0 }).filter { seen.insert($0).inserted }
      .flatMap { folder in names(in: folder).filter { codes.contains($0.code) }.map { "\(folder)/\($0.name)" } }
  }

  /// The folder that comes with allot; nil when there is none.
  package static var shipped: String? {
    ShippedFiles.directory.map { $0 + "/calendars" }
  }

  /// Every calendar that comes with allot, by code, ascending.
  package static var shippedCodes: [String] {
    Set(shipped.map { names(in: $0).map(\.code) } ?? []).sorted()
  }

  /// Files named after a calendar and a year, ascending by name.
  private static func names(in folder: String) -> [(name: String, code: String)] {
    ((try? FileAccess.names(in: folder)) ?? []).compactMap { name in
      guard name.hasSuffix(".yaml") else { return nil }
      let stem = name.dropLast(5)
      guard let dash = stem.lastIndex(of: "-") else { return nil }
      let year = stem[stem.index(after: dash)...]
      guard year.utf8.count == 4, year.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return (name, String(stem[..<dash]))
    }
  }
}
