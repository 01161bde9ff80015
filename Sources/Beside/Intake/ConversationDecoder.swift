import Identity
import Portfolio
import Speech
import Tables

/// Rows of conversation files.
struct ConversationDecoder: RowDecoder {
  private let reading: FieldReading
  private let collector, id, at, time, party, language, text: Cell
  private let parties: [String: Party]

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    collector = header.cell(.collector)
    id = header.cell(.id)
    at = header.cell(.at)
    time = header.cell(.time)
    party = header.cell(.party)
    language = header.cell(.language)
    text = header.cell(.text)
    parties = ColumnWords.parties.merging(reading.options.mapping?.parties ?? [:]) { _, own in own }
  }

  mutating func decode(_ record: Record) throws(Unfit) -> ConversationRow? {
    let key = try reading.key(record)
    let moment = try reading.time(at, clock: time, record)
    guard let words = text.value(in: record) else {
      throw Unfit(Wording("is empty; expected what was said", "为空；应为沟通内容"), in: text)
    }
    let said = String(decoding: words, as: UTF8.self)
    var who = Party.debtor
    if party.isKnown {
      // A word nobody knows is nobody's: it must not count as the debtor's.
      who = try reading.text(party, record).flatMap { ColumnWords.find($0, in: parties) } ?? .unknown
    }
    let collectorCode = try reading.number(collector, record)
    let id = try reading.number(id, record)
    let digest =
      id == nil ? reading.identifiers.rowID(of: key, [String(moment.microseconds), String(moment.offsetSeconds ?? 0), said]) : nil
    var row = ConversationRow(line: record.line, key: key, sourceID: id ?? digest?.name ?? "", at: moment, party: who, text: said)
    row.idWithClient = digest?.withClient
    row.collector = collectorCode
    row.language = try languageCode(record)
    return row
  }

  private func languageCode(_ record: Record) throws(Unfit) -> String? {
    guard let text = try reading.text(language, record) else { return nil }
    switch Folding.word(text) {
    case "中文", "普通话", "汉语", "粤语", "chinese", "mandarin": return "zh"
    case "英文", "英语", "english": return "en"
    case let word:
      let code = word.prefix { $0 != "-" && $0 != "_" }
      return code.utf8.count == 2 ? String(code) : nil
    }
  }
}
