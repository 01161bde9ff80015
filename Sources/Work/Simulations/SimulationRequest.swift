package import Desks
package import Portfolio
package import Tables

/// What is to be simulated.
package struct SimulationRequest: Sendable {
  /// What is otherwise than it is: files, people, cases; any of them.
  package struct World: Sendable {
    /// What people call it; empty for what is proposed without a name.
    package var name: String
    /// Agency file, policies, calendars.
    package var files: PolicyDoor.Reading?
    /// Who is away, joins and leaves.
    package var people: FileSource?
    /// More cases, in the format of cases.
    package var cases: FileSource?
    /// Texts that stand in the database already and are not in force: those of a change.
    var proposal: Proposal?
    /// As it is.
    package init(name: String = "") { self.name = name }
    /// Whether nothing is otherwise.
    package var isEmpty: Bool { files == nil && people == nil && cases == nil && proposal == nil }
  }
  /// nil = the coming night.
  package var slot: Day?
  /// nil = now for today's slot, else the night's time of the slot.
  package var asOf: LocalTime?
  /// One or more to be compared with the files in force; empty ones are left out.
  package var worlds: [World] = []
  /// The coming night by the files in force.
  package init() {}
}

extension SimulationRequest {
  /// Whether a table says who is away, joins and leaves, by its header; else it is one of cases. Throws `FileFault` when it cannot be read.
  package static func isOfPeople(_ path: String) throws(FileFault) -> Bool {
    try TextTable(path: path, known: PeopleSheet.columns).column("change", "变动") != nil
  }
}
