package import Figures
package import Speech

/// What a run did, or would do, in one sentence with its numbers.
package enum NightSentence {
  /// Of a plan that waits: what would be. The numbers are those of ``Figures/tonight``.
  package static func of(_ figures: Figures) -> Wording {
    let tonight = figures.tonight
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
}
