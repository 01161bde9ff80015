import Movement
import Portfolio
import Scopes
import TestRandom

/// Cases made up, as a night sees them: what the product's own conditions say of them.
struct SeenCases {
  static let slot = Day(iso: "2026-11-23") ?? .none  // a Monday
  private(set) var snapshot = Snapshot(agency: 1, agencyCode: "t", slot: SeenCases.slot, asOf: Instant(rawValue: 0), seed: 1)
  private(set) var facts: [CaseFacts] = []
  private let debtors: DebtorCounts
  let made: [MadeCase]

  init(_ made: [MadeCase]) {
    self.made = made
    func counts(_ field: Field) -> [Int32] { made.map { Int32(Self.number($0[field]) ?? 1) } }
    debtors = DebtorCounts(cases: counts(.debtorCases), clients: counts(.debtorClients))
    var names = [[String: Int32]](repeating: [:], count: 5)
    var tables = [[String]](repeating: [], count: 5)
    func position(_ field: Field, _ value: FieldValue) -> Int32 {
      guard case .name(let name) = value else { return -1 }
      if let known = names[field.rawValue][name] { return known }
      let next = Int32(tables[field.rawValue].count)
      tables[field.rawValue].append(name)
      names[field.rawValue][name] = next
      return next
    }
    snapshot.collectors.id = [1]
    snapshot.collectors.code = ["c"]
    snapshot.collectors.team = [0]
    snapshot.collectors.skills = [0]
    snapshot.collectors.active = [true]
    snapshot.collectors.joinedOn = [.none]
    snapshot.collectors.leavesOn = [.never]
    snapshot.collectors.fullTime = [1000]
    snapshot.collectors.days.closeRow()
    for (index, one) in made.enumerated() {
      snapshot.cases.id.append(Int64(index + 1))
      snapshot.cases.client.append(position(.client, one[.client]))
      snapshot.cases.batch.append(position(.batch, one[.batch]))
      snapshot.cases.product.append(position(.product, one[.product]))
      snapshot.cases.stage.append(position(.stage, one[.stage]))
      snapshot.cases.region.append(position(.region, one[.region]))
      snapshot.cases.overdueOn.append(Self.number(one[.daysPastDue]).map { Self.slot - Int($0) } ?? .none)
      snapshot.cases.entrustedOn.append(Self.number(one[.daysEntrusted]).map { Self.slot - Int($0) } ?? .none)
      snapshot.cases.hand.append(Int16(Self.number(one[.hand]) ?? 0))
      snapshot.cases.flags.append({ if case .flags(let flags) = one[.flags] { flags } else { [] } }())
      snapshot.cases.dueBackOn.append(.none)
      snapshot.cases.holder.append(CollectorIndex(0))
      snapshot.cases.heldSince.append(Self.slot - 1)
      snapshot.cases.retainedUntil.append(.none)
      snapshot.cases.hold.append(.none)
      snapshot.cases.holdUntil.append(.none)
      snapshot.cases.outstanding.append(1)
      snapshot.cases.previousClass.append(.normal)
      snapshot.cases.classSince.append(.none)
      snapshot.cases.requiredSkills.append(0)
      snapshot.cases.pinnedTo.append(.none)
      snapshot.cases.pinnedUntil.append(.none)
      facts.append(Self.facts(one))
    }
    (snapshot.clients, snapshot.batches) = (SymbolTable(tables[0]), SymbolTable(tables[1]))
    (snapshot.products, snapshot.stages, snapshot.regions) = (SymbolTable(tables[2]), SymbolTable(tables[3]), SymbolTable(tables[4]))
    snapshot.conflicts = Ragged(emptyRows: made.count)
    snapshot.contacts = Ragged(emptyRows: made.count)
    snapshot.formerHolders = Ragged(emptyRows: made.count)
    snapshot.conversations = Ragged(emptyRows: made.count)
  }

  static func number(_ value: FieldValue) -> Int64? { if case .number(let number) = value { number } else { nil } }

  private static func facts(_ one: MadeCase) -> CaseFacts {
    var deeds = Deeds()
    if let days = number(one[.paid]) { deeds.lastPaid = slot - Int(days) }
    if let passed = number(one[.openPromise]) { deeds.openPromiseDue = due(passed) }
    if let passed = number(one[.brokenPromise]) {
      deeds.lastBrokenDue = due(passed)
      deeds.brokenSincePayment = 1
    }
    if let missed = number(one[.plan]) {
      deeds.planRunning = true
      deeds.missedInstalments = Int32(missed)
    }
    let caseClass: CaseClass = if case .caseClass(let value) = one[.caseClass] { value } else { .normal }
    return CaseFacts(
      verdict: Verdict(caseClass, .evidenceNormal(abnormality: 0, threshold: 0, points: 0, attempts: 0)), deeds: deeds,
      amount: number(one[.outstanding]) ?? 0)
  }

  /// The latest due day of which so many working days have passed; today when it has not passed.
  private static func due(_ passed: Int64) -> Day {
    guard passed >= 0 else { return slot }
    return (1...60).lazy.map { slot - $0 }.first { Calendar.mondayToFriday.workingDays(from: $0 + 1, to: slot) == Int(passed) } ?? .none
  }

  /// Whether the night's own condition holds, by case.
  func holds(_ condition: Condition) -> [Bool] {
    let bound = condition.bind(to: snapshot, debtors: debtors)
    return made.indices.map { bound.holds(CaseIndex($0), snapshot, facts[$0]) }
  }

