package import Desks
import Digest
import Discretion
import Faults
import Policy
import Portfolio
import Speech
import Tables

/// What if others worked here: who is away, who joins and who leaves, as a table that changes a frozen snapshot and nothing else.
struct PeopleSheet: Sendable {
  /// What happens to one person.
  enum Change: Sendable, Hashable {
    /// Not at work on these days, both included; an open end is `.never`.
    case away(ClosedRange<Day>)
    /// Begins on a day, with so many minutes a working day.
    case joins(from: Day, team: String, skills: [String], minutesPerDay: Int32)
    /// Has his last day of work.
    case leaves(Day)
  }
  /// One row.
  struct Row: Sendable, Hashable {
    var line: Int
    var collector: String
    var change: Change
  }
  let file: String
  let rows: [Row]
  /// Of the file's bytes.
  let digest: [UInt8]

  static let columns = ["collector", "change", "from", "to", "team", "skills", "hours"]
  private static let words: [(word: String, kind: Int)] = [
    ("away", 0), ("请假", 0), ("缺勤", 0), ("joins", 1), ("入职", 1), ("leaves", 2), ("离职", 2),
  ]

  /// Reads a table. Throws with `EX_DATAERR` and every mistake with its line.
  init(_ source: FileSource) throws {
    let bytes =
      switch source {
      case .file(let path), .sent(let path, _, _): try FileAccess.read(path, limit: 2 << 20)
      case .bytes(let bytes, _): bytes
      }
    digest = SHA256.hash(bytes)
    let table = try TextTable(.bytes(bytes, name: source.name), known: Self.columns)
    file = table.file
    let (who, what) = (try table.required("collector", "工号", "催收员"), try table.required("change", "变动"))
    let (from, to) = (table.column("from", "自", "开始", "起"), table.column("to", "至", "结束", "止"))
    let (team, skills, hours) = (table.column("team", "小组"), table.column("skills", "技能"), table.column("hours", "每日工时", "工时"))
    var (rows, problems) = ([Row](), [Wording]())
    for (cells, line) in zip(table.rows, table.lines) {
      func cell(_ column: Int?) -> String { column.map { String(decoding: Blank.trim(ArraySlice(cells[$0].utf8)), as: UTF8.self) } ?? "" }
      func day(_ column: Int?, or other: Day) -> Day? { cell(column).isEmpty ? other : Day(iso: cell(column)) }
      func problem(_ en: String, _ zh: String) {
        problems.append(Wording("  \(table.file):\(line): \(en)\n", "  \(table.file):\(line)：\(zh)\n"))
      }
      let code = cell(who)
      guard !code.isEmpty else {
        problem("no collector; expected a code such as C0007", "没有催收员；应为工号，如 C0007")
        continue
      }
      guard let first = day(from, or: .none), let last = day(to, or: .never), first == .none || last == .never || first <= last else {
        problem("not two days in order; expected such as 2026-12-01 and 2026-12-14", "日期不对或先后颠倒；应如 2026-12-01 和 2026-12-14")
        continue
      }
      switch Self.words.first(where: { $0.word == cell(what).lowercased() })?.kind {
      case 0: rows.append(Row(line: line, collector: code, change: .away(first...last)))
      case 1:
        guard let minutes = Self.minutes(cell(hours)) else {
          problem("not hours a day; expected such as 8 or 7.5", "不是每日工时；应如 8 或 7.5")
          continue
        }
        let words = cell(skills).split { ";；,，、|".contains($0) }.map { Folding.bare(String($0)) }.filter { !$0.isEmpty }
        rows.append(
          Row(line: line, collector: code, change: .joins(from: first, team: cell(team), skills: words, minutesPerDay: minutes)))
      case 2: rows.append(Row(line: line, collector: code, change: .leaves(last == .never ? first : last)))
      default:
        problem("no change; expected away, joins or leaves", "没有写明变动；应为 请假、入职 或 离职")
      }
    }
    self.rows = rows
    guard problems.isEmpty else { throw Self.refusal(problems) }
  }

  /// Minutes a day; 8 hours where nothing is said, nil for what is no number of hours up to 16.
  private static func minutes(_ text: String) -> Int32? {
    if text.isEmpty { return 480 }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = Int32(parts[0]), (0...16).contains(whole) else { return nil }
    guard parts.count == 2 else { return whole > 0 ? whole * 60 : nil }
    guard let tenths = Int32(parts[1]), parts[1].count == 1, tenths >= 0 else { return nil }
    let minutes = whole * 60 + tenths * 6
    return minutes > 0 && minutes <= 960 ? minutes : nil
  }

