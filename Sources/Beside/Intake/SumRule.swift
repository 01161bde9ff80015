import Portfolio
import Tables

/// Tells rows that are sums of others: at the foot of a sheet, or between groups of rows.
struct SumRule {
  /// Columns that name what a row is about.
  private let key: Int?
  private let money: Set<Int>
  /// Columns that a real row fills: those of required fields, without key and amounts.
  private let facts: [Int]
  /// Whether the key is a person's code, which may be any word.
  private let isOfPeople: Bool
  /// Lines found by adding up.
  private let lines: Set<Int>
  private var rows = 0
  private var rowsOfGroup = 0

  init(_ feed: Feed, _ header: ResolvedHeader, lines: Set<Int>) {
    let field: Field
    switch feed {
    case .collectors: field = .code
    case .hours, .leave: field = .collector
    default: field = .caseNo
    }
    isOfPeople = field != .caseNo
    let index = header.cell(field).index
    key = index >= 0 ? index : nil
    let money = Set(header.money + header.hourCells.map(\.index))
    self.money = money
    facts = FeedSchema.fields(of: feed).filter(\.isRequired).map { header.cell($0.field).index }
      .filter { $0 >= 0 && $0 != index && !money.contains($0) }
    self.lines = lines
  }

  /// Whether the row is a sum; rows must be asked about in their order.
  mutating func isSum(_ record: Record) -> Bool {
    let found = lines.contains(record.line) || isNamed(record)
    if found {
      rowsOfGroup = 0
    } else {
      rows += 1
      rowsOfGroup += 1
    }
    return found
  }

  /// Whether the row has no key and nothing but amounts.
  func isCandidate(_ record: Record) -> Bool {
    guard let key, !money.isEmpty, record.value(key) == nil else { return false }
    var hasAmount = false
    for index in 0..<record.count where record.value(index) != nil {
      guard money.contains(index) else { return false }
      hasAmount = true
    }
    return hasAmount
  }

  private func isNamed(_ record: Record) -> Bool {
    guard let key, let value = record.value(key) else { return key != nil && isNamedElsewhere(record) }
    if SumWord.mayBegin(value), SumWord.isOne(value) {
      // Somebody's code may be Sum: then the row says more of him.
      return !isOfPeople || !hasMore(record, than: [key])
    }
    // 甲组 小计, 本月合计: only where nothing else stands but amounts.
    if value.count <= SumWord.limit, SumWord.endsAsOne(value), !hasMore(record, than: [key]) { return true }
    // 合计 in the first column, and the number of rows where the number of a case would stand.
    guard let first = (0..<record.count).first(where: { record.value($0) != nil }), first != key, let word = record.value(first) else {
      return false
    }
    guard SumWord.mayBegin(word), SumWord.isOne(word), !hasMore(record, than: [key, first]) else { return false }
    let count = Int(String(decoding: value, as: UTF8.self))
    return count == rows || count == rowsOfGroup
  }

  private func isNamedElsewhere(_ record: Record) -> Bool {
    for index in 0..<record.count {
      guard let value = record.value(index), value.count <= SumWord.limit, SumWord.isOne(value, allowsGroup: true) else { continue }
      return facts.allSatisfy { $0 == index || record.value($0) == nil }
    }
    return false
  }

  /// Whether other columns than `columns` and amounts have something.
  private func hasMore(_ record: Record, than columns: [Int]) -> Bool {
    (0..<record.count).contains { !columns.contains($0) && !money.contains($0) && record.value($0) != nil }
  }
}

/// The words that sheets write beside a sum.
enum SumWord {
  /// Longest in bytes.
  static let limit = 60

