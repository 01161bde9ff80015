import Feeds
import Identity
package import Imports
import Intake
import Portfolio
import Speech
import Tables
import Wire
import Words

extension Answer {
  /// What became of files that were loaded, one after the other, and the names that came into being with them; `lists`: collectors' lists that came back,
  /// and how many had not been noted before.
  package static func imported(_ reports: [ImportReport], _ names: NewNames, lists: (noted: Int, of: Int)? = nil) -> Answer {
    let noted = lists.map { [("lists", JSON.object([("noted", JSON($0.noted)), ("before", JSON($0.of - $0.noted))]))] } ?? []
    return Answer(.object([("files", .array(reports.map(\.json))), ("new_names", names.json)] + noted)) { style in
      reports.map { $0.text(style) }.joined() + Answer.named(names, lists: lists).text(style)
    }
  }
}

extension AnswerStyle {
  /// The first eight, and that there are more.
  fileprivate func few(_ items: [String]) -> String { list(items.prefix(8)) + (items.count > 8 ? say(", …", "等") : "") }
  /// Names with their numbers, the most frequent first.
  fileprivate func mostFirst(_ counts: [Wording: Int]) -> [String] {
    counts.sorted { ($1.value, $0.key.en) < ($0.value, $1.key.en) }.map { "\(say($0.key)) \(Text.grouped($0.value))" }
  }
}

