import Policy
import Portfolio

/// Figures of what a night is decided on. A file that came half, or twice, shows here before it shows in the plan.
enum InputProfile {
  /// In a fixed order; names are keys of `run.inputs`.
  static func figures(_ snapshot: Snapshot, _ agency: AgencyPolicy) -> [(name: String, value: Int64)] {
    let yesterday = snapshot.slot - 1
    var outstanding: Int64 = 0
    var pool: Int64 = 0
    for i in snapshot.cases.indices {
      outstanding &+= agency.inBase(snapshot.cases.outstanding[i], snapshot.cases.currency[i]) ?? 0
      if snapshot.cases.holder[i] == .none { pool += 1 }
    }
    var (contacts, minutes): (Int64, Int64) = (0, 0)
    for c in snapshot.collectors.indices {
      for day in snapshot.collectors.days[c] {
        if day.day == yesterday { contacts += Int64(day.calls) + Int64(day.messages) }
        if day.day >= snapshot.slot, day.day < snapshot.slot + 7 { minutes += Int64(day.scheduledMinutes) }
      }
    }
    var payments: Int64 = 0
    for i in snapshot.cases.indices { for payment in snapshot.payments[i] where payment.day >= snapshot.slot - 7 { payments += 1 } }
    let people = snapshot.collectors.active.reduce(Int64(0)) { $0 + ($1 ? 1 : 0) }
    return [
      ("open_cases", Int64(snapshot.cases.count)), ("pool_cases", pool), ("outstanding", outstanding), ("collectors", people),
      ("minutes_next_week", minutes), ("contacts_yesterday", contacts), ("payments_last_week", payments),
    ]
  }

  /// Nights it takes before anything can be called unlike them.
  static let nights = 7

  /// A brake for each figure that lies outside the range of the nights before by more than `permille` of the range's end. Nothing while there
  /// are fewer than seven nights. A figure that differs by fewer than 20 is never unlike: small agencies have small numbers.
  static func unlike(_ figures: [(name: String, value: Int64)], _ nights: [[String: Int64]], permille: Int) -> [TrippedBrake] {
    guard nights.count >= Self.nights else { return [] }
    return figures.compactMap { name, value in
      let before = nights.prefix(Self.nights).compactMap { $0[name] }
      guard before.count == Self.nights, let low = before.min(), let high = before.max() else { return nil }
      let isLow = Int128(value) * 1000 < Int128(low) * Int128(1000 - permille) && low - value >= 20
      let isHigh = Int128(value) * 1000 > Int128(high) * Int128(1000 + permille) && value - high >= 20
      guard isLow || isHigh else { return nil }
      return TrippedBrake(.inputs, figure: value, limitPermille: permille, input: name, low: low, high: high)
    }
  }
}
