import Identity
import Portfolio
import Speech
import Tables

/// What every decoder reads its values with.
struct FieldReading {
  let header: ResolvedHeader
  let options: IntakeOptions
  var identifiers: IdentifierCache
  let pointReader: ContactPointReader
  /// Contact points left out, by kind.
  var unusable: [UnusableNumber: Int] = [:]
  /// Currency of rows that name none: what a header says, else the agency's.
  let currency: Currency
  private let client: Cell
  private let caseNo: Cell

  init(_ header: ResolvedHeader, _ options: IntakeOptions) {
    self.header = header
    self.options = options
    identifiers = IdentifierCache(options.identify, identifyFirst: options.identifyFirst)
    pointReader = ContactPointReader(options.mapping?.country ?? options.country) {
      ColumnWords.find($0, in: ColumnWords.parties) == .thirdParty
    }
    currency = header.statedCurrency ?? options.currency
    client = header.cell(.client)
    caseNo = header.cell(.caseNo)
  }

  /// A short text on one line.
  func text(_ cell: Cell, _ record: Record, limit: Int = 200) throws(Unfit) -> String? {
    guard let value = cell.value(in: record) else { return nil }
    if value.count > limit { throw Unfit(Wording("is longer than \(limit) bytes", "超过 \(limit) 字节"), in: cell) }
    for byte in value where byte < 0x20 || byte == 0x7F {
      throw Unfit(Wording("has a line break or control character", "含有换行或控制字符"), in: cell)
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// A number of a case, contract or person: leading zeros stay, what a spreadsheet did to it is undone or refused.
  func number(_ cell: Cell, _ record: Record) throws(Unfit) -> String? {
    guard let value = cell.value(in: record) else { return nil }
    var isPlain = value.count <= 64
    for byte in value where byte <= 0x20 || byte > 0x7E || byte == 0x27 || byte == 0x3D || byte == 0x22 || byte == 0x2B || byte == 0x2E {
      isPlain = false
    }
    if isPlain { return String(decoding: value, as: UTF8.self) }
    guard let text = try text(cell, record, limit: 100) else { return nil }
    // Switches number their calls 1494239211.0: that is no case number of a spreadsheet.
    let body = try undone(Folding.narrow(text, lowercased: false), cell, cutsZeros: cell.field != .id)
    return body.isEmpty ? nil : body
  }

  /// Without what spreadsheets and data frames put around a number that is text: `="0012"`, `'0012`, `12.0`. Throws when digits are lost.
  func undone(_ text: String, _ cell: Cell, cutsZeros: Bool = true) throws(Unfit) -> String {
    try Self.undone(text, cell, cutsZeros: cutsZeros)
  }

  /// The same for those who must not hold on to a reading: a copy of it would copy all identities with the next row.
  static func undone(_ text: String, _ cell: Cell, cutsZeros: Bool = true) throws(Unfit) -> String {
    var body = Substring(text)
    if body.hasPrefix("=\""), body.hasSuffix("\""), body.count > 3 { body = body.dropFirst(2).dropLast() }
    if body.hasPrefix("'") { body = body.dropFirst() }
    if FieldReading.isScientific(body) {
      throw Unfit(
        Wording(
          "was turned into scientific notation by a spreadsheet, digits are lost; format the column as text and export again",
          "被电子表格改成了科学计数法，丢失了数字；请把该列设为文本格式后重新导出"), in: cell)
    }
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    let isFloat = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    if cutsZeros, isFloat, parts[1].utf8.allSatisfy({ $0 == 48 }) { body = parts[0] }
    return String(body)
  }

  static func isScientific(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    guard let split = bytes.firstIndex(where: { $0 == 69 || $0 == 101 }), split > 0, split + 1 < bytes.count else { return false }
    let mantissa = bytes[..<split]
    var exponent = bytes[(split + 1)...]
    let hasSign = exponent.first == UInt8(ascii: "+")
    if hasSign { exponent = exponent.dropFirst() }
    // 3,30106E+17 where the decimal sign is a comma.
    let isPoint = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
    let points = mantissa.count(where: isPoint)
    let isNumber = mantissa.allSatisfy { (48...57).contains($0) || isPoint($0) } && !(mantissa.first.map(isPoint) ?? true)
    return isNumber && points <= 1 && (points == 1 || hasSign) && !exponent.isEmpty && exponent.allSatisfy { (48...57).contains($0) }
  }

  func client(_ record: Record) throws(Unfit) -> String? { try text(client, record, limit: 100) ?? options.client }

  /// The case a row speaks of.
  func key(_ record: Record) throws(Unfit) -> CaseKey {
    guard let number = try number(caseNo, record) else {
      throw Unfit(Wording("is empty; expected the number of a case", "为空；应为案件编号"), in: caseNo)
    }
    return CaseKey(client: try client(record), caseNo: number)
  }

  func keyIfAny(_ record: Record) throws(Unfit) -> CaseKey? {
    guard let number = try number(caseNo, record) else { return nil }
    return CaseKey(client: try client(record), caseNo: number)
  }

  func day(_ cell: Cell, _ record: Record) throws(Unfit) -> Day? {
    guard let value = cell.value(in: record) else { return nil }
    if value.starts(with: "0000".utf8) { return nil }
    do { return try DateText(form: dateForm(cell, record)).day(value) } catch { throw error.at(cell) }
  }

  /// A day of a sheet comes as one, whatever form texts of that column have.
  func dateForm(_ cell: Cell, _ record: Record) -> DateForm { record.kind(cell.index) == .date ? .auto : cell.dateForm }

  func requiredDay(_ cell: Cell, _ record: Record) throws(Unfit) -> Day {
    guard let day = try day(cell, record) else { throw Unfit(Wording("is empty; expected a date", "为空；应为日期"), in: cell) }
    return day
  }

  /// 1970-01-01, 10,957 days before 2000: earlier moments are what empty clocks say.
  private static let earliest: Int64 = -10_957 * 86_400_000_000

  /// The moment in `cell`; `clock` is a second column with the time of day.
  func time(_ cell: Cell, clock: Cell, _ record: Record) throws(Unfit) -> LocalTime {
    guard var value = cell.value(in: record) else {
      throw Unfit(Wording("is empty; expected a date and time", "为空；应为日期和时间"), in: cell)
    }
    if clock.isColumn, let time = clock.value(in: record) { value = Array(value) + [32] + Array(time) }
    var result: LocalTime
    do { result = try DateText(form: dateForm(cell, record)).time(value) } catch { throw error.at(cell) }
    guard result.microseconds >= Self.earliest else { throw Unfit(Wording("is before the year 1970", "早于 1970 年"), in: cell) }
    if result.offsetSeconds == nil, options.mapping?.isInUTC == true { result.offsetSeconds = 0 }
    return result
  }

  func money(_ cell: Cell, _ currency: Currency, _ record: Record) throws(Unfit) -> Int64? {
    guard let value = cell.value(in: record) else { return nil }
    if !cell.currencies.isEmpty, !cell.currencies.contains(currency) {
      let named = CurrencySign.told(cell.currencies)
      throw Unfit(
        Wording(
          "stands under a header that says \(named), and the row is in \(currency); name the row's currency in a column of its own (currency), or correct the header",
          "表头写的币种是 \(named)，而该行为 \(currency)；请用币种列（币种）写明该行币种，或改正表头"), in: cell)
    }
    let scale = try header.scale?.scale(record, currency)
    if let scale, scale != AmountScale.plain, cell.unit != .major || cell.zeros > 0 {
      throw Unfit(
        Wording(
          "stands under a header that says its unit, and a column of units says another; take one of them out",
          "表头已写明单位，而单位列写的是另一种；请只保留一处"), in: cell)
    }
    // A number of a sheet has a point, whatever sign texts of that column have.
    let reader = MoneyText(
      currency: currency, unit: scale.map { $0 == .plain ? cell.unit : $0.unit } ?? cell.unit,
      zeros: scale.map { max($0.zeros, cell.zeros) } ?? cell.zeros,
      style: record.kind(cell.index) == .text ? cell.moneyStyle : .point,
      rounds: options.mapping?.rounds ?? false)
    do { return try reader.parse(value) } catch { throw error.at(cell) }
  }

  /// The sum of the columns of a field.
  func total(_ cells: [Cell], _ currency: Currency, _ record: Record) throws(Unfit) -> Int64? {
    var sum: Int64?
    for cell in cells {
      if let part = try money(cell, currency, record) { sum = (sum ?? 0) + part }
    }
    return sum
  }

  func integer(_ cell: Cell, _ range: ClosedRange<Int>, _ record: Record) throws(Unfit) -> Int? {
    guard let value = cell.value(in: record) else { return nil }
    var scanner = TextScanner(Folding.narrow(String(decoding: value, as: UTF8.self)))
    let number = scanner.number()
    // "12.0" is how spreadsheets write a whole number.
    if scanner.take(anyOf: ".") != nil, scanner.number()?.value != 0 {
      throw Unfit(Wording("is not a whole number", "不是整数"), in: cell)
    }
    guard let number, scanner.isAtEnd, number.digits < 18, range.contains(number.value) else {
      throw Unfit(
        Wording(
          "is not a whole number from \(range.lowerBound) to \(range.upperBound)", "不是 \(range.lowerBound) 至 \(range.upperBound) 的整数"),
        in: cell)
    }
    return number.value
  }

  func currency(_ cell: Cell, _ record: Record) throws(Unfit) -> Currency? {
    guard let text = try text(cell, record) else { return nil }
    let word = Folding.word(text)
    guard let currency = ColumnWords.currencies[word] ?? Currency(word) else {
      throw Unfit(
        Wording("is not a currency; expected a code of three letters such as CNY", "不是币种；应为三个字母的代码，例如 CNY"), in: cell)
    }
    return currency
  }

  /// The meaning of a word; unknown words are refused.
  func word<Value>(
    _ cell: Cell, _ words: [String: Value], expected: @autoclosure () -> Wording, _ record: Record
  ) throws(Unfit) -> Value? {
    guard let text = try text(cell, record) else { return nil }
    guard let value = ColumnWords.find(text, in: words) else {
      let expected = expected()
      throw Unfit(
        Wording(
          "is not a known word; expected \(expected.en), or a translation in the mapping (values)",
          "是不认识的词；应为 \(expected.zh)，或在映射中给出对应的词（values）"), in: cell)
    }
    return value
  }

  /// Skills in one or several columns, separated by `|`, `;`, `、`, `,` or blanks; known languages by one name, in order, once each.
  func skills(_ cells: [Cell], _ record: Record) throws(Unfit) -> [String] {
    var result: [String] = []
    for cell in cells {
      guard let text = try text(cell, record) else { continue }
      let parts = Folding.word(text).unicodeScalars.split { "|;,、/ ".unicodeScalars.contains($0) }
      for part in parts {
        let skill = SkillName.one(String(part))
        if !skill.isEmpty, !result.contains(skill) { result.append(skill) }
      }
    }
    return result
  }

  func extra(_ record: Record) -> [(String, String)] {
    header.extra.compactMap { index in
      guard let value = record.value(index), !header.names[index].isEmpty, !value.elementsEqual(Reject.mask.utf8) else { return nil }
      return (header.names[index], String(decoding: value, as: UTF8.self))
    }
  }
}
