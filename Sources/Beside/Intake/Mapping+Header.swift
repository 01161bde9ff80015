import Speech
import Tables

extension Mapping {
  /// The names of the columns of a file whose first line is `first`: nil when that line is the header itself, or the mapping brings none.
  ///
  /// Throws when the mapping knows files without a header, and none with as many columns or with values that look like these.
  func names(ofFirstLine first: [String], file: String, line: Int) throws(FileFault) -> [String]? {
    guard !headers.isEmpty else { return nil }
    let folded = first.map { HeaderName($0).folded }
    if headers.contains(where: { $0.names.map { HeaderName($0).folded } == folded }) { return nil }
    if let form = headers.first(where: { $0.fits(first) }) { return form.names }
    // A header of other names: read by them, if it has any that is known.
    let known = Set(headers.flatMap(\.names).map { HeaderName($0).folded })
    if folded.count(where: known.contains) * 2 > folded.count { return nil }
    throw FileFault(
      .header, file: file, line: line,
      Wording(
        "the first line has \(first.count) columns; the mapping “\(name)” knows files of \(Self.counts(headers, " or ")) columns without a header",
        "首行有 \(first.count) 列；映射“\(name)”认识无表头的 \(Self.counts(headers, "、")) 列文件"),
      hint: Wording(
        "add the form to “header” in a copy of the mapping, such as header: [[start, src, dst], [start, src, dst, userfield]]",
        "请在映射的副本里把这种列的排列加进 header，例如 header: [[start, src, dst], [start, src, dst, userfield]]"))
  }

  private static func counts(_ forms: [HeaderForm], _ last: String) -> String {
    let counts = Set(forms.map(\.names.count)).sorted().map { String($0) }
    return counts.count < 2 ? counts.joined() : counts.dropLast().joined(separator: ", ") + last + (counts.last ?? "")
  }
}

extension Mapping.HeaderForm {
  fileprivate func fits(_ first: [String]) -> Bool {
    first.count == names.count
      && looks.allSatisfy { look in
        guard let index = names.firstIndex(of: look.column.name) else { return false }
        return ValuePattern(look.pattern).matches(first[index])
      }
  }
}
