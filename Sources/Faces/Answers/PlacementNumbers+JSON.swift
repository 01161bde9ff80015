import Figures
import Portfolio
import Speech
import Wire
import Words

extension PlacementNumbers {
  func json(_ reason: Reason, isPlaced: Bool, _ names: ReasonNames, _ language: Language) -> JSON {
    func cost(_ cost: Explanations.Cost) -> JSON {
      [
        "load": .integer(cost.load), "new_cases": .integer(cost.number), "new_amount": .integer(cost.amount),
        "quotas": .integer(cost.quota),
        "total": .integer(cost.total),
      ]
    }
    func who(_ id: Int64) -> JSON { .string(names.collectors[id] ?? "#\(id)") }
    let skills = (0..<64).filter { funnel.requiredSkills & (1 << UInt64($0)) != 0 }.map {
      $0 < names.skills.count ? names.skills[$0] : "#\($0)"
    }
    return .object([
      ("in_teams", JSON(Int(funnel.inTeams))), ("with_skills", JSON(Int(funnel.withSkills))),
      ("skills", .array(skills.map { .string($0) })),
      ("present", JSON(Int(funnel.present))), ("eligible", JSON(Int(eligible))), ("with_room", JSON(Int(withRoom))),
      ("together", JSON(Int(together))),
      ("cost", isPlaced ? cost(self.cost) : .null),
      ("runner_up", runnerUp.map { ["collector": who($0), "cost": cost(runnerUpCost)] } ?? .null),
      (
        "cheaper_but_full",
        full.map { ["collector": who($0), "cost": .integer(fullCost), "place_worth": .integer(placeWorth)] } ?? .null
      ),
      ("text", .array(PlacementText.lines(self, reason, isPlaced: isPlaced, names, language).map { .string($0) })),
    ])
  }
}
