extension Instant {
  /// `2026-11-18 02:30:07`, in UTC.
  package var text: String {
    let day = LocalTime(microseconds: rawValue).day
    let seconds = rawValue / 1_000_000 - Int64(day.rawValue) * 86_400
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(day) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
