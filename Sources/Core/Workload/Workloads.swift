package import Portfolio

/// Working time, saturation, score and room of every collector (S13, S14), in integers.
package enum Workloads {
  /// Score of somebody who holds work and has no working time.
  static let fullScore = CollectorLoads.absentScore

  /// The load that the allocation starts from: effort held, or in the published mode the score as seconds of working time, so that with
  /// all other terms off the best score wins.
  package static func startingLoad(_ loads: CollectorLoads, _ settings: WorkloadSettings) -> [Int64] {
    guard settings.mode == .published else { return loads.effortSeconds }
    return (0..<loads.count).map { c in Int64(clamping: Int128(loads.score[c]) * Int128(loads.capacitySeconds[c]) / 1000) }
  }
}
