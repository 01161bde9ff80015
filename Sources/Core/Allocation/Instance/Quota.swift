/// Shares of teams in a period. Kept before fairness, after the number of cases placed.
package struct Quota: Sendable {
  /// By team: what it got before tonight, 0 or more.
  package var before: [AccountValue]
  /// By team: share in millionths of the total. Teams beyond the array, and receivers without team, are outside. All 0 switches it off.
  package var sharePPM: [Int64]
  /// Deviation from the target that costs nothing, in millionths of the target.
  package var tolerancePPM: Int64
  /// Targets by team given outright; empty where they follow from the shares.
  package var target: [AccountValue]
  /// Cost of (T − β)² / (2β) in cases, 0…2^40; 0 = the quota goes before everything below it (`Ranges.quotaWeight`).
  package var weight: Cost
  /// A quota that goes before everything below it, with targets by share.
  package init(before: [AccountValue], sharePPM: [Int64], tolerancePPM: Int64 = 0) {
    self.before = before
    self.sharePPM = sharePPM
    self.tolerancePPM = tolerancePPM
    target = []
    weight = 0
  }
  /// A quota that is one price among others, with known targets.
  package init(target: [AccountValue], weight: Cost) {
    before = [AccountValue](repeating: .zero, count: target.count)
    sharePPM = []
    tolerancePPM = 0
    self.target = target
    self.weight = weight
  }

  /// No team has a share.
  package var isOff: Bool { target.isEmpty && !sharePPM.contains { $0 > 0 } }
}
