import Glibc
package import Portfolio

/// How far the reading of conversations and codes can be trusted: verdicts against what people say, drift, codes that nobody mapped.
package struct TalkFigures: Sendable, Equatable {
  /// Labels given up to this moment count: wall-clock time in the agency's zone, in whole seconds; empty when nobody read them.
  package var labelsUpTo = ""
  /// Labels of conversations that the lot chose: they say how often verdicts are right.
  package var byLot = Agreement()
  /// Labels of conversations chosen because they were doubtful, or by hand: worse than the whole.
  package var chosen = Agreement()
  /// Consecutive or not, ascending; the run's own month is not over.
  package var months: [TalkMonth] = []
  /// Attempts of the `unmappedDays` before the run, and those among them with a code that means nothing.
  package var attempts: Int64 = 0
  /// Of `attempts`: those whose code means nothing, with `ContactOutcome.unknown` for an outcome.
  package var unmapped: Int64 = 0
  /// The most frequent codes among `unmapped`, most frequent first.
  package var unmappedCodes: [UnmappedCode] = []
  /// Of `attempts`: calls that a carrier refused for the number that calls, by the source that wrote them, most first; sources without any are missing.
  package var blocked: [BlockedCalls] = []
  /// Nothing read and nobody asked; the reader fills it in.
  package init() {}

  /// Labels count when they were given so many days before `labelsUpTo` or later.
  package static let labelDays = 180
  /// How many days before the run attempts are counted of.
  package static let unmappedDays = 7
  /// How many codes are listed.
  package static let codesListed = 12

  /// Whether there is nothing to show: no labels, no month, no unmapped code, no blocked call.
  package var isEmpty: Bool { byLot.labels == 0 && chosen.labels == 0 && months.isEmpty && unmapped == 0 && blocked.isEmpty }
}

/// How often verdicts are what people say.
package struct Agreement: Sendable, Equatable {
  /// Position label · 3 + verdict, both `Tone.rawValue`.
  package var counts = [Int64](repeating: 0, count: 9)
  /// No labels yet.
  package init() {}

  /// Counts conversations that a person called `label` and that were judged `judged`.
  package mutating func add(label: Tone, judged: Tone, _ count: Int64 = 1) {
    counts[Int(label.rawValue) * 3 + Int(judged.rawValue)] += count
  }

  /// Conversations that a person called `label` and that were judged `judged`.
  package func count(label: Tone, judged: Tone) -> Int64 { counts[Int(label.rawValue) * 3 + Int(judged.rawValue)] }
  /// All conversations that somebody labelled.
  package var labels: Int64 { counts.reduce(0, +) }
  /// Conversations that people call so.
  package func labelled(_ tone: Tone) -> Int64 { Tone.allCases.reduce(0) { $0 + count(label: tone, judged: $1) } }
  /// Labelled conversations that were judged so.
  package func judged(_ tone: Tone) -> Int64 { Tone.allCases.reduce(0) { $0 + count(label: $1, judged: tone) } }

  /// Of those judged so, the share that people call so too.
  package func precision(_ tone: Tone) -> SampleShare { SampleShare(count(label: tone, judged: tone), of: judged(tone)) }
  /// Of those that people call so, the share judged so too.
  package func recall(_ tone: Tone) -> SampleShare { SampleShare(count(label: tone, judged: tone), of: labelled(tone)) }
  /// Of all labelled, the share judged as people say.
  package var accuracy: SampleShare { SampleShare(Tone.allCases.reduce(0) { $0 + count(label: $1, judged: $1) }, of: labels) }
  /// Of those that people do not call uncooperative, the share judged so.
  package var falseAlarms: SampleShare {
    let right = count(label: .uncooperative, judged: .uncooperative)
    return SampleShare(judged(.uncooperative) - right, of: labels - labelled(.uncooperative))
  }
}

