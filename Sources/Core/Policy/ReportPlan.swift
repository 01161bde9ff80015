package import Portfolio
package import Speech

/// Who is told of a night, when and how: `report:` of an agency file.
package struct ReportPlan: Sendable, Equatable {
  /// What a reader gets to see.
  package enum Page: Sendable, Equatable {
    /// The whole agency.
    case manager
    /// One team; nil = the reader's own.
    case lead(team: String?)
    /// One client, by its name.
    case client(String)
    /// The whole agency with its controls.
    case auditor

    /// As the file says it: `manager`, `lead`, `lead=TEAM`, `client=NAME`, `auditor`.
    package var word: String {
      switch self {
      case .manager: "manager"
      case .lead(let team): team.map { "lead=\($0)" } ?? "lead"
      case .client(let name): "client=\(name)"
      case .auditor: "auditor"
      }
    }

    /// Reads `word`; nil when it is none, a name of nothing among them.
    package init?(_ word: String) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      switch (parts[0], parts.count == 2 ? parts[1] : nil) {
      case ("manager", nil): self = .manager
      case ("auditor", nil): self = .auditor
      case ("lead", nil): self = .lead(team: nil)
      case ("lead", let team?) where !team.isEmpty: self = .lead(team: team)
      case ("client", let name?) where !name.isEmpty: self = .client(name)
      default: return nil
      }
    }
  }

  /// In which form a report is attached or written.
  package enum Form: String, CaseIterable, Sendable { case html, xlsx, csv }

  /// Which house a chat belongs to.
  package enum Chat: String, CaseIterable, Sendable { case wecom, dingtalk, feishu, slack }

  /// Whom a line is about.
  package enum Receiver: Sendable, Equatable {
    /// Users of the agency, by their names.
    case people([String])
    /// Everybody active who has the role.
    case role(Role)
    /// A group that reads a chat. `credential` names the file with its address and key.
    case chat(Chat, credential: String)
  }

  /// One line under `readers`.
  package struct Reader: Sendable, Equatable {
    /// Whom it is about.
    package var receiver: Receiver
    /// What he gets; of chats, which get numbers only, the manager's.
    package var page: Page
    /// Whether it goes by mail; false: only into the directory. Of chats false.
    package var byMail: Bool
    /// Which files, in the order of `Form.allCases`.
    package var forms: [Form]
    /// In which language.
    package var language: Language
    /// When, in the agency's zone.
    package var at: TimeOfDay
    /// Whether he gets nothing when there is nothing to say.
    package var skipsNothing: Bool
  }

  /// Whether reports go out on days off, too.
  package var everyDay: Bool
  /// Days for which report files are kept; 1…3650.
  package var keepDays: Int
  /// The subject of a mail.
  package var subject: MessageTemplate
  /// At least one, in the order of the file.
  package var readers: [Reader]
}

/// A line of text with named places for what is known of a night: `{agency} {day} {state}`.
package struct MessageTemplate: Sendable, Equatable {
  /// What a place may be. Nothing of a debtor is among it.
  package enum Key: String, CaseIterable, Sendable {
    case agency, code, day, run, state, page, assigned, moved, recalled, held, unassigned, open
  }
  /// Text, or a place.
  package enum Part: Sendable, Equatable {
    case text(String)
    case place(Key)
  }
  /// In their order.
  package let parts: [Part]
  /// As it is written.
  package let text: String

  /// What holds where the file says nothing.
  package static let standard = MessageTemplate(
    "{agency} {day}: {state}", [.place(.agency), .text(" "), .place(.day), .text(": "), .place(.state)])

  init(_ text: String, _ parts: [Part]) { (self.text, self.parts) = (text, parts) }

  /// The text with every place filled.
  package func filled(_ value: (Key) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .place(let key): value(key)
      }
    }.joined()
  }
}
