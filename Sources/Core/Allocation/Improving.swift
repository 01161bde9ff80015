/// Passes of moves and trades, portion by portion. Only one thread at a time works on it.
final class Improving: @unchecked Sendable {
  var ledger: Ledger
  private(set) var shortlists: Shortlists
  private(set) var gained: Int64 = 0
  private var descent: Descent
  private let blocks: Blocks

  init(_ descent: Descent, _ ledger: Ledger, _ shortlists: Shortlists, _ blocks: Blocks) {
    (self.descent, self.ledger, self.shortlists, self.blocks) = (descent, ledger, shortlists, blocks)
  }

  /// Steps of a pass: moves first, portion by portion, then trades.
  var steps: Int { 2 * blocks.portions }

  func begin() {
    ledger.openMembers()
    gained = 0
  }

  func work(_ step: Int) {
    let portion = step % blocks.portions
    gained +=
      step < blocks.portions ? descent.move(blocks[portion], &ledger, &shortlists) : descent.trade(blocks[portion], &ledger, &shortlists)
  }
}

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
    let temperature = budget.temperature(stiffness, step: taken)
    ascent.step(taken, temperature: temperature, holds: temperature > stiffness / 32)
    taken += 1
  }
}
