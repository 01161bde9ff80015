package import Portfolio
package import Speech
package import Views

/// Numbers and words as the commands print them.
package enum Text {
  /// `1,234,567`.
  package static func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (number < 0 ? "-" : "") + result
  }

  /// Per mille as `0.125`.
  package static func ratio(_ permille: Int64) -> String {
    let rest = String(permille.magnitude % 1000)
    return (permille < 0 ? "-" : "") + grouped(permille.magnitude / 1000) + "." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Seconds as `37.5 h`.
  package static func hours(_ seconds: Int64) -> Wording {
    let tenths = (seconds.magnitude + 180) / 360
    return (seconds < 0 ? "-" : "") + grouped(tenths / 10) + ".\(tenths % 10)" + Wording(" h", " 小时")
  }

  /// Seconds as `12 min` or `12.5 min`.
  package static func minutes(_ seconds: Int64) -> Wording {
    let tenths = (seconds * 10 + 30) / 60
    return (tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + Wording(" min", " 分钟")
  }

  /// `1 case`, `1,200 cases`: English only, Chinese has no plural.
  package static func count(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(Plural.of(number, noun))" }

  /// `1 more person`, `2 more people`: nouns with a plural of their own.
  package static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(grouped(number)) \(number == 1 ? one : many)" }

  /// `0.42 s`.
  package static func seconds(_ duration: Duration, _ language: Language = .en) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = (attoseconds / 10_000_000_000_000_000)
    return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths) \(language == .zh ? "秒" : "s")"
  }

  /// `2026-11-18 02:30:07`, in UTC.
  package static func time(_ instant: Instant) -> String { instant.text }

  /// The same as the clock on the agency's wall showed it; its name stands beside.
  package static func time(_ instant: Instant, by clock: WallClock) -> String { time(clock.local(instant)) }

  /// Whole milliseconds, as in JSON; the rest is cut off.
  package static func milliseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
  }

  /// Minor units with two digits or as many as the currency has: `1,234.50`.
  package static func amount(_ minor: Int64, digits: Int) -> String {
    guard digits > 0 else { return grouped(minor) }
    var scale: UInt64 = 1
    for _ in 0..<digits { scale *= 10 }
    let rest = String(minor.magnitude % scale)
    return (minor < 0 ? "-" : "") + grouped(minor.magnitude / scale) + "." + String(repeating: "0", count: digits - rest.count) + rest
  }
}
