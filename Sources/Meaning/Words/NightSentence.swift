package import Figures
package import Speech

/// What a run did, or would do, in one sentence with its numbers.
package enum NightSentence {
  /// Of a plan that waits: what would be. The numbers are those of ``Figures/tonight``.
  package static func of(_ figures: Figures) -> Wording {
    let tonight = figures.tonight
    if figures.header.isByDay { return byDay(figures) }
    let planned = Wording(
      "By this plan, of \(NumberText.count(tonight.open)) open cases \(NumberText.count(tonight.assigned)) would be assigned, \(NumberText.count(tonight.moved)) moved and \(NumberText.count(tonight.recalled)) recalled; \(NumberText.count(tonight.held)) would be held and \(NumberText.count(tonight.unassigned)) found nobody.",
      "按此方案，在案\(NumberText.count(tonight.open))件，拟分出\(NumberText.count(tonight.assigned))件，换手\(NumberText.count(tonight.moved))件，收回\(NumberText.count(tonight.recalled))件；停催\(NumberText.count(tonight.held))件，未分出\(NumberText.count(tonight.unassigned))件。"
    )
    return figures.plan != nil
      ? planned
      : Wording(
        "Of \(NumberText.count(tonight.open)) open cases (\(NumberText.count(tonight.entrusted)) new) \(NumberText.count(tonight.assigned)) were assigned, \(NumberText.count(tonight.moved)) moved and \(NumberText.count(tonight.recalled)) recalled; \(NumberText.count(tonight.held)) are held and \(NumberText.count(tonight.unassigned)) found nobody.",
        "在案\(NumberText.count(tonight.open))件（新增\(NumberText.count(tonight.entrusted))件），分出\(NumberText.count(tonight.assigned))件，换手\(NumberText.count(tonight.moved))件，收回\(NumberText.count(tonight.recalled))件；停催\(NumberText.count(tonight.held))件，未分出\(NumberText.count(tonight.unassigned))件。"
      )
  }

  /// A run for what came by day says nothing of the stock by its own numbers: what had come earlier is told beside them.
  private static func byDay(_ figures: Figures) -> Wording {
    let (tonight, count) = (figures.tonight, { (value: Int64) in NumberText.count(value) })
    let earlier = figures.header.earlier.map { Words.earlier($0) }
    let others = earlier ?? Wording("what had come earlier is not among them", "更早到达的案件不在其内")
    let (assigned, held, nobody) = (count(tonight.assigned), count(tonight.held), count(tonight.unassigned))
    return Wording(
      "\(assigned) \(tonight.assigned == 1 ? "case was" : "cases were") assigned; of those that came by day, \(held) \(tonight.held == 1 ? "is" : "are") held and \(nobody) found nobody; \(others.en).",
      "分出\(assigned)件；日间新到案件中停催\(held)件，未分出\(nobody)件；\(others.zh)。")
  }
}
