import Portfolio
package import Speech
import Tables
package import YAML

/// Thrown when a mapping file is wrong; every problem at once, each with its place.
package struct MappingProblems: Error, Sendable, CustomStringConvertible {
  /// In the order of the file.
  package let problems: [Problem]
  /// One line a problem.
  package func text(_ language: Language) -> String { problems.map { $0.text(language) }.joined(separator: "\n") }
  /// `text` in English, for logs.
  package var description: String { text(.en) }
}

/// Reads mapping files: YAML with the top key `mapping`.
package enum MappingFile {
  /// The mapping in `bytes`; throws everything wrong with it.
  package static func read(_ bytes: [UInt8], file: String) throws(MappingProblems) -> Mapping {
    let problems = Problems(file: file)
    let mapping = YAMLNode.read(bytes, into: problems).flatMap { read($0, into: problems) }
    guard let mapping, problems.isEmpty else { throw MappingProblems(problems: problems.list) }
    return mapping
  }

  /// The mapping in a file; a file that cannot be read is a problem on line 1.
  package static func load(_ path: String) throws(MappingProblems) -> Mapping {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.whole(path, limit: YAMLNode.sizeLimit)
    } catch {
      throw MappingProblems(problems: [Problem(file: error.file, position: .start, message: error.message, hint: error.hint)])
    }
    return try read(bytes, file: path)
  }

  /// The mapping in a document that has been parsed; nil with problems.
  package static func read(_ node: YAMLNode, into problems: Problems) -> Mapping? { read(ValueReader(node, into: problems)) }

  /// What a mapping file may say.
  package static var shape: Shape { Shape.of { _ = read($0) } }

  private static func read(_ reader: ValueReader) -> Mapping? {
    reader.mapping { top in
      let name = top.required("mapping").string()
      let version = top.required("version").int(in: 1...1_000_000)
      let feed: Feed? = top.required("feed").choice()
      var mapping = Mapping(name: name ?? "", version: version ?? 1, feed: feed ?? .cases)
      mapping.encoding = top.optional("encoding").choice()
      mapping.separator = top.optional("separator").choice(among: [
        ("comma", UInt8(ascii: ",")), ("tab", UInt8(ascii: "\t")), ("semicolon", UInt8(ascii: ";")), ("pipe", UInt8(ascii: "|")),
      ])
      mapping.headers = headers(top.optional("header"))
      mapping.country = top.optional("country").choice()
      let known = feed.map { feed in FeedSchema.fields(of: feed).map(\.field) } ?? Field.allCases
      readColumns(top, known, &mapping)
      readForms(top, known, &mapping)
      readRows(top, known, &mapping)
      readCodes(top, &mapping)
      mapping.isAsOfToday = top.optional("balance").choice(among: [("same_day", true), ("day_before", false)])
      if let feed, feed != .cases, top.has("balance") {
        top.problem(unused("balance", feed), hint: unusedHint(.cases))
      }
      if let feed, feed != .attempts { refuseAttemptKeys(top, feed) }
      return mapping
    }
  }

  private static func field(_ reader: ValueReader, _ known: [Field]) -> Field? {
    reader.choice(among: known.map { ($0.rawValue, $0) }, what: Wording("a field of the feed", "该类文件的字段"))
  }

  private static func column(_ text: String) -> Mapping.Column {
    guard text.count > 1, text.hasSuffix("?") else { return Mapping.Column(text) }
    return Mapping.Column(String(text.dropLast()), isOptional: true)
  }

  /// One list of names, or several forms: lists of names, or `{ names, looks }`.
  private static func headers(_ reader: ValueReader) -> [Mapping.HeaderForm] {
    var names: [String] = []
    let forms =
      reader.list(atLeast: 1) { form -> Mapping.HeaderForm? in
        if form.isSequence { return form.list(atLeast: 1) { $0.string() }.map { Mapping.HeaderForm($0) } }
        guard form.isMapping else {
          if let name = form.string() { names.append(name) }
          return nil
        }
        return form.mapping { keys -> Mapping.HeaderForm? in
          let names = keys.required("names").list(atLeast: 1) { $0.string() }
          let looks = patterns(keys.required("looks")) ?? []
          guard let names else { return nil }
          for look in looks where !names.contains(look.column.name) {
            keys.problem(
              Wording("“looks” speaks of “\(look.column.name)”, which is not among the names", "looks 提到“\(look.column.name)”，但 names 里没有它")
            )
          }
          return Mapping.HeaderForm(names, looks: looks)
        }
      } ?? []
    if !names.isEmpty, !forms.isEmpty {
      reader.problem(
        Wording("has single names beside lists of names", "既有单个列名，又有列名的列表"),
        hint: Wording(
          "write one list of names, or only lists: header: [[start, src, dst], [start, src, dst, userfield]]",
          "请写成一个列名列表，或全部写成列表：header: [[start, src, dst], [start, src, dst, userfield]]"))
    }
    return names.isEmpty ? forms : [Mapping.HeaderForm(names)]
  }

  private static func patterns(_ reader: ValueReader) -> [Mapping.ColumnPattern]? {
    reader.entries { key, value -> Mapping.ColumnPattern? in
      guard let name = key.string(), let pattern = value.string(allowEmpty: true) else { return nil }
      return Mapping.ColumnPattern(column(name), pattern)
    }
  }

  private static func readColumns(_ top: MappingReader, _ known: [Field], _ mapping: inout Mapping) {
    for (field, columns) in top.optional("columns").entries({ key, value -> (Field, [Mapping.Column])? in
      guard let field = field(key, known), let names = value.oneOrMore({ $0.string() }) else { return nil }
      return (field, names.map(column))
    }) ?? [] {
      mapping.columns[field] = columns
    }
    if let key = top.optional("key").string() {
      if mapping.columns[.caseNo] == nil {
        mapping.columns[.caseNo] = [column(key)]
      } else {
        top.problem(
          Wording("has both “key” and “columns.case_no”", "同时有“key”和“columns.case_no”"),
          hint: Wording("keep one of the two", "请只保留其中一个"))
      }
    }
    for (field, text) in top.optional("constants").entries({ key, value -> (Field, String)? in
      guard let field = field(key, known), let text = value.string() else { return nil }
      return (field, text)
    }) ?? [] {
      mapping.constants[field] = text
    }
  }

  private static func readForms(_ top: MappingReader, _ known: [Field], _ mapping: inout Mapping) {
    forms(top.optional("dates"), known.filter(\.isDate), &mapping.dateForm, &mapping.dateForms)
    forms(top.optional("money"), known.filter(\.isMoney), &mapping.unit, &mapping.units)
    mapping.decimalComma = top.optional("decimal").choice(among: [("comma", true), ("point", false)])
    mapping.rounds = top.optional("round").bool() ?? false
    mapping.isInUTC = top.optional("times").choice(among: [("utc", true), ("agency", false)]) ?? false
  }

  /// One word for all columns, or a mapping of fields to words with `default`.
  private static func forms<Form: RawRepresentable<String> & CaseIterable>(
    _ reader: ValueReader, _ known: [Field], _ general: inout Form, _ single: inout [Field: Form]
  ) {
    guard reader.isMapping else {
      if reader.isPresent, let form: Form = reader.choice() { general = form }
      return
    }
    let names = [("default", Field?.none)] + known.map { ($0.rawValue, Field?.some($0)) }
    for (field, form) in reader.entries({ key, value -> (Field?, Form)? in
      guard let field = key.choice(among: names), let form: Form = value.choice() else { return nil }
      return (field, form)
    }) ?? [] {
      if let field { single[field] = form } else { general = form }
    }
  }

  private static func readRows(_ top: MappingReader, _ known: [Field], _ mapping: inout Mapping) {
    for (field, words) in top.optional("values").entries({ key, value -> (Field, [String: String])? in
      guard let field = field(key, known) else { return nil }
      let pairs = value.entries { from, to -> (String, String)? in
        guard let from = from.string(), let to = to.string() else { return nil }
        return (Folding.word(from), to)
      }
      return pairs.map { (field, Dictionary($0) { first, _ in first }) }
    }) ?? [] {
      mapping.values[field] = words
    }
    for (name, words) in top.optional("only").entries({ key, value -> (String, [String])? in
      guard let name = key.string(), let words = value.oneOrMore({ $0.string() }) else { return nil }
      return (name, words)
    }) ?? [] {
      mapping.only[name] = Set(words.map { Folding.word($0) })
    }
    mapping.except = top.optional("except").list { patterns($0) } ?? []
    mapping.ignore = top.optional("ignore").oneOrMore { $0.string() } ?? []
    mapping.keepsExtra = top.optional("extra").choice(among: [("keep", true), ("drop", false)]) ?? true
  }

  private static func readCodes(_ top: MappingReader, _ mapping: inout Mapping) {
    mapping.source = top.optional("source").string()
    mapping.onePer = (top.optional("one_per").oneOrMore { $0.string() } ?? []).map(column)
    mapping.codes.codes = top.optional("outcomes").list { $0.mapping(codeRule) } ?? []
    mapping.codes.announcements = top.optional("announcements").list { $0.mapping(announcement) } ?? []
    mapping.parties = words(top.optional("parties"), ColumnWords.partyNames)
    mapping.nobody = Set((top.optional("nobody").oneOrMore { $0.string() } ?? []).map { Folding.word($0) })
    mapping.inbound = words(top.optional("directions"), [("inbound", true), ("outbound", false)])
    mapping.channels = words(top.optional("channels"), Channel.allCases.map { ($0.word, $0) })
  }

  private static func codeRule(_ rule: MappingReader) -> OutcomeTable.CodeRule? {
    let code = rule.required("code").string()
    let talk = rule.optional("talk").parse(
      Wording("seconds: 0, “< 5”, “>= 5” or “5..30”", "秒数：0、“< 5”、“>= 5”或“5..30”"), TalkRange.parse)
    let outcome = outcome(rule)
    let party = rule.optional("party").choice(among: ColumnWords.partyNames)
    guard let code, let outcome else { return nil }
    return OutcomeTable.CodeRule(code: Folding.word(code), talk: talk ?? 0 ... .max, outcome: outcome, party: party)
  }

  private static func announcement(_ rule: MappingReader) -> OutcomeTable.Announcement? {
    let says = rule.required("says").oneOrMore { $0.string() }
    let outcome = outcome(rule)
    let party = rule.optional("party").choice(among: ColumnWords.partyNames)
    guard let says, let outcome else { return nil }
    return OutcomeTable.Announcement(keywords: says.map { Folding.word($0) }, outcome: outcome, party: party)
  }

  private static func outcome(_ rule: MappingReader) -> ContactOutcome? {
    rule.required("outcome").choice(among: ContactOutcome.allCases.map { ($0.word, $0) })
  }

  private static func words<Value>(_ reader: ValueReader, _ choices: [(word: String, value: Value)]) -> [String: Value] {
    var result: [String: Value] = [:]
    for (value, words) in reader.entries({ key, words -> (Value, [String])? in
      guard let value = key.choice(among: choices), let words = words.oneOrMore({ $0.string() }) else { return nil }
      return (value, words)
    }) ?? [] {
      for word in words {
        if result.updateValue(value, forKey: Folding.word(word)) != nil {
          reader.problem(Wording("gives the word “\(word)” twice", "两次给出词“\(word)”"))
        }
      }
    }
    return result
  }

  private static func refuseAttemptKeys(_ top: MappingReader, _ feed: Feed) {
    for key in ["outcomes", "announcements", "directions", "channels", "one_per", "nobody"] where top.has(key) {
      top.problem(unused(key, feed), hint: unusedHint(.attempts))
    }
  }

  private static func unused(_ key: String, _ feed: Feed) -> Wording {
    Wording("has “\(key)”, which the feed \(feed.rawValue) does not use", "有“\(key)”，而 \(feed.rawValue) 类文件用不到它")
  }

  private static func unusedHint(_ feed: Feed) -> Wording {
    Wording("delete it, or write feed: \(feed.rawValue)", "请删去它，或写 feed: \(feed.rawValue)")
  }
}

/// Ranges of talk time as mapping files write them.
enum TalkRange {
  static func parse(_ text: String) -> ClosedRange<Int32>? {
    let bare = String(text.unicodeScalars.filter { $0 != " " }.map(Character.init))
    if let seconds = number(bare) { return seconds...seconds }
    if bare.hasPrefix(">="), let low = number(bare.dropFirst(2)) { return low ... .max }
    if bare.hasPrefix("<="), let high = number(bare.dropFirst(2)) { return 0...high }
    if bare.hasPrefix(">"), let low = number(bare.dropFirst()), low < .max { return low + 1 ... .max }
    if bare.hasPrefix("<"), let high = number(bare.dropFirst()), high > 0 { return 0...high - 1 }
    let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 3, parts[1].isEmpty, let low = number(parts[0]), let high = number(parts[2]), low <= high { return low...high }
    return nil
  }

  private static func number(_ text: some StringProtocol) -> Int32? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int32(text)
  }
}