  /// Whether the night keeps the case by these stay rules, by case.
  func stays(_ rules: [StayRule]) -> [Bool] {
    var settings = MovementSettings()
    (settings.stay, settings.stop, settings.minimumDaysBeforeReturn) = (rules, [], 0)
    settings.recall = RecallSettings(whenHolderLeft: false, whenNotAuthorised: false)
    let night = MovementRules(settings, snapshot, .mondayToFriday, debtors: debtors)
    return made.indices.map { if case .stays = night.decide(CaseIndex($0), snapshot, facts[$0]) { true } else { false } }
  }
}

/// Random conditions over small worlds in which every case can be looked at.
enum SmallWorld {
  static let letters = ["a", "b", "c"]
  static let names =
    letters + letters.flatMap { a in letters.map { a + $0 } }
    + letters.flatMap { a in letters.flatMap { b in letters.map { a + b + $0 } } }
  static let patterns = ["a", "b", "*", "?", "a*", "*a", "b*", "*b", "ab", "ba", "?a", "a?", "b?", "?b", "??", "aa", "*?", "?*", "**"]

  static func values(_ field: Field) -> [FieldValue] {
    switch field {
    case .client: names.map { .name($0) }
    case .batch, .product, .stage, .region: [.nothing] + names.map { .name($0) }
    case .outstanding: (-1...5).map { .number($0) }
    case .daysPastDue, .daysEntrusted: [.nothing] + (-1...5).map { .number($0) } + [.number(36_501)]
    case .hand: (0...5).map { .number($0) } + [.number(1001)]
    case .debtorCases, .debtorClients: (1...6).map { .number($0) } + [.number(100_000)]
    case .caseClass: CaseClass.allCases.map { .caseClass($0) }
    case .flags: (0..<8).map { .flags(CaseFlags(rawValue: $0)) }
    case .openPromise: [.nothing] + (-1...4).map { .number($0) }
    case .brokenPromise, .plan: [.nothing] + (0...4).map { .number($0) }
    case .paid: [.nothing] + (1...5).map { .number($0) }
    }
  }

  /// Every case that the fields make, the others being as usual.
  static func cases(_ fields: [Field]) -> [MadeCase] {
    fields.reduce([MadeCase()]) { made, field in
      made.flatMap { one in
        values(field).map {
          var next = one
          next[field] = $0
          return next
        }
      }
    }
    // Nobody has more clients than cases.
    .compactMap { one in
      guard fields.contains(.debtorClients), let clients = SeenCases.number(one[.debtorClients]),
        let cases = SeenCases.number(one[.debtorCases]), clients > cases
      else { return one }
      var next = one
      next[.debtorCases] = one[.debtorClients]
      return fields.contains(.debtorCases) ? nil : next
    }
  }

  static func condition(_ fields: [Field], _ random: inout SplitMix64) -> Condition {
    var condition = Condition()
    for field in fields where Int.random(in: 0..<5, using: &random) > 0 { ask(field, &condition, &random) }
    return condition
  }

  /// The same, and sometimes it asks for segments of its own.
  static func segmented(_ fields: [Field], _ random: inout SplitMix64) -> Condition {
    var condition = condition(fields, &random)
    if Bool.random(using: &random) {
      condition.segments = (1...Int.random(in: 1...2, using: &random)).map { Segment(name: "\($0)", when: self.condition(fields, &random)) }
    }
    return condition
  }

  private static func ask(_ field: Field, _ condition: inout Condition, _ random: inout SplitMix64) {
    func range(_ top: Int, _ random: inout SplitMix64) -> ClosedRange<Int> {
      let low = Int.random(in: 0...4, using: &random)
      return Bool.random(using: &random) ? low...Int.random(in: low...4, using: &random) : low...top
    }
    func some(_ random: inout SplitMix64) -> [String] {
      (0..<Int.random(in: 1...3, using: &random)).map { _ in patterns[Int.random(in: 0..<patterns.count, using: &random)] }
    }
    switch field {
    case .client: condition.clients = some(&random)
    case .batch: condition.batches = some(&random)
    case .product: condition.products = some(&random)
    case .stage: condition.stages = some(&random)
    case .region: condition.regions = some(&random)
    case .outstanding:
      let bounds = range(9, &random)
      condition.outstanding = Int64(bounds.lowerBound)...(bounds.upperBound == 9 ? Int64.max : Int64(bounds.upperBound))
    case .daysPastDue: condition.daysPastDue = range(36_500, &random)
    case .daysEntrusted: condition.daysEntrusted = range(36_500, &random)
    case .hand: condition.hand = range(1000, &random)
    case .debtorCases, .debtorClients:
      let bounds = range(100_000, &random)
      let counted = max(bounds.lowerBound, 1)...max(bounds.upperBound, 1)
      if field == .debtorCases { condition.debtorCases = counted } else { condition.debtorClients = counted }
    case .caseClass: condition.classes = Set(CaseClass.allCases.filter { _ in Bool.random(using: &random) } + [.unknown])
    case .flags: condition.flags = CaseFlags(rawValue: Int32.random(in: 1..<8, using: &random))
    case .openPromise: condition.promise = .open
    case .brokenPromise: condition.promise = .broken
    case .plan: condition.plan = .running
    case .paid: condition.paidWithin = Int.random(in: 1...4, using: &random)
    }
  }

  static let worlds: [[Field]] = [
    [.client, .outstanding], [.stage, .caseClass], [.region, .paid], [.batch, .flags], [.product, .hand], [.daysPastDue, .flags, .plan],
    [.outstanding, .caseClass, .openPromise], [.openPromise, .brokenPromise, .plan, .paid], [.hand, .flags, .daysPastDue],
    [.client, .plan],
    [.outstanding, .daysPastDue, .hand], [.debtorCases, .debtorClients], [.daysEntrusted, .debtorClients],
    [.daysEntrusted, .debtorCases, .flags],
  ]
}
