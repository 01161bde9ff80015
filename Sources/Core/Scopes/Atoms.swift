import Portfolio

/// One value for every way in which the values of a field can answer some questions: two values that no question tells apart are one.
struct Atoms {
  /// Usual values first. `truth` by question.
  private(set) var values: [(value: FieldValue, truth: [Bool], isNamed: Bool)] = []

  /// `parts` are all about `field`.
  init(_ field: Field, _ parts: [Part], budget: inout Budget) throws(TooIntricate) {
    var known: Set<[Bool]> = []
    for value in try Self.candidates(field, parts, &budget) {
      try budget.spend()
      let truth = parts.map { $0.holds(value) }
      guard known.insert(truth).inserted else { continue }
      values.append((value, truth, truth.contains(true)))
    }
  }

  /// Values among which every answer occurs.
  private static func candidates(_ field: Field, _ parts: [Part], _ budget: inout Budget) throws(TooIntricate) -> [FieldValue] {
    switch field {
    case .client, .batch, .product, .stage, .region:
      let lists: [[String]] = parts.map { if case .named(_, let patterns) = $0 { patterns } else { [] } }
      let names = try NameAtoms(lists).names(budget: &budget).map(FieldValue.name)
      return field.mayBeMissing ? names + [.nothing] : names
    case .outstanding, .daysPastDue, .daysEntrusted, .hand, .debtorCases, .debtorClients, .openPromise, .brokenPromise, .plan, .paid:
      return numbers(field, parts)
    case .caseClass:
      return [.caseClass(.normal)] + CaseClass.allCases.map { .caseClass($0) }
    case .flags:
      return try flagSets(parts, &budget).map { .flags($0) }
    }
  }

  /// Answers change only where a range begins, and behind its end.
  private static func numbers(_ field: Field, _ parts: [Part]) -> [FieldValue] {
    var turns: [Int64] = []
    func add(behind last: Int64) { if last < .max { turns.append(last + 1) } }
    for part in parts {
      switch part {
      case .outstanding(let range), .daysPastDue(let range), .daysEntrusted(let range), .hand(let range), .debtorCases(let range),
        .debtorClients(let range):
        turns.append(range.lowerBound)
        add(behind: range.upperBound)
      case .openPromise(let limit), .brokenPromise(let limit), .plan(let limit): if let limit { turns.append(limit) }
      case .paid(let days): add(behind: days)
      case .named, .classes, .flags: break
      }
    }
    let bounds = field.bounds
    let starts = Set([bounds.lowerBound] + turns.filter { bounds.contains($0) }).sorted()
    let usual: Int64? = if case .number(let number) = field.usual { number } else { nil }
    // In each stretch the value that looks most like a case of every day: the usual one, else the first that is not below zero, else the last.
    var values = starts.enumerated().map { index, start in
      let last = index + 1 < starts.count ? starts[index + 1] - 1 : bounds.upperBound
      if let usual, (start...last).contains(usual) { return usual }
      return start >= 0 ? start : last >= 0 ? 0 : last
    }
    // Below zero comes last: an amount that was overpaid shows little.
    values = values.filter { $0 == usual } + values.filter { $0 != usual && $0 >= 0 } + values.filter { $0 != usual && $0 < 0 }.reversed()
    guard field.mayBeMissing else { return values.map { .number($0) } }
    return usual == nil ? [.nothing] + values.map { .number($0) } : values.map { .number($0) } + [.nothing]
  }

  /// Sets of flags: whether one meets a mask follows from its members, so adding one flag after the other to every set that answers otherwise than
  /// those before finds every answer.
  private static func flagSets(_ parts: [Part], _ budget: inout Budget) throws(TooIntricate) -> [CaseFlags] {
    var sets: [CaseFlags] = [[]]
    var known: Set<[Bool]> = [parts.map { _ in false }]
    for bit in 0..<Int32.bitWidth {
      let flag = CaseFlags(rawValue: Int32(bitPattern: 1 << UInt32(bit)))
      guard parts.contains(where: { $0.holds(.flags(flag)) }) else { continue }
      for set in sets {
        try budget.spend()
        let larger = set.union(flag)
        if known.insert(parts.map { $0.holds(.flags(larger)) }).inserted { sets.append(larger) }
      }
    }
    return sets
  }
}
