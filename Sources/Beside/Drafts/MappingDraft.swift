import Discretion
import Intake
package import Portfolio
package import Speech
package import Tables

/// A mapping for a file, written by looking at its header and its first rows: what is known, what is guessed and why, and what only a person can say.
/// Values are never shown, only their form: `99/99/9999`.
package struct MappingDraft {
  /// What its rows are, as somebody said or as most of its columns say.
  package let feed: Feed
  /// The mapping file, with a comment for every guess.
  package let text: String
  /// So many rows are looked at.
  static let reach = 2_000

  /// Looks at a file. `name` is that of the mapping, `language` that of the comments. Throws what is wrong with the file as a whole, and when nothing
  /// says what its rows are.
  package init(
    _ source: FileSource, name: String, feed: Feed? = nil, encoding: TextEncoding? = nil, sheet: String? = nil, language: Language = .en
  )
    throws(FileFault)
  {
    var records = try Records.open(source, FileForm(encoding: encoding, sheet: sheet)) { Self.known($0, feed) > 0 }
    var lines: [Record] = []
    var record = Record()
    while lines.count <= Self.reach, try records.next(&record) {
      if record.fault == nil, !record.isBlank { lines.append(record) }
    }
    guard !lines.isEmpty else { throw FileFault(.empty, file: source.name, .onlyBlankLines) }
    // Titles may stand above the header: it is the line with most names that are known.
    let place =
      lines.prefix(30).indices.max {
        (Self.known(lines[$0].trimmedTexts, feed), $1) < (Self.known(lines[$1].trimmedTexts, feed), $0)
      } ?? 0
    let header = lines[place]
    let isGuess = feed == nil
    guard let found = feed ?? Self.feed(of: header) else {
      throw FileFault(
        .header, file: source.name, line: header.line, cell: header.cell(), Wording("no column of this file is known", "该文件没有认识的列"),
        hint: Wording("say what its rows are: --feed cases", "请说明每行是什么：--feed cases"))
    }
    self.feed = found
    var writer = Writer(feed: found, isGuess: isGuess, header: header, rows: Array(lines[(place + 1)...]), language: language)
    text = writer.write(name: name, file: source.name, encoding: records.facts.encoding)
  }

  /// How many columns of a line have a name that is known, in the feed or in the one that knows most.
  private static func known(_ names: [String], _ feed: Feed?) -> Int {
    let folded = Set(names.map { HeaderName($0).folded })
    return (feed.map { [$0] } ?? Feed.allCases).map { feed in matched(folded, feed).count }.max() ?? 0
  }

  private static func matched(_ folded: Set<String>, _ feed: Feed) -> [FieldSpec] {
    FeedSchema.fields(of: feed).filter { spec in
      ([spec.field.rawValue] + spec.tiers.joined()).contains { folded.contains(HeaderName($0).folded) }
    }
  }

  /// The feed with most of its required columns there, then with most columns; the first of several.
  private static func feed(of header: Record) -> Feed? {
    let folded = Set(header.trimmedTexts.map { HeaderName($0).folded })
    var best: (feed: Feed, lacking: Int, matched: Int)?
    for feed in Feed.allCases {
      let found = matched(folded, feed)
      let lacking = FeedSchema.fields(of: feed).count { $0.isRequired } - found.count { $0.isRequired }
      guard !found.isEmpty else { continue }
      if let best, (best.lacking, -best.matched) <= (lacking, -found.count) { continue }
      best = (feed, lacking, found.count)
    }
    return best?.feed
  }
}

extension MappingDraft {
  /// Writes one draft.
  struct Writer {
    let feed: Feed
    /// Whether the feed was told from the header.
    let isGuess: Bool
    let names: [String]
    let rows: [Record]
    let language: Language
    private let folded: [String]
    /// Columns by field, with why they were taken.
    private var taken: [(field: Field, columns: [Int], why: Wording, isSure: Bool)] = []
    private var used = Set<Int>()
    private var lines: [String] = []

    init(feed: Feed, isGuess: Bool, header: Record, rows: [Record], language: Language) {
      (self.feed, self.isGuess, self.rows, self.language) = (feed, isGuess, rows, language)
      names = header.trimmedTexts
      folded = names.map { HeaderName($0).folded }
    }

