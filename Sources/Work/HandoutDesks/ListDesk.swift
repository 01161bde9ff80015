package import Desks
import Discretion
import Faults
package import Figures
package import Handouts
package import Portfolio
import Schema
package import Speech
package import Views

/// The day's lists of a team, and who has picked up his. Whoever leads a team sees that one; others with the right see any.
package struct ListDesk: Sendable {
  private let seat: Seat

  /// Reading needs `see`, acknowledging `move`: managers and leads have it.
  package init(_ seat: Seat) { self.seat = seat }

  /// A team's lists of a run.
  package struct Lists: Sendable {
    /// People of the team who have not left before the run's day, by code.
    package var holders: [ListHolder]
    /// Their open cases, by holder and in the day's order.
    package var cases: [ListedCase]
    /// By code.
    package var receipts: [ListReceipt]
    /// A part of what was read.
    package init(holders: [ListHolder], cases: [ListedCase], receipts: [ListReceipt]) {
      (self.holders, self.cases, self.receipts) = (holders, cases, receipts)
    }
    /// Those of the team whose list nobody has picked up.
    package var missing: [ListHolder] {
      let there = Set(receipts.map(\.collector))
      return holders.filter { !there.contains($0.code) }
    }
  }

  /// The lists of a team for the day of a published run; without a name of every team that the seat may see. `terms`: those of the run. Throws with
  /// `EX_NOPERM` for a team that the seat does not lead, with `EX_NOINPUT` for one that is not there, with `EX_USAGE` for a run that is not published.
  package func lists(team: String?, run: ShownRun, terms: ReportTerms) async throws -> Lists {
    let store = try seat.store(with: .see)
    let team = team ?? seat.actor.team
    if let team { try await require(team) }
    try Self.requirePublished(run)
    let holders = try await store.handouts.holders(team: team, on: run.key.slot, agency: seat.agency)
    return Lists(
      holders: holders,
      cases: try await store.handouts.lists(
        of: holders, run: run.id, slot: run.key.slot,
        // A list is for a day: the clock's hours are told as the day in which they end.
        firstContactDays: terms.firstContactHours.mapValues { ($0 + 23) / 24 }, agency: seat.agency),
      receipts: try await store.handouts.receipts(run: run.id, agency: seat.agency))
  }

  /// Who has picked up his list and who has not: of one team, or of all that the seat may see. Throws as `lists(team:run:)`.
  package func receipts(team: String?, run: ShownRun) async throws -> Lists {
    let store = try seat.store(with: .see)
    let team = team ?? seat.actor.team
    if let team { try await require(team) }
    try Self.requirePublished(run)
    let holders = try await store.handouts.holders(team: team, on: run.key.slot, agency: seat.agency)
    let codes = Set(holders.map(\.code))
    let receipts = try await store.handouts.receipts(run: run.id, agency: seat.agency).filter { codes.contains($0.collector) }
    return Lists(holders: holders, cases: [], receipts: receipts)
  }

  /// Notes lists that came back, by run as `ReadingDesk.run` finds it; gives how many there were and how many had not been noted before. Throws as
  /// `acknowledge(_:run:)`; then runs before that one are noted.
  package func acknowledge(_ byRun: [String: Set<String>]) async throws -> (noted: Int, of: Int) {
    var (noted, all) = (0, 0)
    for (name, codes) in byRun.sorted(by: { $0.key < $1.key }) {
      noted += try await acknowledge(codes, run: try await ReadingDesk(seat).run(name))
      all += codes.count
    }
    return (noted, all)
  }

  /// Notes that these people have their lists; gives how many had not been noted before. Throws with `EX_NOPERM` where one is of another team, with
  /// `EX_NOINPUT` for a code nobody has.
  package func acknowledge(_ codes: Set<String>, run: ShownRun) async throws -> Int {
    let store = try seat.store(with: .move)
    try Self.requirePublished(run)
    for code in codes.sorted() { try await seat.requireName(code, .collector) }
    let mine = try await store.handouts.holders(team: seat.actor.team, agency: seat.agency).filter { codes.contains($0.code) }
    let others = codes.subtracting(mine.map(\.code)).sorted()
    guard others.isEmpty else {
      throw OperationError(
        .noPermission,
        Wording(
          "not on the lists that \(seat.actor.name) hands out: \(others.joined(separator: ", "))",
          "不在 \(seat.actor.name) 发放的清单之列：\(others.joined(separator: "、"))"),
        remedy: Wording("whoever leads their team, or a manager, acknowledges them", "请由其组长或主管确认"))
    }
    return try await store.handouts.acknowledge(mine.map(\.id), run: run.id, by: seat.actor.name, agency: seat.agency)
  }

  /// Throws with `EX_NOPERM` for a team that the seat does not lead, with `EX_NOINPUT` for one that is not there.
  package func require(_ team: String) async throws {
    if let own = seat.actor.team, own != team {
      let named = Quoted.named(team)
      throw OperationError(
        .noPermission,
        Wording("\(seat.actor.name) leads team \(own), not \(named.en)", "\(seat.actor.name) 只管小组 \(own)，不管\(named.zh)"),
        remedy: Wording("write --for lead=\(own)", "请写 --for lead=\(own)"))
    }
    try await seat.requireName(team, .team)
  }

  private static func requirePublished(_ run: ShownRun) throws(OperationError) {
    guard run.state != .published else { return }
    throw OperationError(
      .usage, Wording("run \(run.id) is not published: there are no lists of it", "运行 \(run.id) 尚未发布，没有清单"),
      remedy: Wording("name a published run; see: allot show runs", "请指定已发布的运行；请查看：allot show runs"))
  }
}
