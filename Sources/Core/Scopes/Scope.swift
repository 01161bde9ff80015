package import Portfolio

/// One thing that is asked of one field.
package enum Part: Hashable, Sendable {
  /// The name matches one of the patterns, as in `Glob`; only of the five fields that are names.
  case named(Field, [String])
  /// Base minor units, both ends included.
  case outstanding(ClosedRange<Int64>)
  /// Both ends included.
  case daysPastDue(ClosedRange<Int64>)
  /// Both ends included.
  case daysEntrusted(ClosedRange<Int64>)
  /// Both ends included.
  case hand(ClosedRange<Int64>)
  /// Both ends included.
  case debtorCases(ClosedRange<Int64>)
  /// Both ends included.
  case debtorClients(ClosedRange<Int64>)
  case classes(Set<CaseClass>)
  /// Any of these is set.
  case flags(CaseFlags)
  /// There is an open promise, and fewer working days than these have passed since its due day; nil = however many.
  case openPromise(before: Int64?)
  /// There is a promise broken since the last payment, and fewer working days than these have passed since its due day; nil = however many.
  case brokenPromise(before: Int64?)
  /// A plan runs, and fewer of its instalments than these are missed; nil = however many.
  case plan(missedBefore: Int64?)
  /// The latest payment lies at most so many days back.
  case paid(within: Int64)

  /// What is asked about.
  package var field: Field {
    switch self {
    case .named(let field, _): field
    case .outstanding: .outstanding
    case .daysPastDue: .daysPastDue
    case .daysEntrusted: .daysEntrusted
    case .hand: .hand
    case .debtorCases: .debtorCases
    case .debtorClients: .debtorClients
    case .classes: .caseClass
    case .flags: .flags
    case .openPromise: .openPromise
    case .brokenPromise: .brokenPromise
    case .plan: .plan
    case .paid: .paid
    }
  }

  /// Whether it holds of what a case has in the field.
  package func holds(_ value: FieldValue) -> Bool {
    switch (self, value) {
    case (_, .nothing): false
    case (.named(_, let patterns), .name(let name)): patterns.contains { Glob.matches($0, name) }
    case (.outstanding(let range), .number(let number)), (.daysPastDue(let range), .number(let number)),
      (.daysEntrusted(let range), .number(let number)), (.hand(let range), .number(let number)),
      (.debtorCases(let range), .number(let number)), (.debtorClients(let range), .number(let number)):
      range.contains(number)
    case (.classes(let classes), .caseClass(let value)): classes.contains(value)
    case (.flags(let mask), .flags(let flags)): !flags.isDisjoint(with: mask)
    case (.openPromise(let limit), .number(let number)), (.brokenPromise(let limit), .number(let number)),
      (.plan(let limit), .number(let number)):
      limit.map { number < $0 } ?? true
    case (.paid(let days), .number(let number)): number <= days
    default: false
    }
  }
}

/// Which cases a rule takes: everything that the night asks, put together.
package indirect enum Scope: Hashable, Sendable {
  /// Every case.
  case all
  case part(Part)
  /// All of them hold.
  case every([Scope])
  /// At least one holds.
  case any([Scope])
  case except(Scope)

  /// Whether a case is in it.
  package func holds(_ made: MadeCase) -> Bool {
    switch self {
    case .all: true
    case .part(let part): part.holds(made[part.field])
    case .every(let scopes): scopes.allSatisfy { $0.holds(made) }
    case .any(let scopes): scopes.contains { $0.holds(made) }
    case .except(let scope): !scope.holds(made)
    }
  }
}
