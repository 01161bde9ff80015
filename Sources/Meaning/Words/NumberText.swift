package import Portfolio
package import Speech

/// Numbers as people read them, the same in both languages and on every machine: comma between thousands, point before decimals.
package enum NumberText {
  /// `-1,234,567`
  package static func count(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// As many names as can be read at a glance: `C01, C02, C03, C04, C05 and 7 more`.
  package static func names(_ names: [String], most: Int = 5) -> Wording {
    let shown = names.prefix(most)
    let more = names.count - shown.count
    return Wording(
      shown.joined(separator: ", ") + (more > 0 ? " and \(count(more)) more" : ""),
      shown.joined(separator: "、") + (more > 0 ? "，另有\(count(more))个" : ""))
  }

  /// `+12`, `−3`, `±0`, for changes.
  package static func signed(_ value: some BinaryInteger) -> String {
    value == 0 ? "±0" : (value > 0 ? "+" : "−") + count(value.magnitude)
  }

  /// Minor units as major units with all their decimals: `12,345.60`. No currency.
  package static func amount(_ minor: Int64, _ currency: Currency) -> String {
    let (whole, rest) = split(minor, currency)
    let sign = minor < 0 ? "-" : ""
    return sign + count(whole) + (rest.isEmpty ? "" : "." + rest)
  }

  /// Like `amount`, with a plus, a true minus or ±.
  package static func signedAmount(_ minor: Int64, _ currency: Currency) -> String {
    if minor == 0 { return "±" + amount(0, currency) }
    let (whole, rest) = split(minor, currency)
    return (minor > 0 ? "+" : "−") + count(whole) + (rest.isEmpty ? "" : "." + rest)
  }

  /// Minor units as major units for spreadsheets: `-12345.60`.
  package static func plainAmount(_ minor: Int64, _ currency: Currency) -> String {
    let (whole, rest) = split(minor, currency)
    return (minor < 0 ? "-" : "") + String(whole) + (rest.isEmpty ? "" : "." + rest)
  }

  /// Rounded to major units: `12,346`.
  package static func major(_ minor: Int64, _ currency: Currency) -> String {
    let (whole, rest) = split(minor, currency)
    let up = rest.utf8.first.map { $0 >= UInt8(ascii: "5") } ?? false
    let rounded = whole + (up ? 1 : 0)
    return (minor < 0 && rounded > 0 ? "-" : "") + count(rounded)
  }

  private static func split(_ minor: Int64, _ currency: Currency) -> (whole: UInt64, rest: String) {
    var unit: UInt64 = 1
    for _ in 0..<currency.minorDigits { unit *= 10 }
    let (whole, rest) = minor.magnitude.quotientAndRemainder(dividingBy: unit)
    let digits = currency.minorDigits == 0 ? "" : String(rest)
    return (whole, String(repeating: "0", count: max(0, currency.minorDigits - digits.utf8.count)) + digits)
  }

  /// Per mille as percent with one decimal where there is one: `12.5 %`, `100 %`.
  package static func percent(_ perMille: some BinaryInteger) -> String {
    let magnitude = perMille.magnitude
    let rest = magnitude % 10
    return (perMille < 0 ? "-" : "") + count(magnitude / 10) + (rest == 0 ? "" : ".\(rest)") + "\u{202F}%"
  }

  /// Per mille as a number between 0 and 1: `0.125`.
  package static func ratio(_ perMille: some BinaryInteger) -> String {
    let rest = String(perMille.magnitude % 1000)
    return (perMille < 0 ? "-" : "") + "\(perMille.magnitude / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  /// S14 in per mille as a ratio, or that there is nobody to compare: `0.735`, `absent`.
  package static func score(_ perMille: Int64, _ language: Language) -> String {
    CollectorLoads.isAbsent(perMille) ? Wording("absent", "不在岗")[language] : ratio(perMille)
  }

  /// Seconds as hours with one decimal: `38.5`.
  package static func hours(_ seconds: Int64) -> String {
    let tenths = (seconds.magnitude + 180) / 360
    return (seconds < 0 && tenths > 0 ? "-" : "") + count(tenths / 10) + ".\(tenths % 10)"
  }

  /// For axes: `950`, `12k`, `3.4M`; in Chinese `1.2万`, `3.4亿`.
  package static func short(_ value: Int64, _ language: Language) -> String {
    let steps: [(Int64, String)] =
      language == .zh ? [(100_000_000, "亿"), (10_000, "万")] : [(1_000_000_000, "bn"), (1_000_000, "M"), (1000, "k")]
    let magnitude = Int64(clamping: value.magnitude)
    let sign = value < 0 ? "-" : ""
    guard let (unit, word) = steps.first(where: { magnitude >= $0.0 }) else { return sign + String(magnitude) }
    let tenths = magnitude / (unit / 10)
    return sign + count(tenths / 10) + (tenths % 10 == 0 || tenths >= 1000 ? "" : ".\(tenths % 10)") + word
  }
}