extension ImportReport {
  /// The rows by what became of them, and below what a person should know.
  func text(_ style: AnswerStyle) -> String {
    let name = style.say("\(feed.rawValue) \(file): ", "\(Words.feed(feed).zh) \(file)：")
    if let notRead { return name + style.say("not read: \(notRead.en)\n", "未读取：\(notRead.zh)\n") }
    guard let read else { return name + style.say("no rows\n", "无数据行\n") }
    var text = name + style.clauses(counts(read, style)) + style.say(" (\(Text.seconds(duration)))\n", "（\(Text.seconds(duration, .zh))）\n")
    func add(_ en: String, _ zh: String) { text += "  " + style.say(en, zh) + "\n" }
    if let mapping { add("read by \(mapping.told.en)", "按\(mapping.told.zh)读取") }
    if let sheet = read.sheet {
      // What was chosen, and what of it nobody sees who opens the workbook.
      if sheet.others > 0 {
        add("sheet “\(sheet.name)”; other sheets, not read: \(sheet.others)", "工作表“\(sheet.name)”；另有 \(sheet.others) 个工作表未读取")
      } else {
        add("sheet “\(sheet.name)”", "工作表“\(sheet.name)”")
      }
      let (hidden, filtered) = (Text.grouped(sheet.hiddenRows), Text.grouped(sheet.filteredRows))
      if sheet.hiddenRows > 0 { add("hidden rows, read like the others: \(hidden)", "隐藏的行，已照常读取：\(hidden) 行") }
      if sheet.filteredRows > 0 { add("rows left out by a filter, read like the others: \(filtered)", "被筛选隐去的行，已照常读取：\(filtered) 行") }
    }
    if !["", "UTF-8", "GB18030"].contains(read.encoding) { add("read as \(read.encoding)", "按 \(read.encoding) 编码读取") }
    if !tones.isEmpty {
      let found = Tone.allCases.map { "\(style.say($0.word, Words.tone($0).zh)) \(Text.grouped(tones[$0] ?? 0))" }
      add("tone: \(style.list(found))", "语气：\(style.list(found))")
    }
    if twoVoices > 0 {
      let (number, isOne) = (Text.grouped(twoVoices), twoVoices == 1)
      add(
        "\(number) \(isOne ? "conversation has" : "conversations have") two voices and no names of speakers: not judged as the debtor's (label the turns, “Agent:” and “Customer:”, or say in a mapping that all is the debtor's: constants: { party: debtor })",
        "\(number) 条沟通有两方说话而未标明说话人，未计为债务人的话（请在每句前标明“催收员：”“客户：”；若全部是债务人的话或其小结，请在映射中写 constants: { party: 本人 }）")
    }
    if collectorsWords > 0 {
      let (number, isOne) = (Text.grouped(collectorsWords), collectorsWords == 1)
      add(
        "\(number) \(isOne ? "conversation has" : "conversations have") only the collector's words: not judged as the debtor's",
        "\(number) 条沟通只有催收员的话，未计为债务人的话")
    }
    if promises > 0 {
      let count = Text.grouped(promises)
      add(
        "promises heard: in \(count) conversations the debtor names a day (allot explain CASE shows it)",
        "听到的承诺：\(count) 段沟通中债务人说了还款日（allot explain 案件 可查看）")
    }
    if !missing.isEmpty {
      let names = style.list(missing.map(style.say))
      add("not in force, so without a say in it: \(names) (allot policy apply)", "未生效，故未参与判定：\(names)（allot policy apply）")
    }
    let beyond = applied.reversedBeyondPaid
    if !beyond.isEmpty {
      let numbers = style.few(beyond)
      add("more was reversed than was ever paid: \(numbers); look for the payment that is missing", "冲正金额超过已还金额：\(numbers)；请查找缺少的还款记录")
    }
    if !read.unmappedCodes.isEmpty {
      let codes = style.few(style.mostFirst(read.unmappedCodes))
      add("codes the mapping does not know, counted as unknown: \(codes)", "映射中没有的代码，按未知计：\(codes)")
    }
    if read.blocked > 0 {
      let calls = Text.grouped(read.blocked)
      add(
        "refused by carriers for the number that calls, no evidence about anybody: \(calls) \(read.blocked == 1 ? "call" : "calls"); have that number looked at",
        "因主叫号码被运营商拦截、不作任何依据：\(calls) 次；请检查该外显号码")
    }
    if !applied.unknownAgents.isEmpty {
      let names = style.few(style.mostFirst(applied.unknownAgents))
      add(
        "nobody is called that, so the work is nobody's: \(names) (a column agents of the collectors file says whose it is)",
        "没有人叫这些名字，工作量未计给任何人：\(names)（可在催收员文件的 agents 列写明归谁）")
      let meant = applied.meantAgents.sorted { $0.key.en < $1.key.en }.map { "\($0.key.en) → \($0.value)" }
      if !meant.isEmpty {
        let pairs = style.few(meant)
        add("did you mean: \(pairs)? zeros may be lost on the way through a spreadsheet", "是否应为：\(pairs)？前导零可能在电子表格中丢失")
      }
    }
    let unusable = UnusableNumber.allCases.compactMap { kind in
      read.unusableNumbers[kind].map { Words.unusable(kind, Text.grouped($0)) }
    }
    if !unusable.isEmpty {
      let kinds = style.list(unusable.map(style.say))
      add("numbers that reach nobody, left out: \(kinds)", "打不到人的号码，已略去：\(kinds)")
    }
    if !read.droppedColumns.isEmpty {
      let columns = style.list(read.droppedColumns)
      add("identifying columns left out: \(columns)", "含身份信息的列已略去：\(columns)")
    }
    if !read.extraColumns.isEmpty {
      let columns = style.list(read.extraColumns)
      add(
        "kept as they are: \(columns) (what says who somebody is belongs under ignore in a mapping)",
        "原样保存的列：\(columns)（其中如有身份信息，请在映射的 ignore 中列出）")
    }
    if !takenOver.isEmpty {
      let sources = style.list(takenOver.map { "\($0.source) \(Text.grouped($0.attempts))" })
      add(
        "on record from another source, counted once and read as in this file: \(sources)", "此前已由其他来源入库，只计一次，按本文件解读：\(sources)")
    }
    for one in readAs.prefix(8) {
      let rows = Text.grouped(one.rows)
      add(
        "region “\(one.written)” read as “\(one.read)”, the name on record (\(rows) \(one.rows == 1 ? "row" : "rows"))",
        "地区“\(one.written)”按已有名称“\(one.read)”读取（\(rows) 行）")
    }
    if readAs.count > 8 {
      let more = Text.grouped(readAs.count - 8)
      add("… and \(more) more regions", "……另有 \(more) 个地区")
    }
    for (rows, what) in told where rows.count > 0 {
      let (number, lines) = (Text.grouped(rows.count), style.list(rows.lines.map(String.init)))
      let more = rows.count > rows.lines.count
      add(
        "\(what.en): \(number) \(rows.count == 1 ? "row" : "rows"), lines \(lines)\(more ? ", …" : "")",
        "\(what.zh)：\(number) 行，行号 \(lines)\(more ? "等" : "")")
    }
    if applied.inFigure.count > 0 {
      let (number, ofDay) = (Text.grouped(applied.inFigure.count), Text.grouped(applied.onFigureDay))
      let isOne = applied.inFigure.count == 1
      add(
        "\(number) \(isOne ? "payment lowers" : "payments lower") nothing: of the day of the client's figure or before, so the figure has \(isOne ? "it" : "them"); of that very day: \(ofDay) (balance_on, or `balance` in the mapping of the case file, says which day the figure is of)",
        "\(number) 笔还款不减少欠款：日期不晚于委托方所报欠款的日期，该欠款已含这些还款；其中当日 \(ofDay) 笔（欠款属于哪一天，可由案件文件的 `balance_on` 列或其映射的 `balance` 写明）")
    }
    if applied.reread > 0 {
      let calls = Text.grouped(applied.reread)
      add(
        "on record already, read before with other columns or without ids, counted once: \(calls) \(applied.reread == 1 ? "call" : "calls")",
        "此前已按其他列或不带编号读入、只计一次的通话：\(calls) 次")
    }
    for reject in firstRejects {
      let column = reject.column.isEmpty ? "" : reject.column + style.say(": ", "：")
      text += "  \(reject.position.file):\(reject.position.place): \(column)\(style.say(reject.why))\n"
    }
    if rejected > firstRejects.count {
      let more = Text.grouped(rejected - firstRejects.count)
      add("… and \(more) more", "……另有 \(more) 行")
    }
    if let rejectsFile { add("rejected rows: \(rejectsFile)", "拒收行见：\(rejectsFile)") }
    if let rejectsProblem { add("rejected rows were not written: \(rejectsProblem.en)", "拒收行未能写出：\(rejectsProblem.zh)") }
    return text
  }

