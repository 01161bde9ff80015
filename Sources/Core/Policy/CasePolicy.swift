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
  /// How cases get their class each night: `classify` of the file.
  package var classification: ClassificationSettings
  /// What stays, comes back and must not be dealt: `stay`, `recall`, `stop` and what goes with them.
  package var movement: MovementSettings
  /// The first that matches decides who is eligible; a case that none matches stays unassigned with that reason.
  package var routes: [Route]
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
    service = []
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
