package import YAML

/// Reads calendar files, and the calendars kept at the end of an agency file.
package enum CalendarFile {
  /// Reads one year. Throws every problem at once.
  package static func parse(_ bytes: [UInt8], file: String) throws(PolicyFault) -> CalendarYear {
    let problems = Problems(file: file)
    let year = YAMLNode.read(bytes, into: problems).flatMap { read($0, into: problems, notes: nil) }
    guard let year, problems.isEmpty else { throw PolicyFault(problems: problems.list) }
    return year
  }

  /// Reads one year from its document; `notes` gets what is right and still deserves a look: days off on which nobody would work anyway. nil, with
  /// the problems reported, if it cannot be used.
  package static func read(_ root: YAMLNode, into problems: Problems, notes: Problems?) -> CalendarYear? {
    CalendarYearReader(notes: notes).read(ValueReader(root, into: problems))
  }

  /// Checks one file: errors and, as warnings, notes, in the order of the file.
  package static func check(_ bytes: [UInt8], file: String) -> (findings: [Finding], year: CalendarYear?) {
    let problems = Problems(file: file)
    let notes = Problems(file: file)
    let year = YAMLNode.read(bytes, into: problems).flatMap { read($0, into: problems, notes: notes) }
    if let warning = year.flatMap({ CalendarName.warning(of: file, holding: $0) }) { notes.add(at: .start, warning) }
    return (Finding.sorted(errors: problems, warnings: notes), problems.isEmpty ? year : nil)
  }
}
