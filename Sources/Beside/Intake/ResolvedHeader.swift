import Portfolio
import Speech
import Tables

/// Where a field's values come from in one file: a column, a constant of the mapping, or nowhere.
struct Cell {
  /// Position of the column, −1 for none.
  var index = -1
  /// The header as the file has it, or the field's word.
  var name: String
  var field: Field
  var constant: ArraySlice<UInt8>?
  /// Translation of values, keys folded.
  var values: [String: ArraySlice<UInt8>]?
  var dateForm = DateForm.auto
  var unit = MoneyUnit.major
  /// How many zeros the unit stands for, as the header says it: 4 for 万元.
  var zeros = 0
  /// What the header says that its amounts are in; empty where it does not.
  var currencies: [Currency] = []
  /// How the column's amounts are written.
  var moneyStyle = MoneyStyle.point

  var isColumn: Bool { index >= 0 }
  var isKnown: Bool { isColumn || constant != nil }

  /// The value in `record`, translated; nil when there is none.
  func value(in record: Record) -> ArraySlice<UInt8>? {
    guard index >= 0 else { return constant }
    guard let value = record.value(index) else { return values?[""] ?? constant }
    guard let values else { return value }
    return values[Folding.word(String(decoding: value, as: UTF8.self))] ?? value
  }
}

/// The columns of one file, matched with the fields of its feed.
struct ResolvedHeader {
  /// As the file has them.
  let names: [String]
  /// Columns whose values rejects mask.
  private(set) var isMasked: [Bool]
  /// Columns that are read as fields.
  private(set) var read: [Int] = []
  /// Columns whose values are names written in digits, of which none may be lost: numbers of cases, people, contracts, phones and records.
  private(set) var exact: [Int] = []
  /// Columns nobody asked for, kept.
  private(set) var extra: [Int] = []
  /// Identifying columns nobody hashes: not read.
  private(set) var dropped: [Int] = []
  /// Columns whose value decides whether a row is read at all, with the values that let it pass.
  private(set) var only: [(index: Int, values: Set<String>)] = []
  /// Rows for which all patterns of one of these hold are left out.
  private(set) var except: [[(index: Int, pattern: ValuePattern)]] = []
  /// The column beside the amounts that says their unit; of one called 单位 only the values say whether it does.
  private(set) var scale: ScaleColumn?
  /// The column whose values name one call.
  private(set) var onePer: Int?
  private var cells: [Field: [Cell]] = [:]
  /// Columns of a file. Call centres export some hundreds; a spreadsheet ends at 16,384.
  static let maximumColumns = 16_384
  private let aliases: Set<String>

  /// The cell of a field that stands in one column at most.
  func cell(_ field: Field) -> Cell { cells[field]?.first ?? Cell(name: field.rawValue, field: field) }
  /// The cells of a repeatable field.
  func all(_ field: Field) -> [Cell] { cells[field] ?? [] }
  func has(_ field: Field) -> Bool { cells[field] != nil }

  /// Columns of money whose way of writing nobody said.
  var openMoney: [Int] { moneyCells.filter { $0.moneyStyle == .open }.map(\.index) }
  /// Columns of money, from left to right.
  var moneyCells: [Cell] { cells.values.joined().filter { $0.isColumn && $0.field.isMoney }.sorted { $0.index < $1.index } }
  var money: [Int] { moneyCells.map(\.index) }
  /// Columns of minutes and hours, from left to right.
  var hourCells: [Cell] { cells.values.joined().filter { $0.isColumn && $0.field.isHours }.sorted { $0.index < $1.index } }
  /// The one currency that headers name beyond doubt, `outstanding (USD)`; nil where none does, or two do.
  var statedCurrency: Currency? {
    let named = Set(moneyCells.filter { $0.currencies.count == 1 }.flatMap(\.currencies))
    return named.count == 1 ? named.first : nil
  }

