/// A path with places: `/v1/cases/{client}/{case_no}`.
package struct PathTemplate: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// What stands between two slashes.
  package enum Part: Sendable, Hashable {
    case fixed(String)
    case place(String)
  }
  /// In order.
  package let parts: [Part]
  /// As it was written.
  package let description: String

  /// Of the source code: a literal that is no path is a mistake of the program.
  package init(stringLiteral text: String) { self.init(text) }
  /// As it is written, beginning with a slash.
  package init(_ text: String) {
    description = text
    parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
      $0.hasPrefix("{") && $0.hasSuffix("}") ? .place(String($0.dropFirst().dropLast())) : .fixed(String($0))
    }
  }

  /// Names of the places, in order.
  package var places: [String] {
    parts.compactMap { if case .place(let name) = $0 { name } else { nil } }
  }

  /// What stands in the places; nil when the path is another. An empty part fills no place.
  package func match(_ segments: [String]) -> [String: String]? {
    guard segments.count == parts.count else { return nil }
    var found: [String: String] = [:]
    for (part, segment) in zip(parts, segments) {
      switch part {
      case .fixed(let text): guard text == segment else { return nil }
      case .place(let name):
        guard !segment.isEmpty else { return nil }
        found[name] = segment
      }
    }
    return found
  }

  /// Of two that match, the one that says more at the first part in which they differ goes first.
  package func isMoreExact(than other: PathTemplate) -> Bool {
    for (mine, theirs) in zip(parts, other.parts) {
      switch (mine, theirs) {
      case (.fixed, .place): return true
      case (.place, .fixed): return false
      default: continue
      }
    }
    return false
  }
}
