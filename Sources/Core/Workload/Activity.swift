package import Portfolio

/// How full each collector's scheduled time was: S = (U + h0·S̄) / (H + h0), U seconds used and H seconds scheduled in the window, S̄ the
/// same ratio over the team (over the agency where the team has no hours).
struct Activity {
  var used: [Int64] = []
  var scheduled: [Int64] = []
  /// The same by part.
  var windows: [WorkWindow] = []
  /// Per mille, each collector and his peers' mean.
  var saturation: [Int32] = []
  var peers: [Int32] = []

  /// `onlyScheduled`: as for `WorkWindow`.
  init(_ snapshot: Snapshot, _ settings: WorkloadSettings, onlyScheduled: Bool = true) {
    let collectors = snapshot.collectors
    for c in collectors.indices {
      let window = WorkWindow(collectors.days[c], before: snapshot.slot, settings, onlyScheduled: onlyScheduled)
      used.append(window.usedSeconds)
      scheduled.append(window.scheduledSeconds)
      windows.append(window)
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
}

/// Time used and time scheduled on the latest days before a slot that together have the window's scheduled hours, by part, in seconds.
package struct WorkWindow: Sendable, Equatable {
  /// Seconds on the phone.
  package private(set) var talkSeconds: Int64 = 0
  /// After calls.
  package private(set) var wrapUpSeconds: Int64 = 0
  /// Messages times the settings' seconds for one.
  package private(set) var messageSeconds: Int64 = 0
  /// Letters, visits' paperwork and the like, times the settings' seconds for one.
  package private(set) var otherSeconds: Int64 = 0
  /// Leave taken off.
  package private(set) var scheduledSeconds: Int64 = 0
  /// Of the days counted, what was scheduled and then taken as leave.
  package private(set) var leaveSeconds: Int64 = 0
  /// The earliest day counted; `.none` when there is none before the slot.
  package private(set) var from = Day.none

  /// U of S13: the sum of the parts, never below 0.
  package var usedSeconds: Int64 { max(0, talkSeconds + wrapUpSeconds + messageSeconds + otherSeconds) }

  /// `onlyScheduled`: whether work on a day without scheduled time is left out, since nothing stands against it; false as runs of before had it.
  init(_ days: ArraySlice<CollectorDay>, before slot: Day, _ settings: WorkloadSettings, onlyScheduled: Bool = true) {
    for day in days.reversed() where day.day < slot {
      if scheduledSeconds >= max(1, settings.windowScheduledHours) * 3600 { break }
      let (scheduled, leave) = (Int64(day.scheduledMinutes) * 60, Int64(day.leaveMinutes) * 60)
      scheduledSeconds += max(0, scheduled - leave)
      leaveSeconds += max(0, min(scheduled, leave))
      if onlyScheduled, scheduled <= leave { continue }
      talkSeconds += Int64(day.talkSeconds)
      wrapUpSeconds += Int64(day.calls) * settings.wrapUpSeconds
      messageSeconds += Int64(day.messages) * settings.secondsPerMessage
      otherSeconds += Int64(day.otherContacts) * settings.secondsPerOther
      from = day.day
    }
  }
}