  /// Rows that were taken and of which a person should know, in the order in which they are said.
  private var told: [(rows: NamedRows, what: Wording)] {
    [
      (
        applied.doubts,
        Wording(
          "taken, but \(Doubts.factor) times what is owed or more; is the unit right?", "已入库，但金额达到欠款的 \(Doubts.factor) 倍或更多，请核对单位")
      ),
      (applied.aboveDebt, Wording("taken, but more than is owed", "已入库，但金额超过欠款")),
      (
        applied.ahead,
        Wording("dated ahead, so nothing is lowered before that day; is the date right?", "日期在将来，到期前不减少欠款，请核对日期")
      ),
      (
        applied.datedAhead,
        Wording("taken, but the day overdue or entrusted lies ahead; is the date right?", "已入库，但逾期日期或委案日期在将来，请核对日期")
      ),
      (
        applied.superseded,
        Wording("a later row of the file has the same id and says something else; that one was taken", "文件后面有同一编号而内容不同的行，已采用后面的行")
      ),
    ]
  }

  private func counts(_ read: IntakeSummary, _ style: AnswerStyle) -> [String] {
    var parts: [String] = []
    func add(_ number: Int, _ en: String, _ zh: (String, String)) {
      let number = Text.grouped(number)
      parts.append(style.say("\(number) \(en)", "\(zh.0) \(number) \(zh.1)"))
    }
    add(applied.inserted, "new", ("新增", "行"))
    add(applied.changed, "changed", ("变更", "行"))
    add(applied.unchanged, "unchanged", ("未变", "行"))
    if rejected > 0 { add(rejected, "rejected", ("拒收", "行")) }
    if read.sums > 0 { add(read.sums, read.sums == 1 ? "sum left out" : "sums left out", ("略去合计", "行")) }
    if read.aboveHeader > 0 {
      add(read.aboveHeader, read.aboveHeader == 1 ? "line above the header left out" : "lines above the header left out", ("略去表头以上", "行"))
    }
    if read.skipped > 0 { add(read.skipped, "left out by the mapping", ("按映射略去", "行")) }
    if read.addedUp > 0 {
      add(
        read.addedUp, read.addedUp == 1 ? "added to another part of its day" : "added to other parts of their days", ("并入同一天其他时段", "行"))
    }
    if read.merged > 0 { add(read.merged, "merged into other legs of their call", ("并入同一通话的其他分段", "行")) }
    if applied.withoutCase > 0 { add(applied.withoutCase, "name no case", ("未注明案件", "行")) }
    if applied.byContract > 0 { add(applied.byContract, "found their case by its contract", ("按合同号找到案件", "行")) }
    return parts
  }

