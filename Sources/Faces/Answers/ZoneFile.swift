import Glibc
import Portfolio

/// A time zone as the machine keeps it: RFC 8536, the 64-bit part. Only for showing times that are stored as instants; what a source wrote PostgreSQL
/// turns into an instant, by its own zones.
struct ZoneFile: Sendable {
  /// Seconds since 1970 at which another offset begins, ascending.
  private var starts: [Int64] = []
  /// The offset from each of `starts` on, in seconds east of UTC.
  private var offsets: [Int64] = []
  /// Before the first of `starts`.
  private var first: Int64 = 0

  /// nil for a name that is none, where the machine has no such zone, and for a file that leaves the years to come to a rule.
  init?(named name: String, below directory: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.utf8.first.map { $0 != UInt8(ascii: ".") } ?? false }), !name.utf8.contains(0) else { return nil }
    self.init(bytes: Self.read("\(directory)/\(name)"))
  }

  init?(bytes: [UInt8]) {
    guard let old = Header(bytes, at: 0), old.isWide, let header = Header(bytes, at: Header.size + old.length(4)) else { return nil }
    let times = Header.size + old.length(4) + Header.size
    let kinds = times + header.times * 8
    let types = kinds + header.times
    let end = times + header.length(8)
    guard header.types > 0, end <= bytes.count else { return nil }
    func offset(_ type: Int) -> Int64 { Int64(Int32(truncatingIfNeeded: Self.number(bytes, types + type * 6, 4))) }
    for index in 0..<header.times {
      let type = Int(bytes[kinds + index])
      guard type < header.types else { return nil }
      starts.append(Self.number(bytes, times + index * 8, 8))
      offsets.append(offset(type))
    }
    first = offset(0)
    // A rule for later years has a comma between its parts; then the file must itself reach far enough.
    let hasRule = bytes[end...].contains(UInt8(ascii: ","))
    guard !hasRule || (starts.last ?? 0) > 2_100_000_000 else { return nil }
  }

  /// The offset that holds at an instant.
  func secondsEast(of instant: Instant) -> Int64 {
    let microseconds = instant.rawValue
    let seconds = (microseconds - ((microseconds % 1_000_000) + 1_000_000) % 1_000_000) / 1_000_000 + 946_684_800
    let later = starts.firstIndex { $0 > seconds } ?? starts.count
    return later == 0 ? first : offsets[later - 1]
  }

  /// Counts of what follows.
  private struct Header {
    static let size = 44
    let isWide: Bool
    let times: Int
    let types: Int
    private let marks: Int
    private let leaps: Int
    private let letters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + Self.size, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
      func count(_ index: Int) -> Int { Int(ZoneFile.number(bytes, start + 20 + index * 4, 4)) }
      isWide = bytes[start + 4] >= UInt8(ascii: "2")
      (marks, leaps, times, types, letters) = (count(0) + count(1), count(2), count(3), count(4), count(5))
      guard [marks, leaps, times, types, letters].allSatisfy({ $0 < 100_000 }) else { return nil }
    }

    /// Bytes of the part behind the header, with times of so many bytes.
    func length(_ width: Int) -> Int { times * (width + 1) + types * 6 + letters + leaps * (width + 4) + marks }
  }

  /// Most significant byte first.
  private static func number(_ bytes: [UInt8], _ start: Int, _ width: Int) -> Int64 {
    bytes[start..<start + width].reduce(0) { $0 << 8 | Int64($1) }
  }

  /// Empty where there is no such file.
  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return count == bytes.count ? [] : Array(bytes.prefix(count))
  }
}
