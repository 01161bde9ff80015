package import Portfolio

/// The `workload` part of the agency file: what work costs, how full a day is, and how much a person may hold.
package struct WorkloadSettings: Sendable, Equatable {
  /// Which of the two readings of step S14 prices load.
  package enum Mode: String, CaseIterable, Sendable {
    /// Working time is discounted by saturation above the peers' mean; below it nothing is gained.
    case discount
    /// The published score (effort over working time plus β times saturation) decides.
    case published
  }

  /// Seconds of work a case of each class takes in a week, by `CaseClass.rawValue`; five values, 0 or more.
  package var effortSeconds: [Int64]
  /// Seconds after each call until the next can begin.
  package var wrapUpSeconds: Int64
  /// Seconds per message a person wrote.
  package var secondsPerMessage: Int64
  /// Seconds per contact of any other kind (letters, visits' paperwork).
  package var secondsPerOther: Int64
  /// Saturation looks back over this many scheduled hours (1 or more).
  package var windowScheduledHours: Int64
  /// Weight of the peers' mean in a person's saturation, in hours; 0 = the person's own figure only.
  package var shrinkHours: Int64
  /// Which reading of S14 prices load.
  package var mode: Mode
  /// β of the score, in per mille; in `discount` mode also how strongly excess saturation discounts working time.
  package var betaPermille: Int64
  /// What a full-time person may hold and get.
  package var limits: WorkLimits
  /// Steps for people in their first months, any order; months beyond the last step count in full.
  package var ramp: [RampStep]
  /// Working days ahead whose scheduled time is the capacity (1 or more).
  package var horizonWorkingDays: Int
  /// Minutes of a full-time day where no schedule is known, and the measure against which part-time weeks scale the daily cap.
  package var fullDayMinutes: Int64

  /// The shipped values.
  package init() {
    effortSeconds = [720, 900, 360, 600, 1500]
    wrapUpSeconds = 45
    secondsPerMessage = 60
    secondsPerOther = 300
    windowScheduledHours = 80
    shrinkHours = 16
    mode = .discount
    betaPermille = 1000
    limits = WorkLimits()
    ramp = []
    horizonWorkingDays = 5
    fullDayMinutes = 480
  }
}

/// How much one full-time person may hold and get. Scaled by hours and ramp; a person's own limit replaces the agency's unscaled.
package struct WorkLimits: Sendable, Equatable {
  /// Open cases: below the lower end new cases come without taper, above the upper end none come.
  package var cases: ClosedRange<Int>
  /// Open amount in base minor units; 0 = no limit.
  package var amount: Int64
  /// New cases on an ordinary day; 0 closes everybody.
  package var newPerDay: Int
  /// On the day of a large file; 0 closes everybody.
  package var newPerBatchDay: Int
  /// The shipped values: 80 to 400 open cases, no limit of amount, 60 new ones a day, 500 on the day of a large file.
  package init(cases: ClosedRange<Int> = 80...400, amount: Int64 = 0, newPerDay: Int = 60, newPerBatchDay: Int = 500) {
    self.cases = cases
    self.amount = amount
    self.newPerDay = newPerDay
    self.newPerBatchDay = newPerBatchDay
  }
}

/// What a person gets in a month after joining: the first month is 1.
package struct RampStep: Sendable, Equatable {
  /// Month of work from joining, 1 or more; the step holds up to it from the step before.
  package var month: Int
  /// Share of capacity and caps in per mille, 0…1000.
  package var permille: Int64
  /// Classes the person may get; nil = all.
  package var classes: Set<CaseClass>?
  /// Without `classes` the person may get all.
  package init(month: Int, permille: Int64, classes: Set<CaseClass>? = nil) {
    self.month = month
    self.permille = permille
    self.classes = classes
  }
}
