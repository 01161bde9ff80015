import Speech
import YAML

extension ValueReader {
  private static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// `mon..fri`, or a list of days of the week, as bits `1 << weekday` of ISO 8601 (2 Monday … 128 Sunday).
  func weekdays() -> UInt8? {
    func bit(_ index: Int) -> UInt8 { 1 << UInt8(index + 1) }
    if isScalar {
      return parse(Wording("days of the week, such as mon..fri or [mon, wed, fri]", "一周中的几天，如 mon..fri 或 [mon, wed, fri]")) { text in
        let ends: [String]
        if let dots = text.utf8Range(of: "..") {
          ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
        } else {
          ends = [text, text]
        }
        guard let first = Self.weekdayNames.firstIndex(of: ends[0]), let last = Self.weekdayNames.firstIndex(of: ends[1]), first <= last
        else { return nil }
        return (first...last).reduce(0) { $0 | bit($1) }
      }
    }
    return list(atLeast: 1) { $0.choice(among: Self.weekdayNames.enumerated().map { ($1, bit($0)) }) }?.reduce(0, |)
  }
}
