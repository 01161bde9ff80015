import Answers
import Desks
import Digest
import Figures
import HTML
import Jobs
import Policy
import Reception
import Register
import Simulations
import Speech
import Web
import Wire
import Words

/// What a change would make of the coming night.
enum SimulationRoutes {
  static let all: [PageRoute] = [
    PageRoute(
      .post, "/changes/{change}/simulate", "simulateChange", Wording("Simulate a change.", "模拟变更。"), need: .either(.policy, .approve),
      parameters: [.number("change", Wording("Its number.", "编号。"))], content: .form(["key", "beside"])
    ) { call in
      let (seat, number) = (try call.seat, Int(call.number("change") ?? 0))
      try seat.require(seat.actor.has(.approve) ? .approve : .policy)
      _ = try await PolicyDesk(seat).show(change: number)
      let beside = call.form.filled("beside").flatMap { Int($0) }
      return try await call.onceByForm {
        if let beside { return try await compare(call, [number, beside]) }
        return try await simulate(call, number)
      }
    }
  ]

  /// Begins the simulation of a change alone; what it says is kept with the change.
  private static func simulate(_ call: Call, _ number: Int) async throws -> String {
    let (seat, shelf) = (try call.seat, call.shelf)
    return try await call.begun(.simulation(ofChange: number, at: seat)) { progress in
      let report = try await progress.simulations(at: seat, worlds: 1, logger: call.logger).simulate(change: String(number))
      let answer = Answer.simulation(report)
      shelf.put(simulation: Hex.encode(report.simulation.digest), answer, at: seat)
      return outcome(answer, page: "/changes/\(number)?done=simulated")
    }
  }

  /// Several side by side; nothing is kept.
  private static func compare(_ call: Call, _ numbers: [Int]) async throws -> String {
    let names = numbers.map { "#\($0)" }
    let seat = try call.seat
    let order = JobOrder.simulation(
      Wording("Simulate \(names.joined(separator: " beside "))", "并列模拟 \(names.joined(separator: "、"))"), at: seat)
    return try await call.begun(order) { progress in
      outcome(
        .simulation(try await progress.simulations(at: seat, worlds: numbers.count, logger: call.logger).simulate(sideBySide: numbers)))
    }
  }

  /// The coming night by a text that was typed; nothing is stored.
  static func tryTonight(_ call: Call, _ file: PolicyDoor.File) async throws -> WebResponse {
    let seat = try call.seat
    let order = JobOrder.simulation(Wording("Tonight by \(file.name) as typed", "按所写的 \(file.name) 模拟今晚"), at: seat)
    let address = try await call.begun(order) { progress in
      var (request, world) = (SimulationRequest(), SimulationRequest.World())
      world.files = PolicyDoor.Reading([file])
      request.worlds = [world]
      return outcome(.simulation(try await progress.simulations(at: seat, worlds: 1, logger: call.logger).simulate(request)))
    }
    return .seeOther(address)
  }

  private static func outcome(_ answer: Answer, page: String? = nil) -> JobOutcome {
    JobOutcome(WebResponse(type: "application/json", bytes: Array((answer.json.text + "\n").utf8)), answer: answer, page: page)
  }
}

/// What is known of the simulation of a change.
struct ShownSimulation: Sendable {
  /// What was kept with the change; nil where it was not simulated.
  var kept: (digest: String, record: JSON)?
  /// All that it said; nil where this process does not know it.
  var answer: Answer?
  /// Other open changes.
  var others: [Int] = []

  /// Of a change, as far as whoever asks may see.
  static func of(_ shown: PolicyDesk.Shown, _ call: Call) async throws -> ShownSimulation {
    let (seat, number) = (try call.seat, shown.change.number)
    let desk = PolicyDesk(seat)
    var found = ShownSimulation()
    if let (digest, record) = try await desk.simulation(ofChange: number) {
      found.kept = (digest, (try? JSON(reading: Array(record.utf8))) ?? .null)
      found.answer = call.shelf.simulation(digest, at: seat)
    }
    if shown.change.state.isOpen { found.others = try await desk.open().map(\.change.number).filter { $0 != number } }
    return found
  }
}

extension Frame {
  /// What a change would make of the coming night, and the form by which it is asked.
  func simulation(of change: PolicyChange, _ shown: ShownSimulation, key: String) -> HTML {
    let mayAsk = change.state.isOpen && (has(.policy) || has(.approve))
    guard mayAsk || shown.kept != nil else { return .empty }
    return part(Wording("What it would make of the coming night", "对下一晚的影响"), "simulation") {
      if let kept = shown.kept {
        if let answer = shown.answer {
          HTML.div([.class("card")], view(answer, Wording("Simulation", "模拟")))
        } else {
          HTML.div([.class("card")], facts(figures(kept.record)))
          HTML.p(
            [.class("soft")],
            say(
              "These figures were kept with the change. Who gains and loses is said when it is simulated again.", "以上数字随变更保存。再次模拟时列出各人增减。"))
        }
        HTML.p(
          [.class("soft")],
          say("Whoever agrees, agrees to the simulation \(kept.digest.prefix(12)).", "同意者所同意的是模拟 \(kept.digest.prefix(12))。"))
      } else {
        HTML.p(say("It has not been simulated as it stands.", "现有内容尚未模拟。"))
      }
      if mayAsk { asking(change, shown, key) }
    }
  }

  private func asking(_ change: PolicyChange, _ shown: ShownSimulation, _ key: String) -> HTML {
    form("/changes/\(change.number)/simulate", [.class("row")]) { form in
      hidden("key", key)
      if !shown.others.isEmpty {
        form.choice(
          "beside", Wording("Beside change", "与此变更并列"), shown.others.map { (String($0), Wording(same: String($0))) }, nil,
          none: Wording("none; it is kept with the change", "无；结果随变更保存"))
      }
      button(shown.kept == nil ? Wording("Simulate", "模拟") : Wording("Simulate again", "再次模拟"))
    }
  }

  /// In the order of the command.
  private func figures(_ record: JSON) -> [(Wording, HTML)] {
    func number(_ name: String) -> HTML { HTML(text: record[name]?.integer.map { Text.grouped($0) } ?? "") }
    let brakes = (record["brakes"]?.array ?? []).compactMap(\.string)
    let late = (record["late"]?.integer ?? 0) + (record["missed"]?.integer ?? 0)
    return [
      (Wording("Night of", "分案日"), HTML(text: record["slot"]?.string ?? "")), (Wording("open", "在案"), number("open")),
      (SimulationText.part(.stopped), number("stopped")), (SimulationText.part(.recalled), number("recalled")),
      (SimulationText.part(.moved), number("handed_over")), (SimulationText.part(.dealt), number("dealt")),
      (SimulationText.part(.unassigned), number("unassigned")), (Wording("class changed", "类别变化"), number("class_changed")),
      (Wording("first contact late", "首次联系已迟"), HTML(text: Text.grouped(late))),
      (Wording("brakes", "刹车"), HTML(text: Text.grouped(brakes.count))), (Wording("end otherwise", "结果不同"), number("differ")),
      (Wording("with another holder", "持有人不同"), number("moved")),
      (Wording("by the lots alone", "仅因重抽平局"), number("noise")),
    ]
  }
}
