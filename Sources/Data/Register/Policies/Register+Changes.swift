package import Portfolio
import Postgres
package import Schema
import Speech

extension Register {
  /// What is proposed, as it comes from a person.
  package struct Proposal: Sendable {
    /// Texts that somebody wrote, or that were in force before.
    package var kind: PolicyChange.Kind
    /// Each name once within its kind.
    package var texts: [(kind: PolicyKind, name: String, text: String)] = []
    /// What is to be out of force with nothing in its place.
    package var retiring: [(kind: PolicyKind, name: String)] = []
    /// In the author's words; may be empty.
    package var reason = ""
    /// nil: as soon as enough people agree.
    package var effectiveOn: Day?
    /// The open change that is edited; nil: a new one, or the author's own of exactly these files.
    package var change: Int?
    /// No second person is needed: in force at once, or on its day.
    package var isAgreed = false
    /// A proposal of nothing yet.
    package init(_ kind: PolicyChange.Kind) { self.kind = kind }
  }

  /// What became of a proposal.
  package struct Proposed: Sendable {
    /// One a text, in the order given, and whether the text was new.
    package var versions: [(version: PolicyVersion, isNew: Bool)]
    /// nil: everything is in force as it is, and nothing was proposed.
    package var change: PolicyChange?
    /// Whether it is a new change, rather than another round of one or the same as before.
    package var isNew = false
    /// Whether anything was changed.
    package var isNews = false
  }

  /// Keeps the texts as versions and proposes them together, in one transaction. What is in force already is left out. Throws `invalid` where the change
  /// that is edited is not open.
  package func propose(_ proposal: Proposal, by person: String, agency: Agency) async throws -> Proposed {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      var versions: [(version: PolicyVersion, isNew: Bool)] = []
      for (kind, name, text) in proposal.texts { versions.append(try Self.keep(connection, agency.id, kind, name, text, person)) }
      let edits = try proposal.change.map(book.openChange)
      var files: [PolicyChange.File] = []
      for version in versions.map(\.version) {
        let present = try book.inForce(version.kind, version.name)
        // In force already; unless the change that is edited proposes another text.
        let isProposed = edits?.files.contains { $0.kind == version.kind && $0.name == version.name } ?? false
        guard present?.version != version.version || isProposed else { continue }
        files.append(
          PolicyChange.File(
            kind: version.kind, name: version.name, from: present?.version, fromDigest: present?.digest, to: version.version,
            toDigest: version.digest))
      }
      for (kind, name) in proposal.retiring {
        guard let present = try book.inForce(kind, name) else { throw StoreError.notFound(kind: .activeVersion(kind), name: name) }
        files.append(PolicyChange.File(kind: kind, name: name, from: present.version, fromDigest: present.digest))
      }
      files.sort { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
      guard !files.isEmpty else { return Proposed(versions: versions) }
      let open = try ChangeBook.load(connection, agency.id, "c.state IN ('checked', 'simulated', 'scheduled')")
      if proposal.change == nil, !proposal.isAgreed,
        let same = open.first(where: { $0.files == files && $0.effectiveOn == proposal.effectiveOn })
      {
        return Proposed(versions: versions, change: same)
      }
      let names = files.map { "\($0.kind.rawValue) \($0.name)" }
      let own = open.last { change in
        change.kind == proposal.kind && change.authors == [person] && change.files.map { "\($0.kind.rawValue) \($0.name)" } == names
      }
      let edited = edits ?? (proposal.isAgreed ? nil : own)
      let number = try edited.map { try Self.edit($0, files, proposal, book) } ?? Self.make(files, proposal, book)
      if proposal.isAgreed { _ = try book.activateOrSchedule(book.change(number)) }
      let changed = try book.change(number)
      return Proposed(versions: versions, change: changed, isNew: edited == nil, isNews: edited?.round != changed.round)
    }
  }

  private static func make(_ files: [PolicyChange.File], _ proposal: Proposal, _ book: ChangeBook) throws -> Int {
    let number = try book.make(proposal.kind, reason: proposal.reason, effectiveOn: proposal.effectiveOn)
    try book.add(files, to: number, round: 1)
    try book.step(.submitted, number, round: 1, why: proposal.reason)
    try book.step(.checked, number, round: 1)
    return number
  }

