import FoundationEssentials
import Glibc
import Postgres
import Tasks
import Testing

/// Package.swift, the `import` lines and the picture in docs/architecture.md say the same of the house.
@Suite struct HouseTests {
  private struct Manifest: Decodable {
    var targets: [Target]
  }
  private struct Target: Decodable {
    var name: String
    var type: String
    var path: String?
    var dependencies: [Dependency]

    /// Our own targets, and products of packages, which are imported under their names.
    var arrows: Set<String> { Set(dependencies.compactMap(\.name)) }
    var folder: String { path ?? (type == "test" ? "Tests/" : "Sources/") + name }
    /// `Sources/Core/Policy` lies on the floor `Core`.
    var floor: String? {
      let parts = folder.split(separator: "/")
      return parts.first == "Sources" && parts.count > 2 ? String(parts[1]) : nil
    }
  }
  private struct Dependency: Decodable {
    var byName: [String?]?
    var target: [String?]?
    var product: [Part?]?
    var name: String? { byName?.first ?? target?.first ?? product?.first.flatMap { $0?.text } }
  }
  /// Conditions and aliases of products are no strings.
  private struct Part: Decodable {
    var text: String?
    init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
  }

  /// From bottom to top.
  private static let floors = ["Base", "Core", "Beside", "Meaning", "Data", "Work", "Faces"]
  private static let longestTarget = 5_500
  /// Desks has grown by changes of policies and by simulations, which are to have rooms of their own; it must not grow until then.
  private static let longestDesks = 6_620
  /// Every command has a file of its own here; what it does stands elsewhere.
  private static let longestTool = 5_900
  private static let longestFile = 300
  /// What comes with the toolchain, or under the name of a product that has others in it.
  private static let given: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Darwin", "Dispatch", "Testing", "Swift",
  ]

  /// Read once, apart from the build that runs the tests.
  private static let dump = Task { () throws -> (scratch: Scratch, file: String, targets: [Target]) in
    let scratch = try Scratch()
    let file = scratch.path + "/dump.json"
    let result = try await shell(
      "scripts/steady swift package --scratch-path '\(scratch.path)/build' dump-package >'\(file)'")
    try #require(result.status == 0, "\(result.errors)")
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(filePath: file)))
    return (scratch, file, manifest.targets)
  }

  private static func shell(_ line: String) async throws -> Tool.Result {
    try await BlockingThread.run {
      // The toolchain needs a home for its caches.
      let home = getenv("HOME").map { String(cString: $0) } ?? "/tmp"
      return try Child(["-c", "cd -- \"$0\" && \(line)", Repository.root], environment: ["HOME": home], program: "/bin/bash").finish()
    }
  }

  /// Of `@testable`, `import`, `package`, `public`, `private`, `fileprivate`.
  private static let heads: Set<UInt8> = [UInt8(ascii: "@"), UInt8(ascii: "i"), UInt8(ascii: "p"), UInt8(ascii: "f")]

  /// `@testable import Store`, `package import struct Postgres.Row`.
  private static var importLine: Regex<(Substring, Substring)> {
    #/
      \s* (?:@\w+\s+)? (?:(?:public|package|internal|private|fileprivate)\s+)? import\s+
      (?:(?:struct|class|enum|protocol|func|typealias)\s+)? (\w+) (?:\.\w+)* \s* (?:\/\/.*)?
    /#
  }

  /// Lines of code and modules imported, over the files of a target.
  private func read(_ target: Target) throws -> (lines: [String: Int], imports: [String: String]) {
    var lines: [String: Int] = [:]
    var imports: [String: String] = [:]
    for file in try Repository.files(target.folder, ending: ".swift") {
      let text = try Repository.text(file)
      lines[file] = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      // The expression is slow, and hardly any line begins as an import may.
      for line in text.split(separator: "\n") where line.utf8.first.map(Self.heads.contains) == true {
        guard let found = line.wholeMatch(of: Self.importLine) else { continue }
        imports[String(found.1)] = file
      }
    }
    return (lines, imports)
  }

  @Test func everyArrowIsUsedAndEveryImportHasOne() async throws {
    let targets = try await Self.dump.value.targets
    var unused: [String] = []
    var missing: [String] = []
    for target in targets where target.type != "system" {
      let imports = try read(target).imports
      try #require(!imports.isEmpty || target.arrows.isEmpty, "no source of \(target.name) was found in \(target.folder)")
      unused += target.arrows.filter { imports[$0] == nil }.map { "\(target.name) → \($0)" }
      missing += imports.filter { !target.arrows.contains($0.key) && !Self.given.contains($0.key) }.map { "\($0.value): import \($0.key)" }
    }
    #expect(unused.sorted() == [], "arrows of Package.swift that no import uses")
    #expect(missing.sorted() == [], "imports without an arrow in Package.swift")
  }

  @Test func arrowsPointDownwards() async throws {
    let targets = try await Self.dump.value.targets
    let byName = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    for target in targets {
      guard let floor = target.floor else { continue }
      let height = try #require(Self.floors.firstIndex(of: floor), "\(target.name) lies on a floor that is none: \(floor)")
      for below in target.arrows.compactMap({ byName[$0] }) {
        let other = try #require(below.floor.flatMap { Self.floors.firstIndex(of: $0) }, "\(below.name) lies on no floor")
        #expect(other <= height, "\(target.name) on \(floor) imports \(below.name) on \(below.floor ?? "")")
      }
    }
  }

  @Test func noTargetAndNoFileIsTooLong() async throws {
    for target in try await Self.dump.value.targets where target.type != "system" {
      let lines = try read(target).lines
      if target.type != "test" {
        let sum = lines.values.reduce(0, +)
        let most = target.name == "Desks" ? Self.longestDesks : target.name == "allot" ? Self.longestTool : Self.longestTarget
        #expect(sum <= most, "\(target.name) has \(sum) lines; at most \(most)")
      }
      for (file, count) in lines { #expect(count <= Self.longestFile, "\(file) has \(count) lines; at most \(Self.longestFile)") }
    }
  }

  @Test func thePictureInTheArchitectureIsOfThisHouse() async throws {
    let drawn = try await Self.shell("scripts/house '\(Self.dump.value.file)'")
    #expect(drawn.status == 0, "\(drawn.errors)")
    let page = try Repository.text("docs/architecture.md")
    let shown = try #require(
      page.firstMatch(of: /<!-- house -->\n```text\n((?s:.*?))```\n<!-- \/house -->/), "docs/architecture.md has no picture"
    ).1
    #expect(String(shown) == drawn.output, "the picture is out of date: scripts/house --write")
  }
}
