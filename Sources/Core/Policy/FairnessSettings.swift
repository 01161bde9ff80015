/// How even the month must come out, as tolerances around each person's share by scheduled hours; they become weights of the plan's cost.
/// A missing tolerance leaves that account out.
package struct FairnessSettings: Sendable, Equatable {
  /// New cases a person, month to date. 1…1000.
  package var newCasesWithin: Int?
  /// New amount, per mille of the person's share. 1…1000.
  package var newAmountWithinPermille: Int?
  /// Load (effort against working time), per mille: how uneven it may be for an even month. 1…1000; nil is as loose as it goes.
  package var loadWithinPermille: Int?
  /// Of what else everybody shall have a share, beside the whole of each route: the combinations of these.
  package var by: Set<Dimension>
  /// Lower ends of the amount bands above the first, base minor units, ascending; not empty if and only if `by` has amount bands.
  package var amountBands: [Int64]

  /// What tells cases apart that are worth differently to who works them.
  package enum Dimension: String, CaseIterable, Sendable {
    case client, batch, stage
    case amountBand = "amount band"
  }

  /// The tolerance of load at which a full receiver's ordinary case weighs as much as a share missed by its tolerance.
  package static let usualLoadWithinPermille = 100
  /// Per mille; stands for a missing tolerance of load.
  package static let loosestLoadWithinPermille = 1000

  /// A policy's accounts weigh `weight` at the usual tolerance of load, twice as much at twice the tolerance. Load itself is one for all
  /// policies, since a person's time is: between it and the accounts only the proportion counts. At least 1.
  package func weighed(_ weight: Int64) -> Int64 {
    let within = Int64(loadWithinPermille ?? Self.loosestLoadWithinPermille)
    return max(1, weight * within / Int64(Self.usualLoadWithinPermille))
  }

  /// The shipped tolerances: one case, 5 % of the amount, 10 % of the load.
  package init(
    newCasesWithin: Int? = 1, newAmountWithinPermille: Int? = 50, loadWithinPermille: Int? = 100, by: Set<Dimension> = [],
    amountBands: [Int64] = []
  ) {
    self.newCasesWithin = newCasesWithin
    self.newAmountWithinPermille = newAmountWithinPermille
    self.loadWithinPermille = loadWithinPermille
    self.by = by
    self.amountBands = amountBands
  }
}

/// What share of the new work each team gets, cumulative over the period.
package struct QuotaSettings: Sendable, Equatable {
  /// What a quota counts.
  package enum Measure: String, CaseIterable, Sendable {
    case newCases = "new cases"
    case newAmount = "new amount"
  }
  /// Over what time a quota is cumulative: the calendar month of the slot.
  package enum Period: String, CaseIterable, Sendable {
    case month
  }
  /// One team's part of the whole.
  package struct Share: Sendable, Equatable {
    /// Name of the team as the collectors file has it.
    package var team: String
    /// Millionths of the whole.
    package var ppm: Int
    /// One line under `teams` of the policy's quotas.
    package init(team: String, ppm: Int) {
      self.team = team
      self.ppm = ppm
    }
  }
  /// Whether new cases or their amount in base minor units is shared out.
  package var of: Measure
  /// When the count begins again.
  package var period: Period
  /// In the order of the file, teams distinct, shares adding up to 1,000,000; teams not named are outside the quota.
  package var shares: [Share]
  /// Millionths of the whole by which a team may be off. 0…500,000.
  package var tolerancePPM: Int

  /// The shipped tolerance is 10,000 ppm, one per cent of the whole.
  package init(of: Measure, period: Period = .month, shares: [Share], tolerancePPM: Int = 10_000) {
    self.of = of
    self.period = period
    self.shares = shares
    self.tolerancePPM = tolerancePPM
  }
}

/// A time of day on the agency's clock, in minutes since midnight, 0…1439.
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 0…1439.
  package var minutes: Int

  /// nil outside 0…23 and 0…59.
  package init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    minutes = hour * 60 + minute
  }
  fileprivate init(minutes: Int) { self.minutes = minutes }

  /// When people begin to read.
  static let eight = TimeOfDay(minutes: 480)

  /// `02:30`.
  package var description: String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return two(minutes / 60) + ":" + two(minutes % 60)
  }
  /// Earlier on the same day.
  package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool { a.minutes < b.minutes }
}

/// When the nightly run starts and what counts as a batch.
package struct RunTimes: Sendable, Equatable {
  /// When the night's slot begins, on the agency's clock.
  package var night: TimeOfDay
  /// A night missed (power cut, long upgrade) is made up until this time; later, only new cases are dealt. After `night`.
  package var missedUntil: TimeOfDay
  /// A case file with more rows than this is a run of its own with the batch-day limits. 1…1,000,000.
  package var batchFileAbove: Int

  /// The shipped times: 02:30, made up until 07:00, batch above 200 rows.
  package init(
    night: TimeOfDay = TimeOfDay(minutes: 150), missedUntil: TimeOfDay = TimeOfDay(minutes: 420), batchFileAbove: Int = 200
  ) {
    self.night = night
    self.missedUntil = missedUntil
    self.batchFileAbove = batchFileAbove
  }
}
