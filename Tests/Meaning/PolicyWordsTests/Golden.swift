import FoundationEssentials
import Testing

/// Texts as people read them, kept beside the tests. With `ALLOT_WRITE_GOLDEN=1` they are written anew, for a look at what has changed.
enum Golden {
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = FullFiles.root.appending(path: "Tests/Meaning/PolicyWordsTests/Golden/\(name)")
    if ProcessInfo.processInfo.environment["ALLOT_WRITE_GOLDEN"] == "1" { try Data(text.utf8).write(to: path) }
    let kept = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let (lines, before) = (
      text.split(separator: "\n", omittingEmptySubsequences: false), kept.split(separator: "\n", omittingEmptySubsequences: false)
    )
    for (line, old) in zip(lines, before) where line != old {
      Issue.record("\(name): “\(line)” was “\(old)”", sourceLocation: sourceLocation)
    }
    #expect(lines.count == before.count, "\(name)", sourceLocation: sourceLocation)
  }
}
