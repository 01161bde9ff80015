import Identity
import Portfolio
import Speech
import Tables

/// Rows of contact attempts, by the code table of their source.
struct AttemptDecoder: RowDecoder {
  /// Distinct unmapped codes that are counted by name; free text in a code column must not cost memory.
  private static let codeLimit = 500

  private var reading: FieldReading
  private let collector, inboundCollector, id, at, time, channel, talk, point, inboundPoint, party, direction, automatic: Cell
  private let outcomes: [Cell]
  private let table: OutcomeTable
  private let source: String
  private let parties: [String: Party]
  private let directions: [String: Bool]
  private let channels: [String: Channel]
  private let nobody: Set<String>
  private(set) var unmappedCodes: [Wording: Int] = [:]
  private(set) var blocked = 0
  private var legs = CallLegs()
  private var entries: [String: CodeEntry] = [:]
  var merged: Int { legs.merged }
  var unusable: [UnusableNumber: Int] { reading.unusable }

  init(_ reading: FieldReading, file: String) throws(FileFault) {
    self.reading = reading
    let header = reading.header
    collector = header.cell(.collector)
    inboundCollector = header.cell(.inboundCollector)
    id = header.cell(.id)
    at = header.cell(.at)
    time = header.cell(.time)
    channel = header.cell(.channel)
    talk = header.cell(.talkSeconds)
    point = header.cell(.point)
    inboundPoint = header.cell(.inboundPoint)
    party = header.cell(.party)
    direction = header.cell(.direction)
    automatic = header.cell(.automatic)
    outcomes = header.all(.outcome)
    let mapping = reading.options.mapping
    table = mapping.flatMap { $0.codes.isEmpty ? nil : $0.codes } ?? .neutral
    source = mapping.map { $0.source ?? $0.name } ?? "csv"
    parties = ColumnWords.parties.merging(mapping?.parties ?? [:]) { _, own in own }
    directions = ColumnWords.inbound.merging(mapping?.inbound ?? [:]) { _, own in own }
    channels = ColumnWords.channels.merging(mapping?.channels ?? [:]) { _, own in own }
    nobody = mapping?.nobody ?? []
    if !header.has(.caseNo), !point.isKnown {
      throw FileFault(
        .header, file: file, line: 1, Wording("nothing says which case an attempt belongs to", "看不出联系记录属于哪个案件"),
        hint: Wording(
          "add a column case_no (案件编号) or point (电话号码), or name one in a mapping (--mapping)",
          "请增加列 case_no（案件编号）或 point（电话号码），或在映射中指定（--mapping）"))
    }
  }

  mutating func decode(_ record: Record) throws(Unfit) -> AttemptRow? {
    let key = try reading.keyIfAny(record)
    let moment = try reading.time(at, clock: time, record)
    let isInbound = try inbound(record)
    let way = try reading.word(channel, channels, expected: .listed(Channel.allCases.map(\.word)), record) ?? .phone
    let seconds = try talkSeconds(record)
    let code = try rawCode(record)
    let entry = known(code, record.line)
    let meaning = entry.meaning(talkSeconds: seconds)
    let shownCode = meaning.keyword ?? entry.stored
    if !meaning.isMapped { count(entry.told) }
    var who = Party.debtor
    if party.isKnown {
      who = try reading.text(party, record).flatMap { ColumnWords.find($0, in: parties) } ?? .unknown
    }
    var contact = ContactCode(channel: way, outcome: meaning.outcome, party: meaning.party ?? who, inbound: isInbound)
    contact = contact.consistent
    contact.automatic = try reading.word(automatic, ColumnWords.yesNo, expected: Wording("yes or no", "yes 或 no"), record) ?? false
    let cell = isInbound && inboundPoint.isKnown ? inboundPoint : point
    var number = try reading.text(cell, record)
    if let stated = number { number = try Identifier.isMasked(stated) ? nil : reading.undone(Folding.narrow(stated), cell) }
    var reference: OpaqueReference?
    if number != nil {
      let points = try reading.points(cell, record, limit: 200)
      // Two numbers in one call: nobody knows which was dialled.
      if points.count > 1 { reading.unusable[.several, default: 0] += 1 } else { reference = points.first }
    } else if cell.value(in: record) != nil {
      reading.unusable[.masked, default: 0] += 1
    }
    let person = try reading.number(isInbound && inboundCollector.isKnown ? inboundCollector : collector, record)
    let id = try reading.number(id, record)
    let digest = contentID(key, moment, code, seconds, person, number)
    var row = AttemptRow(
      line: record.line, key: key, sourceID: id ?? digest.name, source: source, at: moment, talkSeconds: seconds, rawCode: shownCode,
      code: contact)
    row.isNamed = id != nil
    row.formerIDs = id != nil ? [digest.name] : digest.withClient.map { [$0] } ?? []
    row.hasClock = moment.microseconds % 86_400_000_000 != 0
    row.collector = person
    row.isNobodys = person.map { nobody.contains(Folding.word($0)) } ?? false
    row.point = reference
    if contact.outcome == .blocked { blocked += 1 }
    guard let group = reading.header.onePer, let call = record.value(group) else { return row }
    row.sourceID = String(decoding: call, as: UTF8.self)
    (row.isNamed, row.formerIDs, row.isLeg) = (true, [digest.name], true)
    return legs.add(row)
  }

