import Desks
import Figures
import HandoutDesks
import Handouts
import Portfolio
package import Reports
import Schema
package import Speech
package import Views
import Words

extension Papers {
  /// A team's page, its workbook, and one list per person, as files. Made with the rights of the seat: whoever leads a team gets that one only.
  func lead(_ team: String, _ run: ShownRun, formats: Set<ReportFormat>, language: Language) async throws -> Made {
    let desk = try await teamDesk(team, run)
    return Made(
      files: try desk.paper(team, desk.lists).files(formats, language), labelsUpTo: "", areByItsPolicies: desk.areByItsPolicies)
  }

  /// What is read once for one team or all.
  struct TeamDesk: Sendable {
    var lists: ListDesk.Lists
    var figures: Figures
    var names: ReasonNames
    var areByItsPolicies: Bool
    var run: ShownRun
    var program: String

    func paper(_ team: String, _ lists: ListDesk.Lists) -> TeamPaper {
      // Reasons name people: those of other teams are nobody's business here.
      let own = Set(lists.holders.map(\.id))
      var names = names
      names.collectors = Dictionary(uniqueKeysWithValues: names.collectors.map { ($0, own.contains($0) ? $1 : "…") })
      return TeamPaper(team: team, run: run, lists: lists, figures: figures, names: names, program: program)
    }

    /// A team's files below a folder of its own.
    @concurrent func folder(
      _ folder: String, _ team: String, _ lists: ListDesk.Lists, _ formats: Set<ReportFormat>, _ language: Language
    ) async throws -> [ReportFile] {
      try paper(team, lists).files(formats, language).map { ReportFile("\(folder)/\($0.name)", $0.bytes) }
    }
  }

  func teamDesk(_ team: String?, _ run: ShownRun) async throws -> TeamDesk {
    let desk = ReadingDesk(seat)
    let (terms, areItsOwn) = try await desk.terms(of: run, program: program)
    var lists = try await ListDesk(seat).lists(team: team, run: run, terms: terms)
    if team == nil {
      // By team, in each by code; the cases after them.
      lists.holders.sort { ($0.team, $0.code) < ($1.team, $1.code) }
      let blocks = Dictionary(grouping: lists.cases, by: \.holder)
      lists.cases = lists.holders.flatMap { blocks[$0.id] ?? [] }
    }
    let figures = try await desk.people(of: run, terms: terms)
    var names = try await desk.names(for: lists.cases.compactMap(\.reason) + lists.cases.compactMap(\.classReason))
    names.cases = names.cases.mapValues(Masking.reference)
    return TeamDesk(lists: lists, figures: figures, names: names, areByItsPolicies: areItsOwn, run: run, program: program)
  }
}

/// What a team lead hands out, as values. Pure.
struct TeamPaper {
  let team: String
  let run: ShownRun
  let lists: ListDesk.Lists
  let figures: Figures
  let names: ReasonNames
  let program: String
  private let held: [Int64: [ListedCase]]

  init(team: String, run: ShownRun, lists: ListDesk.Lists, figures: Figures, names: ReasonNames, program: String) {
    (self.team, self.run, self.lists, self.figures, self.names, self.program) = (team, run, lists, figures, names, program)
    held = Dictionary(grouping: lists.cases, by: \.holder)
  }

  /// What rests on data that is not there yet.
  static let left = Wording(
    "Call-backs, the next best hour and channel, and used contact budgets are not on the lists: the data for them arrives with a later version.",
    "清单中没有约定回访、最佳时段与渠道、已用联系额度：相应数据将随后续版本提供。")