  private static func refusal(_ problems: [Wording]) -> OperationError {
    OperationError(
      .dataError,
      Wording("who is away, joins and leaves cannot be read:\n", "无法读取人员变动：\n")
        + problems.prefix(20).map { $0 }.joined(by: .none).withoutLastLineEnd,
      remedy: Wording(
        "columns: collector, change (away, joins, leaves), from, to, team, skills, hours", "列：工号、变动（请假、入职、离职）、自、至、小组、技能、每日工时"))
  }

  /// The same snapshot with these people. Throws with `EX_DATAERR` for somebody who is not there, or is already.
  func apply(to snapshot: inout Snapshot, calendar: Calendar, fullDayMinutes: Int64) throws {
    var problems: [Wording] = []
    let last = max(snapshot.collectors.days.values.map(\.day).max() ?? snapshot.slot, snapshot.slot + 14)
    var days = (0..<snapshot.collectors.count).map { Array(snapshot.collectors.days[$0]) }
    for row in rows {
      let known = snapshot.collectors.code.firstIndex(of: row.collector)
      switch (row.change, known) {
      case (.away(let span), .some(let c)):
        Self.away(&days[c], max(span.lowerBound, snapshot.slot), min(span.upperBound, last))
      case (.leaves(let day), .some(let c)): snapshot.collectors.leavesOn[c] = day.isKnown ? day : snapshot.slot - 1
      case (.joins(let from, let team, let skills, let minutes), nil):
        var mask: UInt64 = 0
        for word in skills {
          let name = snapshot.skills.find(word) == nil ? SkillName.one(word) : word
          guard !name.isEmpty else { continue }
          let bit = snapshot.skills.intern(name)
          if bit < 64 { mask |= 1 << UInt64(bit) }
        }
        let first = from.isKnown ? from : snapshot.slot
        snapshot.collectors.append(
          code: row.collector, team: team.isEmpty ? -1 : snapshot.teams.intern(team), skills: mask, joinedOn: first,
          fullTime: Int32(clamping: Int64(minutes) * 1000 / max(1, fullDayMinutes)))
        days.append(
          (0...max(0, last - first)).map { first + $0 }.filter { calendar.isWorkingDay($0) }
            .map { CollectorDay(day: $0, scheduledMinutes: minutes) })
      case (.joins, .some):
        problems.append(
          Wording(
            "  \(file):\(row.line): \(Quoted.named(row.collector).en) is here already\n",
            "  \(file):\(row.line)：\(Quoted.named(row.collector).zh)已经在册\n"))
      case (_, nil):
        problems.append(
          Wording(
            "  \(file):\(row.line): there is no collector \(Quoted.named(row.collector).en)\n",
            "  \(file):\(row.line)：没有催收员\(Quoted.named(row.collector).zh)\n"))
      }
    }
    guard problems.isEmpty else { throw Self.refusal(problems) }
    snapshot.collectors.days = Ragged(days)
  }

  /// Whole days of leave, from contract hours where none are scheduled.
  private static func away(_ days: inout [CollectorDay], _ first: Day, _ last: Day) {
    guard first <= last else { return }
    for day in (0...(last - first)).map({ first + $0 }) {
      if let place = days.firstIndex(where: { $0.day == day }) {
        days[place].leaveMinutes = days[place].scheduledMinutes > 0 ? days[place].scheduledMinutes : 1440
      } else {
        days.append(CollectorDay(day: day, leaveMinutes: 1440))
      }
    }
    days.sort { $0.day < $1.day }
  }
}

extension CollectorColumns {
  /// Somebody new, behind all others. His days come separately.
  fileprivate mutating func append(code: String, team: Int32, skills: UInt64, joinedOn: Day, fullTime: Int32) {
    id.append((id.last ?? 0) + 1)
    self.code.append(code)
    self.team.append(team)
    self.skills.append(skills)
    active.append(true)
    self.joinedOn.append(joinedOn)
    leavesOn.append(.never)
    self.fullTime.append(fullTime)
    caseLimit.append(0)
    amountLimit.append(0)
    newToday.append(0)
    rev.append(0)
  }
}

extension Wording {
  fileprivate var withoutLastLineEnd: Wording { map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 } }
}