  mutating func finish() -> [AttemptRow] { legs.drain() }

  /// What the row is called where it has no id, or nobody reads it.
  private mutating func contentID(
    _ key: CaseKey?, _ moment: LocalTime, _ code: String, _ seconds: Int32, _ collector: String?, _ number: String?
  ) -> (name: String, withClient: String?) {
    let place = number.map { reading.identifiers.pointInName($0).bytes.map { String($0) }.joined(separator: ".") } ?? ""
    return reading.identifiers.rowID(
      of: key, [String(moment.microseconds), String(moment.offsetSeconds ?? 0), code, String(seconds), collector ?? "", place])
  }

  private func inbound(_ record: Record) throws(Unfit) -> Bool {
    guard let text = try reading.text(direction, record) else { return false }
    return ColumnWords.find(text, in: directions) ?? false
  }

  /// All code columns as they stand, joined by `/`; empty ones left out.
  private func rawCode(_ record: Record) throws(Unfit) -> String {
    if outcomes.count == 1 { return outcomes[0].value(in: record).map { String(decoding: $0, as: UTF8.self) } ?? "" }
    var code = ""
    for cell in outcomes {
      guard let value = cell.value(in: record) else { continue }
      if !code.isEmpty { code += "/" }
      code += String(decoding: value, as: UTF8.self)
    }
    return code
  }

  /// What the table says of a code; looked up once, since few codes make up a file.
  private mutating func known(_ code: String, _ line: Int) -> CodeEntry {
    if let entry = entries[code] { return entry }
    if entries.count >= AttemptDecoder.codeLimit { entries.removeAll(keepingCapacity: true) }
    let entry = CodeEntry(code, table, reading.identifiers, line: line)
    entries[code] = entry
    return entry
  }

  /// Seconds, `mm:ss` or `hh:mm:ss`; parts of a second are cut.
  private func talkSeconds(_ record: Record) throws(Unfit) -> Int32 {
    guard let value = talk.value(in: record) else { return 0 }
    let fault = Unfit(
      Wording("is not a talk time; expected seconds or mm:ss, at most a day", "不是通话时长；应为秒数或 mm:ss，最多一天"), in: talk)
    var total = 0
    var digits = 0
    for byte in value {
      switch byte {
      case 48...57 where digits < 7:
        total = total * 10 + Int(byte - 48)
        digits += 1
      default: return try clockSeconds(value, fault)
      }
    }
    guard total <= 86_400 else { throw fault }
    return Int32(total)
  }

  private func clockSeconds(_ value: ArraySlice<UInt8>, _ fault: Unfit) throws(Unfit) -> Int32 {
    let text = Folding.narrow(String(decoding: value, as: UTF8.self))
    if let total = Self.secondsInWords(text) {
      guard total <= 86_400 else { throw fault }
      return Int32(total)
    }
    var scanner = TextScanner(text)
    guard var total = scanner.number()?.value, total <= 86_400 else { throw fault }
    var parts = 1
    while scanner.take(anyOf: ":") != nil {
      guard let next = scanner.number(), next.value < 60, parts < 3 else { throw fault }
      total = total * 60 + next.value
      parts += 1
    }
    if scanner.take(anyOf: ".") != nil { _ = scanner.number() }
    _ = scanner.take(anyOf: "s秒")
    guard scanner.isAtEnd, total <= 86_400 else { throw fault }
    return Int32(total)
  }

  /// `1分20秒`, `1小时2分`, `1m 20s`, `80 sec`; nil for what is written otherwise.
  private static func secondsInWords(_ text: String) -> Int? {
    var scanner = TextScanner(text)
    var (total, isAny) = (0, false)
    while let number = scanner.number() {
      guard number.digits <= 6 else { return nil }
      scanner.skipBlanks()
      guard let unit = units.first(where: { scanner.take($0.word) }) else { return nil }
      total += number.value * unit.seconds
      isAny = true
      scanner.skipBlanks()
    }
    return isAny && scanner.isAtEnd ? total : nil
  }

  /// Longer words first.
  private static let units: [(word: String, seconds: Int)] = [
    ("小时", 3600), ("时", 3600), ("hours", 3600), ("hour", 3600), ("hrs", 3600), ("hr", 3600), ("h", 3600), ("分钟", 60), ("分", 60),
    ("minutes", 60),
    ("minute", 60), ("mins", 60), ("min", 60), ("m", 60), ("秒钟", 1), ("秒", 1), ("seconds", 1), ("second", 1), ("secs", 1), ("sec", 1),
    ("s", 1),
  ]

  private mutating func count(_ code: Wording) {
    if unmappedCodes[code] == nil, unmappedCodes.count >= AttemptDecoder.codeLimit {
      unmappedCodes[Wording("(others)", "（其他）"), default: 0] += 1
    } else {
      unmappedCodes[code, default: 0] += 1
    }
  }
}
