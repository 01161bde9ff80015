/// Who must agree before something takes effect.
package struct Approval: Sendable, Equatable {
  /// One line of the rule for policies: how many people it takes for changes of which everything asked here is true.
  package struct Line: Sendable, Equatable {
    /// Cases whose holder differs by the change, as its simulation counted them, at most. 0…1,000,000; nil = not asked.
    package var movedAtMost: Int?
    /// Parts of a policy whose meaning the change leaves as it is; empty = not asked.
    package var unchanged: [PolicySection]
    /// People it takes, the author included. 1…3.
    package var people: Int
    /// Without arguments but `people` nothing is asked.
    package init(movedAtMost: Int? = nil, unchanged: [PolicySection] = [], people: Int) {
      self.movedAtMost = movedAtMost
      self.unchanged = unchanged
      self.people = people
    }
    /// Whether it holds for every change.
    package var asksNothing: Bool { movedAtMost == nil && unchanged.isEmpty }
  }

  /// The first line that holds decides; the last one asks nothing.
  package var policies: [Line]
  /// A manual move of more cases than this needs a second person. nil = never.
  package var movesAbove: Int?

  /// The shipped rule: two people for a policy, a second person for moves of more than 20 cases.
  package init(peoplePerPolicy: Int = 2, movesAbove: Int? = 20) {
    self.init(policies: [Line(people: peoplePerPolicy)], movesAbove: movesAbove)
  }

  /// The last of `policies` asks nothing.
  package init(policies: [Line], movesAbove: Int?) {
    self.policies = policies
    self.movesAbove = movesAbove
  }

  /// People it takes to put a policy in force where nothing is known of its effect, its author included. 1…3.
  package var peoplePerPolicy: Int { policies.last?.people ?? 2 }
}
