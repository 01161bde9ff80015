package import Portfolio

/// Files that come in force together or not at all, from the proposal to the day they are out of force again.
package struct PolicyChange: Sendable, Hashable {
  /// What is proposed. Raw values are stored.
  package enum Kind: String, CaseIterable, Sendable {
    /// Texts that somebody wrote.
    case submit
    /// Back to texts that were in force before.
    case rollback
    /// Out of force, with nothing in its place.
    case retire
  }

  /// How far it is. Raw values are stored. Enough agreement is no state of its own: it puts the change in force, or on its day, at once.
  package enum State: String, CaseIterable, Sendable {
    /// Checked and open: people may agree.
    case checked
    /// Open, and what it would do was shown.
    case simulated
    /// Agreed to; comes in force on its day.
    case scheduled
    /// In force, all or some of its files.
    case active
    /// None of its files is in force any more.
    case retired
    /// Turned down, or taken back by its author.
    case rejected

    /// Still to be decided.
    package var isOpen: Bool { self == .checked || self == .simulated || self == .scheduled }
  }

  /// From what to what.
  package struct File: Sendable, Hashable {
    /// Agency file, policy, lexicon, model or mapping.
    package var kind: PolicyKind
    /// Unique within its kind.
    package var name: String
    /// The version that was in force when the round began; nil when none was.
    package var from: Int?
    /// SHA-256 of that version's text.
    package var fromDigest: [UInt8]?
    /// The version proposed; nil: none is to be in force.
    package var to: Int?
    /// SHA-256 of its text.
    package var toDigest: [UInt8]?
  }

  /// What was done. Raw values are stored.
  package enum StepKind: String, CaseIterable, Sendable {
    case submitted, edited, checked, simulated, approved, voided, rejected, scheduled
    case fellBack = "fell back"
    case activated, retired, commented
  }

  /// Why the program did it by itself. Raw values are stored.
  package enum Cause: String, CaseIterable, Sendable {
    /// The files were edited.
    case edited
    /// What was in force under the same names is another text now.
    case baseMoved = "base moved"
    /// Another simulation was shown than the one that people agreed to.
    case simulation
    /// The files cannot come in force as they are; the step's words say why.
    case refused
    /// All of its files were replaced or taken out of force.
    case replaced
    /// Its texts are in force already, by another change.
    case inForce = "in force"
    /// Its day has come.
    case due
  }

  /// One step of its life.
  package struct Step: Sendable, Hashable {
    /// What was done.
    package var step: StepKind
    /// The round it belongs to, from 1.
    package var round: Int
    /// Who did it.
    package var person: String
    /// When, by the database's clock.
    package var at: Instant
    /// What the person wrote; may be empty.
    package var why: String
    /// Why the program did it; nil where a person did.
    package var cause: Cause?
    /// The change that caused it.
    package var other: Int?
    /// What was shown of its effect at that time.
    package var simulation: String?
  }

  /// From 1, per agency.
  package var number: Int
  /// What is proposed.
  package var kind: Kind
  /// How far it is.
  package var state: State
  /// From 1. Agreements hold for the round in which they were given.
  package var round: Int
  /// Why it was proposed, in the author's words; may be empty.
  package var reason: String
  /// Business day from which it is to be in force; nil: as soon as enough people agree.
  package var effectiveOn: Day?
  /// SHA-256 of what was shown of its effect in this round; nil when nothing was.
  package var simulation: String?
  /// Cases whose holder differs by it, as the simulation counted them; nil without a simulation that counts.
  package var moved: Int?
  /// Of the round at hand, by kind and name.
  package var files: [File]
  /// In the order in which they were done.
  package var steps: [Step]

  /// Whoever submitted or edited it, each once, the first first.
  package var authors: [String] {
    steps.filter { $0.step == .submitted || $0.step == .edited }.map(\.person).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
  /// Who has agreed to the round at hand, to what is shown of it now, by name.
  package var agreed: [String] { Set(agreements.map(\.person)).sorted() }
  /// Agreements that count: of this round, and where a simulation was shown, to none or to this one.
  private var agreements: [Step] {
    let since = (steps.lastIndex { $0.step == .voided || $0.step == .fellBack }).map { $0 + 1 } ?? 0
    return steps[since...].filter { $0.step == .approved && $0.round == round }
  }
  /// The last time agreements lost their force or a scheduled change fell back, unless people have agreed since; nil when nothing did.
  package var voided: Step? {
    guard state.isOpen, let last = steps.lastIndex(where: { $0.step == .voided || $0.step == .fellBack }) else { return nil }
    return steps[last...].contains { $0.step == .approved } ? nil : steps[last]
  }

  /// Whether both are about the same file.
  package func touches(_ other: PolicyChange) -> Bool {
    files.contains { file in other.files.contains { $0.kind == file.kind && $0.name == file.name } }
  }
}
