package import Portfolio

/// What rules ask about a case, in the order in which cases are told.
package enum Field: Int, CaseIterable, Sendable {
  case client, batch, product, stage, region
  /// Base minor units.
  case outstanding
  /// Days from the overdue day to the slot; nothing where the overdue day is unknown.
  case daysPastDue
  /// Days from the day of entrustment to the slot; nothing where that day is unknown.
  case daysEntrusted
  case hand
  /// Open cases of the debtor, this one included.
  case debtorCases
  /// Clients to whom these belong; never more than the cases.
  case debtorClients
  case caseClass, flags
  /// The open promise, told by the working days since its due day: −1 while that has not passed.
  case openPromise
  /// The latest promise broken since the last payment, told by the working days since its due day.
  case brokenPromise
  /// The running instalment plan, told by the instalments that are missed.
  case plan
  /// The latest payment, told by the days since.
  case paid
}

/// What a case has in one field.
package enum FieldValue: Hashable, Sendable {
  /// Nothing: no stage, no promise, never paid.
  case nothing
  case name(String)
  case number(Int64)
  case caseClass(CaseClass)
  case flags(CaseFlags)
}

/// A case made up to show something, or a real one told by the same fields.
package struct MadeCase: Hashable, Sendable {
  /// By `Field.rawValue`.
  private var values: [FieldValue]
  /// The fields that decide what the case is to show, in order; the others are as usual cases have them.
  package private(set) var told: [Field] = []
  /// The fields of `told` whose name is none that a rule has: any other would do as well.
  package private(set) var anyOther: Set<Field> = []

  /// A case as usual: of some client, entrusted once, with an amount and an age that are common, without promise, plan, payment or flag.
  package init() { values = Field.allCases.map(\.usual) }

  /// What the case has in a field.
  package subscript(field: Field) -> FieldValue {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// The same, and the field is one of those that decide.
  package mutating func tell(_ field: Field, _ value: FieldValue, anyOther isOther: Bool = false) {
    self[field] = value
    if !told.contains(field) { told.append(field) }
    if isOther { anyOther.insert(field) } else { anyOther.remove(field) }
  }
}

extension Field {
  /// What a case has that nothing is asked of.
  package var usual: FieldValue {
    switch self {
    case .client: .name("x")
    case .batch, .product, .stage, .region, .openPromise, .brokenPromise, .plan, .paid: .nothing
    case .outstanding: .number(100_000)
    case .daysPastDue: .number(30)
    case .daysEntrusted: .number(10)
    case .hand, .debtorCases, .debtorClients: .number(1)
    case .caseClass: .caseClass(.normal)
    case .flags: .flags([])
    }
  }

  /// Whether a case may have nothing there.
  var mayBeMissing: Bool {
    switch self {
    case .client, .outstanding, .hand, .debtorCases, .debtorClients, .caseClass, .flags: false
    case .batch, .product, .stage, .region, .daysPastDue, .daysEntrusted, .openPromise, .brokenPromise, .plan, .paid: true
    }
  }

  /// The numbers that a case may have there.
  var bounds: ClosedRange<Int64> {
    switch self {
    case .outstanding, .daysPastDue, .daysEntrusted: Int64.min...Int64.max
    case .hand: 0...Int64(Int16.max)
    case .openPromise: -1...Int64.max
    case .paid: 1...Int64.max
    // As far as a policy can ask: nobody has more.
    case .debtorCases, .debtorClients: 1...100_000
    case .client, .batch, .product, .stage, .region, .caseClass, .flags, .brokenPromise, .plan: 0...Int64.max
    }
  }
}
