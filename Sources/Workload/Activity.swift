import Portfolio

/// How full each collector's scheduled time was: S = (U + h0·S̄) / (H + h0), U seconds used and H seconds scheduled in the window, S̄ the
/// same ratio over the team (over the agency where the team has no hours).
struct Activity {
  var used: [Int64] = []
  var scheduled: [Int64] = []
  /// Per mille, each collector and his peers' mean.
  var saturation: [Int32] = []
  var peers: [Int32] = []

  init(_ snapshot: Snapshot, _ settings: WorkloadSettings) {
    let collectors = snapshot.collectors
    for c in collectors.indices {
      let (used, scheduled) = Self.window(collectors.days[c], before: snapshot.slot, settings)
      self.used.append(used)
      self.scheduled.append(scheduled)
    }
    // People without known hours say nothing about how full hours are.
    let withHours = collectors.indices.filter { scheduled[$0] > 0 }
    let teams = Int(collectors.team.max() ?? -1) + 1
    var teamUsed = [Int64](repeating: 0, count: teams)
    var teamScheduled = teamUsed
    var (allUsed, allScheduled): (Int64, Int64) = (0, 0)
    for c in withHours {
      (allUsed, allScheduled) = (allUsed + used[c], allScheduled + scheduled[c])
      let team = Int(collectors.team[c])
      guard team >= 0 else { continue }
      teamUsed[team] += used[c]
      teamScheduled[team] += scheduled[c]
    }
    let weight = max(0, settings.shrinkHours) * 3600
    for c in collectors.indices {
      let team = Int(collectors.team[c])
      let known = team >= 0 && teamScheduled[team] > 0
      let (u, h) = known ? (teamUsed[team], teamScheduled[team]) : (allUsed, allScheduled)
      let mean = h > 0 ? Self.permille(Int128(u), Int128(h)) : 0
      peers.append(mean)
      guard scheduled[c] > 0, h > 0 else {
        saturation.append(mean)
        continue
      }
      let numerator = Int128(used[c]) * Int128(h) + Int128(weight) * Int128(u)
      saturation.append(Self.permille(numerator, Int128(h) * Int128(scheduled[c] + weight)))
    }
  }

  private static func permille(_ numerator: Int128, _ denominator: Int128) -> Int32 {
    Int32(min(Int128(Int32.max), numerator * 1000 / denominator))
  }

  /// Seconds used and scheduled on the latest days before the slot that together have the window's scheduled hours.
  private static func window(_ days: ArraySlice<CollectorDay>, before slot: Day, _ settings: WorkloadSettings) -> (Int64, Int64) {
    var (used, scheduled): (Int64, Int64) = (0, 0)
    for day in days.reversed() where day.day < slot {
      if scheduled >= max(1, settings.windowScheduledHours) * 3600 { break }
      scheduled += max(0, Int64(day.scheduledMinutes) - Int64(day.leaveMinutes)) * 60
      used += Int64(day.talkSeconds) + Int64(day.calls) * settings.wrapUpSeconds + Int64(day.messages) * settings.secondsPerMessage
      used += Int64(day.otherContacts) * settings.secondsPerOther
    }
    return (max(0, used), scheduled)
  }
}
