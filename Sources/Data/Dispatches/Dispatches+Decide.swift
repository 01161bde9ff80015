package import Portfolio
import Postgres
package import Schema

extension Dispatches {
  /// How a night stands for whoever is told of it.
  package struct NightStanding: Sendable, Hashable {
    package var occasion: Occasion
    package var run: RunID?
  }

  /// Makes the deliveries that are due at this time of the day and are not made yet, in one transaction with the look at the night that decides it. What
  /// goes into the directory is due once the night is published, whatever the time; the rest from the reader's time on. Gives those made.
  /// `missedUntil`: minutes since midnight until which a missed night is made up. `domain` stands in the Message-ID. `onlyTrouble`: only of a night that
  /// cannot wait, as on a day off, and of what came of it.
  package func decide(
    _ terms: [DeliveryTerms], day: Day, secondsOfDay: Int, missedUntil: Int, domain: String, onlyTrouble: Bool = false, agency: Agency
  ) async throws -> [Delivery] {
    try await database.transaction(agency: agency.id) { connection in
      let night = try Self.night(connection, day, isOver: secondsOfDay > missedUntil * 60, agency.id)
      if onlyTrouble, try !Self.cannotWait(night.occasion, day, connection, agency.id) { return [] }
      let due = terms.filter { one in
        guard let at = one.atMinutes else { return night.occasion == .published }
        return secondsOfDay >= at * 60
      }
      guard !due.isEmpty else { return [] }
      // Numbers are given one after the other.
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      return try due.compactMap {
        try Self.make($0, night.occasion, day, night.run, by: "daemon", domain: domain, connection, agency.id)
      }
    }
  }

  /// A night that needs a person; and one that was published after readers were told so.
  private static func cannotWait(_ occasion: Occasion, _ day: Day, _ connection: Connection, _ agency: Int64) throws -> Bool {
    if occasion.isTrouble { return true }
    guard occasion == .published else { return false }
    let troubles = Occasion.allCases.filter(\.isTrouble).map(\.rawValue)
    return try connection.query(
      "SELECT EXISTS (SELECT FROM allot.delivery WHERE agency_id = \(agency) AND slot = \(day.date) AND occasion = ANY (\(troubles)))"
    ).only()[0, as: Bool.self]
  }

  /// A published night is what it says for ever; before, the last attempt counts.
  private static func night(_ connection: Connection, _ day: Day, isOver: Bool, _ agency: Int64) throws -> NightStanding {
    let row = try connection.query(
      """
      SELECT run_id, state FROM allot.run WHERE agency_id = \(agency) AND slot = \(day.date) AND kind = 'night'
      ORDER BY state = 'published' DESC, seq DESC LIMIT 1
      """
    ).first?.decode(Int64.self, String.self)
    guard let (run, word) = row, let state = RunState(rawValue: word) else { return NightStanding(occasion: isOver ? .missed : .late) }
    switch state {
    case .published: return NightStanding(occasion: .published, run: run)
    case .waiting: return NightStanding(occasion: .waiting, run: run)
    case .failed: return NightStanding(occasion: .failed, run: run)
    case .discarded: return NightStanding(occasion: .discarded, run: run)
    case .running, .planned: return NightStanding(occasion: isOver ? .missed : .late, run: nil)
    }
  }

  /// A delivery that somebody asked for; another one each time.
  package func ask(_ terms: DeliveryTerms, run: RunID, slot: Day, by person: String, domain: String, agency: Agency) async throws
    -> Delivery
  {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT FROM allot.agency WHERE agency_id = \(agency.id) FOR NO KEY UPDATE")
      let made = try Self.make(terms, .byHand, slot, run, by: person, domain: domain, connection, agency.id)
      guard let made else { throw StoreError.notFound(kind: .delivery, name: terms.reader) }
      try Store.audit(connection, agency.id, by: person, "delivery.asked", "delivery \(made.number)")
      return made
    }
  }

  /// nil where it was made before.
  private static func make(
    _ terms: DeliveryTerms, _ occasion: Occasion, _ slot: Day, _ run: RunID?, by person: String, domain: String, _ connection: Connection,
    _ agency: Int64
  ) throws -> Delivery? {
    let number = try connection.query(
      """
      INSERT INTO allot.delivery (agency_id, delivery, occasion, slot, run_id, reader, channel, page, language, forms, subject, skips_nothing,
        message_id, made_by)
      SELECT \(agency), coalesce(max(delivery), 0) + 1, \(occasion.rawValue), \(slot.date), \(run), \(terms.reader), \(terms.channel.rawValue),
        \(terms.page), \(terms.language), \(terms.forms), \(terms.subject), \(terms.skipsNothing),
        '<allot.' || replace(gen_random_uuid()::text, '-', '') || '@' || \(domain)::text || '>', \(person)
      FROM allot.delivery WHERE agency_id = \(agency)
      ON CONFLICT DO NOTHING RETURNING delivery
      """
    ).first?[0, as: Int.self]
    return try number.flatMap { try rows(connection, agency, "AND delivery = \($0)").first }
  }
}
