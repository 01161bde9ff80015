package import Desks
import Faults
package import Handouts
package import Portfolio
package import Register
import Schema
package import Speech
package import Views

/// What a client is handed about a run: his cases and nothing else, with what proves it.
package struct PackageDesk: Sendable {
  private let seat: Seat
  private var agency: Agency { seat.agency }

  /// Every call needs `see` and `audit`: managers, approvers and auditors have both.
  package init(_ seat: Seat) { self.seat = seat }

  /// Everything a package is made of, read from the database.
  package struct Contents: Sendable {
    /// The client's number and his name.
    package var client: Int32
    package var name: String
    package var rows: ClientRows
    /// nil where no position was taken behind the run.
    package var stock: ClientStock?
    package var controls: [ClientControl]
    /// The last package of this client for another run; nil for the first.
    package var previous: KeptPackage?
    /// The package that the client has of this very run; nil where he has none.
    package var same: KeptPackage?
    /// The last package of all; what comes next continues it.
    package var last: KeptPackage? { chain.first }
    /// All of them, the latest first.
    package var chain: [KeptPackage]
  }

  /// Throws with `EX_NOPERM` for a seat that may hand out no client's cases, with `EX_NOINPUT` for a name nobody has.
  package func require(_ client: String) async throws {
    _ = try open()
    try await seat.requireName(client, .client)
  }

  /// What there is of a published run for one client. A run that is over and not sealed yet is sealed first.
  /// Throws with `EX_NOPERM`, with `EX_NOINPUT` for a name nobody has, with `EX_USAGE` for a run that is not published.
  package func contents(of run: ShownRun, client name: String) async throws -> Contents {
    let store = try open()
    try await seat.requireName(name, .client)
    guard run.state == .published, let client = try await store.handouts.clientNumber(name, agency: agency) else {
      throw OperationError(
        .usage, Wording("run \(run.id) is not published: there is nothing to hand out", "运行 \(run.id) 尚未发布，没有可交付的内容"),
        remedy: Wording("name a published run; see: allot show runs", "请指定已发布的运行；请查看：allot show runs"))
    }
    if try await store.register.unsealedRuns(limit: 1_000, agency: agency).contains(run.id) {
      try await store.register.sealRun(run.id, agency: agency)
    }
    let kept = try await store.handouts.packages(of: client, limit: 1_000, agency: agency)
    let previous = kept.first { $0.run != run.id }
    return Contents(
      client: client, name: name, rows: try await store.handouts.clientRows(run: run.id, client: client, agency: agency),
      stock: try await store.handouts.clientStock(run: run.id, client: client, since: previous?.position, agency: agency),
      controls: try await store.handouts.clientControls(run: run.id, client: client, agency: agency),
      previous: previous, same: kept.first.flatMap { $0.run == run.id ? $0 : nil }, chain: kept)
  }

  /// Keeps a package as the next of the client's chain. Throws with `EX_TEMPFAIL` when somebody made one at the same moment.
  package func keep(_ package: KeptPackage) async throws {
    guard try await open().handouts.keep(package, by: seat.actor.name, agency: agency) else {
      throw OperationError(
        .temporary, Wording("another package for this client was made at the same moment", "同一时刻已为该委托方生成了另一个交付包"),
        remedy: Wording("make it again", "请重新生成"))
    }
  }

  private func open() throws -> Store {
    try seat.require(.see)
    return try seat.store(with: .audit)
  }
}
