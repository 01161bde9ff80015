import Digest
package import Portfolio
package import Register
import Schema
package import Views

/// Who did what, and proof that nobody changed it afterwards.
package struct AuditDesk: Sendable {
  let seat: Seat
  private var agency: Agency { seat.agency }

  /// Every call needs `audit`.
  package init(_ seat: Seat) { self.seat = seat }

  /// What people and programs did, latest first.
  package func rows(_ filter: AuditFilter, limit: Int) async throws -> [ShownAudit] {
    try seat.require(.audit)
    return try await seat.store.views.showAudit(filter, limit: limit, agency: agency)
  }

  /// The same; parts that are nil leave nothing out. `action` is one action or, with a dot at its end, a group of them: `moves.`.
  package func rows(actor: String?, action: String?, since: Day?, limit: Int) async throws -> [ShownAudit] {
    var filter = AuditFilter()
    (filter.actor, filter.action, filter.since) = (actor, action, since)
    return try await rows(filter, limit: limit)
  }

  /// The end of a chain as it is kept outside the database: `audit:4711:5f0c…`.
  package struct Note: Sendable, Hashable, CustomStringConvertible {
    let stream: SealStream
    let note: SealNote

    /// The end that a check found.
    package init(_ report: SealReport) {
      stream = report.stream
      note = SealNote(position: report.position, digest: report.digest)
    }

    /// What `description` gave once: stream, position from 0 and 32 bytes of digest in hexadecimal; nil for anything else.
    package init?(_ text: String) {
      let parts = text.split(separator: ":")
      guard parts.count == 3, let stream = SealStream(rawValue: String(parts[0])), let position = Int64(parts[1]), position >= 0,
        let digest = Hex.decode(String(parts[2])),
        digest.count == 32
      else { return nil }
      self.stream = stream
      note = SealNote(position: position, digest: digest)
    }

    /// Stream, position and digest in hexadecimal, separated by colons: what `init(_:)` reads.
    package var description: String { "\(stream.rawValue):\(note.position):\(Hex.encode(note.digest))" }
  }

  /// What recomputing every chain and root came to.
  package struct Verification: Sendable {
    /// One per stream, in the order of `SealStream.allCases`, faults against all notes included.
    package var streams: [SealReport]
    /// Sealed runs whose root was computed anew; those of `runsPurged` are not among them.
    package var runsChecked: Int
    /// Runs whose decisions retention has removed.
    package var runsPurged: Int
    /// Where it is (a stream's name, or `runs`) and what.
    package var faults: [(place: String, fault: SealFault)]
  }

  /// Recomputes all of it. `notes` are ends noted before; `since` leaves earlier runs out.
  package func verify(notes: [Note], since: Day?) async throws -> Verification {
    try seat.require(.audit)
    let register = seat.store.register
    var reports: [SealReport] = []
    for stream in SealStream.allCases {
      let own = notes.filter { $0.stream == stream }.map(\.note)
      var report = try await register.verifySeals(stream, note: own.first, agency: agency)
      for more in own.dropFirst() { report.faults += try await register.verifySeals(stream, note: more, agency: agency).faults }
      reports.append(report)
    }
    let runs = try await register.verifyRuns(since: since ?? .none, agency: agency)
    return Verification(
      streams: reports, runsChecked: runs.checked, runsPurged: runs.purged,
      faults: reports.flatMap { report in report.faults.map { (report.stream.rawValue, $0) } } + runs.faults.map { ("runs", $0) })
  }

  /// Numbers and chains everything that was committed; gives the number of rows.
  package func seal() async throws -> Int {
    try seat.require(.audit)
    var total = 0
    // Roots first: their audit rows are sealed in the same round.
    for run in try await seat.store.register.unsealedRuns(agency: agency) { try await seat.store.register.sealRun(run, agency: agency) }
    for stream in SealStream.allCases {
      while true {
        let sealed = try await seat.store.register.seal(stream, agency: agency)
        if sealed == 0 { break }
        total += sealed
      }
    }
    return total
  }
}
