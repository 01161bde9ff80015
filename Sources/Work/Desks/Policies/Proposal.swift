import Discretion
import Faults
package import Policy
package import Portfolio
package import Register
package import Runs
package import Schema
package import Speech
import YAML

/// Files that would take the place of those in force, checked as `policy apply` checks them.
package struct Proposal: Sendable {
  /// Policies and agency file as they would be stored.
  package let texts: [KeptText]
  /// What goes out of force with nothing in its place, by kind and name.
  package let retired: [KeptText]
  /// What has to be said of files that change nothing here.
  package let notes: [Wording]

  /// What a change proposes, as it stands in the database.
  package init(_ files: [(kind: PolicyKind, name: String, text: String)], retired: [(kind: PolicyKind, name: String)]) {
    let deciding = files.filter { $0.kind == .agency || $0.kind == .policy }
    texts = deciding.map { KeptText(kind: $0.kind, name: $0.name, version: 0, text: $0.text) }
    self.retired = retired.map { KeptText(kind: $0.kind, name: $0.name, version: 0, text: "") }
    notes = files.filter { $0.kind != .agency && $0.kind != .policy }.map { Self.unsimulated($0.name) }
  }

  private static func unsimulated(_ name: String) -> Wording {
    Wording(
      "\(name): conversations and files on record are taken as they were judged and read; what this file would change is not simulated",
      "\(name)：已有的沟通和文件按当时的判定与读取结果计；此文件会带来的变化未作模拟")
  }

  /// Checks as `PolicyDoor.apply`, and stores nothing. Throws with `EX_DATAERR` and every problem when a file is wrong, or is another agency's.
  package init(_ reading: PolicyDoor.Reading, _ door: PolicyDoor, at agency: Agency) async throws {
    guard reading.check.errors.isEmpty else { throw PolicyDoor.refusal(reading.check.errors) }
    if let code = reading.check.agency?.code, code != agency.code {
      throw OperationError(
        .dataError,
        Wording(
          "the agency file is of \(Quoted.named(code).en), and the simulation of \(agency.code)",
          "机构文件属于\(Quoted.named(code).zh)，而模拟的是 \(agency.code)"),
        remedy: Wording("give the file of this agency, or name the other one with --agency", "请给出本机构的文件，或用 --agency 指定另一家"))
    }
    let (reading, notFollowed) = try await door.withAgencyFile(reading, of: agency)
    let check = try await door.check(reading, against: agency)
    guard check.errors.isEmpty else { throw PolicyDoor.refusal(check.errors) }
    var (texts, notes) = ([KeptText](), check.warnings.map { Wording($0.text(.en), $0.text(.zh)) } + notFollowed)
    for file in reading.files {
      guard let kind = check.kinds.first(where: { $0.name == file.name })?.kind else { continue }
      var text = String(decoding: file.bytes, as: UTF8.self)
      switch kind {
      case .agency:
        if let years = check.agency?.calendarYears { text = CalendarText.embedding(years, in: text) }
        texts.append(KeptText(kind: .agency, name: agency.code, version: 0, text: text))
      case .policy: texts.append(KeptText(kind: .policy, name: try PolicyDesk.name(file, kind), version: 0, text: text))
      case .calendar: continue
      case .lexicon, .model, .mapping:
        notes.append(Self.unsimulated(Shown.path(file.name)))
      }
    }
    (self.texts, self.notes, retired) = (texts, notes, [])
  }
}

extension PolicyLibrary {
  /// The same with texts in the place of those of their names, as if they had been applied: a text with the same words keeps its version.
  package func with(_ proposal: Proposal, of agency: Agency) throws -> PolicyLibrary {
    var all = texts.filter { text in !proposal.retired.contains { $0.kind == text.kind && $0.name == text.name } }
    for text in proposal.texts {
      if let place = all.firstIndex(where: { $0.kind == text.kind && $0.name == text.name }) {
        if all[place].text != text.text { (all[place].text, all[place].version) = (text.text, all[place].version + 1) }
      } else {
        all.append(KeptText(kind: text.kind, name: text.name, version: 1, text: text.text))
      }
    }
    return try PolicyLibrary.read(all, of: agency)
  }
}

extension PolicyDesk {
  /// What is in force on the day of a night: with the changes that people agreed to for it, or for a day before it.
  func inForce(on slot: Day, _ library: PolicyLibrary) async throws -> PolicyLibrary {
    var library = library
    for change in try await store.register.dueChanges(on: slot, agency: agency) {
      let proposal = Proposal(try await files(ofChange: change.number), retired: try await retired(byChange: change.number))
      library = try library.with(proposal, of: agency)
    }
    return library
  }
}
