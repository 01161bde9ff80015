package import Movement
package import Portfolio

extension Scope {
  /// What a `when` or `covers` asks, as `BoundCondition` does; of segments what they ask, whatever they are called.
  package init(_ condition: Condition) {
    var parts: [Part] = []
    func named(_ field: Field, _ patterns: [String]?) {
      if let patterns { parts.append(.named(field, patterns)) }
    }
    named(.client, condition.clients)
    named(.batch, condition.batches)
    named(.product, condition.products)
    named(.stage, condition.stages)
    // The night takes the other names of a place, too.
    named(.region, condition.regions.map { $0 + $0.flatMap(RegionForms.others) })
    if let range = condition.outstanding { parts.append(.outstanding(range)) }
    func counted(_ range: ClosedRange<Int>?, _ part: (ClosedRange<Int64>) -> Part) {
      if let range { parts.append(part(Int64(range.lowerBound)...Int64(range.upperBound))) }
    }
    counted(condition.daysPastDue, Part.daysPastDue)
    counted(condition.daysEntrusted, Part.daysEntrusted)
    counted(condition.hand, Part.hand)
    counted(condition.debtorCases, Part.debtorCases)
    counted(condition.debtorClients, Part.debtorClients)
    if let classes = condition.classes { parts.append(.classes(classes)) }
    if let flags = condition.flags { parts.append(.flags(flags)) }
    switch condition.promise {
    case .open: parts.append(.openPromise(before: nil))
    case .broken: parts.append(.brokenPromise(before: nil))
    case nil: break
    }
    switch condition.plan {
    case .running: parts.append(.plan(missedBefore: nil))
    case nil: break
    }
    if let days = condition.paidWithin { parts.append(.paid(within: Int64(days))) }
    let segments = condition.segments.map { [Scope.any($0.map { Scope($0.when) })] } ?? []
    let all = parts.map { Scope.part($0) } + segments
    self = all.isEmpty ? .all : .every(all)
  }

  /// The cases that a stay rule keeps, its `until` included, as `MovementRules` decides it.
  package init(_ rule: StayRule) {
    var when = rule.when
    switch rule.until {
    case .always: self.init(when)
    case .missedInstalments(let limit):
      self = .every([Scope(when), .part(.plan(missedBefore: Int64(limit)))])
    case .workingDaysAfterDue(let limit):
      // The due day decides, so a promise that has broken meanwhile keeps the case, too, where the rule is about open ones.
      let broken = Scope.part(.brokenPromise(before: Int64(limit)))
      let due: Scope =
        when.promise == .broken
        ? broken
        : .any([
          .part(.openPromise(before: Int64(limit))), .every([.except(.part(.openPromise(before: nil))), broken]),
        ])
      when.promise = nil
      self = .every([Scope(when), due])
    }
  }
}

/// The names of a place that the night takes for the same.
enum RegionForms {
  private static let endings = [
    "", "省", "市", "区", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "特区",
  ]

  /// Every other way to write the name, each part with each of the endings that `RegionName` takes away. Blanks are as they stand.
  static func others(_ name: String) -> [String] {
    var forms = [""]
    for (index, part) in RegionName.short(name).split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      forms = forms.flatMap { form in
        endings.map { (index > 0 ? form + "/" : form) + part + $0 }
      }
      // A name of many parts would have thousands of forms; what is not the same place goes early.
      let wanted = RegionName.short(name).split(separator: "/", omittingEmptySubsequences: false).prefix(index + 1).joined(separator: "/")
      forms.removeAll { RegionName.short($0) != wanted }
    }
    return forms.filter { !$0.isEmpty && $0 != name && RegionName.isSame($0, name) }
  }
}
