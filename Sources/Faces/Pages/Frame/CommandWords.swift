import HTML
import Speech

/// Desks say what to do in words of the command line. Here each of its commands becomes the page on which the same is done, each option the field of a form;
/// what has no page is said to be for the command line. The one place that knows of both.
enum CommandWords {
  /// A piece of a sentence as a page shows it.
  enum Piece: Equatable {
    case text(String)
    /// To a page of the console.
    case page(Wording, address: String)
    /// A field of a form.
    case field(Wording)
    /// What nobody does in a browser, as it is typed.
    case shell(String)
  }

  /// The sentence in its pieces; one piece where it names neither command nor option.
  static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = text.startIndex
    var at = text.startIndex
    while let found = next(text, from: at) {
      let (piece, end) = read(text, from: found)
      if let piece {
        if plain < found { pieces.append(.text(String(text[plain..<found]))) }
        pieces.append(piece)
        plain = end
      }
      at = max(end, text.index(after: found))
    }
    if plain < text.endIndex || pieces.isEmpty { pieces.append(.text(String(text[plain...]))) }
    return pieces
  }

  /// Where the next command or option begins, if it may be one.
  private static func next(_ text: String, from start: String.Index) -> String.Index? {
    let rest = text[start...]
    let found = [rest.firstRange(of: "allot "), rest.firstRange(of: "--")].compactMap { $0?.lowerBound }.min()
    return found
  }

  private static func read(_ text: String, from start: String.Index) -> (Piece?, String.Index) {
    if start > text.startIndex {
      let before = text[text.index(before: start)]
      // `_allot `, `a--b`: parts of other words.
      if before.isASCII, before.isLetter || before.isNumber || "-_/.".contains(before) { return (nil, text.index(after: start)) }
    }
    var words = Words(text, start)
    guard text[start...].hasPrefix("allot ") else {
      guard let option = words.take(), let label = options[option] else { return (nil, words.end) }
      words.takeValue()
      return (.field(label), words.end)
    }
    _ = words.take()
    var names: [String] = []
    while let word = words.peek(), word.allSatisfy({ $0.isASCII && ($0.isLowercase || $0 == "-") }), !word.hasPrefix("-"),
      isCommand(names + [word])
    {
      names.append(word)
      _ = words.take()
    }
    guard !names.isEmpty else { return (nil, words.end) }
    let given = words.takeArguments()
    if let page = page(names, given) { return (.page(page.title, address: page.address), words.end) }
    return (.shell(String(text[start..<words.end])), words.end)
  }

  /// Words of a command's line, with where they end.
  private struct Words {
    let text: String
    var end: String.Index

    init(_ text: String, _ start: String.Index) { (self.text, end) = (text, start) }

    /// The next word without what a sentence puts behind it.
    private func word() -> Range<String.Index>? {
      var start = end
      if start > text.startIndex, start < text.endIndex, text[start] == " " { start = text.index(after: start) }
      guard start < text.endIndex, text[start] != " " else { return nil }
      if text[start] == "\"" || text[start] == "'" {
        guard let close = text[text.index(after: start)...].firstIndex(of: text[start]) else { return nil }
        return start..<text.index(after: close)
      }
      let stop = text[start...].firstIndex { " ,;:()`，；：。、（）".contains($0) || $0.isNewline } ?? text.endIndex
      var last = stop
      // A full stop ends a sentence, not a name.
      while last > start, text[text.index(before: last)] == "." { last = text.index(before: last) }
      return last > start ? start..<last : nil
    }
    func peek() -> String? { word().map { String(text[$0]) } }
    mutating func take() -> String? {
      guard let range = word() else { return nil }
      end = range.upperBound
      return String(text[range])
    }
    /// What stands behind an option and is meant by it.
    mutating func takeValue() {
      guard let next = peek(), Self.isArgument(next), !next.hasPrefix("-") else { return }
      _ = take()
    }
    /// Everything that is typed behind a command; gives what is no option and no value of one.
    mutating func takeArguments() -> [String] {
      var given: [String] = []
      while let next = peek(), Self.isArgument(next) {
        _ = take()
        if next.hasPrefix("--") { takeValue() } else { given.append(next) }
      }
      return given
    }
    /// `12`, `NAME`, `FILE.yaml`, `"text"`, `--reason`, `2026-12-01`, `编号`: no word of a sentence.
    private static func isArgument(_ word: String) -> Bool {
      guard let first = word.first else { return false }
      if first.isNumber || "\"'-<…".contains(first) || word.contains(".") || !first.isASCII { return true }
      return first.isUppercase && word.dropFirst().allSatisfy { $0.isUppercase || $0 == "…" }
    }
  }

  /// Whether commands begin so.
  private static func isCommand(_ names: [String]) -> Bool {
    pages.keys.contains { $0.starts(with: names) } || shell.contains { $0.starts(with: names) }
  }

  private static func page(_ names: [String], _ given: [String]) -> (title: Wording, address: String)? {
    guard let make = pages[names] else { return nil }
    return make(given)
  }

  private typealias Page = @Sendable (_ given: [String]) -> (title: Wording, address: String)?

  private static func always(_ title: Wording, _ address: String) -> Page { { _ in (title, address) } }
  /// Of what is named by a number, else the list of all.
  private static func one(_ title: Wording, _ path: String, else other: (title: Wording, address: String)?) -> Page {
    { given in
      guard let number = given.first(where: { Int($0) != nil }) else { return other }
      return (title + Wording(" \(number)", " \(number)"), "\(path)/\(number)")
    }
  }

  private static let nights = (title: Wording("Nights", "夜间分案"), address: "/nights")
  private static let orders = (title: Wording("Moves", "人工调案"), address: "/orders")
  private static let policies = (title: Wording("Policy", "策略"), address: "/policies")
  private static let night = one(Wording("run", "运行"), "/nights", else: nights)
  private static let order = one(Wording("order", "调案单"), "/orders", else: orders)
  private static let change = one(Wording("change", "变更"), "/changes", else: policies)
  private static let editor = always(Wording("Policy, a new file", "策略，新建文件"), "/policies/edit")

  /// Commands that have a page.
  private static let pages: [[String]: Page] = [
    ["show", "runs"]: always(nights.title, nights.address), ["show", "assignments"]: night, ["undo"]: night, ["run", "release"]: night,
    ["run", "discard"]: night, ["report", "waiting"]: always(nights.title, nights.address),
    ["show", "collectors"]: always(Wording("People", "人员"), "/people"), ["show", "cases"]: always(Wording("Cases", "案件"), "/cases"),
    ["explain"]: always(Wording("Cases", "案件"), "/cases"), ["move"]: always(Wording("Cases", "案件"), "/cases"), ["moves"]: order,
    ["approve"]: order, ["refuse"]: order, ["policy", "list"]: always(policies.title, policies.address), ["policy", "show"]: change,
    ["policy", "history"]: always(Wording("Changes", "变更记录"), "/changes"), ["policy", "approve"]: change, ["policy", "activate"]: change,
    ["policy", "reject"]: change, ["policy", "comment"]: change, ["policy", "simulate"]: change, ["policy", "apply"]: editor,
    ["policy", "submit"]: editor, ["mapping", "list"]: always(policies.title, policies.address),
    ["import"]: always(Wording("Data", "数据"), "/data"), ["import", "cases"]: always(Wording("Data", "数据"), "/data"),
    ["import", "collectors"]: always(Wording("Data", "数据"), "/data"), ["simulate"]: always(policies.title, policies.address),
    ["doctor"]: always(Wording("Status", "状态"), "/status"), ["audit", "verify"]: always(Wording("Seals", "封印"), "/audit/seals"),
    ["review", "list"]: always(Wording("Review", "审读"), "/review"), ["review", "label"]: always(Wording("Review", "审读"), "/review"),
    ["pin"]: always(Wording("Cases", "案件"), "/cases"), ["user", "list"]: always(Wording("Users", "用户"), "/users"),
    ["webhook", "resume"]: always(Wording("Webhooks", "Webhook 订阅"), "/deliveries#webhooks"),
  ]

  /// Commands that nobody gives in a browser.
  private static let shell: Set<[String]> = [
    ["run"], ["policy", "stop"], ["policy", "check"], ["user", "add"], ["user", "token"], ["user", "sign-in-link"], ["user", "reset"],
    ["user", "address"], ["replay"],
    ["data", "retention"], ["data", "key"], ["db", "migrate"], ["db", "status"], ["db", "bind"], ["audit", "seed"], ["audit", "seal"],
    ["report"], ["serve"], ["work"],
    ["lists"], ["package"], ["deliveries"], ["webhook"], ["webhook", "add"],
  ]

  /// Options that are fields of a form here.
  private static let options: [String: Wording] = [
    "--reason": Wording("“Reason”", "“原因”"), "--to": Wording("“Collector”", "“催收员”"), "--collector": Wording("“Collector”", "“催收员”"),
    "--until": Wording("“Pinned until”", "“指定至”"), "--client": Wording("“Client”", "“委托方”"), "--team": Wording("“Team”", "“小组”"),
    "--mapping": Wording("“Mapping in force”", "“生效的映射”"), "--effective": Wording("“In force from”", "“生效日”"),
  ]
}

extension Frame {
  /// A sentence of a desk or an answer, in the words of the console.
  func spoken(_ text: some StringProtocol) -> HTML {
    let text = String(text)
    guard text.contains("allot ") || text.contains("--") else { return HTML(text: text) }
    return HTML(
      CommandWords.pieces(text).map { piece in
        switch piece {
        case .text(let text): HTML(text: text)
        case .page(let title, let address): link(address, HTML(text: title[language]))
        case .field(let label): HTML(text: label[language])
        case .shell(let command): HTML.code(HTML(text: command)) + HTML(text: Wording(" (on the command line)", "（命令行）")[language])
        }
      })
  }
}
