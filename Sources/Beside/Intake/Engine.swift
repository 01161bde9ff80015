import Discretion
import Identity
import Portfolio
import Speech
import Tables

/// Reads one file: records in, rows and rejects out.
struct Engine<Decoder: RowDecoder> {
  private(set) var summary = IntakeSummary()
  let header: ResolvedHeader
  let file: String
  var records: any RecordSource
  let options: IntakeOptions
  private var decoder: Decoder
  var record = Record()
  /// A record read ahead: the first row, in order to know that there is one.
  private var hasPending = false
  private var rest: [Decoder.Row] = []
  private var isFirst = true
  private var isDone = false
  /// A reject file that was mended: what keeps a spreadsheet from running its cells is taken off.
  private let isMended: Bool
  private var sums: SumRule
  /// A column that is cheap to compare with its header in every row.
  private let probe: (index: Int, name: [UInt8])
  private let mask = Array(Reject.mask.utf8)

  /// Opens the file and finds its header. `survey` is what an engine that went through all of it before found.
  init(_ feed: Feed, _ source: FileSource, _ options: IntakeOptions, _ survey: Survey? = nil) throws(FileFault) {
    file = source.name
    self.options = options
    if let mapping = options.mapping, mapping.feed != feed {
      throw FileFault(
        .mapping, file: source.name,
        Wording(
          "the mapping “\(mapping.name)” is for \(mapping.feed.rawValue), not for \(feed.rawValue)",
          "映射“\(mapping.name)”用于 \(mapping.feed.rawValue)，不用于 \(feed.rawValue)"),
        hint: Wording("give the mapping of this feed", "请给出用于该类文件的映射"))
    }
    let form = FileForm(
      encoding: options.encoding ?? options.mapping?.encoding, separator: options.mapping?.separator, sheet: options.sheet)
    records = try Records.open(source, form) { titles in
      (try? ResolvedHeader(titles, feed: feed, mapping: options.mapping, file: source.name, line: 1)) != nil
    }
    var search = HeaderSearch<Decoder>(feed: feed, options: options, file: source.name)
    var resolved = try search.find(&records, &record)
    hasPending = search.hasRow
    isMended = search.isMended
    let names = resolved.names
    guard hasPending else {
      throw FileFault(
        .headerOnly, file: source.name, line: search.line, cell: search.cell, Wording("the file has a header and no rows", "文件只有表头，没有行"))
    }
    if let survey { resolved.settle(survey) }
    header = resolved
    decoder = try Decoder(FieldReading(resolved, options), file: source.name)
    sums = SumRule(feed, resolved, lines: survey?.sumLines ?? [])
    let probed = FeedSchema.fields(of: feed).map { resolved.cell($0.field).index }.first { $0 >= 0 } ?? 0
    probe = (probed, Array(names[probed].utf8))
    summary.encoding = records.facts.encoding?.name ?? ""
    summary.digest = records.facts.digest
    summary.byteCount = records.facts.byteCount
    summary.sheet = records.sheet
    summary.aboveHeader = search.above
    summary.droppedColumns = resolved.dropped.map { Shown.written(names[$0], limit: 40) }
    let extra = feed == .cases ? resolved.extra : []
    summary.extraColumns = extra.map { Shown.written(names[$0], limit: 40) }.filter { !$0.isEmpty }
  }

  mutating func next(_ maxRows: Int) throws(FileFault) -> Batch<Decoder.Row>? {
    var batch = Batch<Decoder.Row>()
    while batch.rows.count + batch.rejects.count < maxRows {
      if isDone {
        if rest.isEmpty { break }
        batch.rows.append(rest.removeLast())
        continue
      }
      if !hasPending, !(try records.next(&record)) {
        rest = decoder.finish().reversed()
        isDone = true
        continue
      }
      hasPending = false
      try read(into: &batch)
    }
    summary.rows += batch.rows.count
    summary.rejects += batch.rejects.count
    summary.unmappedCodes = decoder.unmappedCodes
    summary.merged = decoder.merged
    summary.addedUp = decoder.addedUp
    summary.blocked = decoder.blocked
    summary.unusableNumbers = decoder.unusable
    summary.sheet = records.sheet
    return batch.rows.isEmpty && batch.rejects.isEmpty ? nil : batch
  }