    mutating func write(name: String, file: String, encoding: TextEncoding?) -> String {
      takeKnown()
      guessLikely()
      say(
        "# Draft, made by looking at \(Shown.path(file)): \(rows.count) rows. Check every line; nothing else is known of the file.",
        "# 草稿：由 \(Shown.path(file)) 的表头和前 \(rows.count) 行推断。请逐行核对；对该文件别无所知。")
      lines.append("#   allot import \(feed.rawValue) \(Shown.path(file)) --mapping \(Shown.path(name)).yaml")
      lines += ["", "mapping: \(Self.quoted(name))", "version: 1", "feed: \(feed.rawValue)"]
      if isGuess {
        let known = taken.count { $0.isSure }
        say(
          "# A guess: \(known) of \(names.count) columns are known of such files; if the rows are something else, draft again with --feed.",
          "# 猜测：\(names.count) 列中有 \(known) 列是此类文件的已知列；若各行是其他数据，请加 --feed 重新生成。")
      }
      if let encoding, encoding != .utf8 {
        lines.append("encoding: \(encoding.rawValue)" + comment(Wording("told from the bytes", "由字节判断")))
      }
      writeColumns()
      writeMissing()
      writeForms()
      if feed == .attempts { writeCodes() }
      writeOthers()
      return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Which column is which

    private mutating func takeKnown() {
      for spec in FeedSchema.fields(of: feed) {
        let tiers = [[spec.field.rawValue]] + spec.tiers
        for tier in spec.field.isSummed ? [Array(tiers.joined())] : tiers {
          let wanted = Set(tier.map { HeaderName($0).folded })
          let found = names.indices.filter { wanted.contains(folded[$0]) && !used.contains($0) && isOnly($0) }
          guard !found.isEmpty else { continue }
          let columns = spec.field.isRepeatable ? found : Array(found.prefix(1))
          used.formUnion(columns)
          taken.append((spec.field, columns, Wording("a known header", "表头已认识"), true))
          break
        }
      }
    }

    /// Two columns of one name cannot be told apart.
    private func isOnly(_ index: Int) -> Bool { folded.count { $0 == folded[index] } == 1 }

    /// Fields that no column is known for, by what headers have in common with known ones.
    private mutating func guessLikely() {
      for spec in FeedSchema.fields(of: feed) where !taken.contains(where: { $0.field == spec.field }) {
        let words = ([spec.field.rawValue] + spec.tiers.joined()).map { HeaderName($0).folded }.filter(Self.isTelling)
        let free = names.indices.filter { !used.contains($0) && !folded[$0].isEmpty && isOnly($0) && !isLeftOut($0) }
        var best: (index: Int, word: String)?
        for index in free {
          for word in words where folded[index].contains(word) && word.count > best?.word.count ?? 0 { best = (index, word) }
        }
        if best == nil {
          for index in free {
            if let word = Suggestion.closest(to: folded[index], among: words) {
              best = (index, word)
              break
            }
          }
        }
        guard let best else { continue }
        used.insert(best.index)
        let why = Wording("a guess: the header resembles “\(best.word)”", "猜测：表头与“\(best.word)”相近")
        taken.append((spec.field, [best.index], why, spec.isRequired || isOwed(spec.field)))
      }
    }

    /// The one figure that every case file needs.
    private func isOwed(_ field: Field) -> Bool {
      feed == .cases && field == .outstanding && !taken.contains { $0.field == .entrustedAmount && $0.isSure }
    }

    /// Long enough to say something: two Chinese characters, four letters.
    private static func isTelling(_ word: String) -> Bool { word.count >= (word.utf8.count > word.count ? 2 : 4) }

    private func isLeftOut(_ index: Int) -> Bool { HeaderName.isIdentifying(names[index]) || HeaderName.isOtherPerson(names[index]) }

    // MARK: What is written

    mutating func say(_ en: String, _ zh: String) { lines.append(language == .zh ? zh : en) }
    mutating func add(_ line: String) { lines.append(line) }
    func comment(_ wording: Wording) -> String { " # " + wording[language] }

    /// Between quotation marks, as YAML reads it back.
    static func quoted(_ text: String) -> String {
      let isPlain = !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
      if isPlain, !["yes", "no", "true", "false", "null", "on", "off", "y", "n"].contains(text), text.utf8.contains(where: { $0 >= 97 }) {
        return text
      }
      var result = "\""
      for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
        if scalar == "\"" || scalar == "\\" { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
      return result + "\""
    }

    private mutating func writeColumns() {
      add("")
      add(taken.contains { $0.isSure } ? "columns:" : "# columns:")
      let required = Set(FeedSchema.fields(of: feed).filter(\.isRequired).map(\.field))
      for one in taken {
        let columns = one.columns.map { Self.quoted(names[$0] + (required.contains(one.field) && !names[$0].hasSuffix("?") ? "" : "?")) }
        let value = columns.count == 1 ? columns[0] : "[\(columns.joined(separator: ", "))]"
        let form = one.field.isIdentifying ? Wording("hashed or judged, never kept", "只作摘要或判定，不保存原文") : forms(of: one.columns[0])
        let line = "  \(one.field.rawValue): \(value)" + comment(one.why + Wording("; ", "；") + form)
        add(one.isSure ? line : "  # " + line.dropFirst(2))
      }
    }

    private mutating func writeMissing() {
      let has = Set(taken.filter(\.isSure).map(\.field))
      let lacking = FeedSchema.fields(of: feed).filter { $0.isRequired && !has.contains($0.field) }.map(\.field.rawValue)
      if !lacking.isEmpty {
        let list = lacking.joined(separator: ", ")
        say("# Required, and not found: \(list). Add a line for each under columns.", "# 必需但未找到：\(list)。请在 columns 下各加一行。")
      }
      if feed == .cases, !has.contains(.client) {
        say(
          "# No column says the client: use --client, or write constants: { client: name }",
          "# 没有委托方列：请用 --client，或写 constants: { client: 名称 }")
      }
      if feed == .cases, !has.contains(.outstanding), !has.contains(.entrustedAmount) {
        say(
          "# No column says what is owed: add outstanding or entrusted_amount under columns.",
          "# 没有欠款列：请在 columns 下加 outstanding 或 entrusted_amount。")
      }
    }

    private mutating func writeOthers() {
      let free = names.indices.filter { !used.contains($0) && !folded[$0].isEmpty }
      let hasMoney = taken.contains { $0.isSure && $0.field.isMoney }
      let units = hasMoney ? free.filter { ScaleColumn.isScale(header($0), values($0)) } : []
      let rest = free.filter { !units.contains($0) }
      let dropped = rest.filter(isLeftOut).map { Shown.written(names[$0], limit: 40) }
      let kept = rest.filter { !isLeftOut($0) }.map { Shown.written(names[$0], limit: 40) }
      add("")
      for unit in units.prefix(1).map({ Shown.written(names[$0], limit: 40) }) {
        say("# Says what the amounts of its row are counted in: \(unit)", "# 写明该行金额的单位：\(unit)")
      }
      if !dropped.isEmpty {
        say("# Not read, since they identify people: \(dropped.joined(separator: ", "))", "# 含身份信息，不读取：\(dropped.joined(separator: "、"))")
      }
      guard !kept.isEmpty else { return }
      if feed == .cases {
        say(
          "# Kept with the case as they are: \(kept.joined(separator: ", ")). Leave some out with ignore: [name], all with extra: drop",
          "# 原样随案件保存：\(kept.joined(separator: "、"))。个别不要的写 ignore: [列名]，全部不要写 extra: drop")
      } else {
        say("# Not used: \(kept.joined(separator: ", "))", "# 未使用：\(kept.joined(separator: "、"))")
      }
    }

    /// Columns of a field, and of the fields that some test holds for.
    func columns(where isMeant: (Field) -> Bool) -> [(field: Field, column: Int)] {
      taken.filter { $0.isSure && isMeant($0.field) }.flatMap { one in one.columns.map { (one.field, $0) } }
    }

    /// Filled values of a column, blanks around them cut off.
    func values(_ column: Int) -> [ArraySlice<UInt8>] { rows.compactMap { column < $0.count ? $0.value(column) : nil } }

    func header(_ column: Int) -> HeaderName { HeaderName(names[column]) }
  }
}
