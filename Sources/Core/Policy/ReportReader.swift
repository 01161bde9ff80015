import Portfolio
import Speech
import YAML

/// Reads `report:` of an agency file.
enum ReportReader {
  /// What a reader gets unless his own line says another thing.
  private struct Common {
    var at: TimeOfDay
    var language: Language
    var forms: [ReportPlan.Form]
    var skipsNothing: Bool
  }

  static func read(_ reader: ValueReader) -> ReportPlan? {
    reader.mapping { keys in
      let common = Common(
        at: keys.required("at").or(.eight) { $0.timeOfDay() },
        language: keys.optional("language").or(.zh, language), forms: keys.optional("formats").or([.html], forms),
        skipsNothing: keys.optional("nothing_to_say").or(false, nothing))
      let everyDay = keys.optional("days").or(false) { $0.choice(among: [("working days", false), ("every day", true)]) }
      let keep = keys.optional("keep").or(90) { $0.days(in: 1...3650) }
      let subject = keys.optional("subject").or(.standard, template)
      let readers = keys.required("readers").list(atLeast: 1) { one($0, common) } ?? []
      return ReportPlan(everyDay: everyDay, keepDays: keep, subject: subject, readers: readers)
    }
  }

  private static func one(_ reader: ValueReader, _ common: Common) -> ReportPlan.Reader? {
    reader.mapping { keys in
      let found = keys.exactlyOne(of: ["to", "role", "chat"])
      let credential = keys.optional("credential")
      let page = keys.optional("page")
      let way = keys.optional("by")
      let formats = keys.optional("formats")
      let receiver: ReportPlan.Receiver?
      switch found?.key {
      case "to": receiver = found?.value.distinct { $0.name() }.map { .people($0) }
      case "role": receiver = found?.value.choice(of: Role.self).map { .role($0) }
      case "chat":
        let chat = found?.value.choice(of: ReportPlan.Chat.self)
        let name = credential.code()
        if !credential.isPresent {
          keys.problem(
            Wording("names a chat without a credential", "写了群聊，却没有凭据名称"),
            hint: Wording(
              "write “credential: NAME”; the file of that name holds the address and never stands here",
              "请写“credential: 名称”；地址写在该名称的凭据文件里，不写在这里"))
        }
        receiver = chat.flatMap { chat in name.map { .chat(chat, credential: $0) } }
      default: receiver = nil
      }
      let isChat = found?.key == "chat"
      refuse([(credential, !isChat), (page, isChat), (way, isChat), (formats, isChat)], isChat: isChat)
      let line = ReportPlan.Reader(
        receiver: receiver ?? .people([]), page: page.or(.manager, Self.page),
        byMail: way.or(true) { $0.choice(among: [("mail", true), ("directory", false)]) } && !isChat,
        forms: formats.or(common.forms, forms), language: keys.optional("language").or(common.language, language),
        at: keys.optional("at").or(common.at) { $0.timeOfDay() },
        skipsNothing: keys.optional("nothing_to_say").or(common.skipsNothing, nothing))
      return receiver == nil ? nil : line
    }
  }

  /// A chat gets numbers and a link: what belongs to files means nothing there, and an address belongs to a chat only.
  private static func refuse(_ values: [(ValueReader, Bool)], isChat: Bool) {
    for (value, isWrong) in values where isWrong && value.isPresent && !value.isProbe {
      value.problem(
        isChat ? Wording("means nothing for a chat", "对群聊没有意义") : Wording("means nothing without a chat", "没有群聊时没有意义"),
        hint: isChat
          ? Wording("delete it: a chat gets the night's numbers and a link", "请删除：群聊只收到当晚的数字和链接")
          : Wording("delete it, or write “chat: wecom”", "请删除，或写“chat: wecom”"))
    }
  }

  private static func language(_ reader: ValueReader) -> Language? { reader.choice(among: [("zh", Language.zh), ("en", .en)]) }

  private static func nothing(_ reader: ValueReader) -> Bool? { reader.choice(among: [("skip", true), ("send", false)]) }

  private static func forms(_ reader: ValueReader) -> [ReportPlan.Form]? {
    reader.distinct { $0.choice(of: ReportPlan.Form.self) }.map { found in ReportPlan.Form.allCases.filter(found.contains) }
  }

  private static func page(_ reader: ValueReader) -> ReportPlan.Page? {
    let kinds = ["manager", "lead", "client", "auditor"]
    return reader.parse(Wording("manager, lead, lead=TEAM, client=NAME or auditor", "manager、lead、lead=小组、client=委托方 或 auditor")) {
      (text) throws(Rejection) in
      if let page = ReportPlan.Page(text) { return page }
      throw Rejection(hint: Suggestion.hint(for: String(text.prefix { $0 != "=" }), among: kinds))
    }
  }

  /// Known places only: a place that nothing fills would stand in every mail.
  private static func template(_ reader: ValueReader) -> MessageTemplate? {
    let known = MessageTemplate.Key.allCases.map(\.rawValue)
    let expectation = Wording(
      "one line of at most 200 characters; its places are \(known.map { "{\($0)}" }.joined(separator: " "))",
      "一行，最多 200 个字符；可用的位置：\(known.map { "{\($0)}" }.joined(separator: " "))")
    return reader.parse(expectation) { (text) throws(Rejection) in try MessageTemplate.parsed(text) }
  }
}

extension MessageTemplate {
  /// What is stored as text; nil when this program cannot read it.
  package static func reading(_ text: String) -> MessageTemplate? { (try? parsed(text)) ?? nil }

  static func parsed(_ text: String) throws(Rejection) -> MessageTemplate? {
    guard text.count <= 200, !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return nil
    }
    let known = Key.allCases.map(\.rawValue)
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "}") else { throw Rejection(Wording("has “{” without “}”", "有“{”而没有“}”")) }
      let word = String(inside[..<close])
      guard let key = Key(rawValue: word) else {
        let shown = String(word.prefix(30))
        throw Rejection(
          Wording("has the unknown place {\(shown)}", "有不认识的位置 {\(shown)}"), hint: Suggestion.hint(for: word, among: known))
      }
      parts.append(.place(key))
      rest = inside[inside.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return MessageTemplate(text, parts)
  }
}