  /// Name as a file has it: other signs than letters, digits, `-` and `_` as `_`.
  static func plain(_ name: String) -> String { String(name.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "_" }) }

  /// Name of a person's file: his code, made plain; two codes that become one are told apart by number.
  func stem(_ holder: ListHolder) -> String {
    let stem = Self.plain(holder.code)
    return lists.holders.filter { Self.plain($0.code).lowercased() == stem.lowercased() }.count > 1 ? "\(stem)-\(holder.id)" : stem
  }

  /// Page, workbook and lists, as they are asked for.
  func files(_ formats: Set<ReportFormat>, _ language: Language) throws -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) { files.append(ReportFile("report.html", try page.html(language))) }
    if formats.contains(.xlsx) { files.append(ReportFile("team.xlsx", try workbook(language))) }
    if formats.contains(.csv) {
      files.append(ReportFile("collectors.csv", try people.csv(language)))
      for holder in lists.holders { files.append(ReportFile("lists/\(stem(holder)).csv", try list(holder, language).csv(language))) }
    }
    return files
  }

  private static func words(_ make: (Language) -> String) -> ReportTable.Cell { .words(Wording(make(.en), make(.zh))) }

  // MARK: Tables

  /// One row per collector of the team, with the sentence why.
  var people: ReportTable {
    // Compared with everybody of the run, as on the manager's page; shown are the team's own.
    let sentence = CollectorSentence(figures.collectors, fairness: figures.fairness)
    let base = figures.header.baseCurrency
    let picked = Dictionary(lists.receipts.map { ($0.collector, $0) }, uniquingKeysWith: { first, _ in first })
    let ofRun = Dictionary(figures.collectors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ReportTable(
      "team", Wording("Team", "小组"),
      [
        .init("collector", "collector", "催收员", .identity, Wording("Code of the person.", "催收员工号。")),
        .init("name", "name", "姓名", .text, Wording("The name the agency knows.", "机构登记的姓名。")),
        .init("before", "before", "原有", .count, Wording("Cases before the run.", "运行前案件数。")),
        .init("new", "new", "新增", .count, Wording("Cases given by the run.", "本次分得案件数。")),
        .init("gone", "gone", "离手", .count, Wording("Cases taken by the run.", "本次离手案件数。")),
        .init("held", "on the list", "清单", .count, Wording("Open cases held when the list was made.", "制作清单时持有的在案案件。")),
        .init(
          "promises", "promises due", "承诺到期", .count, Wording("Cases with a promise due that payments have not met.", "承诺到期且未还足的案件。")),
        .init(
          "untouched", "clocks", "时限", .count,
          Wording(
            "Cases whose first contact runs out today or has run out, and cases without contact since this person has them.",
            "首次联系今日到期或已超时的案件，以及接手后尚未联系的案件。")),
        .init("amount_after", "amount", "金额", .amount, Wording("Outstanding after the run, in the base currency.", "运行后持有欠款（本位币）。")),
        .init("saturation", "saturation", "饱满度", .share, Wording("Working time used over working time scheduled.", "已用工时与排班工时之比。")),
        .init("assignable", "may get cases", "可分配", .flag, Wording("Whether the run could give this person cases.", "本次是否可分得案件。")),
        .init("why", "why", "原因", .text, Wording("Why so few or so many.", "为何分得这么多或这么少。")),
        .init(
          "picked_up", "picked up", "已领取", .text, Wording("When the list was acknowledged, and by whom; empty: not yet.", "清单确认的时间与人；空为尚未。")
        ),
      ],
      rows: lists.holders.map { holder in
        let mine = held[holder.id] ?? []
        func of(_ part: ListedCase.Part) -> ReportTable.Cell { .count(Int64(mine.count { $0.part == part })) }
        let head: [ReportTable.Cell] = [.text(holder.code), .text(holder.name)]
        let counts: [ReportTable.Cell] = [.count(Int64(mine.count)), of(.promise), of(.clock)]
        let receipt: ReportTable.Cell = picked[holder.code].map { .text("\($0.notedAt) \($0.notedBy)") } ?? .empty
        guard let person = ofRun[holder.id] else {
          return head + [.empty, .empty, .empty] + counts
            + [.empty, .empty, .flag(false), .words(Wording("The run did not know this person yet.", "该次运行时尚无此人。")), receipt]
        }
        return head + [.count(person.before), .count(person.new), .count(person.gone)] + counts
          + [
            .amount(person.amountAfter, base), .perMille(Int64(person.saturation)), .flag(person.assignable),
            Self.words { sentence.text(person, $0) }, receipt,
          ]
      })
  }

  /// Today's list of one person: the file that is handed out, and that acknowledges itself when it comes back. With a language its sentences are made in
  /// that one only.
  func list(_ holder: ListHolder, _ language: Language? = nil) -> ReportTable {
    func sentence(_ reason: Reason) -> ReportTable.Cell {
      if let language { return .text(ReasonText.sentence(reason, names, language)) }
      return Self.words { ReasonText.sentence(reason, names, $0) }
    }
    return ReportTable(
      "list", Wording(String(holder.code.prefix(31)), String(holder.code.prefix(31))),
      [
        .init("run", "run", "运行", .identity, Wording("The run whose day the list is for.", "清单所属的运行。")),
        .init("collector", "collector", "催收员", .identity, Wording("Whose list it is.", "清单归属的催收员。")),
        .init("place", "place", "顺序", .count, Wording("Order in which the day is worked.", "当天处理的顺序。")),
        .init("part", "part", "部分", .text, Wording("Promises due, clocks, new tonight, the rest.", "承诺到期、时限、当晚新案、其余。")),
        .init(
          "case_id", "case", "案件", .identity, Wording("The agency's number: allot explain finds the case by it.", "机构内部的案件号，可据此查案。")),
        .init("reference", "reference", "编号", .identity, Wording("The client's number, masked.", "委托方编号（已掩码）。")),
        .init("client", "client", "委托方", .text, Wording("Who entrusted the case.", "案件的委托方。")),
        .init("class", "class", "类别", .text, Wording("Class of the case.", "案件类别。")),
        .init("class_why", "why this class", "类别原因", .text, Wording("What the class rests on.", "类别的依据。")),
        .init("amount", "amount", "金额", .amount, Wording("Outstanding.", "欠款。")),
        .init("due_on", "promise due", "承诺日", .day, Wording("Day of a promise that payments have not met.", "未还足的承诺到期日。")),
        .init("due_amount", "promised", "承诺金额", .amount, Wording("What was promised for that day.", "该日承诺的金额。")),
        .init(
          "first_contact_by", "contact by", "首次联系期限", .day,
          Wording(
            "Last day of the first contact by the service rule of the case's policy; empty once there was contact.",
            "按案件所属策略的服务规则，首次联系的最后一天；已有联系则为空。")),
        .init("held_since", "mine since", "接手日", .day, Wording("Since when this person has the case.", "何时接手。")),
        .init("last_contact", "last contact", "最后联系", .day, Wording("Day of the last contact of any kind.", "最近一次任何方式的联系日。")),
        .init("due_back_on", "back on", "退案日", .day, Wording("When the case goes back to the client.", "退回委托方的日期。")),
        .init("why_mine", "why mine", "为何归我", .text, Wording("The reason of the decision that gave it.", "分得该案的决定的原因。")),
      ],
      rows: (held[holder.id] ?? []).enumerated().map { index, one in
        [
          .count(run.id), .text(holder.code), .count(Int64(index + 1)), Self.part(one.part), .count(one.caseID), .text(one.reference),
          .text(one.client),
          .term(one.caseClass.word, Words.caseClass(one.caseClass)),
          one.classReason.map(sentence) ?? .empty,
          .amount(one.amount, one.currency), .day(one.dueOn), one.dueOn.isKnown ? .amount(one.dueAmount, one.currency) : .empty,
          .day(one.firstContactBy), .day(one.heldSince), .day(one.lastContact), .day(one.dueBackOn),
          one.reason.map(sentence) ?? .words(Wording("The file of cases named this person.", "案件文件中已指定此人。")),
        ]
      })
  }

  private static func part(_ part: ListedCase.Part) -> ReportTable.Cell {
    switch part {
    case .promise: .term("promise_due", Wording("promise due", "承诺到期"))
    case .clock: .term("clock", Wording("clock", "时限"))
    case .new: .term("new", Wording("new tonight", "当晚新案"))
    case .rest: .term("rest", Wording("rest", "其余"))
    }
  }

  // MARK: Page and workbook

  private var title: Wording { Wording("Team's lists", "小组清单") }

  private var sentence: Wording {
    let (people, cases) = (lists.holders.count, lists.cases.count)
    let due = lists.cases.count { $0.part == .promise }
    let new = lists.cases.count { $0.givenBy == run.id }
    let clocks = lists.cases.count { $0.firstContactBy.isKnown && $0.firstContactBy <= run.key.slot }
    return Wording(
      "\(people) \(people == 1 ? "person holds" : "people hold") \(cases) open \(Plural.of(cases, "case")): \(due) with a promise due, \(clocks) whose first contact runs out, \(new) new tonight.",
      "\(people) 人持有 \(cases) 件在案案件：承诺到期 \(due) 件，首次联系到期 \(clocks) 件，当晚新案 \(new) 件。")
  }

  private var flags: [Wording] {
    let missing = lists.missing.map(\.code)
    guard !missing.isEmpty else { return [] }
    let shown = missing.prefix(20)
    return [
      Wording(
        "Not picked up yet: \(shown.joined(separator: ", "))\(missing.count > 20 ? " … (\(missing.count) in all)" : "").",
        "尚未领取：\(shown.joined(separator: "、"))\(missing.count > 20 ? "……（共 \(missing.count) 人）" : "")。")
    ]
  }

  /// The page of the team: everybody, then each one's list below a closed heading.
  var page: TablePage {
    let everybody = TablePage.Section(
      Wording("People", "人员"),
      notes: [
        Wording("Why somebody got so few or so many is by comparison with everybody of the run.", "分得多少的原因是与该次运行的全体人员比较得出。"), Self.left,
      ],
      table: people)
    return TablePage(
      kicker: title, heading: team, day: run.key.slot.description,
      meta: Wording("\(figures.header.agencyName) · run \(run.id)", "\(figures.header.agencyName) · 运行 \(run.id)"), sentence: sentence,
      flags: flags,
      sections: [everybody]
        + lists.holders.map { holder in
          TablePage.Section(Wording(holder.code, holder.code), table: Self.shown(list(holder)), isFolded: true)
        })
  }

  /// Without the columns that say the same in every row.
  private static func shown(_ table: ReportTable) -> ReportTable {
    var table = table
    table.columns.removeFirst(2)
    table.rows = table.rows.map { Array($0.dropFirst(2)) }
    return table
  }

  /// One workbook: everybody, and a sheet per person.
  func workbook(_ language: Language) throws -> [UInt8] {
    let cover = ReportCover(
      title: title, sentence: sentence,
      facts: [
        (Wording("Team", "小组"), Wording(team, team)),
        (Wording("Run", "运行"), Wording("\(run.id), \(run.key.slot)", "\(run.id)，\(run.key.slot)")),
        (Wording("Filter", "筛选"), Wording("people of this team and the cases they hold; case numbers masked", "该组人员及其持有案件；案件编号已掩码")),
        (Wording("Left out", "未列入"), Self.left),
      ] + flags.map { (Wording("To know", "请注意"), $0) }, made: LocalTime(microseconds: Int64(run.key.slot.rawValue) * 86_400_000_000),
      program: program)
    return try ReportWorkbook.bytes(cover: cover, tables: [people.wrapped] + lists.holders.map { list($0, language) }, language: language)
  }
}