  private mutating func read(into batch: inout Batch<Decoder.Row>) throws(FileFault) {
    if let fault = record.fault {
      batch.rejects.append(whole(fault))
      return
    }
    if record.count != header.names.count {
      if record.isBlank { return }
      guard fit() else {
        let expected = header.names.count
        batch.rejects.append(
          whole(
            Wording(
              "the row has \(record.count) fields; expected \(expected), as in the header",
              "该行有 \(record.count) 个字段；应与表头一样为 \(expected) 个")))
        return
      }
    }
    if isMended { RejectWriter.undoGuards(&record) }
    try refuseHeaderLine()
    if sums.isSum(record) {
      summary.sums += 1
      return
    }
    if header.leavesOut(record) {
      summary.skipped += 1
      return
    }
    if let index = header.read.first(where: { record.raw($0).elementsEqual(mask) }) ?? maskedExtra() {
      batch.rejects.append(masked(index))
      return
    }
    if let index = header.exact.first(where: { record.kind($0) == .cutNumber }) {
      batch.rejects.append(reject(Unfit(LostDigits.inSheet, in: Cell(index: index, name: header.names[index], field: .caseNo))))
      return
    }
    for index in header.dropped where record.value(index) != nil { summary.droppedValues += 1 }
    do throws(Unfit) {
      if let row = try decoder.decode(record) { batch.rows.append(row) }
    } catch {
      if record.isBlank { return }
      batch.rejects.append(reject(error))
    }
  }

  /// A mask that the file of rejects put in place of a value which is kept. In the client's own file it is his way of saying nothing.
  private func maskedExtra() -> Int? {
    // What stands before the row's own columns says where and why, the value that was refused included.
    isMended ? header.extra.first { $0 >= RejectWriter.columns.count && record.raw($0).elementsEqual(mask) } : nil
  }

  /// Spreadsheets leave the last separators of a row out where its last cells are empty: they are put back. False where there are more fields than
  /// columns, and something in them.
  private mutating func fit() -> Bool {
    while record.count < header.names.count { record.endField() }
    return (header.names.count..<record.count).allSatisfy { Blank.trim(record.raw($0)).isEmpty }
  }

  private mutating func refuseHeaderLine() throws(FileFault) {
    guard isFirst || record.raw(probe.index).elementsEqual(probe.name) else { return }
    isFirst = false
    if header.isHeaderLine(record) {
      throw FileFault(
        .secondHeader, file: file, line: record.line, cell: record.cell(), Wording("a header line stands among the rows", "数据行中间有一行表头"),
        hint: Wording("delete the line, or give the two parts as two files", "请删去这一行，或把两部分分成两个文件"))
    }
  }

  /// Goes through all records without making rows of them. Throws what is wrong with the file as a whole, wherever it stands; afterwards nothing
  /// can be read.
  mutating func survey() throws(FileFault) -> Survey {
    var survey = Survey(header)
    repeat {
      survey.count(record)
      guard record.fault == nil, fit() else { continue }
      try refuseHeaderLine()
      if sums.isCandidate(record) { survey.candidates.insert(record.line) }
      survey.add(record)
    } while try records.next(&record)
    if !records.facts.hasLastLineEnd { try survey.refuseCutOff(file: file) }
    return survey
  }

  /// Which of the rows that have nothing but amounts are the sums of those above, found by adding up.
  mutating func addUp(_ survey: inout Survey) throws(FileFault) {
    let columns = header.moneyCells + header.hourCells
    let reading = FieldReading(header, options)
    var (all, part) = ([Int64](repeating: 0, count: columns.count), [Int64](repeating: 0, count: columns.count))
    repeat {
      guard record.fault == nil, fit() else { continue }
      let amounts = columns.map { cell in
        cell.field.isMoney
          ? try? reading.money(cell, cell.currencies.first ?? options.currency, record) : try? reading.sumOfHours(cell, record)
      }
      if survey.candidates.contains(record.line) {
        let filled = amounts.indices.filter { record.value(columns[$0].index) != nil }
        let isSum = [all, part].contains { sums in filled.allSatisfy { amounts[$0] == sums[$0] } && filled.contains { sums[$0] != 0 } }
        if isSum {
          survey.sumLines.insert(record.line)
          part = part.map { _ in 0 }
        }
      } else if sums.isSum(record) {
        part = part.map { _ in 0 }
      } else {
        for (index, amount) in amounts.enumerated() {
          guard let amount else { continue }
          all[index] &+= amount
          part[index] &+= amount
        }
      }
    } while try records.next(&record)
  }

