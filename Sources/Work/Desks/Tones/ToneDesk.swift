import Faults
package import Feeds
package import Intake
import Portfolio
import Register
import Schema
package import Speech
import Words

/// Looks after verdicts that are on record: judges kept texts again when lexicon or model changed, checks counters against attempts, reads codes
/// anew with a better mapping.
package struct ToneDesk: Sendable {
  /// Conversations of one transaction.
  private static let chunk = 20_000

  private let seat: Seat
  private var store: Store { seat.store }
  private var agency: Agency { seat.agency }

  /// Looking needs `see`, changing verdicts, counters or codes `run`.
  package init(_ seat: Seat) { self.seat = seat }

  /// What judging again came to.
  package struct Rejudged: Sendable {
    /// Conversations that were judged again.
    package var judged = 0
    /// Those whose tone is another now.
    package var changed = 0
    /// Outdated verdicts that stay, because their text is not kept.
    package var withoutText = 0
    /// What the agency file names and is not in force.
    package var missing: [Wording] = []
  }

  /// How far it is.
  package enum Judging: Sendable {
    /// So many of so many conversations are judged.
    case at(Int, of: Int)
    /// All that could be.
    case ended(Rejudged)
  }

  /// Judges every conversation again whose verdict is not by what is in force. `progress` is told done and total.
  package func rejudge(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Rejudged {
    try seat.require(.run)
    return try await judgeAgain(by: try await PolicyLibrary.judge(store, agency), progress: progress)
  }

  /// The same as a consequence of what came in force, which needs no right of its own.
  func judgeAgain(by office: ToneOffice, progress: @Sendable (Int, Int) -> Void) async throws -> Rejudged {
    let census = try await store.feeds.toneCensus(judgedBy: office.judgedBy, agency: agency)
    var result = Rejudged(withoutText: census.outdatedWithoutText, missing: office.missing)
    var last: KeptConversation?
    while result.judged < census.outdated {
      let kept = try await store.feeds.outdatedConversations(judgedBy: office.judgedBy, after: last, limit: Self.chunk, agency: agency)
      guard !kept.isEmpty else { break }
      let verdicts = await Self.verdicts(kept, office)
      result.changed += try await store.feeds.rejudge(
        zip(kept, verdicts).map { (kept: $0, verdict: $1) }, judgedBy: office.judgedBy, agency: agency)
      result.judged += kept.count
      last = kept.last
      progress(result.judged, census.outdated)
    }
    return result
  }

  /// On both halves at once, in order.
  private static func verdicts(_ kept: [KeptConversation], _ office: ToneOffice) async -> [JudgedTone] {
    let middle = kept.count / 2
    async let first = part(kept[..<middle], office)
    async let second = part(kept[middle...], office)
    return await first + second
  }

  @concurrent private static func part(_ kept: ArraySlice<KeptConversation>, _ office: ToneOffice) async -> [JudgedTone] {
    kept.map { office.verdict($0.text, language: $0.language) }
  }

  /// Where verdicts and counters stand, by counting everything anew.
  package struct Check: Sendable {
    /// The counters of attempts against the attempts, as found before any repair.
    package var counters: CounterCheck
    /// nil when no lexicon is in force.
    package var tones: ToneCensus?
    /// Kept texts judged again that came out otherwise although nothing changed; always 0 unless the program is at fault.
    package var unstable: Int

    /// Whether nothing is amiss any more. `repaired`: what differed was replaced.
    package func isSound(repaired: Bool) -> Bool { (counters.differences == 0 || repaired) && unstable == 0 }
  }

  /// Counts attempts anew and compares, and judges kept texts again. With `repairing` counters that differ are replaced.
  package func verify(repairing: Bool) async throws -> Check {
    try seat.require(repairing ? .run : .see)
    let counters = try await store.feeds.checkCounters(agency: agency)
    if repairing { try await store.feeds.rebuildCounters(of: counters.differing, agency: agency) }
    guard try await store.register.activePolicies(agency: agency).contains(where: { $0.version.kind == .lexicon }) else {
      return Check(counters: counters, tones: nil, unstable: 0)
    }
    let office = try await PolicyLibrary.judge(store, agency)
    return Check(
      counters: counters, tones: try await store.feeds.toneCensus(judgedBy: office.judgedBy, agency: agency),
      unstable: try await store.feeds.unstableVerdicts(judgedBy: office.judgedBy, agency: agency) { office.verdict($0, language: $1) })
  }

  /// Reads the codes on record of a mapping's source anew, with it.
  package func remap(_ mapping: Mapping, isDry: Bool) async throws -> RemapReport {
    try seat.require(isDry ? .see : .run)
    guard mapping.feed == .attempts else {
      throw OperationError(
        .dataError,
        Wording(
          "the mapping “\(mapping.name)” is for \(mapping.feed.rawValue), which have no outcomes",
          "映射“\(mapping.name)”用于\(Words.feed(mapping.feed).zh)，这类数据没有联系结果"))
    }
    return try await store.feeds.remap(source: mapping.source ?? mapping.name, isDry: isDry, agency: agency) { raw, talk, code in
      let reading = mapping.reading(of: raw, talkSeconds: talk)
      guard reading.isKnown else { return nil }
      var new = code
      new.outcome = reading.outcome
      if let party = reading.party { new.party = party }
      return new.consistent
    }
  }
}
