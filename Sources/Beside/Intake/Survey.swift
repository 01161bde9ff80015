import Speech
import Tables

/// What going through a whole file shows before its first row is read.
struct Survey {
  /// How the amounts of the columns are written for which nobody said it.
  var styles: [Int: MoneyStyle] { Dictionary(uniqueKeysWithValues: zip(money, censuses.map(\.style))) }
  /// Lines with nothing but amounts: sums, or rows that lost the rest.
  var candidates = Set<Int>()
  /// Those of them that are the sums of the lines above.
  var sumLines = Set<Int>()

  /// Units that rows name in the column beside the amounts.
  private(set) var scales = Set<AmountScale>()

  private let scaleColumn: Int?
  /// One for each of `money`.
  private var censuses: [MoneyCensus]
  private let money: [Int]
  private let lastColumn: Int
  private var end = FileEnd()

  init(_ header: ResolvedHeader) {
    money = header.openMoney
    scaleColumn = header.scale?.index
    censuses = money.map { _ in MoneyCensus() }
    lastColumn = header.names.count - 1
  }

  /// Takes the form of a record into account before anything is put back that it lacks.
  mutating func count(_ record: Record) {
    let value = record.fault == nil && record.count > lastColumn ? Blank.trim(record.raw(lastColumn)) : []
    end.add(value, isFull: record.count > lastColumn, isDamaged: record.fault != nil, line: record.line)
  }

  mutating func add(_ record: Record) {
    if let scaleColumn, let value = record.value(scaleColumn), let scale = ScaleColumn.scale(of: value) { scales.insert(scale) }
    // A number of a sheet says nothing of the texts in its column.
    for (place, index) in money.enumerated() where record.kind(index) == .text {
      if let value = record.value(index) { censuses[place].add(value) }
    }
  }

  func refuseCutOff(file: String) throws(FileFault) {
    guard let line = end.doubtfulLine else { return }
    throw FileFault(
      .truncated, file: file, line: line,
      Wording(
        "the last line has no line end, and what stands in it differs from all lines before: the file seems to be cut off",
        "最后一行没有换行，且其内容与前面各行都不同：文件似乎被截断了"),
      hint: Wording(
        "get the whole file again; if it is whole, put a line end behind its last line",
        "请重新获取完整的文件；如果文件本来就完整，请在最后一行末尾加上换行"))
  }
}

/// What the last columns of all lines have in common, and whether the very last differs.
private struct FileEnd {
  private struct Shape {
    var length = 0
    /// Digits behind a point or comma; 0 where there is none.
    var decimals = 0
    var isFull = true
    var isDamaged = false
    var line = 0
  }
  /// So many lines must agree before one is doubted.
  private static let enough = 10

  private var last: Shape?
  private var lines = 0
  private var length: Int?
  private var decimals: Int?
  private var areFull = true

  mutating func add(_ value: ArraySlice<UInt8>, isFull: Bool, isDamaged: Bool, line: Int) {
    if let last {
      lines += 1
      length = length == nil || length == last.length ? last.length : -1
      decimals = decimals == nil || decimals == last.decimals ? last.decimals : -1
      areFull = areFull && last.isFull
    }
    var digits = 0
    var isBehind = false
    for byte in value.suffix(12) {
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        (isBehind, digits) = (true, 0)
      } else if byte >= 48, byte <= 57 {
        digits += 1
      } else {
        (isBehind, digits) = (false, 0)
      }
    }
    last = Shape(length: value.count, decimals: isBehind ? digits : 0, isFull: isFull, isDamaged: isDamaged, line: line)
  }

  /// The last line, when it is shorter than all others in a way that a cut explains.
  var doubtfulLine: Int? {
    guard let last, lines >= Self.enough else { return nil }
    let lacksDecimals = (decimals ?? 0) > 0 && last.decimals < decimals ?? 0
    let isShorter = (length ?? 0) >= 4 && last.length < length ?? 0
    return last.isDamaged || (areFull && !last.isFull) || lacksDecimals || isShorter ? last.line : nil
  }
}
