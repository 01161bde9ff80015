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
