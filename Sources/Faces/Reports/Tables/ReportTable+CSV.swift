import Portfolio
package import Speech
import Words

extension ReportTable {
  /// The table as a CSV file: keys as headers, codes as they never change, sentences in `language`; what a spreadsheet would run as a formula gets an
  /// apostrophe before it. Throws what the source of the rows throws.
  package func csv(_ language: Language) throws -> [UInt8] {
    var csv = CSV(header: columns.map(\.key))
    try eachRow { csv.add(fields($0, language)) }
    return csv.bytes
  }

  /// Like ``csv(_:)``, in pieces of about 64 KiB as they fill.
  package func csv(_ language: Language, to write: ([UInt8]) throws -> Void) throws {
    var csv = CSV(header: columns.map(\.key))
    try eachRow { row in
      csv.add(fields(row, language))
      if csv.bytes.count >= 64 << 10 { try write(csv.take()) }
    }
    try write(csv.take())
  }

  /// As many fields as there are columns: what a row lacks is empty, what it has too many is a mistake of its maker and stops here.
  private func fields(_ row: [Cell], _ language: Language) -> [CSV.Field] {
    precondition(row.count <= columns.count, "\(name): a row of \(row.count) cells in \(columns.count) columns")
    var fields: [CSV.Field] = []
    fields.reserveCapacity(columns.count)
    for index in columns.indices {
      fields.append(index < row.count ? ReportTable.field(row[index], language) : .plain(""))
    }
    return fields
  }

  private static func field(_ cell: Cell, _ language: Language) -> CSV.Field {
    switch cell {
    case .empty: .plain("")
    case .text(let text): .text(text)
    case .words(let wording): .text(wording[language])
    case .term(let code, _): .text(code)
    case .count(let number): .number(number)
    case .amount(let minor, let currency): .plain(NumberText.plainAmount(minor, currency))
    case .day(let day): .plain(day.isKnown ? day.description : "")
    case .seconds(let seconds): .plain(String(NumberText.hours(seconds).filter { $0 != "," }))
    case .perMille(let value): .plain(NumberText.ratio(value))
    case .flag(let value): .plain(value ? "yes" : "no")
    }
  }
}
