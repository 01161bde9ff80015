import Answers
import Desks
import Digest
import Figures
import Jobs
import Portfolio
import Reception
import Simulations
import Speech
import Tables
import Web
import Wire
import Words

/// What a change, or files that are nowhere yet, would make of the coming night.
enum SimulationRoutes {
  private static let sent =
    #"{ "name": "text", "files?": [{ "name": "text", "text": "text" }], "people?": "text?", "cases?": "text?" }"#

  static let all: [Route] = [
    Route(
      .get, "/v1/policy-changes/{change}/simulation", "getChangeSimulation",
      Wording(
        "What was kept of the simulation of a change: those who agree, agree to it. parts are SHA-256 of what was decided.",
        "随变更保存的模拟结果：同意者所同意的就是它。parts 为所作决定的 SHA-256。"),
      need: .right(.see), parameters: [PolicyRoutes.change],
      replies: [
        .init(
          200, Wording("Digest and figures.", "摘要和数字。"),
          shape:
            #"{ "change": "id", "digest": "hex", "figures": { "slot": "day", "open": "count", "stopped": "count", "recalled": "count", "handed_over": "count", "dealt": "count", "unassigned": "count", "moved": "count", "class_changed": "count", "differ": "count", "noise": "count?", "late": "count", "missed": "count", "brakes": ["text"], "parts": { "<part>": "hex" } } }"#
        )
      ]
    ) { call in
      let number = Int(call.number("change") ?? 0)
      guard let (digest, record) = try await PolicyDesk(try call.seat).simulation(ofChange: number) else {
        throw Refusal(
          404, "not_found", Wording("change \(number) as it stands has not been simulated", "变更 \(number) 的现有内容尚未模拟"),
          remedy: Wording("POST to the same address simulates it", "对同一地址发送 POST 即可模拟"))
      }
      let figures = (try? JSON(reading: Array(record.utf8))) ?? .null
      return call.answer(["change": JSON(number), "digest": .string(digest), "figures": figures])
    },
    Route(
      .post, "/v1/policy-changes/{change}/simulation", "simulateChange",
      Wording(
        "Decide the coming night by a change, and keep digest and figures with it. Another simulation voids what people agreed to before.",
        "按变更决策下一晚，并把摘要和数字随变更保存。结果不同的再次模拟使此前的同意失效。"),
      need: .either(.policy, .approve), parameters: [PolicyRoutes.change, Call.keyParameter, Call.preferParameter],
      replies: [.init(200, Wording("What would be otherwise.", "会有何不同。"), shape: "allot policy simulate"), Call.jobReply], weight: .heavy
    ) { call in
      let (seat, number) = (try call.seat, Int(call.number("change") ?? 0))
      try seat.require(seat.actor.has(.approve) ? .approve : .policy)
      _ = try await PolicyDesk(seat).show(change: number)
      return try await call.long(.simulation(ofChange: number, at: seat)) { progress in
        let report = try await progress.simulations(at: seat, worlds: 1, logger: call.logger).simulate(change: String(number))
        call.shelf.put(simulation: Hex.encode(report.simulation.digest), .simulation(report), at: seat)
        return outcome(call, report)
      }
    },
    Route(
      .post, "/v1/simulations", "simulate",
      Wording(
        "Decide the coming night by files that are sent along, and by scenarios beside; nothing is stored. people and cases are CSV.",
        "按随附的文件及并列的方案决策下一晚；不保存任何内容。people 和 cases 为 CSV。"),
      need: .right(.see), parameters: [Call.preferParameter],
      content: .json(
        #"{ "slot?": "day?", "files?": [{ "name": "text", "text": "text" }], "people?": "text?", "cases?": "text?", "scenarios?": ["#
          + sent + "] }",
        example: #"{"files":[{"name":"cards.yaml","text":"policy: cards\n"}]}"#, limit: 8 << 20),
      replies: [.init(200, Wording("What would be otherwise.", "会有何不同。"), shape: "allot simulate"), Call.jobReply], weight: .heavy
    ) { call in
      let seat = try call.seat
      try seat.require(.see)
      let scenarios = call.json["scenarios"]?.array ?? []
      guard scenarios.count <= 8 else {
        throw Refusal.malformed(
          Wording("scenarios: \(scenarios.count) of them; expected 8 at most", "scenarios：有 \(scenarios.count) 个；最多 8 个"))
      }
      var request = SimulationRequest()
      request.slot = call.json["slot"]?.string.flatMap { Day(iso: $0) }
      request.worlds = ([call.json] + scenarios).map(world).filter { !$0.isEmpty }
      let order = JobOrder.simulation(Wording("Simulate the coming night", "模拟下一晚"), at: seat)
      return try await call.long(order) { [request] progress in
        outcome(call, try await progress.simulations(at: seat, worlds: request.worlds.count, logger: call.logger).simulate(request))
      }
    },
  ]

  private static func outcome(_ call: Call, _ report: SimulationReport) -> JobOutcome {
    JobOutcome(call.answer(.simulation(report)), answer: .simulation(report))
  }

  private static func world(_ json: JSON) -> SimulationRequest.World {
    var world = SimulationRequest.World(name: json["name"]?.string ?? "")
    let files = (json["files"]?.array ?? []).map { file -> PolicyDoor.File in
      (file["name"]?.string ?? "", Array((file["text"]?.string ?? "").utf8))
    }
    if !files.isEmpty { world.files = PolicyDoor.Reading(files) }
    world.people = json["people"]?.string.map { .bytes(Array($0.utf8), name: "people") }
    world.cases = json["cases"]?.string.map { .bytes(Array($0.utf8), name: "cases") }
    return world
  }
}
