/// Finds the columns of a field: those the mapping names, else those whose header is one of the known ones, best tier first.
struct HeaderMatcher {
  let names: [String]
  let folded: [HeaderName]
  let file: String
  let line: Int
  /// Columns that the mapping gives to a field or ignores: no other field takes them by its name.
  private var claimed = Set<Int>()
  private var users: [Int: [Field]] = [:]

  init(names: [String], folded: [HeaderName], file: String, line: Int) {
    self.names = names
    self.folded = folded
    self.file = file
    self.line = line
  }

  mutating func columns(of spec: FieldSpec, mapping: Mapping?) throws(FileFault) -> [Int] {
    if claimed.isEmpty, let mapping {
      for header in mapping.columns.values.joined().map(\.name) + mapping.ignore {
        let name = HeaderName(header).folded
        for index in names.indices where folded[index].folded == name { claimed.insert(index) }
      }
    }
    if let wanted = mapping?.columns[spec.field] {
      var found: [Int] = []
      for column in wanted {
        for index in try self.column(column, what: "columns.\(spec.field.rawValue)", mayLack: wanted.count > 1) where !found.contains(index)
        {
          found.append(index)
        }
      }
      if found.isEmpty, wanted.contains(where: { !$0.isOptional }) {
        throw lacks(wanted.map(\.name).joined(separator: "”, “"), what: "columns.\(spec.field.rawValue)")
      }
      if !spec.field.isRepeatable { found = Array(found.prefix(1)) }
      for index in found { users[index, default: []].append(spec.field) }
      return found
    }
    if mapping?.constants[spec.field] != nil { return [] }
    let tiers = [[spec.field.rawValue]] + spec.tiers
    for tier in spec.field.isSummed ? [Array(tiers.joined())] : tiers {
      let wanted = tier.map { HeaderName($0).folded }
      var found: [Int] = []
      for index in names.indices where !claimed.contains(index) {
        let name = folded[index].folded
        let isNumbered = spec.field == .contactPoint && wanted.contains(String(name.reversed().drop { $0.isNumber }.reversed()))
        if wanted.contains(name) || isNumbered { found.append(index) }
      }
      if found.count > 1, !spec.field.isRepeatable {
        let list = found.map { "“\(names[$0])” (column \($0 + 1))" }.joined(separator: " and ")
        throw FileFault(
          .header, file: file, line: line, "several columns mean \(spec.field.rawValue): \(list)",
          hint: "say which in a mapping (--mapping): columns: { \(spec.field.rawValue): \(names[found[0]]) }, or delete one")
      }
      if !found.isEmpty {
        for index in found { users[index, default: []].append(spec.field) }
        return found
      }
    }
    return []
  }

  /// The column with the name; an empty list when it may be missing.
  func column(_ column: Mapping.Column, what: String, mayLack: Bool = false) throws(FileFault) -> [Int] {
    let name = HeaderName(column.name).folded
    let found = names.indices.filter { folded[$0].folded == name }
    if found.isEmpty, !column.isOptional, !mayLack { throw lacks(column.name, what: what) }
    if found.count > 1 {
      throw FileFault(
        .header, file: file, line: line, "the file has \(found.count) columns “\(column.name)”, which the mapping names in \(what)",
        hint: "rename or delete all but one")
    }
    return found
  }

  /// One column cannot mean two things, except the contract number, which often is the case number too.
  func refuseClashes(_ specs: [FieldSpec], _ mapping: Mapping?) throws(FileFault) {
    for (index, fields) in users.sorted(by: { $0.key < $1.key }) where fields.count > 1 {
      let isByMapping = fields.allSatisfy { mapping?.columns[$0] != nil }
      if isByMapping || Set(fields) == [.caseNo, .contract] { continue }
      throw FileFault(
        .header, file: file, line: line, "the column “\(names[index])” would mean \(fields.map(\.rawValue).joined(separator: " and "))",
        hint: "say which in a mapping (--mapping)")
    }
  }

  private func lacks(_ name: String, what: String) -> FileFault {
    FileFault(
      .mapping, file: file, line: line, "the file has no column “\(name)”, which the mapping names in \(what)",
      hint: "correct the name, or write “\(name)?” if some files lack it")
  }
}
