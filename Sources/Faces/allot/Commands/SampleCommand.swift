import Answers
import ArgumentParser
import Faults
import Glibc
import Portfolio
import Sample

struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write the files of an invented agency, to try things with.",
    usage: "allot sample --output <directory> [<options>]",
    discussion: """
      Examples:
        allot sample --output demo
        allot sample --cases 2000 --new-cases 300 --collectors 12 --first-slot 2026-11-18 --output small

      The same seed and sizes give the same bytes. base/ holds people, hours and the history before the first night; night-1/, night-2/ … hold what
      arrives on the day before each night.
      """)
  @Option(help: "Seed of the invented world.") var seed: UInt64 = 7
  @Option(help: "Open cases before the first night.") var cases = 20_000
  @Option(help: "New cases before each night.") var newCases = 1_000
  @Option(help: "Collectors.") var collectors = 60
  @Option(help: "Days of history.") var days = 30
  @Option(help: "Nights.") var nights = 3
  @Option(help: ArgumentHelp("Business day of the first night.", valueName: "date"), transform: Reading.day) var firstSlot = SampleCommand
    .standardSlot
  @Option(name: .shortAndLong, help: ArgumentHelp("Directory to write to.", valueName: "directory")) var output: String
  @Flag(help: "Print one JSON object instead of text.") var json = false

  /// 2026-11-18, a Wednesday.
  static let standardSlot = Day(year: 2026, month: 11, day: 18) ?? .none

  func validate() throws {
    guard (1...10_000_000).contains(cases), (0...1_000_000).contains(newCases), (1...10_000).contains(collectors), (1...365).contains(days),
      (1...365).contains(nights)
    else {
      throw ValidationError("sizes out of range: cases 1…10,000,000, new-cases 0…1,000,000, collectors 1…10,000, days and nights 1…365")
    }
  }

  func run() async throws {
    let settings = SampleSettings(
      seed: seed, cases: cases, newCases: newCases, collectors: collectors, days: days, nights: nights, firstSlot: firstSlot)
    let writer = SampleWriter(directory: output)
    try SampleAgency(settings).write { try writer.append($0, $1) }
    Terminal(isJSON: json).say(.sample(output, try writer.finish()))
  }
}

/// Appends to many files at once; each is opened once and replaced as a whole.
private final class SampleWriter {
  private let directory: String
  private var descriptors: [String: Int32] = [:]
  private var sizes: [String: Int64] = [:]

  init(directory: String) { self.directory = directory }

  func append(_ name: String, _ bytes: [UInt8]) throws {
    let descriptor: Int32
    if let known = descriptors[name] {
      descriptor = known
    } else {
      let path = "\(directory)/\(name)"
      try FileAccess.makeDirectory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
      descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw OperationError(.cannotCreate, "cannot write \(path): \(String(cString: strerror(errno)))") }
      descriptors[name] = descriptor
    }
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { write(descriptor, $0 + offset, buffer.count - offset) } ?? 0
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw OperationError(.cannotCreate, "cannot write \(name): \(String(cString: strerror(errno)))") }
      offset += written
    }
    sizes[name, default: 0] += Int64(bytes.count)
  }

  func finish() throws -> [String: Int64] {
    for (name, descriptor) in descriptors where close(descriptor) != 0 {
      throw OperationError(.cannotCreate, "cannot write \(name): \(String(cString: strerror(errno)))")
    }
    return sizes
  }
}