  /// Files of the same names are replaced, others are added.
  private static func edit(_ change: PolicyChange, _ files: [PolicyChange.File], _ proposal: Proposal, _ book: ChangeBook) throws -> Int {
    let kept = change.files.filter { old in !files.contains { $0.kind == old.kind && $0.name == old.name } }
    // A file that is in force again is none of the change any more.
    let all = (kept + files).filter { $0.from != $0.to }.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    let effective = proposal.effectiveOn ?? change.effectiveOn
    guard all != change.files || effective != change.effectiveOn else { return change.number }
    try book.connection.execute(
      """
      UPDATE allot.policy_change SET effective_on = \(effective?.date),
        reason = CASE WHEN \(proposal.reason)::text = '' THEN reason ELSE \(proposal.reason)::text END
      WHERE agency_id = \(book.agency) AND change = \(change.number)
      """)
    try book.step(.edited, change.number, round: change.round + 1, why: proposal.reason)
    try book.begin(round: change.round + 1, of: change, files: all, cause: .edited)
    try book.step(.checked, change.number, round: change.round + 1)
    if all.isEmpty {
      try book.set(.retired, change.number)
      try book.step(.retired, change.number, round: change.round + 1, cause: .inForce)
    }
    return change.number
  }

  /// What came of agreeing.
  package struct Agreed: Sendable {
    /// As it is now.
    package var change: PolicyChange
    /// People who still have to agree.
    package var missing: Int
    /// False when the same person had agreed to the same before.
    package var isNew: Bool
  }

