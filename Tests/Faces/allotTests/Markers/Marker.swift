/// Something about a person, or a secret, that stands nowhere else in the world: where it is found, it has leaked.
struct Marker: Sendable, CustomStringConvertible {
  enum Kind: Int, Sendable, CaseIterable { case chineseName, name, phone, identity, secret }

  let number: Int
  let kind: Kind

  init(_ number: Int, _ kind: Kind) { (self.number, self.kind) = (number, kind) }

  private static let letters = Array("甲乙丙丁戊己庚辛壬癸")
  private var digits: String {
    let text = String(number)
    return String(repeating: "0", count: 4 - text.count) + text
  }

  /// As it stands in a cell or an argument.
  var text: String {
    switch kind {
    case .chineseName: "欧阳\(String(digits.map { Self.letters[Int(String($0)) ?? 0] }))"
    case .name: "Mrs Quillfeather \(digits)"
    case .phone: "1391375\(digits)"
    case .identity: "33010619870314\(digits)"
    case .secret: "sw0rdf1sh/\(digits)@\u{1B}[31mx"
    }
  }

  /// What must be in no output.
  var trace: String {
    switch kind {
    case .secret: "sw0rdf1sh/\(digits)"
    default: text
    }
  }

  var description: String { "\(kind) \(number)" }
}

/// Gives markers, each another one, the kinds in turn.
struct Markers {
  private(set) var all: [Marker] = []

  mutating func next(_ kind: Marker.Kind? = nil) -> Marker {
    let marker = Marker(all.count + 1, kind ?? Marker.Kind.allCases[all.count % Marker.Kind.allCases.count])
    all.append(marker)
    return marker
  }

  /// One that any text field takes: without control characters.
  mutating func nextOfText() -> Marker { next([.chineseName, .name, .phone, .identity][all.count % 4]) }

  /// Those that stand in an output, and whether anything in it would act on a terminal.
  func leaks(in output: String) -> [String] {
    var found = all.filter { output.contains($0.trace) }.map(\.description)
    // Escape sequences of our own are for terminals, which this is none.
    if output.unicodeScalars.contains(where: { $0 == "\u{1B}" || $0 == "\u{9B}" }) { found.append("an escape sequence") }
    return found
  }
}

/// One feed with all its columns: a row that is right, and what each column holds in it.
struct MarkedFeed: Sendable {
  var feed: String
  /// Column and right value; `#` stands for the number of the row.
  var columns: [(name: String, value: String)]
  /// Columns of free text and of identities: a marker is as right as anything there, and is kept nowhere that is shown.
  var open: Set<String> = []

  private static let strangers = ["姓名", "手机", "住址", "紧急联系人", "备注"]

