package import Portfolio

/// One night decided in several ways from the same frozen inputs: by the files in force, and by others. Nothing of it is in force.
package struct Simulation: Sendable, Equatable {
  /// A file that took the place of one in force, or whose rows changed the world.
  package struct File: Sendable, Equatable {
    /// As it was given.
    package var name: String
    /// `agency`, `policy`, `people` or `cases`.
    package var kind: String
    /// SHA-256 of its text as it would be stored; of the bytes of a table.
    package var digest: [UInt8]
    /// Of the plan named so; empty for what was proposed without a name.
    package var scenario: String
    /// A file that was read.
    package init(name: String, kind: String, digest: [UInt8], scenario: String = "") {
      (self.name, self.kind, self.digest, self.scenario) = (name, kind, digest, scenario)
    }
  }

  /// The business day of the night.
  package var slot: Day
  /// What amounts are in.
  package var currency: Currency
  /// People at the freeze, those who have left included.
  package var collectors = 0
  /// SHA-256 of everything that was frozen.
  package var inputs: [UInt8] = []
  /// SHA-256 of `inputs` and of every file: equal digests mean the same simulation.
  package var digest: [UInt8] = []
  /// In the order given.
  package var files: [File] = []
  /// The plan of the files in force first, then the proposed one, then the scenarios in the order given.
  package var plans: [SimulatedPlan] = []
  /// Cases that would end otherwise by the files in force alone if ties were drawn anew; nil where nothing is compared.
  package var noise: Int?
  /// Of a night that was decided before; nil for the coming one.
  package var run: Int64?

  /// Without plans.
  package init(slot: Day, currency: Currency) { (self.slot, self.currency) = (slot, currency) }

  /// What was compared with the files in force; the plan of the files in force where nothing was.
  package var subject: SimulatedPlan? { plans.count > 1 ? plans[1] : plans.first }
  /// Cases that end otherwise than by the files in force, in the plan that is asked about; 0 where nothing is compared.
  package var differ: Int { subject?.differ ?? 0 }
}

/// One plan of a simulation, against that of the files in force.
package struct SimulatedPlan: Sendable, Equatable {
  /// Name of a scenario; empty for the files in force and for what is proposed.
  package var name: String
  /// Open cases it was decided on.
  package var openCases = 0
  /// Cases by what becomes of them.
  package var counts: [SimulatedPart: Int] = [:]
  /// Cases that had a class before and get another.
  package var classChanged = 0
  /// Clocks of first contacts.
  package var contacts = FirstContacts()
  /// What the night would wait for.
  package var brakes: [TrippedBrake] = []
  /// Rules of the policies that matched nothing or everything, asked at least once.
  package var odd: [RuleHealth] = []
  /// By rule, against the files in force; of the files in force alone what each rule does.
  package var effects: [RuleEffect] = []
  /// People who hold other cases than by the files in force; without anything compared, those who hold others than now.
  package var people: [PersonEffect] = []
  /// Cases that end otherwise than by the files in force: another holder, or another decision.
  package var differ = 0
  /// Of `differ`, cases that end with another holder.
  package var otherHolder = 0
  /// Cases whose class is another than by the files in force.
  package var otherClass = 0
  /// What was decided, by part, as SHA-256; a night that decides the same has the same digests.
  package var parts: [(name: String, digest: [UInt8])] = []
  /// Without figures.
  package init(name: String) { self.name = name }

  /// Cases by what becomes of them; 0 where none.
  package func count(_ part: SimulatedPart) -> Int { counts[part] ?? 0 }

  package static func == (a: SimulatedPlan, b: SimulatedPlan) -> Bool {
    a.name == b.name && a.openCases == b.openCases && a.counts == b.counts && a.classChanged == b.classChanged && a.contacts == b.contacts
      && a.brakes == b.brakes && a.odd == b.odd && a.effects == b.effects && a.people == b.people && a.differ == b.differ
      && a.otherHolder == b.otherHolder && a.otherClass == b.otherClass && a.parts.elementsEqual(b.parts) { $0 == $1 }
  }
}

/// What may become of a case, in the order in which people are told.
package enum SimulatedPart: String, CaseIterable, Sendable, Comparable {
  /// Must not be dealt.
  case stopped
  /// Back to the pool.
  case recalled
  /// From one person to another.
  case moved
  /// From the pool to a person.
  case dealt
  /// Found nobody.
  case unassigned

  /// Of a decision's kind.
  package init(_ kind: DecisionKind) {
    self =
      switch kind {
      case .held: .stopped
      case .recalled: .recalled
      case .moved: .moved
      case .assigned: .dealt
      case .unassigned: .unassigned
      }
  }

  /// In the order of telling.
  package static func < (a: SimulatedPart, b: SimulatedPart) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// What one rule does by the files in force and by others.
package struct RuleEffect: Sendable, Equatable {
  /// What it makes of cases.
  package var part: SimulatedPart
  /// Name of the policy; empty where none covers the cases.
  package var policy: String
  /// Name of the route; empty where none has a say.
  package var route: String
  /// What decides: why a case left its holder, must not be dealt or found nobody; `.assignedCheapest` for whatever a route deals.
  package var code: ReasonCode
  /// Number of a stop rule from 1; 0 for others.
  package var number: Int
  /// Cases by the files in force.
  package var before = 0
  /// Cases by the others.
  package var after = 0
  /// Of `after`, cases that were not under the rule before.
  package var entered = 0
  /// Of `before`, cases that are not under the rule after.
  package var left = 0
  /// Outstanding of `before` in minor units of the base currency.
  package var amountBefore: Int64 = 0
  /// Outstanding of `after` in minor units of the base currency.
  package var amountAfter: Int64 = 0
  /// A rule of which no case is counted yet.
  package init(part: SimulatedPart, policy: String, route: String, code: ReasonCode, number: Int) {
    (self.part, self.policy, self.route, self.code, self.number) = (part, policy, route, code, number)
  }
}

/// What one person holds after a night by the files in force and by others.
package struct PersonEffect: Sendable, Equatable {
  /// What somebody has after a plan.
  package struct Holding: Sendable, Hashable {
    /// Open cases, stopped ones included.
    package var cases = 0
    /// Outstanding in minor units of the base currency.
    package var amount: Int64 = 0
    /// Work these cases take, seconds a week.
    package var effort: Int64 = 0
    /// New cases of the night.
    package var new = 0
    /// The month's new cases after the night, in 1/1024 case.
    package var month: Int64 = 0
    /// The person's share of the month's new cases, in 1/1024 case.
    package var share: Int64 = 0
    /// Nothing.
    package init() {}
  }
  /// The agency's code.
  package var code: String
  /// Name of the team; empty for none.
  package var team: String
  /// Open cases at the freeze.
  package var now = 0
  /// By the files in force.
  package var before = Holding()
  /// By the others.
  package var after = Holding()
  /// Somebody whose cases are not counted yet.
  package init(code: String, team: String) { (self.code, self.team) = (code, team) }
  /// More cases, or fewer, than by the files in force.
  package var gain: Int { after.cases - before.cases }
}