  /// Notes that somebody agrees to a round of a change, and puts it in force, or on its day, once they are enough: `needed` people, the authors counting
  /// as one. Throws `invalid` when it is another round or simulation than the one he has seen.
  package func agree(to seen: PolicyChange, needed: Int, by person: String, agency: Agency) async throws -> Agreed {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      var change = try Self.unchanged(seen, book)
      let isNew = !change.agreed.contains(person)
      if isNew {
        try book.step(.approved, change.number, round: change.round, simulation: change.simulation)
        for file in change.files {
          try Store.audit(connection, agency.id, by: person, "policy.approved", file.words)
        }
        change = try book.change(change.number)
      }
      let missing = Self.missing(needed, change)
      if missing == 0 {
        if change.state != .scheduled { _ = try book.activateOrSchedule(change) }
        change = try book.change(change.number)
      }
      return Agreed(change: change, missing: missing, isNew: isNew)
    }
  }

  /// People who still have to agree; the authors count as one where more than one is needed.
  package static func missing(_ needed: Int, _ change: PolicyChange) -> Int {
    max(0, needed - 1 - Set(change.agreed).subtracting(change.authors).count)
  }

  /// Puts a change in force that people have agreed to, on its day or where one person is enough. Throws `invalid` when it is another round than the
  /// one that was looked at.
  package func activate(_ seen: PolicyChange, why: String, cause: PolicyChange.Cause? = nil, by person: String, agency: Agency) async throws
    -> PolicyChange
  {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      let change = try Self.unchanged(seen, book)
      if cause == .due { try book.activate(change, cause: cause, why: why) } else { _ = try book.activateOrSchedule(change, why: why) }
      return try book.change(change.number)
    }
  }

  /// A scheduled change that cannot come in force as it is, is open again. `why` in English.
  package func fallBack(_ change: PolicyChange, why: String, by person: String, agency: Agency) async throws {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      guard let present = try? Self.unchanged(change, book), present.state == .scheduled else { return }
      try book.set(.checked, change.number)
      try book.step(.fellBack, change.number, round: change.round, why: why, cause: .refused)
    }
  }

  /// Turns an open change down, or takes it back. Throws `invalid` where it is not open.
  package func reject(_ number: Int, why: String, by person: String, agency: Agency) async throws -> PolicyChange {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      let change = try book.openChange(number)
      try book.set(.rejected, number)
      try book.step(.rejected, number, round: change.round, why: why)
      return try book.change(number)
    }
  }

  /// A remark beside a change, open or not.
  package func comment(_ number: Int, _ text: String, by person: String, agency: Agency) async throws -> PolicyChange {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      try book.step(.commented, number, round: book.change(number).round, why: text)
      return try book.change(number)
    }
  }

  /// Keeps what was shown of the effect of a round; `record` is a JSON object. Agreements to another simulation are void. Throws `invalid` where the
  /// change is not open, or `round` is not its round any more.
  package func note(simulation digest: String, record: String, change number: Int, round: Int?, by person: String, agency: Agency)
    async throws
  {
    try await database.transaction(agency: agency.id) { connection in
      let book = try ChangeBook(connection, agency.id, by: person)
      let change = try book.openChange(number)
      guard round == nil || round == change.round else { throw StoreError.invalid(Self.movedOn(number)) }
      let isObject = try connection.query("SELECT jsonb_typeof(\(record)::text::jsonb) = 'object'").only()[0, as: Bool.self]
      guard isObject else { throw StoreError.invalid(Wording("the record of a simulation is a JSON object", "模拟记录应为 JSON 对象")) }
      if digest == change.simulation { return }
      let isOther = change.simulation != nil && (change.state == .scheduled || !change.agreed.isEmpty)
      try connection.execute(
        """
        UPDATE allot.policy_change SET simulation_digest = \(digest), simulation_record = \(record)
        WHERE agency_id = \(agency.id) AND change = \(number)
        """)
      if isOther {
        let isScheduled = change.state == .scheduled
        try book.step(isScheduled ? .fellBack : .voided, number, round: change.round, cause: .simulation)
      }
      if change.state != .scheduled || isOther { try book.set(.simulated, number) }
      try book.step(.simulated, number, round: change.round, simulation: digest)
    }
  }

  /// What was kept of the simulation of that digest, as a JSON object; nil where another one, or none, is kept now.
  package func simulationRecord(ofChange number: Int, digest: String, agency: Agency) async throws -> String? {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query(
        """
        SELECT simulation_record FROM allot.policy_change
        WHERE agency_id = \(agency.id) AND change = \(number) AND simulation_digest = \(digest)
        """
      ).decode(String?.self).first ?? nil
    }
  }

  /// Every change, by number, with its files and steps.
  package func policyChanges(agency: Agency) async throws -> [PolicyChange] {
    try await database.transaction(agency: agency.id) { try ChangeBook.load($0, agency.id) }
  }

  /// The changes that are still to be decided, by number.
  package func openChanges(agency: Agency) async throws -> [PolicyChange] {
    try await database.transaction(agency: agency.id) {
      try ChangeBook.load($0, agency.id, "c.state IN ('checked', 'simulated', 'scheduled')")
    }
  }

  /// The scheduled changes whose day is `day` or earlier; without a day, today on the agency's clock. By day, then number.
  package func dueChanges(on day: Day?, agency: Agency) async throws -> [PolicyChange] {
    try await database.transaction(agency: agency.id) { connection in
      let day: SQL = day.map { "greatest(\($0.date)::date, d.today)" } ?? "d.today"
      return try ChangeBook.load(
        connection, agency.id,
        """
        c.state = 'scheduled' AND c.effective_on <= (
          SELECT \(day) FROM (SELECT (clock_timestamp() AT TIME ZONE a.zone)::date AS today FROM allot.agency a WHERE a.agency_id = \(agency.id)) d)
        """
      ).sorted { ($0.effectiveOn ?? .none, $0.number) < ($1.effectiveOn ?? .none, $1.number) }
    }
  }

  private static func unchanged(_ seen: PolicyChange, _ book: ChangeBook) throws -> PolicyChange {
    let change = try book.openChange(seen.number)
    guard change.round == seen.round, change.simulation == seen.simulation,
      change.steps.filter(\.isVoiding).count == seen.steps.filter(\.isVoiding).count
    else { throw StoreError.invalid(movedOn(seen.number)) }
    return change
  }

  private static func movedOn(_ number: Int) -> Wording {
    Wording(
      "change \(number) is another now than the one you looked at; look again: allot policy show \(number)",
      "变更 \(number) 与您所看时已不同；请重新查看：allot policy show \(number)")
  }
}

extension PolicyChange.Step {
  fileprivate var isVoiding: Bool { step == .voided || step == .fellBack }
}

extension PolicyChange.File {
  /// `policy cards v3`; without a version where it is to be out of force.
  package var words: String { "\(kind.rawValue) \(name)" + (to.map { " v\($0)" } ?? "") }
}