/// A share found in a sample, with its 95 % interval by Wilson's score: it holds for few labels and for shares near 0 and 1 too.
package struct SampleShare: Sendable, Equatable {
  /// How many of the sample have what is looked for; 0…`whole`.
  package let part: Int64
  /// Size of the sample.
  package let whole: Int64
  /// Made from two counts of labels; a `whole` of 0 has no share.
  package init(_ part: Int64, of whole: Int64) {
    self.part = part
    self.whole = whole
  }

  /// Per mille, rounded; nil when there is nothing to have a share of.
  package var perMille: Int64? { whole > 0 ? PerMille.of(part, whole) : nil }

  /// Per mille, rounded outwards; 0…1000 when there is nothing.
  package var interval: ClosedRange<Int64> {
    guard whole > 0 else { return 0...1_000 }
    let z = 1.96
    let n = Double(whole)
    let p = Double(part) / n
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    // What rounding errors add must not turn 0 into 1.
    let low = ((middle - half) * 1_000 + 1e-6).rounded(.down)
    let high = ((middle + half) * 1_000 - 1e-6).rounded(.up)
    return Int64(max(0, low))...Int64(min(1_000, high))
  }
}

/// How often each tone and each group was heard in one month.
package struct TalkMonth: Sendable, Hashable {
  /// First day of the month.
  package var month: Day
  /// Conversations with the debtor in the month, whatever their tone.
  package var conversations: Int
  /// By `Tone.rawValue`.
  package var tones: [Int]
  /// By bit of the stored keyword groups, 0…30.
  package var groups: [Int]
  /// A month in which nothing was heard, unless counts are given.
  package init(month: Day, conversations: Int = 0, tones: [Int] = [0, 0, 0], groups: [Int] = [Int](repeating: 0, count: 31)) {
    self.month = month
    self.conversations = conversations
    self.tones = tones
    self.groups = groups
  }

  /// `2026-11`
  package var name: String { String(month.description.prefix(7)) }
}

/// How far a month's talk is from that of the month before.
package struct TalkDrift: Sendable, Equatable {
  /// Whether a person should look; the words of the files, empty for nothing.
  package enum Flag: String, Sendable {
    case none = ""
    case look, changed
  }
  /// Population stability index of the shares of tones, and of groups, in per mille.
  package let tones: Int64
  /// As `tones`, of the shares of keyword groups.
  package let groups: Int64
  /// `look` from 0.10, `changed` from 0.25.
  package var flag: Flag {
    let largest = max(tones, groups)
    return largest >= 250 ? .changed : largest >= 100 ? .look : .none
  }

  /// Months with fewer conversations say nothing.
  package static let fewest = 50

  /// Each month's drift against the one before it in the list; nil for the first, and where one of the two has too few conversations.
  package static func of(_ months: [TalkMonth]) -> [TalkDrift?] {
    months.indices.map { index in
      guard index > 0 else { return nil }
      let (before, after) = (months[index - 1], months[index])
      guard before.conversations >= fewest, after.conversations >= fewest else { return nil }
      return TalkDrift(tones: psi(before.tones, after.tones), groups: psi(before.groups, after.groups))
    }
  }

  /// Σ (q − p) ln (q / p) over the shares in per mille, each count raised by one half so that an empty cell is no infinity.
  package static func psi(_ before: [Int], _ after: [Int]) -> Int64 {
    let cells = zip(before, after).filter { $0 + $1 > 0 }
    let sums = cells.reduce((0.0, 0.0)) { ($0.0 + Double($1.0) + 0.5, $0.1 + Double($1.1) + 0.5) }
    let index = cells.reduce(0.0) { total, cell in
      let p = (Double(cell.0) + 0.5) / sums.0
      let q = (Double(cell.1) + 0.5) / sums.1
      return total + (q - p) * log(q / p)
    }
    return Int64((index * 1_000).rounded())
  }
}

/// Calls of one source that a carrier refused for the number that calls.
package struct BlockedCalls: Sendable, Hashable {
  /// Name of the source, as in its mapping.
  package var source: String
  /// How many; above 0.
  package var calls: Int64
  /// Made from the attempts of one source.
  package init(source: String, calls: Int64) {
    self.source = source
    self.calls = calls
  }
}

/// A code of a source that its mapping does not know.
package struct UnmappedCode: Sendable, Equatable {
  /// Name of the source, as in its mapping.
  package var source: String
  /// As stored: short, without numbers that could be somebody's.
  package var code: String
  /// Attempts with this code in the days that are counted.
  package var attempts: Int64
  /// Made from the attempts of one code whose outcome is unknown.
  package init(source: String, code: String, attempts: Int64) {
    self.source = source
    self.code = code
    self.attempts = attempts
  }
}