  /// As `docs/json.md` describes a file that came in.
  var json: JSON {
    let counts: [(String, JSON)] = [
      ("feed", .string(feed.rawValue)), ("file", .string(file)), ("inserted", JSON(applied.inserted)), ("changed", JSON(applied.changed)),
      ("unchanged", JSON(applied.unchanged)), ("rejected", JSON(rejected)), ("skipped", JSON(read?.skipped ?? 0)),
      ("merged", JSON(read?.merged ?? 0)), ("sums", JSON(read?.sums ?? 0)), ("above_header", JSON(read?.aboveHeader ?? 0)),
      ("without_case", JSON(applied.withoutCase)), ("reversed_beyond_paid", .array(applied.reversedBeyondPaid.map { .string($0) })),
    ]
    let end: [(String, JSON)] = [
      ("mapping", mapping?.json ?? .null),
      ("rejects_file", JSON(rejectsFile)), ("kept_columns", .array((read?.extraColumns ?? []).map { .string($0) })),
      ("left_out_columns", .array((read?.droppedColumns ?? []).map { .string($0) })),
      ("encoding", JSON(read.flatMap { $0.encoding.isEmpty ? nil : $0.encoding })),
      ("sheet", JSON(read?.sheet?.name)), ("hidden_rows", JSON(read?.sheet?.hiddenRows ?? 0)),
      ("filtered_rows", JSON(read?.sheet?.filteredRows ?? 0)),
      ("milliseconds", JSON(Text.milliseconds(duration))), ("error", JSON(notRead?.en)),
    ]
    return .object(counts + assumedJSON + judgedJSON + end)
  }

  /// What was read otherwise than it stands, or counts for nobody.
  private var assumedJSON: [(String, JSON)] {
    let regions = readAs.map { JSON.object([("written", .string($0.written)), ("read", .string($0.read)), ("rows", JSON($0.rows))]) }
    let agents = applied.unknownAgents.map { ($0.key.en, JSON($0.value)) }.sorted { $0.0 < $1.0 }
    let numbers = UnusableNumber.allCases.compactMap { kind in read?.unusableNumbers[kind].map { (kind.rawValue, JSON($0)) } }
    return [
      ("taken_over", JSON(takenOver.reduce(0) { $0 + $1.attempts })), ("read_as", .array(regions)),
      ("doubtful", JSON(applied.doubts.count)), ("doubtful_lines", .array(applied.doubts.lines.map { JSON($0) })),
      ("above_debt", JSON(applied.aboveDebt.count)), ("above_debt_lines", .array(applied.aboveDebt.lines.map { JSON($0) })),
      ("ahead", JSON(applied.ahead.count)), ("ahead_lines", .array(applied.ahead.lines.map { JSON($0) })),
      ("dated_ahead", JSON(applied.datedAhead.count)), ("dated_ahead_lines", .array(applied.datedAhead.lines.map { JSON($0) })),
      ("superseded", JSON(applied.superseded.count)), ("superseded_lines", .array(applied.superseded.lines.map { JSON($0) })),
      ("in_figure", JSON(applied.inFigure.count)), ("on_figure_day", JSON(applied.onFigureDay)), ("reread", JSON(applied.reread)),
      ("added_up", JSON(read?.addedUp ?? 0)),
      ("blocked", JSON(read?.blocked ?? 0)), ("by_contract", JSON(applied.byContract)), ("unknown_agents", .object(agents)),
      ("unusable_numbers", .object(numbers)),
    ]
  }

  private var judgedJSON: [(String, JSON)] {
    let codes = (read?.unmappedCodes ?? [:]).map { ($0.key.en, JSON($0.value)) }.sorted { $0.0 < $1.0 }
    return [
      ("tones", .object(Tone.allCases.compactMap { tone in tones[tone].map { (tone.word, JSON($0)) } })),
      ("promises", JSON(promises)), ("two_voices", JSON(twoVoices)), ("collectors_words", JSON(collectorsWords)),
      ("not_in_force", .array(missing.map { .string($0.en) })), ("unmapped_codes", .object(codes)),
    ]
  }
}

extension MappingOrigin {
  fileprivate var told: Wording {
    switch self {
    case .file(let path): Wording("the mapping in \(path)", "映射文件 \(path) ")
    case .inForce(let name, let version): Wording("mapping \(name), version \(version) in force", "生效中的映射 \(name)（第 \(version) 版）")
    case .shipped(let name): Wording("mapping \(name), which comes with allot", "自带的映射 \(name) ")
    }
  }

  fileprivate var json: JSON {
    switch self {
    case .file(let path): ["name": .string(path), "from": "file", "version": .null]
    case .inForce(let name, let version): ["name": .string(name), "from": "in_force", "version": JSON(version)]
    case .shipped(let name): ["name": .string(name), "from": "shipped", "version": .null]
    }
  }
}
