package import Speech

/// What a reader gets: one file of a report.
package struct ReportFile: Sendable, Equatable {
  /// Its name below the directory of the report; folders are separated by `/`.
  package var name: String
  /// How mail and pages announce it, like `text/html`.
  package var mediaType: String
  package var bytes: [UInt8]

  /// Folders of its name, the outer before the inner: `a`, `a/lists` of `a/lists/c.csv`.
  package var folders: [String] {
    let parts = name.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  package init(name: String, mediaType: String, bytes: [UInt8]) {
    (self.name, self.mediaType, self.bytes) = (name, mediaType, bytes)
  }

  /// With the media type that the ending of its name stands for.
  package init(_ name: String, _ bytes: [UInt8]) {
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    let type = ReportFormat(rawValue: ending)?.mediaType ?? (ending == "json" ? "application/json" : "text/plain")
    self.init(name: name, mediaType: type, bytes: bytes)
  }
}

/// In which form a report is made.
package enum ReportFormat: String, CaseIterable, Sendable {
  /// One page that needs nothing else.
  case html
  /// One workbook with a sheet per table.
  case xlsx
  /// One file per table.
  case csv

  /// How mail and pages announce it.
  package var mediaType: String {
    switch self {
    case .html: "text/html"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .csv: "text/csv"
    }
  }
}

/// For whom a report is made: what it shows, and how much of it.
package enum Readership: Sendable, Hashable {
  /// The whole agency.
  case manager
  /// One team, by its name: its people and their lists.
  case lead(team: String)
  /// Every team that the one who asks may see, a folder each.
  case leads
  /// One client, by its name: his cases only, and nothing of anybody else's.
  case client(String)
  /// The whole agency with its controls; nothing that only moves work.
  case auditor

  /// As it is written on the command line, in the agency file and in an address; nil for other words.
  package init?(_ word: String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("manager", nil): self = .manager
    case ("auditor", nil): self = .auditor
    case ("leads", nil): self = .leads
    case ("lead", let team?) where !team.isEmpty: self = .lead(team: team)
    case ("client", let name?) where !name.isEmpty: self = .client(name)
    default: return nil
    }
  }

  /// How it is written on the command line and in the agency file: `manager`, `lead=TEAM`, `leads`, `client=NAME`, `auditor`.
  package var word: String {
    switch self {
    case .manager: "manager"
    case .lead(let team): "lead=\(team)"
    case .leads: "leads"
    case .client(let name): "client=\(name)"
    case .auditor: "auditor"
    }
  }
}