  /// Says how the amounts of columns are written, by index, and which units the column of units has.
  mutating func settle(_ survey: Survey) {
    if scale?.settle(survey.scales) == false { scale = nil }
    if let scale {
      extra.removeAll { $0 == scale.index }
      dropped.removeAll { $0 == scale.index }
      isMasked[scale.index] = false
    }
    let styles = survey.styles
    for (field, columns) in cells where field.isMoney {
      cells[field] = columns.map { cell in
        var cell = cell
        cell.moneyStyle = styles[cell.index] ?? cell.moneyStyle
        return cell
      }
    }
  }

  init(_ names: [String], feed: Feed, mapping: Mapping?, file: String, line: Int) throws(FileFault) {
    guard names.count <= Self.maximumColumns else {
      throw FileFault(
        .header, file: file, line: line,
        Wording(
          "the file has \(names.count) columns; at most \(Self.maximumColumns) are read",
          "文件有 \(names.count) 列；最多读取 \(Self.maximumColumns) 列"),
        hint: Wording(
          "export only the columns that are needed; a separator in place of a line's end makes one line of many, too",
          "请只导出需要的列；若行尾写成了分隔符，多行也会并成一行"))
    }
    self.names = names
    let folded = names.map(HeaderName.init)
    let specs = FeedSchema.fields(of: feed)
    aliases = Set(specs.flatMap { [$0.field.rawValue] + $0.tiers.joined() }.map { HeaderName($0).folded })
    isMasked = names.map(HeaderName.isIdentifying)
    var matcher = HeaderMatcher(names: names, folded: folded, file: file, line: line)
    var taken = Set<Int>()
    for spec in specs {
      let indices = try matcher.columns(of: spec, mapping: mapping)
      for index in indices {
        var cell = Cell(index: index, name: names[index], field: spec.field)
        ResolvedHeader.decorate(&cell, mapping, folded[index].unit)
        if spec.field.isMoney { cell.zeros = folded[index].zeros }
        if spec.field.isMoney { cell.currencies = folded[index].currencies }
        cells[spec.field, default: []].append(cell)
        taken.insert(index)
        if spec.field.isIdentifying { isMasked[index] = true } else { isMasked[index] = false }
      }
      if indices.isEmpty, let text = mapping?.constants[spec.field] {
        var cell = Cell(name: spec.field.rawValue, field: spec.field, constant: Array(text.utf8)[...])
        ResolvedHeader.decorate(&cell, mapping, nil)
        cells[spec.field] = [cell]
      }
    }
    try matcher.refuseClashes(specs, mapping)
    let missing = specs.filter { $0.isRequired && cells[$0.field] == nil }
    if !missing.isEmpty { throw ResolvedHeader.missing(missing, names, feed, file: file, line: line, noneKnown: cells.isEmpty) }
    for (index, cell) in cells.values.joined().map({ ($0.index, $0) }) where index >= 0 && cell.field.isIdentifying {
      isMasked[index] = true
    }
    try resolveRowRules(mapping, &matcher, &taken)
    let ignored = Set((mapping?.ignore ?? []).map { HeaderName($0).folded })
    for index in names.indices where !taken.contains(index) {
      if ignored.contains(folded[index].folded) {
        isMasked[index] = true
      } else if isMasked[index] || HeaderName.isOtherPerson(names[index]) {
        isMasked[index] = true
        dropped.append(index)
      } else if mapping?.keepsExtra ?? true {
        extra.append(index)
      }
    }
    if let index = names.indices.first(where: {
      !taken.contains($0) && !ignored.contains(folded[$0].folded) && ScaleColumn.isName(folded[$0].folded)
    }),
      !moneyCells.isEmpty
    {
      scale = ScaleColumn(index: index, name: names[index], isCertain: AmountScale.certainNames.contains(folded[index].folded))
    }
    read = taken.sorted()
    exact = cells.values.joined().filter { $0.isColumn && $0.field.isExact }.map(\.index).sorted()
  }