  static let all: [MarkedFeed] = [
    MarkedFeed(
      feed: "collectors",
      columns: [
        ("collector", "C#"), ("name", "A"), ("team", "a"), ("skills", "mandarin"), ("active", "yes"), ("joined_on", "2020-01-01"),
        ("leaves_on", ""),
        ("full_time", "1"), ("case_limit", "400"), ("amount_limit", "0"),
      ]),
    MarkedFeed(
      feed: "hours",
      columns: [("collector", "C1"), ("day", "2026-11-1#"), ("scheduled_minutes", "480"), ("leave_minutes", "0")]),
    MarkedFeed(
      feed: "cases",
      columns: [
        ("case_no", "K#"), ("client", "cmb"), ("contract", "HT#"), ("batch", "b"), ("product", "card"), ("stage", "M1"), ("hand", "1"),
        ("debtor_ref", "330106199001011#"), ("currency", "CNY"), ("entrusted_amount", "1000.00"), ("outstanding", "900.00"),
        ("principal", "800.00"),
        ("interest", "50.00"), ("fees", "50.00"), ("overdue_on", "2026-08-01"), ("days_past_due", "90"), ("entrusted_on", "2026-11-10"),
        ("due_back_on", "2027-11-10"), ("region", "杭州"), ("collector", ""), ("status", "open"), ("hold", ""), ("retained_until", ""),
        ("required_skills", ""), ("contact_point", "1380013800#"),
      ], open: ["contact_point"]),
    MarkedFeed(
      feed: "attempts",
      columns: [
        ("id", "a#"), ("case_no", "K1"), ("client", "cmb"), ("at", "2026-11-1# 10:00"), ("channel", "phone"), ("outcome", "no_answer"),
        ("collector", "C1"),
        ("talk_seconds", "0"), ("point", "1380013800#"), ("party", "debtor"), ("direction", "outbound"), ("automatic", "no"),
      ], open: ["outcome", "point", "party", "direction"]),
    MarkedFeed(
      feed: "conversations",
      columns: [
        ("id", "t#"), ("case_no", "K1"), ("client", "cmb"), ("at", "2026-11-1# 10:00"), ("collector", "C1"), ("party", "debtor"),
        ("language", "zh"),
        ("text", "明天就还"),
      ], open: ["text", "party"]),
    MarkedFeed(
      feed: "payments",
      columns: [("id", "p#"), ("case_no", "K1"), ("client", "cmb"), ("day", "2026-11-1#"), ("amount", "10.00"), ("currency", "CNY")]),
    MarkedFeed(
      feed: "promises",
      columns: [
        ("id", "v#"), ("case_no", "K1"), ("client", "cmb"), ("made_on", "2026-11-1#"), ("due_on", "2026-11-2#"), ("amount", "10.00"),
        ("currency", "CNY"),
        ("plan", ""), ("collector", "C1"),
      ]),
    MarkedFeed(
      feed: "flags",
      columns: [("case_no", "K#"), ("client", "cmb"), ("day", "2026-11-1#"), ("flag", "dispute"), ("set", "yes")]),
    MarkedFeed(
      feed: "holds",
      columns: [("case_no", "K#"), ("client", "cmb"), ("kind", "complaint"), ("from", "2026-11-1#"), ("until", "2026-11-2#")]),
  ]

  private func line(_ row: Int, _ change: (Int, String) -> String?) -> String {
    columns.enumerated().map { index, column in
      change(index, column.name) ?? column.value.replacing("#", with: String(row % 10))
    }.joined(separator: ",")
  }

  /// Right rows, with markers in every open column and in columns of strangers that nobody asked for.
  func good(_ markers: inout Markers) -> String {
    var text = (columns.map(\.name) + Self.strangers).joined(separator: ",") + "\n"
    for row in 1...3 {
      var here = markers
      text += line(row) { _, name in open.contains(name) ? here.nextOfText().text : nil }
      text += "," + Self.strangers.map { _ in here.next().text }.joined(separator: ",") + "\n"
      markers = here
    }
    return text
  }

  /// A row for every column that holds a marker instead of its value; where that would be right, another column is wrong.
  func bad(_ markers: inout Markers) -> String {
    var text = columns.map(\.name).joined(separator: ",") + "\n"
    // What no row of the feed can do without, and no marker is.
    let anchor = columns.firstIndex { ["outstanding", "at", "day", "joined_on", "made_on", "from"].contains($0.name) } ?? 0
    let other =
      columns.lastIndex {
        ["entrusted_amount", "outcome", "channel", "scheduled_minutes", "amount", "full_time", "set", "kind"].contains($0.name)
      } ?? 0
    for column in columns.indices {
      for kind in [Marker.Kind.chineseName, .phone] {
        let marker = markers.next(kind)
        text += line(column) { index, _ in
          if index == column { return marker.text }
          return index == (column == anchor ? other : anchor) ? "not this" : nil
        }
        text += "\n"
      }
    }
    return text
  }

  /// The first row where the header should be.
  func headless(_ markers: inout Markers) -> String {
    var here = markers
    let row = columns.map { _ in here.next().text }.joined(separator: ",")
    markers = here
    return row + ",\(columns[0].name)\n" + row + ",x\n"
  }
}
