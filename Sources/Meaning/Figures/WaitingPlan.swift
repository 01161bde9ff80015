package import Portfolio

/// A plan that a brake holds back: why, and what drove it. Nothing of it is in force.
package struct WaitingPlan: Sendable, Equatable {
  /// What tripped, with figures and limits; empty for a plan that an older program held back.
  package var brakes: [TrippedBrake]
  /// The same in the words that were stored, English: all there is of an older plan.
  package var stored: [String]
  /// What the cases behind each brake have in common; brakes on inputs have none.
  package var drivers: [BrakeDrivers]

  /// Read from the run and its kept plan.
  package init(brakes: [TrippedBrake], stored: [String], drivers: [BrakeDrivers]) {
    self.brakes = brakes
    self.stored = stored
    self.drivers = drivers
  }
}

/// Where the cases behind one brake come from, by count, most first.
package struct BrakeDrivers: Sendable, Equatable {
  /// A policy, a collector, with the cases of it that the brake counts.
  package struct Share: Sendable, Equatable {
    /// Name of the policy, or code of the collector; empty for cases without one.
    package var name: String
    /// Cases, 1 or more.
    package var cases: Int64
    /// A row of the count.
    package init(name: String, cases: Int64) {
      self.name = name
      self.cases = cases
    }
  }
  /// Cases that one rule decided.
  package struct Rule: Sendable, Equatable {
    /// What decided.
    package var code: ReasonCode
    /// Cases, 1 or more.
    package var cases: Int64
    /// A row of the count.
    package init(code: ReasonCode, cases: Int64) {
      self.code = code
      self.cases = cases
    }
  }
  /// The brake.
  package var kind: TrippedBrake.Kind
  /// By policy, at most five.
  package var policies: [Share] = []
  /// By what decided, at most five.
  package var rules: [Rule] = []
  /// By the collector who loses the case, or who would get it on a first night; at most five.
  package var collectors: [Share] = []
  /// Nothing counted yet.
  package init(kind: TrippedBrake.Kind) { self.kind = kind }
}
