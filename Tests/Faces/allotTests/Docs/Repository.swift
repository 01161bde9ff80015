import FoundationEssentials
import Testing

/// The files these tests compare: of the clone they were built from.
enum Repository {
  static let root = #filePath.split(separator: "/").dropLast(5).map { "/" + $0 }.joined()

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: root + "/" + path)), as: UTF8.self)
  }

  /// Names below a folder that end so, relative to the root, in ascending order.
  static func files(_ folder: String, ending: String) throws -> [String] {
    try Scratch.walk(root + "/" + folder).map { String($0.dropFirst(root.count + 1)) }.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// README and every page of docs, glossary and decisions included.
  static func pages() throws -> [String] { ["README.md"] + (try files("docs", ending: ".md")) }

  /// The program's own text, tests apart: file → text.
  static let sources = Result {
    Dictionary(uniqueKeysWithValues: try files("Sources", ending: ".swift").map { ($0, try text($0)) })
  }

  /// A source file by its name, wherever it lies.
  static func source(_ name: String) throws -> String {
    try #require(try sources.get().first { $0.key.hasSuffix("/" + name) }?.value, "no \(name) below Sources")
  }

  /// Everything the pages say.
  static func prose() throws -> String { try pages().map(text).joined(separator: "\n") }
}
