import Portfolio
import Speech
import Tables

/// What a file of hours has said of each person's day so far. Two rows of one day are parts of it, where a column tells the parts apart (a shift, a time);
/// where none does they contradict one another.
struct PersonDays {
  /// Rows that were added to an earlier one.
  private(set) var addedUp = 0

  private struct Slot: Hashable {
    var collector: String
    var day: Day
    /// Leave without hours, as personnel systems write it, is a list of its own.
    var isLeave: Bool
  }
  private struct Said {
    var line: Int
    var row: HoursRow
    /// What the columns of parts say, of each row.
    var parts: Set<String>
  }
  private var said: [Slot: Said] = [:]
  /// Columns that say which part of the day a row is.
  private let parts: [Int]

  /// In headers of columns that tell parts of a day apart.
  private static let words = [
    "班", "时段", "时间", "开始", "结束", "起", "止", "上午", "段", "shift", "part", "period", "start", "end", "from", "to", "slot", "session",
  ]

  init(_ header: ResolvedHeader) {
    let read = Set(header.read)
    parts = header.names.indices.filter { index in
      guard !read.contains(index) else { return false }
      let name = Folding.word(header.names[index])
      let latin = Set(name.unicodeScalars.split { !("a"..."z").contains($0) }.map { String(String.UnicodeScalarView($0)) })
      return Self.words.contains { word in word.utf8.allSatisfy { $0 < 0x80 } ? latin.contains(word) : name.contains(word) }
    }
  }

  /// The row with what was said of its day before. Throws where that contradicts it.
  mutating func added(_ row: HoursRow, _ record: Record) throws(Unfit) -> HoursRow {
    let slot = Slot(collector: row.collector, day: row.day, isLeave: row.scheduledMinutes == 0 && row.leaveMinutes > 0)
    let part = parts.map { record.text($0) }.joined(separator: "\u{1F}")
    guard var earlier = said[slot] else {
      said[slot] = Said(line: record.line, row: row, parts: [part])
      return row
    }
    let place =
      record.sheet == nil ? Wording("line \(earlier.line)", "第 \(earlier.line) 行") : Wording("row \(earlier.line)", "第 \(earlier.line) 行")
    guard earlier.parts.insert(part).inserted else {
      throw Unfit(
        Wording(
          "the person has this day in \(place.en) already, and nothing tells the two rows apart; that one was taken: expected one row a day, or a column that names the part, such as shift (early, late)",
          "该人员的这一天已在\(place.zh)出现，且无法区分两行；已采用那一行：应每天一行，或用“班次”等列写明是哪一段（早班、晚班）"))
    }
    let (scheduled, leave) = (earlier.row.scheduledMinutes + row.scheduledMinutes, earlier.row.leaveMinutes + row.leaveMinutes)
    guard scheduled <= 1440, leave <= 1440 else {
      throw Unfit(
        Wording(
          "is more than a day together with \(place.en); expected at most 24 hours of one person and day", "与\(place.zh)合计超过一天；每人每天最多 24 小时"
        ))
    }
    addedUp += 1
    earlier.row.scheduledMinutes = scheduled
    earlier.row.leaveMinutes = leave
    said[slot] = earlier
    var sum = row
    (sum.scheduledMinutes, sum.leaveMinutes) = (scheduled, leave)
    return sum
  }
}