  private mutating func resolveRowRules(_ mapping: Mapping?, _ matcher: inout HeaderMatcher, _ taken: inout Set<Int>) throws(FileFault) {
    guard let mapping else { return }
    for (name, values) in mapping.only.sorted(by: { $0.key < $1.key }) {
      for index in try matcher.column(Mapping.Column(name), what: "only") { only.append((index, values)) }
    }
    for column in mapping.onePer where onePer == nil {
      guard let index = try matcher.column(column, what: "one_per", mayLack: mapping.onePer.count > 1).first else { continue }
      onePer = index
      taken.insert(index)
    }
    for rule in mapping.except {
      var conditions: [(index: Int, pattern: ValuePattern)] = []
      for condition in rule {
        guard let index = try matcher.column(condition.column, what: "except").first else { break }
        conditions.append((index, ValuePattern(condition.pattern)))
      }
      // A rule about a column that the file may lack, and lacks, leaves nothing out.
      if conditions.count == rule.count { except.append(conditions) }
    }
  }

  /// Whether the mapping's `only` or `except` leaves a row out.
  func leavesOut(_ record: Record) -> Bool {
    only.contains { rule in !rule.values.contains(record.value(rule.index).map { Folding.word(String(decoding: $0, as: UTF8.self)) } ?? "")
    }
      || except.contains { rule in rule.allSatisfy { $0.index < record.count && $0.pattern.matches(record.text($0.index)) } }
  }

  private static func decorate(_ cell: inout Cell, _ mapping: Mapping?, _ headerUnit: MoneyUnit?) {
    let field = cell.field
    cell.dateForm = mapping?.dateForms[field] ?? mapping?.dateForm ?? .auto
    cell.unit = headerUnit ?? mapping?.units[field] ?? mapping?.unit ?? .major
    cell.moneyStyle = mapping?.decimalComma.map { $0 ? .comma : .point } ?? (cell.isColumn ? .open : .point)
    cell.values = mapping?.values[field]?.mapValues { Array($0.utf8)[...] }
  }

  private static func missing(
    _ missing: [FieldSpec], _ names: [String], _ feed: Feed, file: String, line: Int, noneKnown: Bool
  ) -> FileFault {
    // The “header” of a file without one is a row of data, of which some word may be that of a column.
    if noneKnown {
      return FileFault(
        .header, file: file, line: line,
        Wording("no column of a \(feed.rawValue) file is known in this line", "这一行里没有认识的 \(feed.rawValue) 文件的列"),
        hint: Wording(
          "the first line must be the header: delete lines above it, or name the columns in a mapping (--mapping)",
          "第一行必须是表头：请删去表头以上的行，或在映射中指定各列（--mapping）"))
    }
    let words = missing.map { spec in
      let (field, others) = (spec.field.rawValue, Wording.listed(spec.tiers.joined().prefix(4)))
      return others.isEmpty ? Wording(same: field) : Wording("\(field) (\(others.en), …)", "\(field)（\(others.zh)等）")
    }
    let (lacking, has) = (words.joined(by: Wording(" and ", "和 ")), HeaderName.told(names))
    return FileFault(
      .header, file: file, line: line,
      Wording("the file lacks the column \(lacking.en); it has \(has.en)", "文件缺少列 \(lacking.zh)；现有\(has.zh)"), hint: .nameTheColumn)
  }

  /// Whether a text is the name of a field of this feed.
  func isName(_ text: String) -> Bool { aliases.contains(HeaderName(text).folded) }

  /// Whether a record is a header line rather than a row: the same line again, or one whose cells are all names of fields.
  func isHeaderLine(_ record: Record) -> Bool {
    guard record.count == names.count else { return false }
    var known = 0
    var filled = 0
    var same = true
    for index in 0..<record.count {
      let text = record.text(index)
      let folded = HeaderName(text).folded
      if folded != HeaderName(names[index]).folded { same = false }
      if folded.isEmpty { continue }
      filled += 1
      if aliases.contains(folded) { known += 1 }
    }
    return filled > 0 && (same || (known >= 2 && known * 2 > filled))
  }
}
