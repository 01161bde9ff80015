import Discretion
package import Faults
package import Intake
package import Portfolio
package import Schema
package import Speech

/// A name that a file would bring into being: of a client, a team or a skill.
package struct NewName: Sendable, Hashable {
  /// `client`, `team` or `skill`.
  package var kind: NameTable
  /// As the file has it.
  package var name: String
  /// Where it stands first.
  package var position: RowPosition
  /// The one on record that was probably meant.
  package var meant: String?
}

/// What the files of a load would bring into being. The first load of a kind of names is taken as it is; from then on a new name may be a name on record
/// misspelled, so somebody has to say that it is new.
package struct NewNames: Sendable {
  /// Names of kinds of which the agency had none, and names that were said to be new; in the order of the files.
  package private(set) var taken: [NewName] = []
  /// Names about which somebody has to be asked, in the order of the files.
  package private(set) var asked: [NewName] = []
  /// Kinds of names that are looked at.
  package static let kinds: [NameTable] = [.client, .team, .skill]

  private let known: [NameTable: Set<String>]
  private let said: [NameTable: Set<String>]
  private let all: Bool
  private var seen: [NameTable: Set<String>] = [:]

  /// `known`: what the agency has. `said`: what somebody said is new; with `all` everything is.
  package init(known: [NameTable: [String]] = [:], said: [NameTable: Set<String>] = [:], all: Bool = false) {
    self.known = known.mapValues { Set($0) }
    self.said = said
    self.all = all
  }

  /// Goes through a case file. What is wrong with it is said when it is loaded.
  package mutating func read(_ reader: CaseReader) {
    while let batch = try? reader.next(maxRows: 20_000) {
      for row in batch.rows {
        note(.client, row.client) { reader.position(ofLine: row.line, field: "client") }
        for skill in row.requiredSkills { note(.skill, skill) { reader.position(ofLine: row.line, field: "required_skills") } }
      }
    }
  }

  /// Goes through a collectors file, likewise.
  package mutating func read(_ reader: CollectorReader) {
    while let batch = try? reader.next(maxRows: 20_000) {
      for row in batch.rows {
        if let team = row.team { note(.team, team) { reader.position(ofLine: row.line, field: "team") } }
        for skill in row.skills { note(.skill, skill) { reader.position(ofLine: row.line, field: "skills") } }
      }
    }
  }

  private mutating func note(_ kind: NameTable, _ name: String, _ position: () -> RowPosition) {
    guard seen[kind, default: []].insert(name).inserted, let known = known[kind], !known.contains(name) else { return }
    let meant = Suggestion.closest(to: name, among: known.sorted())
    let new = NewName(kind: kind, name: name, position: position(), meant: meant)
    if known.isEmpty || all || said[kind]?.contains(name) == true { taken.append(new) } else { asked.append(new) }
  }

  /// Takes what was asked: somebody said yes.
  package mutating func accept() {
    taken += asked
    asked = []
  }

  /// The names that were asked about, a line each.
  package var question: Wording {
    let lines = asked.prefix(20).map { new -> Wording in
      let (noun, hint) = (Self.noun(new.kind), new.meant.map { Suggestion.meant($0) })
      let place = "\(new.position.file):\(new.position.place)"
      let name = Shown.written(new.name)
      return Wording(
        "  \(place): the agency has no \(new.kind.rawValue) “\(name)”\(hint.map { "; \($0.en)" } ?? "")\n",
        "  \(place)：本机构没有\(noun)“\(name)”\(hint.map { "；\($0.zh)" } ?? "")\n")
    }
    let more = asked.count - lines.count
    return lines.joined(by: Wording.none) + (more > 0 ? Wording("  … and \(more) more\n", "  ……另有 \(more) 个\n") : Wording.none)
  }

  /// Why nothing is loaded while nobody said that they are new.
  package var refusal: OperationError {
    let options = asked.prefix(3).map { "--new-\($0.kind.rawValue) '\(Shown.written($0.name))'" }.joined(separator: " ")
    return OperationError(
      .dataError,
      Wording("nothing was loaded: new names in the \(asked.count == 1 ? "file" : "files")\n", "未导入任何内容：文件里有新名称\n") + trimmed(question),
      remedy: Wording(
        "correct the file; or say that they are new: \(options)\(asked.count > 3 ? " …" : ""), or --yes for all of them",
        "请改正文件；若确为新增，请写明：\(options)\(asked.count > 3 ? " ……" : "")，或用 --yes 全部确认"))
  }

  private func trimmed(_ text: Wording) -> Wording { Wording(String(text.en.dropLast()), String(text.zh.dropLast())) }

  /// The kind in a sentence.
  package static func noun(_ kind: NameTable) -> String {
    switch kind {
    case .client: "委托方"
    case .team: "小组"
    case .skill: "技能"
    case .batch: "批次"
    case .product: "产品"
    case .stage: "阶段"
    case .region: "地区"
    }
  }
}
