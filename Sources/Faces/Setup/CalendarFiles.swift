package import Faults
import Policy

/// Where calendar files lie: in a folder `calendars` beside the agency file, and among the files that come with allot. A year of a calendar is named
/// after its code: `cn-2026.yaml`.
package enum CalendarFiles {
  /// The files of these calendars, the nearest first; a calendar that is nowhere has none. Throws for a folder that is there and cannot be read: its
  /// calendars would give way to others of the same code.
  package static func paths(of codes: Set<String>, beside files: [String]) throws(OperationError) -> [String] {
    guard !codes.isEmpty else { return [] }
    let folders = files.map { file in file.lastIndex(of: "/").map { file[...$0] + "calendars" } ?? "calendars" }
    var seen: Set<String> = []
    var found: [String] = []
    for folder in folders + [shipped].compactMap({ $0 }) where seen.insert(folder).inserted {
      found += try years(in: folder).filter { codes.contains($0.code) }.map { "\(folder)/\($0.name)" }
    }
    return found
  }

  /// The folder that comes with allot; nil when there is none.
  package static var shipped: String? {
    ShippedFiles.directory.map { $0 + "/calendars" }
  }

  /// Every calendar that comes with allot, by code, ascending.
  package static func shippedCodes() throws(OperationError) -> [String] {
    guard let shipped else { return [] }
    return Set(try years(in: shipped).map(\.code)).sorted()
  }

  /// The years of a calendar that come with allot, ascending; none for a calendar that does not.
  package static func shippedYears(of code: String) throws(OperationError) -> [Int] {
    guard let shipped else { return [] }
    return try years(in: shipped).filter { $0.code == code }.map(\.year)
  }

  /// Files named after a calendar and a year, ascending by name; none where there is no such folder.
  private static func years(in folder: String) throws(OperationError) -> [(name: String, code: String, year: Int)] {
    guard FileAccess.exists(folder) else { return [] }
    return try FileAccess.names(in: folder).compactMap { name in CalendarName(file: name).map { (name: name, code: $0.code, year: $0.year) }
    }
  }
}
