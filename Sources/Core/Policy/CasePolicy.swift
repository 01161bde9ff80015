package import Classification
package import Movement
package import Portfolio

/// The rules of one portfolio: which cases it covers and what becomes of them. One file each.
package struct CasePolicy: Sendable, Equatable {
  /// Unique within the agency; ASCII letters, digits, `-`, `_` and `.`.
  package var name: String
  /// From 1; the stored version number where the store keeps the file, else what the file says.
  package var version: Int
  /// Slot days on which the policy is in force, both included; open ends are `.none` and `.never`.
  package var valid: ClosedRange<Day>
  /// Business day from which this text is to be in force, once it is agreed to; nil = at once. Decides nothing about cases.
  package var effective: Day?
  /// Parts that need only columns (client, batch, product, stage, region, outstanding, days past due, hand, flags).
  package var covers: Condition
  /// Conditions with names, in the order of the file; counted each night.
  package var segments: [Segment]
  /// How cases get their class each night: `classify` of the file.
  package var classification: ClassificationSettings
  /// What stays, comes back and must not be dealt: `stay`, `recall`, `stop` and what goes with them.
  package var movement: MovementSettings
  /// The first that matches decides who is eligible; a case that none matches stays unassigned with that reason.
  package var routes: [Route]
  /// Who does not get a case that matches, whatever its route says; every rule that matches counts. At most 64.
  package var never: [NeverRule]
  /// Whether the cases of one debtor go to one person.
  package var together: Together
  /// The first that matches decides; see `ServiceRule.standard` for the others.
  package var service: [ServiceRule]
  /// How even the month must come out among those whom the routes make eligible.
  package var fair: FairnessSettings
  /// Shares of the teams; nil = no quotas.
  package var quotas: QuotaSettings?
  /// nil = says nothing; see `PolicySet.runs(on:)`.
  package var runs: RunTimes?
  /// What contracts with clients ask of every plan while the policy is valid, in the order of the file.
  package var contract: [ContractClause]
  /// Cases and what must come of them, in the order of the file; run when the file is checked, never by a night.
  package var tests: [PolicyTest]

  /// A policy that covers everything, always, with the shipped settings and one route.
  package init(name: String, covers: Condition = .always, routes: [Route]) {
    self.name = name
    self.covers = covers
    self.routes = routes
    version = 1
    valid = .none ... .never
    classification = ClassificationSettings()
    movement = MovementSettings()
    together = .debtor(otherwise: .split)
    segments = []
    never = []
    service = []
    contract = []
    tests = []
    fair = FairnessSettings()
  }
}

/// Who may get the cases that match: members of the teams or the collectors named, holding every skill named and every skill the case requires.
package struct Route: Sendable, Equatable {
  /// The rule's name, shown in every decision it makes.
  package var rule: String
  /// Which of the policy's cases take this route; `.always` = all that no earlier route took.
  package var when: Condition
  /// Name patterns as in `Glob`; a collector in any matching team is eligible.
  package var teams: [String]
  /// Codes of collectors eligible whatever their team; patterns as in `Glob`.
  package var collectors: [String]
  /// Licences, languages and other skills: all of them are needed.
  package var skills: [String]

  /// Without teams and collectors everybody is eligible; a policy file must name somebody, if only `*`.
  package init(rule: String, when: Condition = .always, teams: [String] = [], collectors: [String] = [], skills: [String] = []) {
    self.rule = rule
    self.when = when
    self.teams = teams
    self.collectors = collectors
    self.skills = skills
  }
}

/// Who does not get the cases that match, although their route names him: he counts as if it did not. A holder keeps what he has.
package struct NeverRule: Sendable, Equatable {
  /// Which of the policy's cases the rule is about; `.always` = all.
  package var when: Condition
  /// Name patterns as in `Glob`; whoever is in a matching team.
  package var teams: [String]
  /// Codes of collectors; patterns as in `Glob`.
  package var collectors: [String]
  /// Whoever joined fewer days before the slot; nil = nobody for that. 1…3650.
  package var joinedWithinDays: Int?

  /// Keeps away whoever is in a team, is a collector, or joined lately: any of the three is enough.
  package init(when: Condition = .always, teams: [String] = [], collectors: [String] = [], joinedWithinDays: Int? = nil) {
    self.when = when
    self.teams = teams
    self.collectors = collectors
    self.joinedWithinDays = joinedWithinDays
  }
}

/// Whether the cases of one debtor are dealt to one person.
package enum Together: Sendable, Equatable {
  /// Every case for itself.
  case off
  /// A debtor's cases (all clients) in this policy go to one person, also to the one who holds some of them already.
  case debtor(otherwise: Otherwise)

  /// What becomes of a group that nobody may take as a whole.
  package enum Otherwise: String, CaseIterable, Sendable {
    /// Divided along authorisation, each part to one person.
    case split
    /// Stays unassigned as a whole, with the reason.
    case wait
  }
}

/// How soon a client wants to see the first contact, and what goes first when places are short.
package struct ServiceRule: Sendable, Equatable {
  /// Which of the policy's cases the rule is for.
  package var when: Condition
  /// Hours from entrustment to the first contact; a collector not present within them is not eligible for new cases. 1…2160.
  package var firstContactHours: Int
  /// 1 (dealt first) … 9.
  package var priority: Int

  /// 5 is the priority of cases that no rule names.
  package init(when: Condition = .always, firstContactHours: Int, priority: Int = 5) {
    self.when = when
    self.firstContactHours = firstContactHours
    self.priority = priority
  }
  /// For cases that no rule matches: five days, priority 5.
  package static let standard = ServiceRule(firstContactHours: 120)
}