  /// A row that was taken from a reject file with its masks: they are no values.
  private func masked(_ index: Int) -> Reject {
    let reason = Wording(
      "holds the mask \(Reject.mask) of a reject file; write the value there, or take the row from the file it was rejected from",
      "是拒收文件里的掩码 \(Reject.mask)；请填入原值，或从被拒收的原文件中取该行")
    return Reject(
      position: position(index), column: header.names[index], value: Reject.mask, why: reason, row: row)
  }

  private func position(_ column: Int? = nil) -> RowPosition {
    RowPosition(file: file, line: record.line, cell: record.cell(column: column))
  }

  /// A record that is at fault itself; of a sheet the cell is named.
  private func whole(_ fault: Record.Fault) -> Reject {
    guard case .unreadCell(let column, let why) = fault else { return whole(fault.words) }
    return Reject(
      position: position(column), column: column < header.names.count ? header.names[column] : "", value: "", why: why, row: row)
  }

  /// Which cell belongs to which column nobody knows, so none is shown; the masks say to take the row from the file it stands in.
  private func whole(_ reason: Wording) -> Reject {
    Reject(position: position(), column: "", value: "", why: reason, row: header.names.map { _ in Reject.mask })
  }

  /// The rows that begin on these lines, as rejects show them. Goes forward from where the engine stands, and no further than the last of them.
  mutating func copies(of lines: Set<Int>) throws(FileFault) -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    guard let last = lines.max() else { return found }
    while found.count < lines.count {
      if !hasPending, !(try records.next(&record)) { break }
      hasPending = record.line > last
      if hasPending { break }
      if lines.contains(record.line), record.fault == nil { found[record.line] = row }
    }
    return found
  }

  /// The present record, a cell for every column of the header.
  private var row: [String] { header.names.indices.map { $0 < record.count ? shown($0) : "" } }

  private func reject(_ unfit: Unfit) -> Reject {
    var value = ""
    if let cell = unfit.cell, cell.isColumn { value = shown(cell.index) }
    // The value went through the masks already, by its column's own rule.
    return Reject(
      position: position(unfit.cell.flatMap { $0.isColumn ? $0.index : nil }), column: unfit.cell?.name ?? "", value: value,
      why: unfit.reason, row: row, mayBeLong: true)
  }
}

extension Engine {
  private func shown(_ index: Int) -> String {
    let isNumber = header.cell(.caseNo).index == index || header.cell(.contract).index == index || header.cell(.id).index == index
    let text = record.text(index)
    // A long number slipped into the wrong column; numbers of cases, contracts and records are ours to show.
    return header.isMasked[index] && !text.isEmpty ? Reject.mask : Reject.shown(text, mayBeLong: isNumber)
  }
}

extension FeedReader {
  convenience init<Decoder: RowDecoder>(
    _: Decoder.Type, _ feed: Feed, _ source: FileSource, _ options: IntakeOptions
  ) throws(FileFault) where Decoder.Row == Row {
    // A file is gone through before any of it counts: one that is cut off or has a second header changes nothing, and its rows say how amounts are
    // written.
    var first = try Engine<Decoder>(feed, source, options)
    var survey = try first.survey()
    if !survey.candidates.isEmpty {
      var second = try Engine<Decoder>(feed, source, options, survey)
      try second.addUp(&survey)
    }
    let copies = RowCopies { () throws(FileFault) in try Engine<Decoder>(feed, source, options, survey) }
    var engine = try Engine<Decoder>(feed, source, options, survey)
    self.init(
      header: engine.header.names, file: source.name,
      step: { (maxRows) throws(FileFault) in try engine.next(maxRows) },
      copy: { (lines) throws(FileFault) in try copies.rows(lines) },
      state: { engine.summary },
      column: { field in
        let index = engine.header.cell(field).index
        return index >= 0 ? index : nil
      })
  }
}
