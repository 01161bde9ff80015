import Speech
import Tables

/// Finds the columns of a field: those the mapping names, else those whose header is one of the known ones, best tier first.
struct HeaderMatcher {
  let names: [String]
  let folded: [HeaderName]
  let file: String
  let line: Int
  /// Columns that the mapping gives to a field or ignores: no other field takes them by its name.
  private var claimed = Set<Int>()
  private var users: [Int: [Field]] = [:]
  /// Columns by folded name, and by folded name without the digits at its end (`电话2`); looked up, so that a wide file costs what its width is.
  private let byName: [String: [Int]]
  private let byStem: [String: [Int]]

  init(names: [String], folded: [HeaderName], file: String, line: Int) {
    self.names = names
    self.folded = folded
    self.file = file
    self.line = line
    byName = Dictionary(grouping: names.indices) { folded[$0].folded }
    byStem = Dictionary(grouping: names.indices) { String(folded[$0].folded.reversed().drop { $0.isNumber }.reversed()) }
  }

  mutating func columns(of spec: FieldSpec, mapping: Mapping?) throws(FileFault) -> [Int] {
    if claimed.isEmpty, let mapping {
      for header in mapping.columns.values.joined().map(\.name) + mapping.ignore {
        claimed.formUnion(byName[HeaderName(header).folded] ?? [])
      }
    }
    if let wanted = mapping?.columns[spec.field] {
      var found: [Int] = []
      var seen = Set<Int>()
      for column in wanted {
        for index in try self.column(column, what: "columns.\(spec.field.rawValue)", mayLack: wanted.count > 1)
        where seen.insert(index).inserted {
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
      let wanted = Set(tier.map { HeaderName($0).folded })
      var matching = Set(wanted.flatMap { byName[$0] ?? [] })
      if spec.field == .contactPoint { matching.formUnion(wanted.flatMap { byStem[$0] ?? [] }) }
      let found = matching.subtracting(claimed).sorted()
      if found.count > 1, !spec.field.isRepeatable {
        throw several(found, mean: spec.field)
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
    let found = byName[name] ?? []
    if found.isEmpty, !column.isOptional, !mayLack { throw lacks(column.name, what: what) }
    if found.count > 1 {
      throw FileFault(
        .header, file: file, line: line,
        Wording(
          "the file has \(found.count) columns “\(column.name)”, which the mapping names in \(what)",
          "映射在 \(what) 中指定了列“\(column.name)”，而文件中有 \(found.count) 列叫这个名字"),
        hint: Wording("rename or delete all but one", "请只保留一列，其余改名或删除"))
    }
    return found
  }

  /// One column cannot mean two things, except the contract number, which often is the case number too.
  func refuseClashes(_ specs: [FieldSpec], _ mapping: Mapping?) throws(FileFault) {
    for (index, fields) in users.sorted(by: { $0.key < $1.key }) where fields.count > 1 {
      let isByMapping = fields.allSatisfy { mapping?.columns[$0] != nil }
      if isByMapping || Set(fields) == [.caseNo, .contract] { continue }
      throw FileFault(
        .header, file: file, line: line,
        Wording(
          "the column “\(names[index])” would mean \(fields.map(\.rawValue).joined(separator: " and "))",
          "列“\(names[index])”会同时对应 \(fields.map(\.rawValue).joined(separator: "、"))"),
        hint: Wording("say which in a mapping (--mapping)", "请在映射中指明对应哪一个（--mapping）"))
    }
  }

  private func several(_ found: [Int], mean field: Field) -> FileFault {
    let shown = found.prefix(4)
    let more = found.count - shown.count
    let list = Wording(
      shown.map { "“\(names[$0])” (column \($0 + 1))" }.joined(separator: " and ") + (more > 0 ? " and \(more) more" : ""),
      shown.map { "“\(names[$0])”（第 \($0 + 1) 列）" }.joined(separator: "、") + (more > 0 ? "，另有 \(more) 列" : ""))
    let example = "columns: { \(field.rawValue): \(names[found[0]]) }"
    return FileFault(
      .header, file: file, line: line, Wording("several columns mean \(field.rawValue): ", "有多列对应 \(field.rawValue)：") + list,
      hint: Wording("say which in a mapping (--mapping): \(example), or delete one", "请在映射中指明用哪一列（--mapping）：\(example)；或删去一列"))
  }

  private func lacks(_ name: String, what: String) -> FileFault {
    FileFault(
      .mapping, file: file, line: line,
      Wording("the file has no column “\(name)”, which the mapping names in \(what)", "文件没有列“\(name)”，而映射在 \(what) 中指定了它"),
      hint: Wording(
        "correct the name, or write “\(name)?” if some files lack it", "请改正列名；若有的文件没有该列，请写成“\(name)?”"))
  }
}
