/// Shares of teams in a period. Kept before fairness, after the number of cases placed.
package struct Quota: Sendable {
  /// By team: what it got before tonight, in the unit of `Entry.value`, 0 or more.
  package var before: [Int64]
  /// By team: share in millionths of the total. Teams beyond the array, and receivers without team, are outside. All 0 switches it off.
  package var sharePPM: [Int64]
  /// Deviation from the target that costs nothing, in millionths of the target.
  package var tolerancePPM: Int64
  /// Targets by team given outright, in the unit of `Entry.value`; empty where they follow from the shares.
  package var target: [Int64]
  /// Cost of (T − β)² / (2β) in cases, in cost units; 0 = the quota goes before everything below it (`AllocationSettings.quotaWeight`).
  package var weight: Int64
  package init(before: [Int64], sharePPM: [Int64], tolerancePPM: Int64 = 0) {
    self.before = before
    self.sharePPM = sharePPM
    self.tolerancePPM = tolerancePPM
    target = []
    weight = 0
  }
  /// A quota that is one price among others, with known targets.
  package init(target: [Int64], weight: Int64) {
    before = [Int64](repeating: 0, count: target.count)
    sharePPM = []
    tolerancePPM = 0
    self.target = target
    self.weight = weight
  }

  /// No team has a share.
  package var isOff: Bool { target.isEmpty && !sharePPM.contains { $0 > 0 } }
}
