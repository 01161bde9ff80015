/// What `allot solve` says of a plan: one line of JSON with decimals. Costs are in 2^-20 of the format's unit.
package struct PlanSummary: Sendable {
  /// What the plan costs, without what moving cost.
  package var objective: Int64
  /// What the prices prove; nil where they prove nothing.
  package var bound: Int64?
  /// Between objective and bound, in parts per million.
  package var gapPPM: Int64?
  /// Cases of units that nobody got.
  package var unassignedCases: Int
  /// Units that left their holder and what that cost; nil when nobody held anything. The bound is one of the sum of objective and moving.
  package var moving: (units: Int, cost: Int64)?
  /// Of arrivals that were dealt one by one.
  package var decisionsPerSecond: Int64?
  /// Steps the solver finished: `--steps` with this number gives the plan again. Of arrivals the number of units.
  package var steps: Int
  /// Hundredths of a second from the start.
  package var hundredths: Int64
  /// Largest resident memory of the process so far, in MiB.
  package var peakMegabytes: Int

  /// Made by `allot solve` when plan and arrivals are done.
  package init(
    objective: Int64, bound: Int64?, gapPPM: Int64?, unassignedCases: Int, moving: (units: Int, cost: Int64)? = nil,
    decisionsPerSecond: Int64? = nil, steps: Int, hundredths: Int64, peakMegabytes: Int
  ) {
    self.objective = objective
    self.bound = bound
    self.gapPPM = gapPPM
    self.unassignedCases = unassignedCases
    self.moving = moving
    self.decisionsPerSecond = decisionsPerSecond
    self.steps = steps
    self.hundredths = hundredths
    self.peakMegabytes = peakMegabytes
  }

  /// Without a newline.
  package var line: String {
    func cost(_ x: Int64) -> String { Decimal.text(Int128(x), digits: 20, decimals: 3) }
    let share = gapPPM.map { Decimal.text((Int128($0) << 20) / 1_000_000, digits: 20, decimals: 5) }
    var fields = [("objective", cost(objective)), ("bound", bound.map(cost) ?? "null"), ("gap", share ?? "null")]
    fields.append(("unassigned_cases", String(unassignedCases)))
    if let moving { fields += [("moved_units", String(moving.units)), ("moving", cost(moving.cost))] }
    if let decisionsPerSecond { fields.append(("decisions_per_second", String(decisionsPerSecond))) }
    fields.append(("steps", String(steps)))
    fields.append(("seconds", "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"))
    fields.append(("peak_mb", String(peakMegabytes)))
    return "{" + fields.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }
}
