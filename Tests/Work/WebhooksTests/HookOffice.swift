import Couriers
import DataTesting
import Desks
import HooksTesting
import Portfolio
import Postgres
import Schema
import Synchronization
import Wire

@testable import Hooks
@testable import Register
@testable import Webhooks

/// An agency with an outbox, people who look after webhooks, and somebody who is told.
struct HookOffice {
  let world: World
  let receiver: HookReceiver
  var tools: HookTools

  init(_ code: String, _ rule: @escaping @Sendable (Int, HookReceiver.Request) -> HookReceiver.Answer = { _, _ in .status(200) })
    async throws
  {
    world = try await World(code)
    receiver = try HookReceiver(rule)
    tools = HookTools(gate: AddressGate(opening: ["127.0.0.0/8"].compactMap { AddressGate.Network($0) }), program: "allot test")
    tools.patienceMilliseconds = 1_000
  }

  func seat(_ roles: Set<Role> = [.manager]) -> Seat {
    Seat(store: world.store, agency: world.agency, actor: ActingUser(name: "li", roles: roles))
  }
  func desk(_ roles: Set<Role> = [.manager]) -> HookDesk { HookDesk(seat(roles)) }

  /// Named `x`, told of everything from the beginning.
  @discardableResult
  func add(_ name: String = "x", topics: [String] = [], from: Int64? = 0, to address: String? = nil) async throws -> HookDesk.Made {
    try await desk().add(name, address: address ?? receiver.address, topics: topics, from: from)
  }

  /// So many rows of a topic, sealed; `days` ago.
  func announce(_ count: Int, _ topic: String = "moves.done", days: Int = 0) async throws {
    let agency = world.agency
    try await world.store.database.transaction(agency: agency.id) { connection in
      for number in 0..<count {
        _ = try connection.execute(
          """
          INSERT INTO allot.outbox (agency_id, topic, payload, created_at) VALUES (\(agency.id), \(topic),
            jsonb_build_object('order', \(Int64(number + 1))::bigint, 'cases', 2), clock_timestamp() - \(days) * interval '1 day')
          """)
      }
    }
    _ = try await world.store.register.seal(.outbox, agency: agency)
  }

  /// Sends whatever there is to tell; what came of it.
  @discardableResult
  func send() async throws -> [Announcer.Report] {
    let reports = Mutex<[Announcer.Report]>([])
    try await Announcer(store: world.store, agency: world.agency, tools: tools).send(tell: { report in
      reports.withLock { $0.append(report) }
    })
    return reports.withLock { $0 }
  }

  /// As if every pause were over, and whoever took one and died had had his time.
  func timePasses() async throws {
    try await world.store.database.transaction(agency: world.agency.id) {
      _ = try $0.execute(
        """
        UPDATE allot.webhook SET next_at = clock_timestamp() - interval '1 second',
          taken_until = CASE WHEN taken_until IS NOT NULL THEN clock_timestamp() - interval '1 second' END
        WHERE agency_id = \(world.agency.id)
        """)
    }
  }

  func hook(_ name: String = "x") async throws -> Hook { try await desk().show(name).hook }

  /// Positions that were told, message by message, as they arrived.
  func told() throws -> [[Int64]] { try receiver.requests.map { try Self.positions($0) } }

  static func positions(_ request: HookReceiver.Request) throws -> [Int64] {
    (try JSON(reading: Array(request.body.utf8))["changes"]?.array ?? []).compactMap { $0["position"]?.integer }
  }
}
