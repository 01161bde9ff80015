package import Portfolio

/// Nights that were, decided again from what was frozen for them: by the files they were decided with, and by others.
package struct SimulatedNights: Sendable, Equatable {
  /// Why a night cannot be decided again.
  package enum Refusal: Sendable, Equatable {
    /// Its inputs are not kept, or not any more.
    case notKept
    /// It was decided by rules of the method that this program does not know.
    case unknownRules(Int)
    /// What was kept cannot be read, in the words of whoever tried.
    case unreadable(String)
  }

  /// One night.
  package struct Night: Sendable, Equatable {
    /// The run that decided it.
    package var run: Int64
    /// Its business day.
    package var slot: Day
    /// nil for a night that was decided again.
    package var refusal: Refusal?
    /// By its own files: the plan that was published, as far as nothing changed meanwhile.
    package var before: SimulatedPlan?
    /// By the others; by its own where nothing else was given.
    package var after: SimulatedPlan?
    /// Decisions that come out otherwise by its own files than they were published; nil where it was never published.
    package var differing: Int?
    /// Whether its own files give, bit for bit, what the run noted.
    package var isSame = true
    /// Cases that changed hands between this night and the next by other than the night, and are kept as they were; 0 where nothing is carried.
    package var byOthers = 0
    /// A night of which nothing is known yet.
    package init(run: Int64, slot: Day) { (self.run, self.slot) = (run, slot) }

    /// Cases that end otherwise; without other files, decisions that come out otherwise than they were published.
    package var differ: Int { (after?.differ ?? 0) + (differing ?? 0) + (isSame ? 0 : 1) }
  }

  /// What amounts are in.
  package var currency: Currency
  /// The oldest first.
  package var nights: [Night] = []
  /// Whether what others would have given is carried into the next night.
  package var carries = false
  /// Files that took the place of the nights' own.
  package var files: [Simulation.File] = []
  /// Without nights.
  package init(currency: Currency) { self.currency = currency }

  /// Of all nights together.
  package var differ: Int { nights.reduce(0) { $0 + $1.differ } }
}