  private static let words = [
    "合计", "合計", "总计", "總計", "小计", "小計", "共计", "共計", "总和", "總和", "累计", "累計", "总合计", "總合計", "本页合计", "本页小计", "本頁合計", "金额合计",
    "汇总", "总数", "总额", "合共", "计", "grandtotal", "subtotal", "sumtotal", "totalamount", "totals", "total", "sum", "overalltotal", "pagetotal",
    "runningtotal",
    "summe", "zwischensumme", "gesamtsumme", "gesamt", "insgesamt", "endsumme", "saldo", "somme", "totalgénéral", "totalgeneral", "totaux",
    "soustotal",
    "suma", "sumatotal", "soma", "somatotal", "somma", "totale", "subtotale", "totaal", "subtotaal", "summa", "razem", "ogółem", "toplam",
    "geneltoplam",
    "jumlah", "итого", "Итого", "ИТОГО", "всего", "Всего", "ВСЕГО", "tổng", "tổngcộng", "รวม", "รวมทั้งหมด", "합계", "총계", "소계", "कुल", "कुलयोग",
    "योग", "المجموع", "الإجمالي",
  ]
  private static let counters: Set<String> = [
    "", "笔", "筆", "户", "戶", "件", "条", "條", "行", "人", "个", "個", "宗", "单", "單", "case", "cases", "row", "rows", "record", "records", "item",
    "items", "account", "accounts", "个案件", "件案件", "笔案件",
  ]

  /// Whether the first byte allows it: asked of every row.
  static func mayBegin(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = value.first, value.count <= limit else { return false }
    // SUM001: the number of a case.
    if first < 0x80, value.contains(where: { (48...57).contains($0) }),
      !value.contains(where: { $0 == 0x20 || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ":") || $0 >= 0x80 })
    {
      return false
    }
    switch first {
    case 0xD0, 0xD8, 0xE0, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEC, 0xED, 0xEF, UInt8(ascii: "I"), UInt8(ascii: "i"), UInt8(ascii: "Z"),
      UInt8(ascii: "z"),
      UInt8(ascii: "J"), UInt8(ascii: "j"), UInt8(ascii: "R"), UInt8(ascii: "r"), UInt8(ascii: "E"), UInt8(ascii: "e"), UInt8(ascii: "O"),
      UInt8(ascii: "o"), UInt8(ascii: "P"), UInt8(ascii: "p"), UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "S"), UInt8(ascii: "s"),
      UInt8(ascii: "G"),
      UInt8(ascii: "g"), UInt8(ascii: "("), UInt8(ascii: "*"), UInt8(ascii: "["):
      return true
    default: return false
    }
  }

  /// `合计`, `总计：`, `合计 3 笔`, `Grand Total`, `Total (3 cases)`; with `allowsGroup` also `甲银行 小计` and `cmb Total`.
  static func isOne(_ value: ArraySlice<UInt8>, allowsGroup: Bool = false) -> Bool {
    let text = Folding.name(String(decoding: value, as: UTF8.self))
    for word in words where text.hasPrefix(word) {
      let rest = text.dropFirst(word.count)
      guard isCount(rest) else { continue }
      // SUM001 and TOTAL-7 are numbers of cases.
      let isNumber = word.utf8.allSatisfy { $0 < 0x80 } && rest.utf8.contains { (48...57).contains($0) }
      return !isNumber || value.contains { $0 == 0x20 || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ":") }
    }
    if text.hasPrefix("共"), text.count > 2, isCount(text.dropFirst()) { return true }
    return allowsGroup && endsAsOne(value)
  }

  /// `甲银行 小计`, `本月合计`, `cmb Total`.
  static func endsAsOne(_ value: ArraySlice<UInt8>) -> Bool {
    guard let last = value.last, last >= 0x80 || last == UInt8(ascii: "l") || last == UInt8(ascii: "L") || last == UInt8(ascii: ":") else {
      return false
    }
    var plain = Folding.word(String(decoding: value, as: UTF8.self))
    if plain.hasSuffix(":") { plain.removeLast() }
    return ["小计", "合计", "总计", "汇总", "小計", "合計", "總計", " total", " subtotal"].contains { plain.hasSuffix($0) }
  }

  private static func isCount(_ rest: Substring) -> Bool {
    let behind = rest.drop { $0 == "," || $0 == "共" || $0 == "：" || ("0"..."9").contains($0) }
    return counters.contains(String(behind))
  }
}
