/// A dual ascent under way. Only one thread at a time tells it to go on.
final class Climb: @unchecked Sendable {
  var ascent: Ascent
  private(set) var taken = 0
  private let budget: Budget
  private let stiffness: Int64

  init(_ ascent: Ascent, _ budget: Budget, _ stiffness: Int64) { (self.ascent, self.budget, self.stiffness) = (ascent, budget, stiffness) }

  /// One step, unless the budget is used up.
  func step() {
    guard taken < budget.ascentSteps else { return }
    let temperature = budget.temperature(stiffness, step: taken, isSettled: ascent.opening.isPriced)
    ascent.step(taken, temperature: temperature, holds: temperature > stiffness / 32)
    taken += 1
  }
}
