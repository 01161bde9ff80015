package import Portfolio

/// What a rule of a policy asks for: enough to say it in words.
package struct RuleMeaning: Sendable, Equatable {
  /// A class whose cases change hands after so many working days.
  package struct Rotation: Sendable, Equatable {
    /// The class.
    package var caseClass: CaseClass
    /// Working days in it with one holder.
    package var workingDays: Int
    /// One entry of the policy.
    package init(_ caseClass: CaseClass, workingDays: Int) {
      self.caseClass = caseClass
      self.workingDays = workingDays
    }
  }
  /// Which cases; nil for a recall, which asks for days.
  package var when: Condition?
  /// Of a stay rule: it lets go when so many instalments are missed.
  package var missedInstalments: Int?
  /// Of a stay rule: it lets go so many working days after the promise is due.
  package var workingDaysAfterDue: Int?
  /// Of a recall: after so many working days.
  package var workingDays: Int?
  /// Of the recall that rotates.
  package var rotations: [Rotation] = []
  /// Made from a policy; what is not said stays nil.
  package init(
    when: Condition? = nil, missedInstalments: Int? = nil, workingDaysAfterDue: Int? = nil, workingDays: Int? = nil,
    rotations: [Rotation] = []
  ) {
    self.when = when
    self.missedInstalments = missedInstalments
    self.workingDaysAfterDue = workingDaysAfterDue
    self.workingDays = workingDays
    self.rotations = rotations
  }
}
